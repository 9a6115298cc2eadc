/** What every kind of shape can do; all in pixels of the image. */
import type { Bounds, Point } from '../geometry';

/** A place of a shape that can be taken hold of. */
export interface Handle {
  readonly id: string;
  readonly at: Point;
  /** `vertex` handles can be deleted where the shape allows it; `turn` rotates. */
  readonly role: 'vertex' | 'corner' | 'side' | 'turn';
  /** What a screen reader says; English, to be translated. */
  readonly title: string;
  /** The direction it moves in, for the cursor: 0 to the right, clockwise, radians. */
  readonly direction?: number;
}

export interface DragOptions {
  /** Keep proportions, or turn in steps of 15 degrees. */
  readonly isRegular?: boolean;
  /** Move the opposite side as well. */
  readonly isCentred?: boolean;
}

/** Draws outlines; a canvas context or a Path2D is one. */
export type Pen = CanvasPath;

export interface ShapeKind<S> {
  readonly isClosed: boolean;
  bounds(shape: S): Bounds;
  trace(shape: S, pen: Pen): void;
  /** How far a point is from the drawn outline. */
  distance(shape: S, point: Point): number;
  /** Whether a point lies in the region the shape encloses. */
  isInside(shape: S, point: Point): boolean;
  area(shape: S): number;
  /** `reach` is the distance at which a handle for turning stands off. */
  handles(shape: S, reach: number): Handle[];
  /** The shape with the handle dragged to a place. */
  dragged(shape: S, handle: string, to: Point, options: DragOptions): S;
  moved(shape: S, x: number, y: number): S;
  /** Places others snap to, and whether the last is joined to the first. */
  anchors(shape: S): readonly Point[];
}
