/** What can be chosen, as customers write it: words, or trees of which only the leaves can be. */
import type { Json, JsonObject } from '../editor/contract';
import { isObject, listAt, textAt } from './json';

export interface Choice {
  /** What a response holds. */
  readonly value: Json;
  /** What people read. */
  readonly text: string;
  readonly hint: string;
  /** Finer choices; with any, this one only groups them. */
  readonly children: readonly Choice[];
}

/**
 * Labels (`choice`, `display`) and choices of forms (`value`, `label`, `hint`) alike, each value
 * once: a second leaf with the same value would be the same answer.
 */
export function readChoices(sent: readonly Json[]): Choice[] {
  const seen = new Set<Json>();
  return sent.flatMap((one) => readOne(one, seen));
}

/** The choices that can be chosen, in order. */
export function leaves(choices: readonly Choice[]): Choice[] {
  return choices.flatMap((one) => (one.children.length > 0 ? leaves(one.children) : [one]));
}

function readOne(sent: Json, seen: Set<Json>): Choice[] {
  const choice = isObject(sent) ? readTree(sent, seen) : leaf(sent, '', '');
  if (choice.children.length > 0) return [choice];
  if (isObject(sent) && listAt(sent, 'subchoices').length > 0) return []; // all its leaves were seen
  if (seen.has(choice.value)) return [];
  seen.add(choice.value);
  return [choice];
}

function readTree(sent: JsonObject, seen: Set<Json>): Choice {
  const value = sent['choice'] ?? sent['value'] ?? '';
  const children = listAt(sent, 'subchoices').flatMap((one) => readOne(one, seen));
  const text = textAt(sent, 'display') || textAt(sent, 'label');
  return { ...leaf(value, text, textAt(sent, 'hint')), children };
}

function leaf(value: Json, text: string, hint: string): Choice {
  const spelt = typeof value === 'string' ? value : JSON.stringify(value);
  return { value, text: text || spelt, hint, children: [] };
}
