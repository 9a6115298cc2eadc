/**
 * Which items may lie in some bounds: a grid for each size of item, so that adding, moving and
 * removing one costs the same however many there are, and large items do not fill thousands of cells.
 */
import { type Bounds, overlap } from './geometry';

interface Entry {
  readonly bounds: Bounds;
  readonly level: number;
}

const LEAST_CELL = 16;
const SPREAD = 2 ** 21; // cells a side: a cell's key stays a safe integer

export class SpatialIndex {
  readonly #entries = new Map<string, Entry>();
  /** By level, the ids in each cell. A cell of level n is LEAST_CELL * 2^n wide. */
  readonly #levels = new Map<number, Map<number, Set<string>>>();

  get size(): number {
    return this.#entries.size;
  }

  put(id: string, bounds: Bounds): void {
    this.remove(id);
    const side = Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top, 1);
    const level = Math.max(0, Math.ceil(Math.log2(side / LEAST_CELL)));
    this.#entries.set(id, { bounds, level });
    let cells = this.#levels.get(level);
    if (!cells) this.#levels.set(level, (cells = new Map<number, Set<string>>()));
    for (const key of keys(bounds, level)) {
      const cell = cells.get(key);
      if (cell) cell.add(id);
      else cells.set(key, new Set([id]));
    }
  }

  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    const cells = this.#levels.get(entry.level);
    for (const key of keys(entry.bounds, entry.level)) {
      const cell = cells?.get(key);
      cell?.delete(id);
      if (cell?.size === 0) cells?.delete(key);
    }
    if (cells?.size === 0) this.#levels.delete(entry.level);
  }

  /** The ids of all items whose bounds overlap these, in no order. */
  query(bounds: Bounds): string[] {
    const found = new Set<string>();
    for (const [level, cells] of this.#levels) {
      if (cellCount(bounds, level) > cells.size) {
        for (const cell of cells.values()) this.#collect(cell, bounds, found);
      } else {
        for (const key of keys(bounds, level)) {
          const cell = cells.get(key);
          if (cell) this.#collect(cell, bounds, found);
        }
      }
    }
    return [...found];
  }

  #collect(cell: Set<string>, bounds: Bounds, found: Set<string>): void {
    for (const id of cell) {
      const entry = this.#entries.get(id);
      if (entry && overlap(entry.bounds, bounds)) found.add(id);
    }
  }
}

function* keys(bounds: Bounds, level: number): Iterable<number> {
  const [left, top, right, bottom] = cellsOf(bounds, level);
  for (let column = left; column <= right; column++) {
    for (let row = top; row <= bottom; row++)
      yield (column + SPREAD / 2) * SPREAD + row + SPREAD / 2;
  }
}

function cellCount(bounds: Bounds, level: number): number {
  const [left, top, right, bottom] = cellsOf(bounds, level);
  return (right - left + 1) * (bottom - top + 1);
}

function cellsOf(bounds: Bounds, level: number): [number, number, number, number] {
  const cell = LEAST_CELL * 2 ** level;
  return [
    Math.floor(bounds.left / cell),
    Math.floor(bounds.top / cell),
    Math.floor(bounds.right / cell),
    Math.floor(bounds.bottom / cell),
  ];
}
