/** Points, bounds and distances in the plane; y points down, as on screens. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function boundsOf(points: readonly Point[]): Bounds {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const { x, y } of points) {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  return points.length ? { left, top, right, bottom } : { left: 0, top: 0, right: 0, bottom: 0 };
}

export function union(one: Bounds, two: Bounds): Bounds {
  return {
    left: Math.min(one.left, two.left),
    top: Math.min(one.top, two.top),
    right: Math.max(one.right, two.right),
    bottom: Math.max(one.bottom, two.bottom),
  };
}

export function grown(bounds: Bounds, by: number): Bounds {
  return {
    left: bounds.left - by,
    top: bounds.top - by,
    right: bounds.right + by,
    bottom: bounds.bottom + by,
  };
}

export function overlap(one: Bounds, two: Bounds): boolean {
  return (
    one.left <= two.right && two.left <= one.right && one.top <= two.bottom && two.top <= one.bottom
  );
}

export function holds(bounds: Bounds, point: Point): boolean {
  return (
    point.x >= bounds.left &&
    point.x <= bounds.right &&
    point.y >= bounds.top &&
    point.y <= bounds.bottom
  );
}

export function middle(bounds: Bounds): Point {
  return { x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2 };
}

export function distance(one: Point, two: Point): number {
  return Math.hypot(one.x - two.x, one.y - two.y);
}

/** The point of the segment from `start` to `end` that is nearest to `point`. */
export function nearestOnSegment(point: Point, start: Point, end: Point): Point {
  const x = end.x - start.x;
  const y = end.y - start.y;
  const square = x * x + y * y;
  if (square === 0) return start;
  const share = ((point.x - start.x) * x + (point.y - start.y) * y) / square;
  if (share <= 0) return start;
  if (share >= 1) return end;
  return { x: start.x + share * x, y: start.y + share * y };
}

export interface EdgePlace {
  /** The edge from vertex `edge` to the one after it. */
  readonly edge: number;
  readonly at: Point;
  readonly distance: number;
}

/** The place on a path, closed or open, that is nearest to `point`; undefined without vertices. */
export function nearestOnPath(
  point: Point,
  vertices: readonly Point[],
  isClosed: boolean,
): EdgePlace | undefined {
  let best: EdgePlace | undefined;
  const edges = isClosed ? vertices.length : Math.max(1, vertices.length - 1);
  for (let edge = 0; edge < edges; edge++) {
    const start = vertices[edge];
    if (!start) break;
    const end = vertices[(edge + 1) % vertices.length] ?? start;
    const at = nearestOnSegment(point, start, end);
    const away = distance(point, at);
    if (!best || away < best.distance) best = { edge, at, distance: away };
  }
  return best;
}

/** Whether the point lies inside, by the even-odd rule. */
export function isInside(point: Point, vertices: readonly Point[]): boolean {
  let inside = false;
  let previous = vertices.at(-1);
  for (const vertex of vertices) {
    if (
      previous &&
      vertex.y > point.y !== previous.y > point.y &&
      point.x <
        ((previous.x - vertex.x) * (point.y - vertex.y)) / (previous.y - vertex.y) + vertex.x
    ) {
      inside = !inside;
    }
    previous = vertex;
  }
  return inside;
}

/** Twice-signed area halved: positive when the vertices go clockwise on the screen. */
export function signedArea(vertices: readonly Point[]): number {
  let sum = 0;
  let previous = vertices.at(-1);
  for (const vertex of vertices) {
    if (previous) sum += previous.x * vertex.y - vertex.x * previous.y;
    previous = vertex;
  }
  return sum / 2;
}

/** The point turned about `centre` by so many radians, clockwise on the screen. */
export function turned(point: Point, centre: Point, radians: number): Point {
  const cosine = Math.cos(radians);
  const sine = Math.sin(radians);
  const x = point.x - centre.x;
  const y = point.y - centre.y;
  return { x: centre.x + x * cosine - y * sine, y: centre.y + x * sine + y * cosine };
}

/** The convex hull, clockwise on the screen. Andrew 1979, the monotone chain. */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((one, two) => one.x - two.x || one.y - two.y);
  if (sorted.length < 3) return sorted;
  return [...chain(sorted), ...chain(sorted.reverse())];
}

function chain(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    while (kept.length >= 2 && cross(kept.at(-2), kept.at(-1), point) <= 0) kept.pop();
    kept.push(point);
  }
  kept.pop();
  return kept;
}

function cross(from: Point | undefined, through: Point | undefined, to: Point): number {
  if (!from || !through) return 1;
  return (through.x - from.x) * (to.y - from.y) - (through.y - from.y) * (to.x - from.x);
}

/** The point moved by the least that brings it into the bounds. */
export function clamped(point: Point, bounds: Bounds): Point {
  return {
    x: Math.min(Math.max(point.x, bounds.left), bounds.right),
    y: Math.min(Math.max(point.y, bounds.top), bounds.bottom),
  };
}

/** Whether the segments cross at a point inside both. */
export function doCross(one: Point, two: Point, three: Point, four: Point): boolean {
  return (
    cross(one, two, three) * cross(one, two, four) < 0 &&
    cross(three, four, one) * cross(three, four, two) < 0
  );
}

/** The path with only the vertices that hold it within `slack`. Douglas and Peucker 1973. */
export function simplified(path: readonly Point[], slack: number): Point[] {
  const isKept = new Uint8Array(path.length);
  isKept[0] = isKept[path.length - 1] = 1;
  const open: [number, number][] = [[0, path.length - 1]];
  for (let part = open.pop(); part; part = open.pop()) {
    const [first, last] = part;
    const [start, end] = [path[first], path[last]];
    if (!start || !end) continue;
    let farthest = first;
    let most = slack;
    for (let place = first + 1; place < last; place++) {
      const at = path[place];
      const away = at ? distance(at, nearestOnSegment(at, start, end)) : 0;
      if (away > most) [farthest, most] = [place, away];
    }
    if (farthest === first) continue;
    isKept[farthest] = 1;
    open.push([first, farthest], [farthest, last]);
  }
  return path.filter((_, place) => isKept[place]);
}
