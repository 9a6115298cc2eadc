/** Pulling a point onto the vertices and edges of other shapes, and along their borders. */
import { type Point, distance, grown, nearestOnSegment } from './geometry';
import type { Scene } from './scene';
import { anchors, isClosed } from './shapes';

export interface Snap {
  readonly at: Point;
  /** The item it holds on to, and which of its anchors; between two anchors, the first of them. */
  readonly id: string;
  readonly place: number;
  readonly onVertex: boolean;
}

/** The place nearby to snap to: the nearest vertex within reach, else the nearest edge. */
export function snapTo(
  scene: Scene,
  point: Point,
  reach: number,
  except: ReadonlySet<string> = new Set(),
): Snap | undefined {
  const around = grown({ left: point.x, top: point.y, right: point.x, bottom: point.y }, reach);
  let vertex: Snap | undefined;
  let edge: Snap | undefined;
  const nearer = (at: Point, than: Snap | undefined) =>
    distance(at, point) <= (than ? distance(than.at, point) : reach);
  for (const { id, shape } of scene.within(around)) {
    if (except.has(id)) continue;
    const points = anchors(shape);
    points.forEach((at, place) => {
      if (nearer(at, vertex)) vertex = { at, id, place, onVertex: true };
      if (!hasEdges(shape.kind)) return;
      const next = points[place + 1] ?? (isClosed(shape) ? points[0] : undefined);
      const on = next && nearestOnSegment(point, at, next);
      if (on && nearer(on, edge)) edge = { at: on, id, place, onVertex: false };
    });
  }
  return vertex ?? edge;
}

function hasEdges(kind: string): boolean {
  return kind === 'box' || kind === 'polygon' || kind === 'line';
}

/** The vertices passed on the shorter way round a closed border from one snap to another. */
export function alongBorder(border: readonly Point[], from: Snap, to: Snap): Point[] {
  if (from.id !== to.id || border.length < 3) return [];
  const forward = between(border, from, to);
  const backward = between(border, to, from).reverse();
  const length = (way: readonly Point[]) =>
    [from.at, ...way, to.at].reduce(
      (sum, at, place, all) => sum + (place ? distance(at, all[place - 1] ?? at) : 0),
      0,
    );
  return length(forward) <= length(backward) ? forward : backward;
}

/** The vertices after `from` and before `to`, in drawing order. */
function between(border: readonly Point[], from: Snap, to: Snap): Point[] {
  const first = from.place + 1;
  const last = to.onVertex ? to.place - 1 : to.place;
  const isWithinOneEdge =
    from.place === to.place &&
    !to.onVertex &&
    distanceFrom(border, from) <= distanceFrom(border, to);
  if (isWithinOneEdge) return [];
  let count = (last - first + 1 + 2 * border.length) % border.length;
  if (count === 0 && from.place === to.place && !to.onVertex) count = border.length;
  return Array.from({ length: count }, (_, step) => border[(first + step) % border.length]).filter(
    (at) => at !== undefined,
  );
}

function distanceFrom(border: readonly Point[], snap: Snap): number {
  const start = border[snap.place];
  return start ? distance(start, snap.at) : 0;
}
