/** Shapes as responses write them, and as the stage draws them. */
import type { Json, JsonObject } from '@web/editor/contract';
import type { Point } from '@web/canvas/geometry';
import type { Shape } from '@web/canvas/shapes';
import { type Box, corners } from '@web/canvas/shapes/box';
import type { Corner, Cuboid } from '@web/canvas/shapes/cuboid';
import { four } from '@web/canvas/shapes/ellipse';
import { isObject, listAt, numberAt, textAt, without } from '@web/ui/json';
import { GEOMETRIES, type Geometry, type GeometryName, type Task } from './task';

const HUNDREDTH = 100; // finer than any hand, and short to read
const STRAIGHT = 1e-6;

/** The geometry of an object; the older types draw one and do not name it. */
export function geometryOf(task: Task, json: JsonObject): GeometryName | undefined {
  const named = GEOMETRIES.find((name) => name === json['type']);
  const [only] = task.geometries.keys();
  return named ?? (task.isBare ? only : undefined);
}

/** The shape of an object; undefined when it is not a sound one. */
export function shapeOf(json: JsonObject, geometry: Geometry): Shape | undefined {
  switch (geometry.name) {
    case 'box':
      return readBox(json, geometry);
    case 'polygon': {
      const vertices = readVertices(json);
      return vertices && { kind: 'polygon', vertices };
    }
    case 'line': {
      const vertices = readVertices(json);
      return vertices && { kind: 'line', vertices, isCurved: geometry.isCurved };
    }
    case 'point': {
      const at = readPoint(json);
      return at && { kind: 'point', ...at };
    }
    case 'ellipse': {
      const vertices = readVertices(json);
      return vertices?.length === 4 ? { kind: 'ellipse', vertices: four(vertices) } : undefined;
    }
    case 'cuboid':
      return readCuboid(json);
  }
}

/** The object with this shape written into it; what else it says stays. */
export function withShape(json: JsonObject, shape: Shape, geometry: Geometry): JsonObject {
  const round = geometry.isWhole ? Math.round : hundredths;
  switch (shape.kind) {
    case 'box':
      return writeBox(json, shape, round);
    case 'polygon':
    case 'line':
    case 'ellipse':
      return { ...json, vertices: shape.vertices.map((at) => writePoint(at, round)) };
    case 'point':
      return { ...json, ...writePoint(shape, round) };
    case 'cuboid':
      return writeCuboid(json, shape, round);
  }
}

function hundredths(value: number): number {
  const rounded = Math.round(value * HUNDREDTH) / HUNDREDTH;
  return rounded === 0 ? 0 : rounded; // never -0
}

function writePoint({ x, y }: Point, round: (value: number) => number): { x: number; y: number } {
  return { x: round(x), y: round(y) };
}

function readPoint(json: Json | undefined): Point | undefined {
  if (!isObject(json)) return undefined;
  const [x, y] = [numberAt(json, 'x'), numberAt(json, 'y')];
  return x === undefined || y === undefined ? undefined : { x, y };
}

function readVertices(json: JsonObject): Point[] | undefined {
  const sent = listAt(json, 'vertices');
  const vertices = sent.map(readPoint).filter((at) => at !== undefined);
  return vertices.length && vertices.length === sent.length ? vertices : undefined;
}

function readBox(json: JsonObject, { canRotate }: Geometry): Box | undefined {
  const [left, top, width, height] = ['left', 'top', 'width', 'height'].map((side) =>
    numberAt(json, side),
  );
  if (left === undefined || top === undefined || width === undefined || height === undefined) {
    return undefined;
  }
  const rotation = numberAt(json, 'rotation') ?? slant(readVertices(json));
  return { kind: 'box', left, top, width, height, rotation, canTurn: canRotate };
}

/** How far a box is turned that gives only its corners. */
function slant(vertices: readonly Point[] | undefined): number {
  const [first, second] = vertices ?? [];
  if (!first || !second || vertices?.length !== 4) return 0;
  const angle = Math.atan2(second.y - first.y, second.x - first.x);
  return Math.abs(angle) < STRAIGHT ? 0 : angle;
}

function writeBox(json: JsonObject, shape: Box, round: (value: number) => number): JsonObject {
  const rest = without(without(json, 'rotation'), 'vertices');
  const isTurned = Math.abs(shape.rotation) > STRAIGHT;
  const fine = isTurned ? hundredths : round;
  const sides = {
    left: fine(shape.left),
    top: fine(shape.top),
    width: fine(shape.width),
    height: fine(shape.height),
  };
  if (!isTurned) return { ...rest, ...sides };
  const rotation = Math.round(shape.rotation * 1e6) / 1e6;
  const vertices = corners({ ...shape, ...sides, rotation }).map((at) =>
    writePoint(at, hundredths),
  );
  return { ...rest, ...sides, rotation, vertices };
}

function readCuboid(json: JsonObject): Cuboid | undefined {
  const sent = listAt(json, 'vertices');
  const found = sent.flatMap((one): Corner[] => {
    const at = readPoint(one);
    const isNamed = isObject(one) && typeof one['description'] === 'string';
    return at && isNamed ? [{ ...at, name: textAt(one, 'description') }] : [];
  });
  return found.length >= 4 && found.length === sent.length
    ? { kind: 'cuboid', corners: found }
    : undefined;
}

/** Edges end where the corners are; what was computed in space no longer holds. */
function writeCuboid(
  json: JsonObject,
  shape: Cuboid,
  round: (value: number) => number,
): JsonObject {
  const rest = without(without(json, 'points_2d'), 'points_3d');
  const before = listAt(json, 'vertices').map((one) => (isObject(one) ? one : {}));
  const vertices = shape.corners.map((corner, place): JsonObject => ({
    description: corner.name,
    type: 'vertex',
    ...before[place],
    ...writePoint(corner, round),
  }));
  const edges = listAt(json, 'edges');
  if (!edges.length) return { ...rest, vertices };
  const end = (edge: JsonObject, x: string, y: string) => {
    const place = before.findIndex((one) => one['x'] === edge[x] && one['y'] === edge[y]);
    const at = vertices[place];
    return at ? { [x]: at['x'] ?? 0, [y]: at['y'] ?? 0 } : {};
  };
  const moved = edges.map((edge) =>
    isObject(edge) ? { ...edge, ...end(edge, 'x1', 'y1'), ...end(edge, 'x2', 'y2') } : edge,
  );
  return { ...rest, vertices, edges: moved };
}
