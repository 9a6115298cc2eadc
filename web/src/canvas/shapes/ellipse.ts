import { type Bounds, type Point, boundsOf, isInside, nearestOnPath } from '../geometry';
import type { Handle, ShapeKind } from './kind';

type Four = readonly [Point, Point, Point, Point];

export interface Ellipse {
  readonly kind: 'ellipse';
  /** The ends of its axes, going round; the first and third belong to one axis. */
  readonly vertices: Four;
}

const TITLES = ['Top end', 'Right end', 'Bottom end', 'Left end'];
const STEP = Math.PI / 12;
const OUTLINE_POINTS = 48;

interface Axes {
  readonly centre: Point;
  /** From the centre to the first and to the second end. */
  readonly first: Point;
  readonly second: Point;
}

function axes({ vertices: [top, right, bottom, left] }: Ellipse): Axes {
  return {
    centre: {
      x: (top.x + right.x + bottom.x + left.x) / 4,
      y: (top.y + right.y + bottom.y + left.y) / 4,
    },
    first: { x: (top.x - bottom.x) / 2, y: (top.y - bottom.y) / 2 },
    second: { x: (right.x - left.x) / 2, y: (right.y - left.y) / 2 },
  };
}

function outline(shape: Ellipse): Point[] {
  const { centre, first, second } = axes(shape);
  return Array.from({ length: OUTLINE_POINTS }, (_, place) => {
    const angle = (2 * Math.PI * place) / OUTLINE_POINTS;
    return {
      x: centre.x + Math.cos(angle) * first.x + Math.sin(angle) * second.x,
      y: centre.y + Math.cos(angle) * first.y + Math.sin(angle) * second.y,
    };
  });
}

/** The upright ellipse that touches the four sides. */
export function ellipseIn({ left, top, right, bottom }: Bounds): Ellipse {
  const x = (left + right) / 2;
  const y = (top + bottom) / 2;
  return {
    kind: 'ellipse',
    vertices: [
      { x, y: top },
      { x: right, y },
      { x, y: bottom },
      { x: left, y },
    ],
  };
}

export const ellipse: ShapeKind<Ellipse> = {
  isClosed: true,

  bounds(shape) {
    const { centre, first, second } = axes(shape);
    const x = Math.hypot(first.x, second.x);
    const y = Math.hypot(first.y, second.y);
    const ends = boundsOf(shape.vertices); // imported ends need not be perpendicular
    return {
      left: Math.min(centre.x - x, ends.left),
      top: Math.min(centre.y - y, ends.top),
      right: Math.max(centre.x + x, ends.right),
      bottom: Math.max(centre.y + y, ends.bottom),
    };
  },

  trace(shape, pen) {
    outline(shape).forEach(({ x, y }, place) => (place ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    pen.closePath();
  },

  distance: (shape, to) => nearestOnPath(to, outline(shape), true)?.distance ?? Infinity,
  isInside: (shape, to) => isInside(to, outline(shape)),

  area(shape) {
    const { first, second } = axes(shape);
    return Math.PI * Math.abs(first.x * second.y - first.y * second.x);
  },

  handles: (shape) =>
    shape.vertices.map((at, place): Handle => ({
      id: `${place}`,
      at,
      role: 'side',
      title: TITLES[place] ?? '',
    })),

  /** The end goes where it is dragged, the one opposite with it; the other axis keeps its length. */
  dragged(shape, handle, to, { isRegular = false }) {
    const place = Number(handle);
    const { centre, first, second } = axes(shape);
    const [own, other] = place % 2 ? [second, first] : [first, second];
    const sign = place < 2 ? 1 : -1;
    let end = { x: sign * (to.x - centre.x), y: sign * (to.y - centre.y) };
    const length = Math.hypot(end.x, end.y);
    if (length === 0) return shape;
    if (isRegular) {
      const angle = Math.round(Math.atan2(end.y, end.x) / STEP) * STEP;
      end = { x: length * Math.cos(angle), y: length * Math.sin(angle) };
    }
    const side = Math.sign(own.x * other.y - own.y * other.x) || 1;
    const reach = (Math.hypot(other.x, other.y) / length) * side;
    const across = { x: -end.y * reach, y: end.x * reach };
    return place % 2 ? withAxes(centre, across, end) : withAxes(centre, end, across);
  },

  moved: (shape, x, y) => ({
    ...shape,
    vertices: four(shape.vertices.map((at) => ({ x: at.x + x, y: at.y + y }))),
  }),

  anchors: (shape) => shape.vertices,
};

function withAxes(centre: Point, first: Point, second: Point): Ellipse {
  const at = (way: Point, sign: number) => ({
    x: centre.x + sign * way.x,
    y: centre.y + sign * way.y,
  });
  return {
    kind: 'ellipse',
    vertices: [at(first, 1), at(second, 1), at(first, -1), at(second, -1)],
  };
}

export function four(points: readonly Point[]): Four {
  const [first, second, third, fourth] = points;
  if (!first || !second || !third || !fourth) throw new Error('An ellipse has four vertices.');
  return [first, second, third, fourth];
}
