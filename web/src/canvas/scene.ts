/** The shapes on a stage: what is where, on top of what, and what lies under a point. */
import { type Bounds, type Point, grown, union } from './geometry';
import { type Shape, area, encloses, outlineDistance, shapeBounds } from './shapes';
import { SpatialIndex } from './spatial_index';

/** How an item is drawn. Looks are compared by identity. */
export interface Look {
  readonly colour: string;
  /** Lengths of dashes and gaps, in screen pixels; empty is a full line. */
  readonly dash: readonly number[];
  readonly isFilled: boolean;
  /** Of the fill, 0 to 1; absent: a light one. */
  readonly opacity?: number;
  /** Which of the patterns the fill is hatched with; absent: none. */
  readonly pattern?: number | undefined;
  /** Marked as wrong, with more than a colour. */
  readonly isFaulty: boolean;
}

/** One shape as the stage shows it; never changed in place. */
export interface Item {
  readonly id: string;
  readonly shape: Shape;
  readonly look: Look;
  /** A short text beside the shape, when there is room. */
  readonly tag: string;
  readonly isHidden: boolean;
  /** Seen, but out of reach of the pointer. */
  readonly isLocked: boolean;
}

/** What has to be drawn again: some bounds of the image, everything, or nothing. */
export type Dirt = readonly Bounds[] | 'all';

const MOST_DIRT = 32; // drawing everything once is cheaper than this many corners of it

export class Scene {
  #items: readonly Item[] = [];
  readonly #places = new Map<string, number>();
  readonly #known = new Map<string, Item>();
  readonly #index = new SpatialIndex();

  get items(): readonly Item[] {
    return this.#items;
  }

  get(id: string): Item | undefined {
    return this.#known.get(id);
  }

  /** Shows these items, the last on top. Items that were there before cost a comparison each. */
  set(items: readonly Item[]): Dirt {
    const dirt: Bounds[] = [];
    const isMoved = this.#order(items);
    for (const item of items) {
      const before = this.#known.get(item.id);
      if (before === item) continue;
      const bounds = shapeBounds(item.shape);
      this.#known.set(item.id, item);
      if (before) dirt.push(shapeBounds(before.shape));
      if (before?.shape !== item.shape || before.isHidden !== item.isHidden) {
        if (item.isHidden) this.#index.remove(item.id);
        else this.#index.put(item.id, bounds);
      }
      dirt.push(bounds);
    }
    if (this.#known.size > items.length) dirt.push(...this.#removed());
    return isMoved || dirt.length > MOST_DIRT ? 'all' : dirt;
  }

  /** The items that can be seen in these bounds, the lowest first. */
  within(bounds: Bounds): Item[] {
    const found: Item[] = [];
    for (const id of this.#index.query(bounds)) {
      const item = this.#known.get(id);
      if (item) found.push(item);
    }
    if (found.length === this.#items.length) return [...this.#items];
    return found.sort((one, two) => this.placeOf(one.id) - this.placeOf(two.id));
  }

  placeOf(id: string): number {
    return this.#places.get(id) ?? -1;
  }

  /**
   * The items under a point, the likeliest first: drawn lines within reach before regions, smaller
   * regions before the larger ones they may lie in, and those on top first when all else is equal.
   */
  hits(point: Point, reach: number): Item[] {
    const around = grown({ left: point.x, top: point.y, right: point.x, bottom: point.y }, reach);
    return this.within(around)
      .filter((item) => !item.isLocked)
      .map((item) => ({ item, rank: rank(item.shape, point, reach) }))
      .filter(({ rank }) => rank < Infinity)
      .sort(
        (one, two) => one.rank - two.rank || this.placeOf(two.item.id) - this.placeOf(one.item.id),
      )
      .map(({ item }) => item);
  }

  /** The items that lie wholly in some bounds. */
  enclosed(bounds: Bounds): Item[] {
    return this.within(bounds).filter((item) => {
      const own = shapeBounds(item.shape);
      return (
        !item.isLocked &&
        own.left >= bounds.left &&
        own.right <= bounds.right &&
        own.top >= bounds.top &&
        own.bottom <= bounds.bottom
      );
    });
  }

  /** The bounds of all that is shown; undefined when there is nothing. */
  bounds(): Bounds | undefined {
    let all: Bounds | undefined;
    for (const { shape } of this.#items) {
      all = all ? union(all, shapeBounds(shape)) : shapeBounds(shape);
    }
    return all;
  }

  /** Forgets items that are no longer shown; where they were. */
  #removed(): Bounds[] {
    return [...this.#known.values()].flatMap((item) => {
      if (this.#places.has(item.id)) return [];
      this.#known.delete(item.id);
      this.#index.remove(item.id);
      return [shapeBounds(item.shape)];
    });
  }

  /** Takes over the order; true when items that stay changed places among each other. */
  #order(items: readonly Item[]): boolean {
    const before = this.#items;
    this.#items = items;
    const isSame = (item: Item, place: number) => item.id === before[place]?.id;
    if (items.length === before.length && items.every(isSame)) return false;
    let last = -1;
    let isMoved = false;
    for (const item of items) {
      const place = this.#places.get(item.id);
      if (place === undefined) continue;
      if (place < last) isMoved = true;
      last = place;
    }
    this.#places.clear();
    items.forEach((item, place) => this.#places.set(item.id, place));
    return isMoved;
  }
}

/** Less is likelier to be meant; Infinity is out of reach. A drawn line counts as no area. */
function rank(shape: Shape, point: Point, reach: number): number {
  const isNear = outlineDistance(shape, point) <= reach;
  if (shape.kind === 'point') return isNear ? -2 : Infinity;
  if (shape.kind === 'line') return isNear ? -1 : Infinity;
  return isNear || encloses(shape, point) ? area(shape) : Infinity;
}
