import {
  type Bounds,
  type Point,
  boundsOf,
  isInside,
  middle,
  nearestOnPath,
  turned,
} from '../geometry';
import type { DragOptions, Handle, ShapeKind } from './kind';

export interface Box {
  readonly kind: 'box';
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Radians, clockwise, about the centre. */
  readonly rotation: number;
  /** Whether people may turn it. */
  readonly canTurn: boolean;
}

const STEP = Math.PI / 12;

/** Each side and corner: its title and which way it lies from the centre. */
const SIDES: Record<string, readonly [title: string, x: -1 | 0 | 1, y: -1 | 0 | 1]> = {
  'top-left': ['Top left corner', -1, -1],
  top: ['Top side', 0, -1],
  'top-right': ['Top right corner', 1, -1],
  right: ['Right side', 1, 0],
  'bottom-right': ['Bottom right corner', 1, 1],
  bottom: ['Bottom side', 0, 1],
  'bottom-left': ['Bottom left corner', -1, 1],
  left: ['Left side', -1, 0],
};

export function upright(box: Box): Bounds {
  return {
    left: box.left,
    top: box.top,
    right: box.left + box.width,
    bottom: box.top + box.height,
  };
}

/** The four corners, clockwise from the top left of the upright box. */
export function corners(box: Box): [Point, Point, Point, Point] {
  const { left, top, right, bottom } = upright(box);
  const centre = middle(upright(box));
  const turn = (x: number, y: number) =>
    box.rotation ? turned({ x, y }, centre, box.rotation) : { x, y };
  return [turn(left, top), turn(right, top), turn(right, bottom), turn(left, bottom)];
}

export const box: ShapeKind<Box> = {
  isClosed: true,

  bounds: (shape) => (shape.rotation ? boundsOf(corners(shape)) : upright(shape)),

  trace(shape, pen) {
    if (!shape.rotation) {
      pen.rect(shape.left, shape.top, shape.width, shape.height);
      return;
    }
    const [first, ...others] = corners(shape);
    pen.moveTo(first.x, first.y);
    for (const corner of others) pen.lineTo(corner.x, corner.y);
    pen.closePath();
  },

  distance: (shape, point) => nearestOnPath(point, corners(shape), true)?.distance ?? Infinity,
  isInside: (shape, point) => isInside(point, corners(shape)),
  area: (shape) => shape.width * shape.height,

  handles(shape, reach) {
    const centre = middle(upright(shape));
    const place = (x: number, y: number) =>
      turned(
        { x: centre.x + (x * shape.width) / 2, y: centre.y + (y * shape.height) / 2 },
        centre,
        shape.rotation,
      );
    const handles: Handle[] = Object.entries(SIDES).map(([id, [title, x, y]]) => ({
      id,
      at: place(x, y),
      role: x && y ? 'corner' : 'side',
      title,
      direction: Math.atan2(y, x) + shape.rotation,
    }));
    if (shape.canTurn) {
      const above = { x: centre.x, y: shape.top - 2.5 * reach };
      const at = turned(above, centre, shape.rotation);
      handles.push({ id: 'turn', at, role: 'turn', title: 'Rotation' });
    }
    return handles;
  },

  dragged(shape, handle, to, options) {
    const centre = middle(upright(shape));
    if (handle === 'turn') return turnedTo(shape, centre, to, options);
    const side = SIDES[handle];
    return side
      ? resized(shape, [side[1], side[2]], turned(to, centre, -shape.rotation), options)
      : shape;
  },

  moved: (shape, x, y) => ({ ...shape, left: shape.left + x, top: shape.top + y }),
  anchors: (shape) => corners(shape),
};

function turnedTo(shape: Box, centre: Point, to: Point, options: DragOptions): Box {
  const angle = Math.atan2(to.y - centre.y, to.x - centre.x) + Math.PI / 2;
  const steady = options.isRegular ? Math.round(angle / STEP) * STEP : angle;
  return { ...shape, rotation: Math.atan2(Math.sin(steady), Math.cos(steady)) };
}

/** The box with one side or corner at `to`, which is given in the frame of the upright box. */
function resized(shape: Box, [x, y]: [number, number], to: Point, options: DragOptions): Box {
  const before = upright(shape);
  let { left, top, right, bottom } = before;
  if (x < 0) left = to.x;
  if (x > 0) right = to.x;
  if (y < 0) top = to.y;
  if (y > 0) bottom = to.y;
  if (options.isRegular && x && y && shape.width && shape.height) {
    const factor = Math.max(
      Math.abs(right - left) / shape.width,
      Math.abs(bottom - top) / shape.height,
    );
    const width = factor * shape.width * (Math.sign(right - left) || 1);
    const height = factor * shape.height * (Math.sign(bottom - top) || 1);
    if (x < 0) left = right - width;
    else right = left + width;
    if (y < 0) top = bottom - height;
    else bottom = top + height;
  }
  if (options.isCentred) {
    const centre = middle(before);
    if (x < 0) right = 2 * centre.x - left;
    if (x > 0) left = 2 * centre.x - right;
    if (y < 0) bottom = 2 * centre.y - top;
    if (y > 0) top = 2 * centre.y - bottom;
  }
  const width = Math.abs(right - left);
  const height = Math.abs(bottom - top);
  // A turned box turns about its new centre from now on: move it so that nothing else shifts.
  const centre = turned(
    { x: (left + right) / 2, y: (top + bottom) / 2 },
    middle(before),
    shape.rotation,
  );
  if (!shape.rotation)
    return { ...shape, left: Math.min(left, right), top: Math.min(top, bottom), width, height };
  return { ...shape, left: centre.x - width / 2, top: centre.y - height / 2, width, height };
}
