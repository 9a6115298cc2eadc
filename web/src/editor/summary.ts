/** An answer in a few words, whatever its type: the first texts in it; without any, the first numbers. */
import type { Json } from './contract';

const WORDS_MAX = 3;
const WORD_LENGTH_MAX = 40;
const ID = /^(?:[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{24,})$/i;

export function summary(response: Json): string {
  const leaves = leavesOf(response);
  const texts = leaves.filter((one) => typeof one === 'string' && one !== '' && !ID.test(one));
  const words = texts.length > 0 ? texts : leaves.filter((one) => typeof one === 'number');
  return [...new Set(words)].slice(0, WORDS_MAX).map(short).join(', ');
}

function leavesOf(value: Json): (string | number | boolean)[] {
  if (value === null) return [];
  return typeof value === 'object' ? Object.values(value).flatMap(leavesOf) : [value];
}

function short(word: string | number | boolean): string {
  const text = String(word);
  return text.length > WORD_LENGTH_MAX ? `${text.slice(0, WORD_LENGTH_MAX - 1)}…` : text;
}
