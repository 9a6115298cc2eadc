/** Pointing at an object whose outline somebody else finds. */
import { type Bounds, type Point, boundsOf, distance } from '../geometry';
import { paintHandles, paintShape } from '../paint';
import type { Overlay, StagePointer, Tool } from '../tool';
import { type Drawing, paintDraft } from './drawing';

const LEAST_DRAG = 0.75; // of the reach: less is a click

export interface Pointed {
  readonly box: Bounds | undefined;
  readonly clicks: readonly { readonly at: Point; readonly isInside: boolean }[];
}

export interface Outline {
  readonly vertices: readonly Point[];
  readonly holes: readonly (readonly Point[])[];
}

export interface PointingHost extends Omit<Drawing, 'done'> {
  /** Finds the outline; rejects with the reason when it cannot. */
  find(pointed: Pointed): Promise<Outline>;
  /** Says how it stands, for people and screen readers. */
  tell(state: 'looking' | 'found' | 'nothing' | Error): void;
  done(outline: Outline): void;
}

/**
 * A box round the object by dragging, or a click on it; every further click, with Alt on what does
 * not belong to it, corrects the outline. Enter takes it, Backspace takes back the last click.
 */
export class PointingTool implements Tool {
  readonly cursor = 'crosshair';
  readonly hasCrosshair = true;
  readonly #host: PointingHost;
  #box: Bounds | undefined;
  #clicks: Pointed['clicks'] = [];
  #press: { readonly start: Point; end: Point } | undefined;
  #outline: Outline | undefined;
  /** Counts the questions, so that an answer to an older one is let go. */
  #asked = 0;

  constructor(host: PointingHost) {
    this.#host = host;
  }

  get isBusy(): boolean {
    return this.#box !== undefined || this.#clicks.length > 0;
  }

  down(pointer: StagePointer): void {
    const at = this.#host.place(pointer);
    this.#press = { start: at, end: at };
  }

  move(pointer: StagePointer, isHeld: boolean): void {
    if (!isHeld || !this.#press) return;
    this.#press.end = this.#host.place(pointer);
    this.#host.repaint();
  }

  up(pointer: StagePointer): void {
    const press = this.#press;
    this.#press = undefined;
    if (!press) return;
    const end = this.#host.place(pointer);
    if (distance(press.start, end) < LEAST_DRAG * pointer.reach) {
      this.#clicks = [...this.#clicks, { at: press.start, isInside: !pointer.alt }];
    } else {
      this.#box = boundsOf([press.start, end]);
      this.#clicks = [];
    }
    this.#ask();
  }

  finish(): boolean {
    if (!this.isBusy) return false;
    const outline = this.#outline;
    if (!outline?.vertices.length) return true; // stays until there is one
    this.cancel();
    this.#host.done(outline);
    return true;
  }

  back(): boolean {
    if (!this.isBusy) return false;
    if (this.#clicks.length) this.#clicks = this.#clicks.slice(0, -1);
    else this.#box = undefined;
    this.#ask();
    return true;
  }

  cancel(): boolean {
    const wasBusy = this.isBusy;
    this.#asked += 1;
    this.#box = this.#outline = this.#press = undefined;
    this.#clicks = [];
    this.#host.repaint();
    return wasBusy;
  }

  paint(overlay: Overlay): void {
    const { context, px } = overlay;
    const look = this.#host.look();
    const box = this.#press ? boundsOf([this.#press.start, this.#press.end]) : this.#box;
    if (box)
      paintShape(context, rectangle(box), { ...look, isFilled: false, dash: [2, 4] }, thin(px));
    for (const ring of this.#outline ? [this.#outline.vertices, ...this.#outline.holes] : []) {
      if (ring.length) paintDraft(overlay, { kind: 'polygon', vertices: ring }, look);
    }
    for (const { at, isInside } of this.#clicks) {
      // Round is inside, square outside: not by colour alone.
      const role = isInside ? 'vertex' : 'corner';
      paintHandles(context, [{ id: '', at, role, title: '' }], {
        px,
        active: isInside ? undefined : '',
      });
    }
  }

  #ask(): void {
    this.#asked += 1;
    const asked = this.#asked;
    this.#host.repaint();
    if (!this.#box && !this.#clicks.some(({ isInside }) => isInside)) {
      this.#outline = undefined;
      return;
    }
    this.#host.tell('looking');
    this.#host.find({ box: this.#box, clicks: this.#clicks }).then(
      (outline) => {
        if (asked !== this.#asked) return;
        this.#outline = outline;
        this.#host.tell(outline.vertices.length ? 'found' : 'nothing');
        this.#host.repaint();
      },
      (problem: unknown) => {
        if (asked === this.#asked)
          this.#host.tell(problem instanceof Error ? problem : new Error());
      },
    );
  }
}

function thin(px: number) {
  return { px, width: 1.5, hasHalo: true };
}

function rectangle({ left, top, right, bottom }: Bounds) {
  const size = { width: right - left, height: bottom - top };
  return { kind: 'box', left, top, ...size, rotation: 0, canTurn: false } as const;
}
