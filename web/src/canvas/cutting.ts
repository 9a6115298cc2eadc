/** Holes in polygons that know only one ring: the hole is joined to the border by a seam. */
import { type Point, distance, doCross, isInside, signedArea } from './geometry';

/**
 * One ring round `border` less `hole`: along the border, over a seam to the hole, round it the other
 * way, and back over the same seam. Undefined when the hole does not lie wholly inside.
 */
export function withHole(border: readonly Point[], hole: readonly Point[]): Point[] | undefined {
  if (border.length < 3 || hole.length < 3 || !liesInside(border, hole)) return undefined;
  const seam = shortestSeam(border, hole);
  if (!seam) return undefined;
  const isSameWay = signedArea(border) > 0 === signedArea(hole) > 0;
  const inner = isSameWay ? [...hole].reverse() : [...hole];
  const start = isSameWay ? hole.length - 1 - seam.inner : seam.inner;
  const round = [...inner.slice(start), ...inner.slice(0, start + 1)];
  return [...border.slice(0, seam.outer + 1), ...round, ...border.slice(seam.outer)];
}

function liesInside(border: readonly Point[], hole: readonly Point[]): boolean {
  return hole.every((at) => isInside(at, border)) && !rings(border, hole);
}

/** Whether an edge of one ring crosses an edge of the other. */
function rings(one: readonly Point[], two: readonly Point[]): boolean {
  return one.some((_, place) => {
    const [start, end] = edge(one, place);
    return two.some((_at, other) => doCross(start, end, ...edge(two, other)));
  });
}

function shortestSeam(
  border: readonly Point[],
  hole: readonly Point[],
): { outer: number; inner: number } | undefined {
  const pairs = border.flatMap((from, outer) =>
    hole.map((to, inner) => ({ outer, inner, from, to, length: distance(from, to) })),
  );
  pairs.sort((one, two) => one.length - two.length);
  return pairs.find(({ from, to }) => !crosses(from, to, border) && !crosses(from, to, hole));
}

function crosses(from: Point, to: Point, ring: readonly Point[]): boolean {
  return ring.some((_, place) => doCross(from, to, ...edge(ring, place)));
}

function edge(ring: readonly Point[], place: number): [Point, Point] {
  const start = ring[place];
  const end = ring[(place + 1) % ring.length];
  if (!start || !end) throw new Error(`There is no edge ${place} in ${ring.length} vertices.`);
  return [start, end];
}
