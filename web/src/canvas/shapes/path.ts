/** Polygons and lines: shapes of as many vertices as people give them. */
import {
  type EdgePlace,
  type Point,
  boundsOf,
  isInside,
  nearestOnPath,
  signedArea,
} from '../geometry';
import type { Pen, ShapeKind } from './kind';

export interface Polygon {
  readonly kind: 'polygon';
  readonly vertices: readonly Point[];
}

export interface Line {
  readonly kind: 'line';
  readonly vertices: readonly Point[];
  /** A smooth curve through the vertices. */
  readonly isCurved: boolean;
}

export type Path = Polygon | Line;

const CURVE_STEPS = 12;

export const polygon: ShapeKind<Polygon> = {
  ...kindOf<Polygon>(true),
  isInside: (shape, point) => isInside(point, shape.vertices),
  area: (shape) => Math.abs(signedArea(shape.vertices)),
};

export const line: ShapeKind<Line> = {
  ...kindOf<Line>(false),
  isInside: () => false,
  area: () => 0,
};

/** The vertices as drawn: of a curve, a Catmull-Rom spline through them in short steps. */
export function drawn(shape: Path): readonly Point[] {
  if (shape.kind === 'polygon' || !shape.isCurved || shape.vertices.length < 3)
    return shape.vertices;
  const points: Point[] = [];
  const at = (place: number): Point =>
    shape.vertices[Math.min(Math.max(place, 0), shape.vertices.length - 1)] ?? { x: 0, y: 0 };
  for (let place = 0; place < shape.vertices.length - 1; place++) {
    const four = [at(place - 1), at(place), at(place + 1), at(place + 2)] as const;
    for (let step = 0; step < CURVE_STEPS; step++) points.push(onCurve(four, step / CURVE_STEPS));
  }
  points.push(at(shape.vertices.length - 1));
  return points;
}

/** The edge of the shape nearest to a point, in vertices as people gave them. */
export function nearestEdge(shape: Path, point: Point): EdgePlace | undefined {
  const isCurved = shape.kind === 'line' && shape.isCurved && shape.vertices.length >= 3;
  const place = nearestOnPath(point, drawn(shape), shape.kind === 'polygon');
  return place && isCurved ? { ...place, edge: Math.floor(place.edge / CURVE_STEPS) } : place;
}

/** The shape with a vertex put in after vertex `edge`. */
export function inserted<P extends Path>(shape: P, edge: number, at: Point): P {
  const vertices = [...shape.vertices.slice(0, edge + 1), at, ...shape.vertices.slice(edge + 1)];
  return { ...shape, vertices };
}

/** The shape without a vertex; undefined when too few would be left to see. */
export function without<P extends Path>(shape: P, place: number): P | undefined {
  const least = shape.kind === 'polygon' ? 3 : 2;
  if (shape.vertices.length <= least) return undefined;
  return { ...shape, vertices: shape.vertices.filter((_, other) => other !== place) };
}

function kindOf<P extends Path>(isClosed: boolean): Omit<ShapeKind<P>, 'isInside' | 'area'> {
  return {
    isClosed,
    bounds: (shape) => boundsOf(drawn(shape)),
    trace: (shape, pen) => traceThrough(drawn(shape), isClosed, pen),
    distance: (shape, point) => nearestOnPath(point, drawn(shape), isClosed)?.distance ?? Infinity,
    handles: (shape) =>
      shape.vertices.map((at, place) => ({ id: `${place}`, at, role: 'vertex', title: 'Vertex' })),
    dragged: (shape, handle, to) => ({
      ...shape,
      vertices: shape.vertices.map((at, place) => (`${place}` === handle ? to : at)),
    }),
    moved: (shape, x, y) => ({
      ...shape,
      vertices: shape.vertices.map((at) => ({ x: at.x + x, y: at.y + y })),
    }),
    anchors: (shape) => shape.vertices,
  };
}

export function traceThrough(points: readonly Point[], isClosed: boolean, pen: Pen): void {
  points.forEach(({ x, y }, place) => (place ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  if (isClosed) pen.closePath();
}

function onCurve([before, from, to, after]: readonly [Point, Point, Point, Point], share: number) {
  const along = (axis: 'x' | 'y') => {
    const [a, b, c, d] = [before[axis], from[axis], to[axis], after[axis]];
    const first = c - a;
    const second = 2 * a - 5 * b + 4 * c - d;
    const third = 3 * b - a - 3 * c + d;
    return b + (share * (first + share * (second + share * third))) / 2;
  };
  return { x: along('x'), y: along('y') };
}
