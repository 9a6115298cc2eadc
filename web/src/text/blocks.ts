/** A long text in blocks, each small enough to be laid out and drawn anew within a frame. */

export const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export interface Extent {
  readonly start: number;
  readonly end: number;
}

const MOST = 2000; // units of a block: about thirty lines
const AFTER_BLANK_LINE = /\n[ \t\u200b]*\n/g;
const AFTER_LINE = /\n/g;
const AFTER_SENTENCE = /[.!?…][)"'”’]*\s+|[。！？]/g;
const AFTER_SPACE = /\s+/g;

/**
 * The text as people see it, unit for unit: one kind of line break, and with `mergesLines` a space
 * for each that stands alone. Blank lines stay, since they part paragraphs.
 */
export function asShown(text: string, mergesLines: boolean): string {
  const lines = text.replaceAll('\r\n', '\u200b\n').replaceAll('\r', '\n');
  if (!mergesLines) return lines;
  return lines.replace(/(?<!\n[ \t\u200b]*)\n(?![ \t\u200b]*\n)/g, ' ');
}

/** Blocks that cover the text without a gap, cut where a reader minds least. */
export function cut(shown: string, most = MOST): Extent[] {
  const blocks: Extent[] = [];
  let start = 0;
  while (start < shown.length) {
    const end = shown.length - start <= most ? shown.length : start + cutAt(shown, start, most);
    blocks.push({ start, end });
    start = end;
  }
  return blocks;
}

/** The place of the block that holds an offset; the end of the text belongs to the last. */
export function blockAt(blocks: readonly Extent[], offset: number): number {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((blocks[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function cutAt(shown: string, start: number, most: number): number {
  const least = most >> 1;
  const piece = shown.slice(start, start + most);
  for (const pattern of [AFTER_BLANK_LINE, AFTER_LINE, AFTER_SENTENCE, AFTER_SPACE]) {
    const ends = [...piece.matchAll(pattern)].map((found) => found.index + found[0].length);
    const last = ends.at(-1) ?? 0;
    if (last > least && last < most) return last;
  }
  // One word of thousands of letters: cut between letters, not within one.
  const around = shown.slice(start, start + most + 64);
  const inside = graphemes.segment(around).containing(most);
  return inside && inside.index > 0 ? inside.index : most;
}
