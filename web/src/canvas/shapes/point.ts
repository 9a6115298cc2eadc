import { type Point as Place, distance } from '../geometry';
import type { ShapeKind } from './kind';

export interface PointShape {
  readonly kind: 'point';
  readonly x: number;
  readonly y: number;
}

export const point: ShapeKind<PointShape> = {
  isClosed: false,
  bounds: ({ x, y }) => ({ left: x, top: y, right: x, bottom: y }),
  // Its mark has one size on the screen, whatever the zoom: the painter draws it.
  trace: () => undefined,
  distance: (shape, to) => distance(shape, to),
  isInside: () => false,
  area: () => 0,
  handles: ({ x, y }) => [{ id: 'point', at: { x, y }, role: 'corner', title: 'Point' }],
  dragged: (shape, _handle, to) => ({ ...shape, x: to.x, y: to.y }),
  moved: (shape, x, y) => ({ ...shape, x: shape.x + x, y: shape.y + y }),
  anchors: ({ x, y }): Place[] => [{ x, y }],
};
