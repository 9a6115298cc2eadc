/** What changed between two responses, as operations that are small to keep and exact to repeat. */
import type { Json } from './contract';

type Path = readonly (string | number)[];

export type Operation =
  | { readonly path: Path; readonly value: Json }
  | { readonly path: Path; readonly isGone: true }
  | {
      readonly path: Path;
      readonly at: number;
      readonly remove: number;
      readonly insert: readonly Json[];
    };

/** Operations that make `after` of `before`; parts that are the same object cost nothing. */
export function diff(before: Json, after: Json, path: Path = []): Operation[] {
  if (before === after) return [];
  if (Array.isArray(before) && Array.isArray(after)) return diffArrays(before, after, path);
  if (!isObject(before) || !isObject(after)) return [{ path, value: after }];
  const gone = Object.keys(before)
    .filter((key) => !Object.hasOwn(after, key))
    .map((key): Operation => ({ path: [...path, key], isGone: true }));
  return Object.entries(after).reduce((operations, [key, value]) => {
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    const inside = [...path, key];
    operations.push(...(old === undefined ? [{ path: inside, value }] : diff(old, value, inside)));
    return operations;
  }, gone);
}

function diffArrays(before: Json[], after: Json[], path: Path): Operation[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isSame(before[start], after[start])) start += 1;
  let end = 0;
  while (end < shorter - start && isSame(before.at(-1 - end), after.at(-1 - end))) end += 1;
  const old = before.slice(start, before.length - end);
  const fresh = after.slice(start, after.length - end);
  if (old.length !== fresh.length) return [{ path, at: start, remove: old.length, insert: fresh }];
  return fresh.flatMap((value, index) => diff(old[index] ?? null, value, [...path, start + index]));
}

/** A value with operations done to it, in order; the parts they do not touch are reused. */
export function apply(value: Json, operations: readonly Operation[]): Json {
  return operations.reduce((result, one) => applyAt(result, one, 0), value);
}

function applyAt(value: Json, operation: Operation, depth: number): Json {
  const key = operation.path[depth];
  if (key === undefined) return change(value, operation);
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === key ? applyAt(item, operation, depth + 1) : item));
  }
  if (!isObject(value)) throw new Error(`A change at ${operation.path.join('/')} finds nothing.`);
  if ('isGone' in operation && depth === operation.path.length - 1) {
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  }
  const old = Object.hasOwn(value, key) ? value[key] : undefined;
  const inside: [string, Json] = [String(key), applyAt(old ?? null, operation, depth + 1)];
  const entries = Object.entries(value);
  // Made from entries, since assigning `__proto__` would change the prototype.
  return Object.fromEntries(
    old === undefined
      ? [...entries, inside]
      : entries.map((one) => (one[0] === key ? inside : one)),
  );
}

function change(value: Json, operation: Operation): Json {
  if ('value' in operation) return operation.value;
  if ('at' in operation && Array.isArray(value)) {
    return value.toSpliced(operation.at, operation.remove, ...operation.insert);
  }
  throw new Error('The whole response cannot be taken away.');
}

/** Whether two values say the same, in whatever order their keys stand. */
export function isSame(one: Json | undefined, two: Json | undefined): boolean {
  if (one === two) return true;
  if (Array.isArray(one) && Array.isArray(two)) {
    return one.length === two.length && one.every((item, index) => isSame(item, two[index]));
  }
  if (!isObject(one) || !isObject(two)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(two).length &&
    keys.every((key) => Object.hasOwn(two, key) && isSame(one[key], two[key]))
  );
}

export function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
