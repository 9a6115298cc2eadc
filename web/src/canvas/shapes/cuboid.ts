import {
  type Bounds,
  type Point,
  boundsOf,
  convexHull,
  isInside,
  nearestOnSegment,
  distance,
  signedArea,
} from '../geometry';
import type { ShapeKind } from './kind';

export const CORNERS = [
  'face-topleft',
  'face-bottomleft',
  'face-topright',
  'face-bottomright',
  'side-topcorner',
  'side-bottomcorner',
] as const;

export interface Corner extends Point {
  readonly name: string;
}

/** A box in space as the image shows it: a face, and the far edge of the side seen beside it. */
export interface Cuboid {
  readonly kind: 'cuboid';
  readonly corners: readonly Corner[];
}

const TITLES: Record<string, string> = {
  'face-topleft': 'Top left corner of the face',
  'face-bottomleft': 'Bottom left corner of the face',
  'face-topright': 'Top right corner of the face',
  'face-bottomright': 'Bottom right corner of the face',
  'side-topcorner': 'Top corner of the side',
  'side-bottomcorner': 'Bottom corner of the side',
};
const FAR_SHARE = 0.85; // how high a far edge looks beside a near one, to begin with

/** A cuboid with this face, its far top corner at `side`. */
export function cuboidFrom({ left, top, right, bottom }: Bounds, side: Point): Cuboid {
  const places = [
    [left, top],
    [left, bottom],
    [right, top],
    [right, bottom],
    [side.x, side.y],
    [side.x, side.y + FAR_SHARE * (bottom - top)],
  ] as const;
  return {
    kind: 'cuboid',
    corners: CORNERS.map((name, place) => {
      const [x, y] = places[place] ?? [0, 0];
      return { name, x, y };
    }),
  };
}

/** The edges that can be seen, as pairs of places; of unknown corners, those of their hull. */
export function edges(shape: Cuboid): [Point, Point][] {
  const named = new Map(shape.corners.map((corner) => [corner.name, corner]));
  const [tl, bl, tr, br, st, sb] = CORNERS.map((name) => named.get(name));
  if (!tl || !bl || !tr || !br) {
    const hull = convexHull(shape.corners);
    return hull.map((start, place) => [start, hull[(place + 1) % hull.length] ?? start]);
  }
  const found: [Point, Point][] = [
    [tl, tr],
    [tr, br],
    [br, bl],
    [bl, tl],
  ];
  if (st && sb) {
    const isRight = st.x + sb.x >= (tl.x + tr.x + bl.x + br.x) / 2;
    found.push([isRight ? tr : tl, st], [isRight ? br : bl, sb], [st, sb]);
  }
  return found;
}

export const cuboid: ShapeKind<Cuboid> = {
  isClosed: true,
  bounds: (shape) => boundsOf(shape.corners),

  trace(shape, pen) {
    for (const [start, end] of edges(shape)) {
      pen.moveTo(start.x, start.y);
      pen.lineTo(end.x, end.y);
    }
  },

  distance: (shape, point) =>
    Math.min(
      ...edges(shape).map(([start, end]) => distance(point, nearestOnSegment(point, start, end))),
    ),
  isInside: (shape, point) => isInside(point, convexHull(shape.corners)),
  area: (shape) => Math.abs(signedArea(convexHull(shape.corners))),

  handles: (shape) =>
    shape.corners.map((corner) => ({
      id: corner.name,
      at: { x: corner.x, y: corner.y },
      role: 'corner',
      title: TITLES[corner.name] ?? 'Corner',
    })),

  /** A corner of the face takes its neighbours along, so that the face stays upright. */
  dragged(shape, handle, to, { isRegular = false }) {
    const beside = isRegular ? {} : neighbours(handle);
    return {
      ...shape,
      corners: shape.corners.map((corner) => {
        if (corner.name === handle) return { ...corner, x: to.x, y: to.y };
        if (corner.name === beside.sameX) return { ...corner, x: to.x };
        return corner.name === beside.sameY ? { ...corner, y: to.y } : corner;
      }),
    };
  },

  moved: (shape, x, y) => ({
    ...shape,
    corners: shape.corners.map((corner) => ({ ...corner, x: corner.x + x, y: corner.y + y })),
  }),

  anchors: (shape) => shape.corners,
};

function neighbours(name: string): { sameX?: string; sameY?: string } {
  const swap = (one: string, two: string) =>
    name.includes(one) ? name.replace(one, two) : name.replace(two, one);
  if (name.startsWith('side-')) return { sameX: swap('top', 'bottom') };
  return { sameX: swap('top', 'bottom'), sameY: swap('left', 'right') };
}
