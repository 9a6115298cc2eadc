/** Reading JSON that somebody else wrote: a part of another kind counts as absent. */
import type { Fault, Json, JsonObject } from '../editor/contract';

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectAt(value: JsonObject | null | undefined, key: string): JsonObject {
  const part = value?.[key];
  return isObject(part) ? part : {};
}

export function listAt(value: JsonObject | null | undefined, key: string): readonly Json[] {
  const part = value?.[key];
  return Array.isArray(part) ? part : [];
}

export function textAt(value: JsonObject | null | undefined, key: string): string {
  const part = value?.[key];
  return typeof part === 'string' ? part : '';
}

export function numberAt(value: JsonObject | null | undefined, key: string): number | undefined {
  const part = value?.[key];
  return typeof part === 'number' ? part : undefined;
}

/** The same JSON, whatever the order of keys. */
export function isSame(one: Json | undefined, two: Json | undefined): boolean {
  if (one === two) return true;
  if (Array.isArray(one) || Array.isArray(two)) {
    return (
      Array.isArray(one) &&
      Array.isArray(two) &&
      one.length === two.length &&
      one.every((part, index) => isSame(part, two[index]))
    );
  }
  if (!isObject(one) || !isObject(two)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(two).length &&
    keys.every((key) => key in two && isSame(one[key], two[key]))
  );
}

/** A JSON pointer (RFC 6901) to the place that the steps lead to. */
export function pointer(...steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${`${step}`.replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}

/** The object without a key; the object itself when it has none of that name. */
export function without(value: JsonObject, key: string): JsonObject {
  if (!(key in value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

/** One fault for each key that is none of the known ones, as the server words it. */
export function unknownKeys(value: JsonObject | null, known: readonly string[]): Fault[] {
  return Object.keys(value ?? {})
    .filter((name) => !known.includes(name))
    .map((name) => ({ pointer: pointer(name), sentence: `${name} is not known here` }));
}
