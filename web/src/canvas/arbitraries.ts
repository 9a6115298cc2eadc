/** Random points and shapes for property tests. */
import fc from 'fast-check';
import type { Bounds, Point } from './geometry';
import type { Shape } from './shapes';
import { cuboidFrom } from './shapes/cuboid';
import { ellipseIn } from './shapes/ellipse';

/** A thousandth of a pixel is as fine as a hand or a file places anything. */
export const coordinate = fc
  .integer({ min: -500 * 1024, max: 2000 * 1024 })
  .map((steps) => steps / 1024);

export const point: fc.Arbitrary<Point> = fc.record({ x: coordinate, y: coordinate });

const length = fc.double({ min: 1, max: 400, noNaN: true });

export const bounds: fc.Arbitrary<Bounds> = fc
  .tuple(point, length, length)
  .map(([{ x, y }, width, height]) => ({ left: x, top: y, right: x + width, bottom: y + height }));

export const ring: fc.Arbitrary<Point[]> = fc.array(point, { minLength: 3, maxLength: 12 });

export const shape: fc.Arbitrary<Shape> = fc.oneof(
  fc
    .tuple(bounds, fc.oneof(fc.constant(0), fc.double({ min: -3, max: 3, noNaN: true })))
    .map(([{ left, top, right, bottom }, rotation]): Shape => ({
      kind: 'box',
      left,
      top,
      width: right - left,
      height: bottom - top,
      rotation,
      canTurn: true,
    })),
  ring.map((vertices): Shape => ({ kind: 'polygon', vertices })),
  fc
    .tuple(fc.array(point, { minLength: 2, maxLength: 8 }), fc.boolean())
    .map(([vertices, isCurved]): Shape => ({ kind: 'line', vertices, isCurved })),
  point.map((at): Shape => ({ kind: 'point', ...at })),
  bounds.map(ellipseIn),
  fc.tuple(bounds, point).map(([face, side]) => cuboidFrom(face, side)),
);
