/** Parts of params as people type them, a line each, and back. What lines cannot say is kept. */
import type { Schemas } from '../../api/client';
import type { Json, JsonObject } from '../../editor/contract';
import { isObject } from '../../ui/json';
import { TREES, type TreeRows } from './labelRows';

export type Kind = Schemas['FormField']['kind'];
export type LinesKind = Exclude<Kind, 'text' | 'switch'>;

interface Form {
  readonly write: (value: Json | undefined) => string;
  /** `before` is what stands there now: what was said beside a name stays with the name. */
  readonly read: (text: string, before: Json | undefined) => Json;
}

const INDENT = '  ';

export const LINES: Readonly<Record<LinesKind, Form>> = {
  choices: {
    write: (value) => texts(value).join('\n'),
    read: (text) => lines(text).map((one) => one.trim()),
  },
  labels: tree(TREES.labels),
  named_labels: tree(TREES.named_labels),
  questions: {
    write: (value) =>
      entries(value)
        .filter(([, one]) => isPlainQuestion(one))
        .map(([name, one]) => `${name}: ${texts(choicesOf(one)).join(', ')}`)
        .join('\n'),
    read: (text, before) => {
      const known = isObject(before) ? before : {};
      const others = entries(before).filter(([, one]) => !isPlainQuestion(one));
      return Object.fromEntries([
        ...pairs(text).map(([name, said]): [string, Json] => {
          const choices = said.split(',').flatMap((one) => one.trim() || []);
          const old = known[name];
          return [name, { ...(isObject(old) ? old : {}), choices }];
        }),
        ...others,
      ]);
    },
  },
  descriptions: {
    write: (value) =>
      entries(value)
        .map(([name, one]) => `${name}: ${typeof one === 'string' ? one : ''}`)
        .join('\n'),
    read: (text) => Object.fromEntries(pairs(text)),
  },
};

/** Labels under labels: what is indented belongs to the line above it. */
function tree(rows: TreeRows): Form {
  return {
    write: (value) =>
      rows
        .read(value)
        .map(({ depth, name }) => INDENT.repeat(depth) + name)
        .join('\n'),
    read: (text, before) => {
      const known = new Map(rows.read(before).map((one) => [one.name, one.beside]));
      return rows.write(
        lines(text).map((line) => {
          const name = line.trim();
          const depth = line.length - line.trimStart().length;
          return { depth, name, beside: known.get(name) ?? {} };
        }),
      );
    },
  };
}

function lines(text: string): string[] {
  return text.split('\n').filter((one) => one.trim() !== '');
}

function pairs(text: string): [string, string][] {
  return lines(text).map((one) => {
    const at = one.indexOf(':');
    return at < 0 ? [one.trim(), ''] : [one.slice(0, at).trim(), one.slice(at + 1).trim()];
  });
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function entries(value: Json | undefined): [string, Json][] {
  return isObject(value) ? Object.entries(value) : [];
}

function choicesOf(one: Json): Json | undefined {
  return isObject(one) ? one['choices'] : undefined;
}

/** One whose choices are words alone; others are for the JSON. */
function isPlainQuestion(one: Json): boolean {
  const choices = choicesOf(one);
  return (
    Array.isArray(choices) &&
    choices.every((choice) => typeof choice === 'string' && !choice.includes(','))
  );
}

/** What stands at a pointer. */
export function valueAt(params: JsonObject, pointer: string): Json | undefined {
  let value: Json | undefined = params;
  for (const step of steps(pointer)) value = isObject(value) ? value[step] : undefined;
  return value;
}

/** Whether the form has a place for it: what it would stand in is there. */
export function hasPlace(params: JsonObject, pointer: string): boolean {
  const parent = `/${steps(pointer).slice(0, -1).join('/')}`;
  return parent === '/' || isObject(valueAt(params, parent));
}

/** The params with another value at a pointer; undefined and what is empty take the key away. */
export function withValue(params: JsonObject, pointer: string, value: Json): JsonObject {
  return put(params, steps(pointer), value);
}

function put(at: JsonObject, [step, ...rest]: readonly string[], value: Json): JsonObject {
  if (step === undefined) return at;
  if (rest.length > 0) {
    const inner = at[step];
    return { ...at, [step]: put(isObject(inner) ? inner : {}, rest, value) };
  }
  if (!isEmpty(value)) return { ...at, [step]: value };
  return Object.fromEntries(Object.entries(at).filter(([name]) => name !== step));
}

function isEmpty(value: Json): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === false || value === '' || (isObject(value) && Object.keys(value).length === 0);
}

function steps(pointer: string): string[] {
  return pointer.split('/').slice(1);
}
