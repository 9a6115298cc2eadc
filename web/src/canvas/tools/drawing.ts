/** Tools that draw one new shape each time. */
import { type Bounds, type Point, boundsOf, distance } from '../geometry';
import { type Context, paintHandles, paintShape } from '../paint';
import type { Look } from '../scene';
import type { Shape } from '../shapes';
import { cuboidFrom } from '../shapes/cuboid';
import type { DrawHost, Overlay, StagePointer, Tool } from '../tool';

const LEAST_DRAG = 0.5; // of the reach: less is a click

/** What all drawing tools are given. */
export interface Drawing extends DrawHost {
  look(): Look;
  /** Takes the finished shape. */
  done(shape: Shape): void;
}

/** Paints a shape that is being drawn. */
export function paintDraft({ context, px }: Overlay, shape: Shape, look: Look): void {
  paintShape(context, shape, { ...look, dash: [5, 4] }, { px, width: 2, hasHalo: true });
}

/** Marks a place with a small disc. */
export function paintMark(context: Context, at: Point, px: number): void {
  paintHandles(context, [{ id: '', at, role: 'vertex', title: '' }], { px, active: undefined });
}

/** Two opposite corners, by dragging or by two clicks. Shift: a square; Alt: from the middle. */
export class RectangleTool implements Tool {
  readonly cursor = 'crosshair';
  readonly hasCrosshair = true;
  #start: Point | undefined;
  #end: Point | undefined;
  #isDragging = false;
  #options = { isRegular: false, isCentred: false };

  readonly #host: Drawing;
  readonly #shapeOf: (bounds: Bounds) => Shape;

  constructor(host: Drawing, shapeOf: (bounds: Bounds) => Shape) {
    this.#host = host;
    this.#shapeOf = shapeOf;
  }

  get isBusy(): boolean {
    return this.#start !== undefined;
  }

  down(pointer: StagePointer): void {
    const at = this.#host.place(pointer);
    if (this.#start) {
      this.#end = at;
      return;
    }
    this.#start = this.#end = at;
    this.#isDragging = true;
    this.#host.repaint();
  }

  move(pointer: StagePointer): void {
    if (!this.#start) return;
    this.#end = this.#host.place(pointer);
    this.#options = { isRegular: pointer.shift, isCentred: pointer.alt };
    this.#host.repaint();
  }

  up(pointer: StagePointer): void {
    if (!this.#start) return;
    this.#end = this.#host.place(pointer);
    const isClick = distance(this.#start, this.#end) < LEAST_DRAG * pointer.reach;
    const isFirst = this.#isDragging && isClick;
    this.#isDragging = false;
    if (!isFirst) this.finish(); // after a click the second corner is still to come
  }

  finish(): boolean {
    const bounds = this.#bounds();
    if (!bounds) return false;
    this.cancel();
    if (bounds.right > bounds.left && bounds.bottom > bounds.top)
      this.#host.done(this.#shapeOf(bounds));
    return true;
  }

  cancel(): boolean {
    const wasDrawing = this.#start !== undefined;
    this.#start = this.#end = undefined;
    this.#isDragging = false;
    this.#host.repaint();
    return wasDrawing;
  }

  paint(overlay: Overlay): void {
    const bounds = this.#bounds();
    if (bounds) paintDraft(overlay, this.#shapeOf(bounds), this.#host.look());
  }

  #bounds(): Bounds | undefined {
    const start = this.#start;
    let end = this.#end;
    if (!start || !end) return undefined;
    if (this.#options.isRegular) {
      const side = Math.max(Math.abs(end.x - start.x), Math.abs(end.y - start.y));
      const way = (from: number, to: number) => from + side * (to < from ? -1 : 1);
      end = { x: way(start.x, end.x), y: way(start.y, end.y) };
    }
    const opposite = { x: 2 * start.x - end.x, y: 2 * start.y - end.y };
    return boundsOf(this.#options.isCentred ? [opposite, end] : [start, end]);
  }
}

/** One click, one point. */
export class PointTool implements Tool {
  readonly cursor = 'crosshair';
  readonly hasCrosshair = true;

  readonly #host: Drawing;

  constructor(host: Drawing) {
    this.#host = host;
  }

  up(pointer: StagePointer): void {
    const { x, y } = this.#host.place(pointer);
    this.#host.done({ kind: 'point', x, y });
  }
}

/** The face like a rectangle, then a click for the far top corner of the side. */
export class CuboidTool implements Tool {
  readonly cursor = 'crosshair';
  readonly hasCrosshair = true;
  #face: Bounds | undefined;
  #side: Point | undefined;
  readonly #rectangle: RectangleTool;

  readonly #host: Drawing;

  constructor(host: Drawing) {
    this.#host = host;
    this.#rectangle = new RectangleTool(
      { ...hostOf(host), done: (shape) => this.#begin(shape) },
      ({ left, top, right, bottom }) => ({
        kind: 'box',
        left,
        top,
        width: right - left,
        height: bottom - top,
        rotation: 0,
        canTurn: false,
      }),
    );
  }

  get isBusy(): boolean {
    return this.#face !== undefined || this.#rectangle.isBusy;
  }

  down(pointer: StagePointer): void {
    if (this.#face) this.#side = this.#host.place(pointer);
    else this.#rectangle.down(pointer);
  }

  move(pointer: StagePointer): void {
    if (this.#face) this.#side = this.#host.place(pointer);
    else this.#rectangle.move(pointer);
    this.#host.repaint();
  }

  up(pointer: StagePointer): void {
    if (!this.#face) {
      this.#rectangle.up(pointer);
      return;
    }
    this.#side = this.#host.place(pointer);
    this.finish();
  }

  finish(): boolean {
    if (!this.#face || !this.#side) return this.#rectangle.finish();
    const shape = cuboidFrom(this.#face, this.#side);
    this.cancel();
    this.#host.done(shape);
    return true;
  }

  cancel(): boolean {
    const wasDrawing = this.#rectangle.cancel() || this.#face !== undefined;
    this.#face = this.#side = undefined;
    this.#host.repaint();
    return wasDrawing;
  }

  paint(overlay: Overlay): void {
    if (this.#face && this.#side) {
      paintDraft(overlay, cuboidFrom(this.#face, this.#side), this.#host.look());
    } else this.#rectangle.paint(overlay);
  }

  #begin(shape: Shape): void {
    if (shape.kind !== 'box') return;
    const { left, top, width, height } = shape;
    this.#face = { left, top, right: left + width, bottom: top + height };
    this.#side = { x: left + 1.3 * width, y: top + height / 8 };
    this.#host.repaint();
  }
}

/** The host as an object of its own, so that one part of it can be replaced. */
function hostOf(host: Drawing): Drawing {
  return {
    place: (pointer) => host.place(pointer),
    repaint: () => host.repaint(),
    look: () => host.look(),
    done: (shape) => host.done(shape),
  };
}
