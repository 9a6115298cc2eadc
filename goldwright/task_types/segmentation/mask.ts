/** The pixels of a picture, each with the index of a segment, beside their run lengths. */
import type { Bounds } from '@web/canvas/geometry';

/** Index, count, index, count … row by row. */
export type Runs = readonly number[];

/** What is painted, and over what. */
export interface Paint {
  readonly index: number;
  /** Whether pixels of this index may be painted over. */
  canReplace(index: number): boolean;
}

const GREATEST_SHORT = 65_535;

/**
 * Tools paint into the plane; `commit` then reads only the rows that they touched and answers with
 * the runs of all. Undo comes as other runs: `show` writes only the pixels in which those differ.
 */
export class Mask {
  readonly width: number;
  readonly height: number;
  #plane: Uint16Array | Uint32Array;
  #runs: Runs;

  constructor(width: number, height: number, runs: Runs = []) {
    this.width = width;
    this.height = height;
    this.#runs = fitting(runs, width * height);
    this.#plane = planeFor(this.#runs, width * height);
    decode(this.#runs, this.#plane, 0, this.#plane.length);
  }

  get runs(): Runs {
    return this.#runs;
  }

  at(x: number, y: number): number {
    const isInside = x >= 0 && y >= 0 && x < this.width && y < this.height;
    return isInside ? (this.#plane[y * this.width + x] ?? 0) : 0;
  }

  /** The indexes of a row. */
  row(y: number): Uint16Array | Uint32Array {
    return this.#plane.subarray(y * this.width, (y + 1) * this.width);
  }

  /** Takes over other runs; what changed on the picture, undefined when nothing did. */
  show(runs: Runs): Bounds | undefined {
    const next = fitting(runs, this.#plane.length);
    const before = this.#runs;
    this.#runs = next;
    this.#widenFor(next);
    const shorter = Math.min(before.length, next.length);
    let head = 0;
    let start = 0;
    while (head < shorter && isSamePair(before, head, next, head)) {
      start += next[head + 1] ?? 0;
      head += 2;
    }
    let tail = 0;
    let end = this.#plane.length;
    while (
      tail < shorter - head &&
      isSamePair(before, before.length - tail - 2, next, next.length - tail - 2)
    ) {
      end -= next[next.length - tail - 1] ?? 0;
      tail += 2;
    }
    if (start >= end) return undefined;
    decode(next, this.#plane, start, end);
    return this.#rows(Math.floor(start / this.width), Math.ceil(end / this.width));
  }

  /** Paints part of a row; whether anything may have changed. */
  paint(y: number, from: number, to: number, paint: Paint): boolean {
    if (y < 0 || y >= this.height) return false;
    this.#widen(paint.index);
    const plane = this.#plane;
    const start = y * this.width + Math.max(from, 0);
    const end = y * this.width + Math.min(to, this.width);
    let last = -1;
    let isOpen = false;
    let isChanged = false;
    for (let place = start; place < end; place++) {
      const index = plane[place] ?? 0;
      if (index !== last) {
        last = index;
        isOpen = index !== paint.index && paint.canReplace(index);
      }
      if (!isOpen) continue;
      plane[place] = paint.index;
      isChanged = true;
    }
    return isChanged;
  }

  /** Paints all pixels of one index that hang together with this one, by their sides. */
  flood(x: number, y: number, paint: Paint): Bounds | undefined {
    const from = this.at(x, y);
    const isInside = x >= 0 && y >= 0 && x < this.width && y < this.height;
    if (!isInside || from === paint.index || !paint.canReplace(from)) return undefined;
    this.#widen(paint.index);
    const { width, height } = this;
    const plane = this.#plane;
    const area = { left: x, top: y, right: x + 1, bottom: y + 1 };
    const open: number[] = [y * width + x];
    for (let seed = open.pop(); seed !== undefined; seed = open.pop()) {
      if (plane[seed] !== from) continue;
      const row = Math.floor(seed / width);
      const rowStart = row * width;
      let left = seed;
      while (left > rowStart && plane[left - 1] === from) left -= 1;
      let right = seed + 1;
      while (right < rowStart + width && plane[right] === from) right += 1;
      plane.fill(paint.index, left, right);
      area.left = Math.min(area.left, left - rowStart);
      area.right = Math.max(area.right, right - rowStart);
      area.top = Math.min(area.top, row);
      area.bottom = Math.max(area.bottom, row + 1);
      for (const next of [row > 0 ? -width : 0, row + 1 < height ? width : 0]) {
        if (!next) continue;
        for (let place = left + next; place < right + next; place++) {
          const isStart = place === left + next || plane[place - 1] !== from;
          if (plane[place] === from && isStart) open.push(place);
        }
      }
    }
    return area;
  }

  /** Replaces one index by another everywhere. */
  recode(from: number, to: number): Runs {
    this.#widen(to);
    const runs: number[] = [];
    for (let pair = 0; pair < this.#runs.length; pair += 2) {
      const index = this.#runs[pair] ?? 0;
      push(runs, index === from ? to : index, this.#runs[pair + 1] ?? 0);
    }
    this.show(runs);
    return runs;
  }

  /** The runs after painting in these bounds; the same ones when nothing was changed there. */
  commit(painted: Bounds): Runs {
    const start = Math.max(painted.top, 0) * this.width;
    const end = Math.min(painted.bottom, this.height) * this.width;
    if (start >= end) return this.#runs;
    const old = this.#runs;
    let pair = 0;
    let at = 0;
    while (pair < old.length && at + (old[pair + 1] ?? 0) <= start) {
      at += old[pair + 1] ?? 0;
      pair += 2;
    }
    const runs = old.slice(0, pair);
    if (start > at) push(runs, old[pair] ?? 0, start - at);
    encode(this.#plane, start, end, runs);
    while (pair < old.length && at + (old[pair + 1] ?? 0) <= end) {
      at += old[pair + 1] ?? 0;
      pair += 2;
    }
    if (pair < old.length) {
      push(runs, old[pair] ?? 0, at + (old[pair + 1] ?? 0) - end);
      const [next, count] = [old[pair + 2], old[pair + 3]];
      if (next !== undefined && count !== undefined) push(runs, next, count);
      for (let rest = pair + 4; rest < old.length; rest++) runs.push(old[rest] ?? 0);
    }
    const isSame = runs.length === old.length && runs.every((one, place) => one === old[place]);
    if (!isSame) this.#runs = runs;
    return this.#runs;
  }

  /** Takes back what was painted in these bounds since the last commit. */
  revert({ top, bottom }: Bounds): void {
    const [start, end] = [
      Math.max(top, 0) * this.width,
      Math.min(bottom, this.height) * this.width,
    ];
    decode(this.#runs, this.#plane, start, end);
  }

  #rows(top: number, bottom: number): Bounds {
    return { left: 0, top, right: this.width, bottom };
  }

  #widenFor(runs: Runs): void {
    for (let pair = 0; pair < runs.length; pair += 2) this.#widen(runs[pair] ?? 0);
  }

  /** Two bytes a pixel serve nearly every task; four where an index does not fit. */
  #widen(index: number): void {
    if (index > GREATEST_SHORT && this.#plane instanceof Uint16Array) {
      this.#plane = Uint32Array.from(this.#plane);
    }
  }
}

/** How many pixels each index has. */
export function counted(runs: Runs): Map<number, number> {
  const counts = new Map<number, number>();
  for (let pair = 0; pair + 1 < runs.length; pair += 2) {
    const index = runs[pair] ?? 0;
    counts.set(index, (counts.get(index) ?? 0) + (runs[pair + 1] ?? 0));
  }
  return counts;
}

/** What the pixels of one index lie in; undefined when there are none. */
export function boundsIn(runs: Runs, width: number, wanted: number): Bounds | undefined {
  let bounds: Bounds | undefined;
  let at = 0;
  for (let pair = 0; pair + 1 < runs.length; pair += 2) {
    const count = runs[pair + 1] ?? 0;
    if (runs[pair] === wanted && count) {
      const [start, last] = [at, at + count - 1];
      const [top, bottom] = [Math.floor(start / width), Math.floor(last / width) + 1];
      const isOneRow = bottom === top + 1;
      const left = isOneRow ? start % width : 0;
      const right = isOneRow ? (last % width) + 1 : width;
      bounds = bounds
        ? {
            left: Math.min(bounds.left, left),
            top: bounds.top,
            right: Math.max(bounds.right, right),
            bottom,
          }
        : { left, top, right, bottom };
    }
    at += count;
  }
  return bounds;
}

/** Runs of indexes that stand row by row. */
export function runsOf(indexes: ArrayLike<number>): number[] {
  const runs: number[] = [];
  encode(indexes, 0, indexes.length, runs);
  return runs;
}

/** The runs without empty ones, cut or filled up with 0 to as many pixels as there are. */
function fitting(runs: Runs, pixels: number): Runs {
  let left = pixels;
  const found: number[] = [];
  for (let pair = 0; pair + 1 < runs.length && left > 0; pair += 2) {
    const count = Math.min(runs[pair + 1] ?? 0, left);
    if (count > 0) push(found, runs[pair] ?? 0, count);
    left -= Math.max(count, 0);
  }
  if (left > 0) push(found, 0, left);
  return found;
}

function planeFor(runs: Runs, pixels: number): Uint16Array | Uint32Array {
  for (let pair = 0; pair < runs.length; pair += 2) {
    if ((runs[pair] ?? 0) > GREATEST_SHORT) return new Uint32Array(pixels);
  }
  return new Uint16Array(pixels);
}

function isSamePair(one: Runs, at: number, two: Runs, other: number): boolean {
  return one[at] === two[other] && one[at + 1] === two[other + 1];
}

function push(runs: number[], index: number, count: number): void {
  if (!count) return;
  const last = runs.length - 2;
  if (last >= 0 && runs[last] === index) runs[last + 1] = (runs[last + 1] ?? 0) + count;
  else runs.push(index, count);
}

function encode(indexes: ArrayLike<number>, start: number, end: number, into: number[]): void {
  let place = start;
  while (place < end) {
    const index = indexes[place] ?? 0;
    const from = place;
    while (place < end && indexes[place] === index) place += 1;
    push(into, index, place - from);
  }
}

function decode(runs: Runs, into: Uint16Array | Uint32Array, start: number, end: number): void {
  let at = 0;
  for (let pair = 0; pair + 1 < runs.length && at < end; pair += 2) {
    const next = at + (runs[pair + 1] ?? 0);
    if (next > start) into.fill(runs[pair] ?? 0, Math.max(at, start), Math.min(next, end));
    at = next;
  }
}
