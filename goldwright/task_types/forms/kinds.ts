/** What is wrong with one answer, as the rest of a sentence about its place: `kinds.py` in TypeScript. */
import type { Json } from '@web/editor/contract';
import { leaves } from '@web/ui/choices';
import { isObject } from '@web/ui/json';
import type { Field } from './fields';

const NUMBER = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?\s*$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d\d:\d\d(:\d\d(\.\d+)?)?$/;
const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/;
const PARTS = new Set(['year', 'month', 'day', 'hour', 'minute', 'second', 'timezone']);

type Judge = (field: Field, answer: Json) => string | null;

const JUDGES: Record<string, Judge> = {
  text: textFault,
  number: numberFault,
  boolean: (_, answer) => (typeof answer === 'boolean' ? null : 'must be true or false'),
  datetime: (_, answer) =>
    isTime(answer) ? null : 'must be a time in ISO 8601, e.g. 2026-01-31T12:00:00Z',
  category: choiceFault,
  select: choiceFault,
  ranking_order: rankingFault,
  ranking: rankingFault,
  time_range: spanFault,
};

export function answerFault(field: Field, answer: Json): string | null {
  return JUDGES[field.type]?.(field, answer) ?? null;
}

/** The number that a text spells, undefined when it spells none. */
export function readNumber(text: string): number | undefined {
  return text.length <= 40 && NUMBER.test(text) ? Number(text) : undefined;
}

function textFault(field: Field, answer: Json): string | null {
  if (typeof answer !== 'string') return 'must be text';
  const length = countCharacters(answer);
  const most = field.mostCharacters;
  return most !== undefined && length > most
    ? `has ${length} characters, ${most} are allowed`
    : null;
}

/** Characters as Python counts them, code points. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function numberFault(field: Field, answer: Json): string | null {
  const number = typeof answer === 'string' ? readNumber(answer) : answer;
  if (typeof number !== 'number' || !Number.isFinite(number)) return 'must be a number';
  if (field.min !== undefined && number < field.min) return `must be at least ${field.min}`;
  if (field.max !== undefined && number > field.max) return `must be at most ${field.max}`;
  return null;
}

function isTime(answer: Json): boolean {
  if (typeof answer === 'string') {
    if (TIME.test(answer)) return !Number.isNaN(Date.parse(`1970-01-01T${answer}`));
    return (DATE.test(answer) || MOMENT.test(answer)) && !Number.isNaN(Date.parse(answer));
  }
  if (!isObject(answer) || Object.keys(answer).length === 0) return false;
  return Object.entries(answer).every(
    ([name, part]) =>
      PARTS.has(name) && (name === 'timezone' ? typeof part === 'string' : Number.isInteger(part)),
  );
}

function choiceFault(field: Field, answer: Json): string | null {
  if (!Array.isArray(answer)) return 'must be a list of choices';
  const known = new Set(leaves(field.choices).map((one) => one.value));
  for (const one of answer) {
    if (!known.has(one)) return `${JSON.stringify(one)} is not one of the choices`;
  }
  if (new Set(answer).size < answer.length) return 'names a choice twice';
  const { leastChoices: least, mostChoices: most } = field;
  return least <= answer.length && answer.length <= most
    ? null
    : `must have ${least} to ${most} choices`;
}

function rankingFault(field: Field, answer: Json): string | null {
  const wanted = leaves(field.choices).map((one) => one.value);
  const given = new Set(Array.isArray(answer) ? answer : []);
  const isWhole =
    Array.isArray(answer) &&
    answer.length === wanted.length &&
    wanted.every((value) => given.has(value));
  return isWhole ? null : 'must be a list of all options, best first';
}

function spanFault(_: Field, answer: Json): string | null {
  const { start, end } = isObject(answer) ? answer : {};
  const hasBoth = isObject(answer) && Object.keys(answer).length === 2;
  if (!hasBoth || typeof start !== 'number' || typeof end !== 'number') {
    return 'must be {"start": seconds, "end": seconds}';
  }
  return 0 <= start && start <= end ? null : 'must start at 0 or later and not end before';
}
