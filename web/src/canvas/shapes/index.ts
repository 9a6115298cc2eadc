/** Every kind of shape behind one set of functions. */
import type { Bounds, Point } from '../geometry';
import { type Box, box } from './box';
import { type Cuboid, cuboid } from './cuboid';
import { type Ellipse, ellipse } from './ellipse';
import type { DragOptions, Handle, Pen, ShapeKind } from './kind';
import { type Line, type Polygon, line, polygon } from './path';
import { type PointShape, point } from './point';

export type Shape = Box | Polygon | Line | PointShape | Ellipse | Cuboid;
export type KindName = Shape['kind'];
export type { Box, Cuboid, DragOptions, Ellipse, Handle, Line, Pen, PointShape, Polygon };

type Kinds = { readonly [name in KindName]: ShapeKind<Extract<Shape, { kind: name }>> };

const KINDS: Kinds = { box, polygon, line, point, ellipse, cuboid };

/** The functions for the shape's own kind. */
function kindOf<S extends Shape>(shape: S): ShapeKind<S> {
  return KINDS[shape.kind] as unknown as ShapeKind<S>; // the compiler cannot tie a key to its value
}

export const isClosed = (shape: Shape): boolean => kindOf(shape).isClosed;
export const shapeBounds = (shape: Shape): Bounds => kindOf(shape).bounds(shape);
export const trace = (shape: Shape, pen: Pen): void => kindOf(shape).trace(shape, pen);
export const outlineDistance = (shape: Shape, to: Point): number =>
  kindOf(shape).distance(shape, to);
export const encloses = (shape: Shape, at: Point): boolean => kindOf(shape).isInside(shape, at);
export const area = (shape: Shape): number => kindOf(shape).area(shape);
export const handles = (shape: Shape, reach: number): Handle[] =>
  kindOf(shape).handles(shape, reach);
export const anchors = (shape: Shape): readonly Point[] => kindOf(shape).anchors(shape);

export function dragged<S extends Shape>(
  shape: S,
  handle: string,
  to: Point,
  options: DragOptions = {},
): S {
  return kindOf(shape).dragged(shape, handle, to, options);
}

export function moved<S extends Shape>(shape: S, x: number, y: number): S {
  return kindOf(shape).moved(shape, x, y);
}
