/**
 * Which things in the lists of several answers are the same thing: two people drew one cow, each with
 * an id of their own. Told by where they lie, and where they lie nowhere, by what they say.
 */
import type { Bounds } from '../canvas/geometry';
import { SpatialIndex } from '../canvas/spatial_index';
import type { Json, JsonObject } from '../editor/contract';
import { isObject } from '../ui/json';

/** One thing as each answer has it: its place in that answer's list, or null. */
export type Match = readonly (number | null)[];

const IDS = ['uuid', 'id'];
const LOOKED_AT_MAX = 300; // of a list of what lies nowhere; a pair costs a comparison
const NEAR_MAX = 200; // things over one that are looked at
const LEAST = 0.1;
const SAME_NAME = 0.2; // what a common label is worth, in shares of common ground
const POINT_REACH = 5; // how far a point reaches, so that near ones overlap

export function idOf(thing: Json | undefined): string | undefined {
  if (!isObject(thing)) return undefined;
  return IDS.map((key) => thing[key]).find((one) => typeof one === 'string');
}

/** What is told of a thing, without its id. */
export function told(thing: JsonObject): [string, Json][] {
  return Object.entries(thing).filter(([key]) => !IDS.includes(key));
}

/** The first label-like text of a thing: what people call it. */
export function labelOf(thing: JsonObject): string {
  const named = ['label', 'name', 'category', 'title', 'text', 'value'].map((key) => thing[key]);
  return (named.find((one) => typeof one === 'string' && one !== '') as string | undefined) ?? '';
}

/** Matches the things of these lists, one list an answer; each belongs to one match. */
export function matched(lists: readonly (readonly JsonObject[])[]): Match[] {
  const matches: (number | null)[][] = [];
  for (const [answer, list] of lists.entries()) {
    const open = matches.map((match) => {
      const first = match.findIndex((place) => place !== null);
      return { match, thing: lists[first]?.[match[first] ?? -1] };
    });
    const left = joinEqual(open, list, answer);
    joinAlike(open, list, left, answer);
    const taken = new Set(matches.map((match) => match[answer]));
    for (const [place] of list.entries()) {
      if (taken.has(place)) continue;
      const match: (number | null)[] = lists.map(() => null);
      match[answer] = place;
      matches.push(match);
    }
  }
  return matches;
}

interface Open {
  readonly match: (number | null)[];
  readonly thing: JsonObject | undefined;
}

/** Joins what says exactly the same; the places that are left. */
function joinEqual(open: readonly Open[], list: readonly JsonObject[], answer: number): number[] {
  const waiting = Map.groupBy(open, ({ thing }) => (thing ? written(thing) : ''));
  return [...list.keys()].filter((place) => {
    const found = waiting.get(written(list[place] ?? {}))?.shift();
    if (found) found.match[answer] = place;
    return !found;
  });
}

function joinAlike(
  open: readonly Open[],
  list: readonly JsonObject[],
  left: readonly number[],
  answer: number,
): void {
  const free = open
    .filter(({ match }) => match[answer] === null)
    .map((one) => ({ one, ground: groundOf(one.thing ?? {}) }));
  const grounds = new SpatialIndex();
  for (const [at, { ground }] of free.entries()) {
    if (ground.length > 0) grounds.put(`${at}`, boundsOf(ground));
  }
  const pairs = left.flatMap((place, count) => {
    const thing = list[place] ?? {};
    const ground = groundOf(thing);
    // What lies somewhere is like what it lies over; the rest is compared with the first of the rest.
    const near = ground.length > 0 ? grounds.query(boundsOf(ground)).map(Number) : [];
    const over = near.sort((a, b) => a - b).slice(0, NEAR_MAX);
    const rest = count < LOOKED_AT_MAX ? [...free.keys()].slice(0, LOOKED_AT_MAX) : [];
    const apart = rest.filter((at) => !isComparable(free[at]?.ground ?? [], ground));
    return [...over, ...apart].flatMap((at) => {
      const { one, ground: other } = free[at] as (typeof free)[number]; // one of its places
      const share = one.thing ? likeness([one.thing, other], [thing, ground]) : 0;
      return share >= LEAST ? [{ one, place, share }] : [];
    });
  });
  const taken = new Set<number>();
  for (const { one, place } of pairs.sort((a, b) => b.share - a.share)) {
    if (one.match[answer] !== null || taken.has(place)) continue;
    one.match[answer] = place;
    taken.add(place);
  }
}

const texts = new WeakMap<JsonObject, string>(); // an edit leaves all other things as they were

/** Text that is the same for things that say the same. */
function written(value: Json): string {
  if (!isObject(value)) return JSON.stringify(value);
  const text = texts.get(value) ?? writtenAnew(value);
  texts.set(value, text);
  return text;
}

function writtenAnew(value: JsonObject): string {
  return JSON.stringify(value, (_, part: Json) =>
    isObject(part) ? Object.fromEntries(told(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

/** How much ground two things share, 0 to 1; for things without one, how much they say alike. */
function likeness([one, first]: Lying, [two, second]: Lying): number {
  const bonus = labelOf(one) === labelOf(two) ? SAME_NAME : 0;
  if (!isComparable(first, second)) return saidAlike(one, two);
  const common = first.map(([low, high], axis) => {
    const [otherLow, otherHigh] = second[axis] ?? [0, 0];
    return Math.max(0, Math.min(high, otherHigh) - Math.max(low, otherLow));
  });
  const inside = common.reduce((product, length) => product * length, 1);
  const size = (ground: Ground) => ground.reduce((product, [a, b]) => product * (b - a), 1);
  const share = inside / (size(first) + size(second) - inside);
  return share > 0 ? share + bonus : 0;
}

type Ground = readonly (readonly [number, number])[];
type Lying = readonly [thing: JsonObject, ground: Ground];

function isComparable(first: Ground, second: Ground): boolean {
  return first.length > 0 && first.length === second.length;
}

function boundsOf([[left, right] = [0, 1], [top, bottom] = [0, 1]]: Ground): Bounds {
  return { left, top, right, bottom };
}

/** Where a thing lies on each axis: of a box, of the points of a shape, of a span of text or time. */
function groundOf(thing: JsonObject): Ground {
  const number = (key: string) => (typeof thing[key] === 'number' ? thing[key] : undefined);
  const [start, end] = [number('start'), number('end')];
  if (start !== undefined && end !== undefined) return [reaching([start, end])];
  const [left, top] = [number('left'), number('top')];
  if (left !== undefined && top !== undefined) {
    return [
      reaching([left, left + (number('width') ?? 0)]),
      reaching([top, top + (number('height') ?? 0)]),
    ];
  }
  const points = pointsIn(thing);
  if (points.length === 0) return [];
  return [reaching(points.map(({ x }) => x)), reaching(points.map(({ y }) => y))];
}

function reaching(values: readonly number[]): readonly [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return low === high ? [low - POINT_REACH, high + POINT_REACH] : [low, high];
}

function pointsIn(value: Json): { x: number; y: number }[] {
  if (Array.isArray(value)) return value.flatMap(pointsIn);
  if (!isObject(value)) return [];
  const { x, y } = value;
  if (typeof x === 'number' && typeof y === 'number') return [{ x, y }];
  return Object.values(value).flatMap(pointsIn);
}

function saidAlike(one: JsonObject, two: JsonObject): number {
  const keys = new Set([...told(one), ...told(two)].map(([key]) => key));
  const alike = [...keys].filter((key) => written(one[key] ?? null) === written(two[key] ?? null));
  return keys.size === 0 ? 0 : alike.length / keys.size;
}
