/** An answer in a few words, whatever its type: the first texts and numbers in it. */
import type { Json } from './contract';

const WORDS_MAX = 3;
const WORD_LENGTH_MAX = 40;
const ID = /^(?:[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{24,})$/i;

export function summary(response: Json): string {
  const found = new Set<string>();
  collect(response, found);
  return [...found].join(', ');
}

function collect(value: Json, found: Set<string>): void {
  if (found.size >= WORDS_MAX || value === null) return;
  if (typeof value === 'object') {
    for (const one of Object.values(value)) collect(one, found);
    return;
  }
  const text = String(value);
  if (text === '' || ID.test(text)) return;
  found.add(text.length > WORD_LENGTH_MAX ? `${text.slice(0, WORD_LENGTH_MAX - 1)}…` : text);
}
