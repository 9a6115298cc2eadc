/** What differs between several answers to one task, place by place, whatever their kind. */
import type { Json, JsonObject } from '../editor/contract';
import { t } from '../messages';
import { isObject, isSame, pointer } from '../ui/json';
import { idOf, labelOf, matched, told, type Match } from './matching';

export interface Difference {
  /** The place in words: `annotations › 2 Cow`. */
  readonly place: string;
  /** Where it is in each answer; null where that answer has nothing there. */
  readonly pointers: readonly (string | null)[];
  /** What each answer says there, in one line. */
  readonly said: readonly string[];
  /** Whether only some have it, all have it and differ, or they differ by a hair. */
  readonly kind: 'absent' | 'differs' | 'slight';
}

type Steps = readonly (string | number)[];

/** A value as each answer has it, and the way there. */
interface Place {
  readonly values: readonly (Json | undefined)[];
  readonly ways: readonly Steps[];
  readonly words: readonly string[];
}

const GEOMETRY = new Set(['left', 'top', 'width', 'height', 'x', 'y', 'z', 'vertices', 'holes']);
const HAIR = 3; // pixels that nobody could be asked to hit
const LONGEST = 80;

/** Every place that differs, what only some have first, what differs by a hair last. */
export function differences(
  answers: readonly (JsonObject | null)[],
  params: JsonObject = {},
): Difference[] {
  if (answers.length < 2) return [];
  const names = namesIn(params);
  const values = answers.map((one) => one ?? undefined);
  const found = compared(
    { values: likewise(values), ways: answers.map(() => []), words: [] },
    names,
  );
  const order = ['absent', 'differs', 'slight'];
  return found.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

type Names = ReadonlyMap<string, string>;

function compared(place: Place, names: Names): Difference[] {
  const { values } = place;
  if (values.every((one) => isSame(one, values[0]))) return [];
  const there = values.filter((one) => one !== undefined);
  if (there.length < values.length && place.words.length > 0)
    return [stated(place, 'absent', names)];
  if (there.every(isObject))
    return keysOf(there).flatMap((key) => compared(below(place, key, names), names));
  if (there.every(isThings)) return things(place, names);
  return [stated(place, 'differs', names)];
}

function below({ values, ways, words }: Place, key: string, names: Names): Place {
  return {
    values: values.map((one) => (isObject(one) ? one[key] : undefined)),
    ways: ways.map((way) => [...way, key]),
    words: [...words, names.get(key) ?? key.replaceAll('_', ' ')],
  };
}

/** Lists of things: each that not all have alike is one place, whatever differs in it. */
function things(place: Place, names: Names): Difference[] {
  const lists = place.values.map((one) => (Array.isArray(one) ? one.filter(isObject) : []));
  return matched(lists).flatMap((match, number) => {
    const found = lists.map((list, answer) => list[match[answer] ?? -1]);
    const first = found.find((one) => one !== undefined);
    const within: Place = {
      values: found,
      ways: place.ways.map((way, answer) => [...way, match[answer] ?? -1]),
      words: [...place.words, thingName(number, first, names)],
    };
    if (found.some((one) => one === undefined)) return [stated(within, 'absent', names)];
    const keys = keysOf(found.filter(isObject)).filter((key) => key !== 'uuid' && key !== 'id');
    const inside = keys.map((key) => below(within, key, names));
    const differing = inside.filter(({ values }) => !values.every((one) => isSame(one, values[0])));
    if (differing.length === 0) return [];
    const isSlight = keys
      .filter((_, at) => differing.includes(inside[at] as Place))
      .every((key) => GEOMETRY.has(key) && isNear(found.map((one) => one?.[key])));
    const said = found.map((_, answer) =>
      differing.map((one) => `${one.words.at(-1)}: ${shown(one.values[answer], names)}`).join('; '),
    );
    return [{ ...stated(within, isSlight ? 'slight' : 'differs', names), said }];
  });
}

function stated(place: Place, kind: Difference['kind'], names: Names): Difference {
  return {
    place: place.words.join(' › ') || t('Answer'),
    pointers: place.ways.map((way, at) =>
      place.values[at] === undefined ? null : pointer(...way),
    ),
    said: place.values.map((one) => shown(one, names)),
    kind,
  };
}

function thingName(number: number, thing: JsonObject | undefined, names: Names): string {
  const label = thing ? labelOf(thing) : '';
  return clipped(`${number + 1} ${names.get(label) ?? label}`.trim());
}

/** The keys of all, those that name a thing before those that place it. */
function keysOf(objects: readonly JsonObject[]): string[] {
  const keys = [...new Set(objects.flatMap((one) => Object.keys(one)))];
  return keys.sort((a, b) => Number(GEOMETRY.has(a)) - Number(GEOMETRY.has(b)));
}

/** A list of things with more to them than their coordinates. */
function isThings(value: Json | undefined): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (one) => isObject(one) && Object.values(one).some((part) => typeof part !== 'number'),
    )
  );
}

function isNear(values: readonly (Json | undefined)[]): boolean {
  const [first, ...others] = values;
  return others.every((one) => isNearTo(first, one));
}

function isNearTo(one: Json | undefined, two: Json | undefined): boolean {
  if (typeof one === 'number' && typeof two === 'number') return Math.abs(one - two) <= HAIR;
  if (Array.isArray(one) && Array.isArray(two)) {
    return one.length === two.length && one.every((part, at) => isNearTo(part, two[at]));
  }
  if (isObject(one) && isObject(two)) {
    return keysOf([one, two]).every((key) => isNearTo(one[key], two[key]));
  }
  return isSame(one, two);
}

/** A value in one line, as people say it. */
export function shown(value: Json | undefined, names: Names = new Map()): string {
  if (value === undefined) return t('nothing');
  if (value === null) return t('empty');
  if (typeof value === 'boolean') return value ? t('yes') : t('no');
  if (typeof value === 'number') return t('{n}', { n: Math.round(value * 100) / 100 });
  if (typeof value === 'string') return clipped(names.get(value) ?? value);
  if (Array.isArray(value)) {
    if (value.length === 0) return t('none');
    if (isPoints(value)) return t('{n} {n|point|points}', { n: value.length });
    return clipped(
      value.map((one) => (isObject(one) ? brief(one, names) : shown(one, names))).join(', '),
    );
  }
  return clipped(brief(value, names));
}

function brief(thing: JsonObject, names: Names): string {
  const label = labelOf(thing);
  if (label !== '') return names.get(label) ?? label;
  const parts = told(thing).filter(([, part]) => !isObject(part) && !Array.isArray(part));
  return parts.map(([key, part]) => `${names.get(key) ?? key}: ${shown(part, names)}`).join(', ');
}

function isPoints(list: readonly Json[]): boolean {
  return list.every((one) => isObject(one) && typeof one['x'] === 'number');
}

function clipped(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/**
 * Answers that call the same things by the same ids: what points at another thing, as links do,
 * then differs only where it points at another thing.
 */
function likewise(answers: readonly (JsonObject | undefined)[]): (Json | undefined)[] {
  const renamed = answers.map(() => new Map<string, string>());
  for (const key of keysOf(answers.filter((one) => one !== undefined))) {
    const values = answers.map((one) => one?.[key]);
    if (!values.every((one) => one === undefined || isThings(one))) continue;
    const lists = values.map((one) => (Array.isArray(one) ? one.filter(isObject) : []));
    for (const [number, match] of matched(lists).entries()) rename(match, lists, number, renamed);
  }
  return answers.map((one, at) => one && withNames(one, renamed[at] ?? new Map<string, string>()));
}

function rename(
  match: Match,
  lists: readonly (readonly JsonObject[])[],
  number: number,
  renamed: readonly Map<string, string>[],
): void {
  const found = lists.map((list, answer) => list[match[answer] ?? -1]);
  const name = thingName(
    number,
    found.find((one) => one !== undefined),
    new Map(),
  );
  for (const [answer, thing] of found.entries()) {
    const id = idOf(thing);
    if (id !== undefined) renamed[answer]?.set(id, name);
  }
}

/** The value with other names for ids; parts without any are the same objects. */
function withNames(value: Json, names: ReadonlyMap<string, string>): Json {
  if (names.size === 0) return value;
  if (typeof value === 'string') return names.get(value) ?? value;
  if (Array.isArray(value)) {
    const parts = value.map((one) => withNames(one, names));
    return parts.every((part, at) => part === value[at]) ? value : parts;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const renamed = entries.map(([key, part]): [string, Json] => [
    key,
    key === 'uuid' || key === 'id' ? part : withNames(part, names),
  ]);
  const isUntouched = renamed.every(([, part], at) => part === entries[at]?.[1]);
  return isUntouched ? value : Object.fromEntries(renamed);
}

const KEYS = ['field_id', 'id', 'value', 'choice', 'name', 'label'];
const TITLES = ['title', 'display_name', 'display', 'label', 'description'];
const DEEPEST = 8;

/** What the params call things by: the title of a field, how a label is shown. */
export function namesIn(params: Json, depth = 0, names = new Map<string, string>()): Names {
  if (depth > DEEPEST) return names;
  if (Array.isArray(params)) for (const one of params) namesIn(one, depth + 1, names);
  else if (isObject(params)) {
    const key = KEYS.map((one) => params[one]).find((one) => typeof one === 'string');
    const title = TITLES.map((one) => params[one]).find((one) => typeof one === 'string');
    if (typeof key === 'string' && typeof title === 'string' && title !== '') {
      if (!names.has(key)) names.set(key, title);
    }
    for (const one of Object.values(params)) namesIn(one, depth + 1, names);
  }
  return names;
}

/** The places of an answer that a remark may be about, by pointer, in words. */
export function placesOf(answer: JsonObject | null, params: JsonObject): Map<string, string> {
  const names = namesIn(params);
  const places = new Map<string, string>();
  const add = (value: Json, way: Steps, words: readonly string[]) => {
    for (const [key, part] of Object.entries(isObject(value) ? value : {})) {
      const [inside, called] = [
        [...way, key],
        [...words, names.get(key) ?? key.replaceAll('_', ' ')],
      ];
      if (Array.isArray(part) && part.length > 0 && isThings(part)) {
        for (const [at, thing] of part.entries()) {
          const name = isObject(thing) ? thingName(at, thing, names) : `${at + 1}`;
          places.set(pointer(...inside, at), [...called, name].join(' › '));
        }
      } else if (isObject(part)) add(part, inside, called);
      else places.set(pointer(...inside), called.join(' › '));
    }
  };
  add(answer ?? {}, [], []);
  return places;
}
