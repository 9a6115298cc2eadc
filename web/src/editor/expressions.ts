/**
 * Conditions on an answer, written as JSON: what `goldwright/task_types/expressions.py` computes, so
 * that an editor says at once what the server would refuse. Nothing is coerced and nothing throws
 * but `TooManySteps`. Both are tried on `tests/unit/expressions.json`.
 */
import type { Json, JsonObject } from './contract';

export const STEPS_MAX = 200_000;
const VALUES_A_STEP = 10;
const CHARACTERS_A_VALUE = 100;
const PREPARING_STEPS = 20;

export class TooManySteps extends Error {}

/** What evaluations may still do, counted as the server counts it but for hard patterns. */
export class Steps {
  constructor(public left = STEPS_MAX) {}

  take(count = 1): void {
    this.left -= count;
    if (this.left < 0) throw new TooManySteps();
  }
}

/** The value of a sound expression. */
export function evaluate(expression: Json, scope: JsonObject, steps = new Steps()): Json {
  function value(node: Json, inside: JsonObject): Json {
    if (Array.isArray(node)) {
      steps.take(Math.floor(node.length / VALUES_A_STEP));
      return node.map((part) => value(part, inside));
    }
    if (node === null || typeof node !== 'object') return node;
    steps.take();
    const [name = '', given = null] = Object.entries(node)[0] ?? [];
    const parts = Array.isArray(given) ? given : [given];
    const part = (place: number) => value(parts[place] ?? null, inside);
    const all = (): Json[] => {
      const found = items(part(0));
      steps.take(found.length);
      return found;
    };
    const of = (item: Json) => value(parts[1] ?? null, { ...inside, item });
    switch (name) {
      case 'var':
        return typeof parts[0] === 'string' ? find(inside, parts[0]) : null;
      case 'and':
        return parts.every((_, place) => part(place) === true);
      case 'or':
        return parts.some((_, place) => part(place) === true);
      case 'if':
        return part(0) === true ? part(1) : part(2);
      case 'all':
        return all().every((item) => of(item) === true);
      case 'some':
        return all().some((item) => of(item) === true);
      case 'map':
        return all().map(of);
      case 'filter':
        return all().filter((item) => of(item) === true);
      default: {
        const values = parts.map((one) => value(one, inside));
        steps.take(weight(name, values));
        return PLAIN[name]?.(values, steps) ?? null;
      }
    }
  }

  return value(expression, scope);
}

const LOOKS_INSIDE = new Set([
  '==',
  '!=',
  'in',
  'sum',
  'min',
  'max',
  'words',
  'lower',
  'area',
  'overlap',
  'matches',
]);

/** The steps of a plain call that looks at more than the number of its parts tells. */
function weight(name: string, values: Json[]): number {
  if (!LOOKS_INSIDE.has(name)) return 0;
  const whole = values.reduce((sum: number, one) => sum + size(one), 0);
  return Math.floor(whole / VALUES_A_STEP) + (name === 'matches' ? PREPARING_STEPS : 0);
}

/** How many values there are in it, long texts as several. */
function size(whole: Json): number {
  let found = 0;
  const waiting = [whole];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    found += 1;
    if (typeof one === 'string') found += Math.floor(one.length / CHARACTERS_A_VALUE);
    else for (const inner of items(one)) waiting.push(inner);
  }
  return found;
}

function find(scope: JsonObject, path: string): Json {
  let found: Json = scope;
  for (const step of path.split('.')) {
    if (Array.isArray(found))
      found = /^[0-9]{1,9}$/.test(step) ? (found[Number(step)] ?? null) : null;
    else if (found !== null && typeof found === 'object' && Object.hasOwn(found, step))
      found = found[step] ?? null;
    else return null;
  }
  return found;
}

function items(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return value !== null && typeof value === 'object' ? Object.values(value) : [];
}

function numbers(values: readonly (Json | undefined)[]): number[] | null {
  const found = values.filter((one) => typeof one === 'number' && Number.isFinite(one));
  return found.length === values.length ? (found as number[]) : null; // all of them are numbers
}

type Plain = (values: Json[], steps: Steps) => Json;

const ordered =
  (holds: (one: number, two: number) => boolean): Plain =>
  (values) => {
    const found = numbers(values);
    return found?.slice(1).every((two, place) => holds(found[place] ?? NaN, two)) ?? false;
  };

const calculated =
  (of: (found: number[]) => number): Plain =>
  (values) => {
    const found = numbers(values);
    const result = found?.length ? of(found) : NaN;
    return Number.isFinite(result) ? result : null;
  };

const ofList =
  (of: (found: number[]) => number): Plain =>
  (values, steps) =>
    calculated(of)(items(values[0] ?? null), steps);

const added = (found: number[]) => found.reduce((sum, one) => sum + one, 0);

const PLAIN: Record<string, Plain> = {
  not: ([one]) => one !== true,
  '==': ([one = null, two = null]) => isEqual(one, two),
  '!=': ([one = null, two = null]) => !isEqual(one, two),
  '<': ordered((one, two) => one < two),
  '<=': ordered((one, two) => one <= two),
  '>': ordered((one, two) => one > two),
  '>=': ordered((one, two) => one >= two),
  '+': calculated(added),
  '-': calculated(([one = NaN, two = NaN]) => one - two),
  '*': calculated((found) => found.reduce((product, one) => product * one, 1)),
  '/': calculated(([one = NaN, two = NaN]) => one / two),
  sum: ofList(added),
  min: ofList((found) => found.reduce((least, one) => Math.min(least, one))),
  max: ofList((found) => found.reduce((most, one) => Math.max(most, one))),
  in: ([needle = null, whole = null]) =>
    typeof whole === 'string'
      ? typeof needle === 'string' && whole.includes(needle)
      : items(whole).some((one) => isEqual(needle, one)),
  count: ([one = null]) => (typeof one === 'string' ? Array.from(one).length : items(one).length),
  words: ([one]) => (typeof one === 'string' ? (one.match(/\S+/gu) ?? []).length : 0),
  lower: ([one]) => (typeof one === 'string' ? one.toLowerCase() : null),
  matches: ([text, pattern]) => {
    if (typeof text !== 'string' || typeof pattern !== 'string') return false;
    const expression = compiled(pattern);
    return expression === null ? true : expression.test(text); // the server can still refuse it
  },
  area: ([shape = null]) => area(shape),
  overlap: ([shapes = null], steps) => overlap(items(shapes), steps),
};

/** Null for what only the server's dialect knows. */
function compiled(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return null;
  }
}

function isEqual(one: Json, two: Json): boolean {
  if (Array.isArray(one) && Array.isArray(two))
    return (
      one.length === two.length && one.every((part, place) => isEqual(part, two[place] ?? null))
    );
  if (isObject(one) && isObject(two)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(two).length &&
      names.every(
        (name) => Object.hasOwn(two, name) && isEqual(one[name] ?? null, two[name] ?? null),
      )
    );
  }
  return one === two;
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

type Bounds = readonly [left: number, top: number, right: number, bottom: number];

function vertices(shape: JsonObject): [number, number][] {
  const found: [number, number][] = [];
  for (const one of Array.isArray(shape.vertices) ? shape.vertices : []) {
    const point = isObject(one) ? numbers([one.x, one.y]) : null;
    if (!point) return [];
    found.push([point[0] ?? NaN, point[1] ?? NaN]);
  }
  return found;
}

function bounds(shape: Json): Bounds | null {
  if (!isObject(shape)) return null;
  const outline = vertices(shape);
  if (outline.length) {
    const xs = outline.map(([x]) => x);
    const ys = outline.map(([, y]) => y);
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  }
  const sides = numbers([shape.left, shape.top, shape.width, shape.height]);
  if (!sides) return null;
  const [left = NaN, top = NaN, width = NaN, height = NaN] = sides;
  return [left, top, left + width, top + height];
}

function area(shape: Json): number | null {
  if (!isObject(shape)) return null;
  const outline = vertices(shape);
  if (outline.length) {
    const twice = outline.map(([x, y], place) => {
      const [nextX, nextY] = outline[(place + 1) % outline.length] ?? [x, y];
      return x * nextY - nextX * y;
    });
    return Math.abs(added(twice)) / 2;
  }
  const found = bounds(shape);
  return found ? (found[2] - found[0]) * (found[3] - found[1]) : null;
}

/** The greatest part that two shapes of one label share, as bounding boxes: 0 to 1. */
function overlap(shapes: Json[], steps: Steps): number {
  const byLabel = Map.groupBy(
    shapes.flatMap((shape) => {
      const found = bounds(shape);
      return found && isObject(shape) ? [{ label: shape.label, found }] : [];
    }),
    ({ label }) => label,
  );
  let greatest = 0;
  for (const group of byLabel.values()) {
    const boxes = group.map(({ found }) => found).sort((one, two) => one[0] - two[0]);
    boxes.forEach(([left, top, right, bottom], place) => {
      for (let next = place + 1; next < boxes.length; next += 1) {
        const other = boxes[next];
        if (!other || other[0] >= right) break;
        steps.take();
        const width = Math.min(right, other[2]) - Math.max(left, other[0]);
        const height = Math.min(bottom, other[3]) - Math.max(top, other[1]);
        if (width <= 0 || height <= 0) continue;
        const shared = width * height;
        const areas =
          (right - left) * (bottom - top) + (other[2] - other[0]) * (other[3] - other[1]);
        greatest = Math.max(greatest, shared / (areas - shared));
      }
    });
  }
  return greatest;
}
