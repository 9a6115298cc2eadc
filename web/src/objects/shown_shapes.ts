/** Shapes as responses of any family write them, to be shown. */
import type { Json, JsonObject } from '@web/editor/contract';
import type { ShownObject } from '@web/editor/pictureViewer';
import type { Point } from '@web/canvas/geometry';
import type { Shape } from '@web/canvas/shapes';
import { four } from '@web/canvas/shapes/ellipse';
import { isObject, listAt, numberAt, textAt } from '@web/ui/json';

/** The objects of a list that can be drawn, each with its label. */
export function shownObjects(list: readonly Json[]): ShownObject[] {
  return list.flatMap((one) => {
    if (!isObject(one)) return [];
    const shape = shownShape(one, textAt(one, 'type') || undefined);
    return shape ? [{ label: textAt(one, 'label') || '–', shape }] : [];
  });
}

/** The shape that sides, vertices or a place describe; undefined when there is none. */
export function shownShape(json: JsonObject, type?: string): Shape | undefined {
  const sides = ['left', 'top', 'width', 'height'].map((side) => numberAt(json, side));
  const [left, top, width, height] = sides;
  if (left !== undefined && top !== undefined && width !== undefined && height !== undefined) {
    const rotation = numberAt(json, 'rotation') ?? 0;
    return { kind: 'box', left, top, width, height, rotation, canTurn: false };
  }
  const at = place(json);
  if (at) return { kind: 'point', ...at };
  const sent = listAt(json, 'vertices');
  const vertices = sent.map(place).filter((one) => one !== undefined);
  const names = sent.map((one) => (isObject(one) ? textAt(one, 'description') : ''));
  if (!vertices.length || vertices.length < sent.length) return undefined;
  if (type === 'line') return { kind: 'line', vertices, isCurved: false };
  if (type === 'ellipse' && vertices.length === 4)
    return { kind: 'ellipse', vertices: four(vertices) };
  if (type === 'cuboid') {
    const named = vertices.map((one, index) => ({
      ...one,
      name: names[index] ?? '',
    }));
    return { kind: 'cuboid', corners: named };
  }
  return { kind: 'polygon', vertices };
}

function place(json: Json): Point | undefined {
  if (!isObject(json)) return undefined;
  const [x, y] = [numberAt(json, 'x'), numberAt(json, 'y')];
  return x === undefined || y === undefined ? undefined : { x, y };
}
