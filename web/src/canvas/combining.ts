/** Polygons made into one, or cut in parts along a line. Each is one ring; holes become seams. */
import clipping, { type MultiPolygon, type Polygon, type Ring } from 'polygon-clipping';
import { withHole } from './cutting';
import { type Point, boundsOf, distance, signedArea } from './geometry';

const ROUND_STEPS = 16;

/** The border round all of them; undefined where they lie apart. */
export function joined(borders: readonly (readonly Point[])[]): Point[] | undefined {
  const [first, ...others] = borders.map(toPolygon);
  if (!first) return undefined;
  const [only, ...apart] = clipping.union(first, ...others);
  return only && !apart.length ? toBorder(only) : undefined;
}

/** The parts on either side of a line, the largest first; undefined when it does not cut through. */
export function cutAlong(border: readonly Point[], line: readonly Point[]): Point[][] | undefined {
  if (border.length < 3 || line.length < 2) return undefined;
  const whole = toPolygon(border);
  const side = toPolygon(sideOf(line, border));
  const parts = [...clipping.intersection(whole, side), ...clipping.difference(whole, side)];
  const borders = parts.map(toBorder).filter((one) => one !== undefined);
  if (borders.length < 2) return undefined;
  return borders.sort((one, two) => Math.abs(signedArea(two)) - Math.abs(signedArea(one)));
}

/** Everything to one side of the line, which goes on straight at both ends, far round the border. */
function sideOf(line: readonly Point[], border: readonly Point[]): Point[] {
  const { left, top, right, bottom } = boundsOf([...border, ...line]);
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const far = 4 * (right - left + bottom - top);
  const start = beyond(line[1], line[0], far);
  const end = beyond(line.at(-2), line.at(-1), far);
  const from = Math.atan2(end.y - middle.y, end.x - middle.x);
  const to = Math.atan2(start.y - middle.y, start.x - middle.x);
  const turn = (to - from + 2 * Math.PI) % (2 * Math.PI);
  const round = Array.from({ length: ROUND_STEPS - 1 }, (_, step) => {
    const angle = from + (turn * (step + 1)) / ROUND_STEPS;
    return {
      x: middle.x + 2 * far * Math.cos(angle),
      y: middle.y + 2 * far * Math.sin(angle),
    };
  });
  return [start, ...line, end, ...round];
}

function beyond(from: Point | undefined, to: Point | undefined, far: number): Point {
  if (!from || !to) throw new Error('A line has two ends.');
  const length = distance(from, to) || 1;
  return {
    x: to.x + ((to.x - from.x) / length) * far,
    y: to.y + ((to.y - from.y) / length) * far,
  };
}

function toPolygon(border: readonly Point[]): Polygon {
  return [border.map(({ x, y }): [number, number] => [x, y])];
}

/** The outer ring with its holes joined to it by seams. */
function toBorder([outer, ...holes]: MultiPolygon[number]): Point[] | undefined {
  if (!outer) return undefined;
  return holes.reduce(
    (border, hole) => withHole(border, toPoints(hole)) ?? border,
    toPoints(outer),
  );
}

/** The ring without its last vertex, which repeats the first. */
function toPoints(ring: Ring): Point[] {
  return ring.slice(0, -1).map(([x, y]) => ({ x, y }));
}
