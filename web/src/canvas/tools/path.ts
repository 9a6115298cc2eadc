/** Drawing a polygon or a line, a click for each vertex. */
import { type Point, distance } from '../geometry';
import type { Look } from '../scene';
import type { Path } from '../shapes/path';
import type { Overlay, StagePointer, Tool } from '../tool';
import { type Drawing, paintDraft, paintMark } from './drawing';

const FREEHAND_STEP = 1.5; // of the reach: how far apart the vertices of a drawn stroke are

export interface PathDrawing extends Drawing {
  /** The vertices passed on the way from the last place to this one, along a border held on to. */
  passed(from: Point, to: Point): readonly Point[];
  /** Lays the path along edges in the picture, while that is on. */
  readonly wire?: Wire | undefined;
  /** The least and greatest number of vertices. */
  readonly least: number;
  readonly most: number;
}

export interface Wire {
  /** The next way leads from here; from nowhere, once the path is done. */
  begin(at: Point | undefined): void;
  /** The vertices on the way to a place. */
  way(to: Point): readonly Point[];
}

/**
 * Clicks give vertices, dragging a freehand stroke. A click on the first vertex, a double click or
 * Enter ends it; Backspace takes back a vertex. From the keyboard, Enter where the last vertex
 * stands ends it too.
 */
export class PathTool implements Tool {
  readonly cursor = 'crosshair';
  readonly hasCrosshair = true;
  #vertices: Point[] = [];
  /** How many vertices there were before each step, so that Backspace takes back a step. */
  #steps: number[] = [];
  #next: Point | undefined;

  readonly #host: PathDrawing;
  readonly #shapeOf: (vertices: readonly Point[]) => Path;

  constructor(host: PathDrawing, shapeOf: (vertices: readonly Point[]) => Path) {
    this.#host = host;
    this.#shapeOf = shapeOf;
  }

  get isBusy(): boolean {
    return this.#vertices.length > 0;
  }

  /** The vertices given so far. */
  get vertices(): readonly Point[] {
    return this.#vertices;
  }

  down(pointer: StagePointer): void {
    const at = this.#host.place(pointer);
    const [first] = this.#vertices;
    const last = this.#vertices.at(-1);
    const isClosing =
      first &&
      this.#isClosed() &&
      this.#vertices.length >= this.#host.least &&
      distance(first, pointer.at) <= pointer.reach;
    const isRepeated = last && (pointer.isDouble || pointer.isKeyboard) && isSame(last, at);
    if (isClosing || isRepeated || (last && pointer.isDouble)) {
      this.finish();
      return;
    }
    this.#steps.push(this.#vertices.length);
    if (last) this.#vertices.push(...this.#between(last, at, pointer.shift));
    this.#add(at);
  }

  move(pointer: StagePointer, isHeld: boolean): void {
    const at = this.#host.place(pointer); // before the first click, too: it shows what it snaps to
    this.#host.repaint();
    if (!this.#vertices.length) return;
    const last = this.#vertices.at(-1);
    this.#next = at;
    if (isHeld && last && distance(last, at) > FREEHAND_STEP * pointer.reach) {
      this.#steps.push(this.#vertices.length);
      this.#add(at);
    }
  }

  finish(): boolean {
    if (!this.#vertices.length) return false;
    const least = Math.max(this.#host.least, 1);
    if (this.#vertices.length < least) return true; // stays open until there are enough
    const shape = this.#shapeOf([...this.#vertices, ...this.#closing()]);
    this.cancel();
    this.#host.done(shape);
    return true;
  }

  back(): boolean {
    const left = this.#steps.pop();
    if (left === undefined) return false;
    this.#vertices.length = left;
    this.#host.wire?.begin(this.#vertices.at(-1));
    this.#host.repaint();
    return true;
  }

  cancel(): boolean {
    const wasDrawing = this.#vertices.length > 0;
    this.#vertices = [];
    this.#steps = [];
    this.#next = undefined;
    this.#host.wire?.begin(undefined);
    this.#host.repaint();
    return wasDrawing;
  }

  paint(overlay: Overlay): void {
    const [first] = this.#vertices;
    if (!first) return;
    const last = this.#vertices.at(-1);
    const next = last && this.#next ? [...this.#between(last, this.#next, false), this.#next] : [];
    const shown = [...this.#vertices, ...next];
    paintDraft(overlay, this.#shapeOf(shown), look(this.#host.look()));
    for (const at of this.#vertices) paintMark(overlay.context, at, overlay.px);
    if (!this.#isClosed() || this.#vertices.length < 3) return;
    overlay.context.beginPath();
    overlay.context.arc(first.x, first.y, 9 * overlay.px, 0, 2 * Math.PI);
    overlay.context.strokeStyle = '#fff';
    overlay.context.lineWidth = 1.5 * overlay.px;
    overlay.context.stroke();
  }

  /** What lies between two places: the border or the edge that is followed. */
  #between(from: Point, to: Point, isAlongBorder: boolean): readonly Point[] {
    return isAlongBorder ? this.#host.passed(from, to) : (this.#host.wire?.way(to) ?? []);
  }

  /** Along the edge from the last vertex to the first. */
  #closing(): readonly Point[] {
    const [first] = this.#vertices;
    return first && this.#isClosed() ? (this.#host.wire?.way(first) ?? []) : [];
  }

  #isClosed(): boolean {
    return this.#shapeOf([]).kind === 'polygon';
  }

  #add(at: Point): void {
    const last = this.#vertices.at(-1);
    if (last && isSame(last, at)) return;
    this.#vertices.push(at);
    this.#host.wire?.begin(at);
    if (this.#vertices.length >= this.#host.most) this.finish();
    else this.#host.repaint();
  }
}

function isSame(one: Point, two: Point): boolean {
  return one.x === two.x && one.y === two.y;
}

function look(own: Look): Look {
  return { ...own, isFaulty: false };
}
