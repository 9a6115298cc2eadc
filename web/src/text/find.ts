/** Words looked for in a text. */
import type { Extent } from './blocks';

/** Where the words stand, in whatever case; white space in them stands for any. At most `most`. */
export function findAll(text: string, words: string, most = 10_000): Extent[] {
  const parts = words
    .trim()
    .split(/\s+/)
    .map((part) => part.replace(/[$()*+./?[\\\]^{|}]/g, '\\$&'));
  if (parts.join('') === '') return [];
  const found: Extent[] = [];
  for (const one of text.matchAll(new RegExp(parts.join('\\s+'), 'giu'))) {
    found.push({ start: one.index, end: one.index + one[0].length });
    if (found.length === most) break;
  }
  return found;
}

/** The first place behind `at`, or before it; round the end of the text when there is none. */
export function nextPlace(
  places: readonly Extent[],
  at: number,
  isForward: boolean,
): number | undefined {
  if (places.length === 0) return undefined;
  const found = isForward
    ? places.findIndex((one) => one.start > at)
    : places.findLastIndex((one) => one.start < at);
  if (found >= 0) return found;
  return isForward ? 0 : places.length - 1;
}
