/** Painting with a round brush; the same one erases. */
import { type Bounds, type Point, union } from '@web/canvas/geometry';
import type { Overlay, StagePointer, Tool } from '@web/canvas/tool';
import { type Emit, brushAt, strokeRows } from './regions';

export interface BrushHost {
  /** In pixels of the picture. */
  size(): number;
  resize(step: 1 | -1): void;
  /** Begins a stroke; false when there is nothing to paint with or on. */
  begin(isReversed: boolean): boolean;
  /** Paints what is emitted, and gives the bounds of what changed. */
  paint(rows: (emit: Emit) => void): Bounds | undefined;
  end(painted: Bounds | undefined): void;
  drop(painted: Bounds | undefined): void;
  repaint(): void;
}

/** Drag to paint, with Alt to do the opposite; with Shift a straight line from the last place. */
export class BrushTool implements Tool {
  readonly cursor = 'crosshair';
  readonly #host: BrushHost;
  #at: Point | undefined;
  #last: Point | undefined;
  #isPainting = false;
  #painted: Bounds | undefined;

  constructor(host: BrushHost) {
    this.#host = host;
  }

  get isBusy(): boolean {
    return this.#isPainting;
  }

  down(pointer: StagePointer): void {
    if (!this.#host.begin(pointer.alt)) return;
    this.#isPainting = true;
    const at = brushAt(pointer.at, this.#host.size());
    this.#stroke(pointer.shift && this.#last ? this.#last : at, at);
  }

  move(pointer: StagePointer): void {
    this.#at = pointer.at;
    const at = brushAt(pointer.at, this.#host.size());
    if (this.#isPainting && this.#last) this.#stroke(this.#last, at);
    this.#host.repaint();
  }

  up(): void {
    if (!this.#isPainting) return;
    this.#isPainting = false;
    const painted = this.#painted;
    this.#painted = undefined;
    this.#host.end(painted);
  }

  cancel(): boolean {
    const wasPainting = this.#isPainting;
    const painted = this.#painted;
    this.#isPainting = false;
    this.#painted = undefined;
    if (wasPainting) this.#host.drop(painted);
    return wasPainting;
  }

  turn(step: 1 | -1): void {
    this.#host.resize(step);
  }

  paint({ context, px }: Overlay): void {
    if (!this.#at) return;
    const size = this.#host.size();
    const { x, y } = brushAt(this.#at, size);
    for (const [colour, width] of [
      ['rgb(0 0 0 / 0.7)', 3],
      ['#fff', 1.25],
    ] as const) {
      context.beginPath();
      context.arc(x, y, size / 2, 0, 2 * Math.PI);
      context.setLineDash([]);
      context.strokeStyle = colour;
      context.lineWidth = width * px;
      context.stroke();
    }
  }

  #stroke(from: Point, to: Point): void {
    const size = this.#host.size();
    const changed = this.#host.paint((emit) => strokeRows(from, to, size, emit));
    this.#last = to;
    if (changed) this.#painted = this.#painted ? union(this.#painted, changed) : changed;
  }
}
