/** Intelligent scissors on a picture: the search runs in a worker, the way is read off at once. */
import { type Point, distance, simplified } from './geometry';
import { type Field, edgeNear, wayTo } from './scissors';
import type { Answered, Asked } from './scissors.worker';

const SLACK = 0.8; // pixels of the field that a vertex may lie off the way

export class LiveWire {
  readonly #worker: Worker;
  readonly #onChange: () => void;
  #field: Field | undefined;
  #start: Point | undefined;
  #number = 0;
  #isLooking = false;
  /** Whether the pixels of the picture can be read; undefined until that is known. */
  isReadable: boolean | undefined;

  /** `onChange` is called when another way can be shown than before. */
  constructor(picture: HTMLImageElement, onChange: () => void) {
    this.#onChange = onChange;
    this.#worker = new Worker(new URL('./scissors.worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
      if ('isReadable' in data) this.isReadable = data.isReadable;
      else if (data.number === this.#number) {
        this.#field = data.field;
        this.#isLooking = false;
      }
      onChange();
    });
    createImageBitmap(picture).then(
      (bitmap) => this.#ask({ picture: bitmap }, [bitmap]),
      () => this.#refuse(),
    );
  }

  /** Whether edges are known where it began. */
  get isReady(): boolean {
    return this.#field !== undefined;
  }

  /** The next way leads from here; `scale` is that of the view, since nobody follows unseen edges. */
  begin(at: Point, scale: number): void {
    this.#start = at;
    this.#field = undefined;
    this.#look(at, scale);
  }

  /** No way is being drawn: edges are looked for wherever the pointer goes. */
  end(): void {
    this.#start = undefined;
  }

  /** The vertices between where it began and a place, along edges; none while it is looking. */
  way(to: Point): readonly Point[] {
    const way = this.#field && wayTo(this.#field, to);
    const start = this.#start;
    if (!way || !start || !this.#field) return [];
    return simplified([start, ...way.slice(1, -1), to], SLACK * this.#field.step).slice(1, -1);
  }

  /** The edge near a place, or the place itself where there is none. */
  near(to: Point, reach: number, scale: number): Point {
    const field = this.#field;
    if (!this.#start && !this.#isLooking && !(field && isDeepIn(field, to))) this.#look(to, scale);
    if (!field) return to;
    const at = edgeNear(field, to, reach);
    return this.#start && distance(this.#start, at) < field.step ? to : at;
  }

  destroy(): void {
    this.#worker.terminate();
  }

  #look(start: Point, scale: number): void {
    this.#isLooking = true;
    this.#number += 1;
    const step = Math.max(1, Math.round(1 / scale));
    this.#ask({ start, step, number: this.#number });
  }

  #refuse(): void {
    this.isReadable = false;
    this.#onChange();
  }

  #ask(message: Asked, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}

/** Whether a place lies well within what was searched. */
function isDeepIn({ left, top, width, height, step }: Field, { x, y }: Point): boolean {
  const [column, row] = [(x - left) / step, (y - top) / step];
  return Math.abs(column - width / 2) < width / 3 && Math.abs(row - height / 2) < height / 3;
}
