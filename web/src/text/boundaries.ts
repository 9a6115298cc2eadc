/** Where characters, words and sentences begin and end, in any script. */
import { blockAt, graphemes, type Extent } from './blocks';

export type Grain = 'character' | 'word' | 'sentence';

const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const STRONG = /\p{L}/u;

export class Boundaries {
  readonly #text: string;
  readonly #blocks: readonly Extent[];
  readonly #known = new Map<string, readonly Extent[]>();

  /** Blocks are read one by one, when asked for: a megabyte at once would take a second. */
  constructor(text: string, blocks: readonly Extent[]) {
    this.#text = text;
    this.#blocks = blocks;
  }

  /** The word at an offset or ending there; undefined between words. */
  word(at: number): Extent | undefined {
    const here = this.#parts(blockAt(this.#blocks, at), 'word');
    const found = here.find((part) => part.start <= at && at < part.end);
    if (found) return found;
    const before = this.#parts(blockAt(this.#blocks, Math.max(0, at - 1)), 'word');
    return before.find((part) => part.end === at);
  }

  sentence(at: number): Extent | undefined {
    const parts = this.#parts(blockAt(this.#blocks, at), 'sentence');
    return parts.find((part) => part.start <= at && at < part.end) ?? parts.at(-1);
  }

  /** The range grown to whole words, without white space round it; undefined when nothing is left. */
  snapped({ start, end }: Extent): Extent | undefined {
    const trimmed = this.trimmed({ start, end });
    if (!trimmed) return undefined;
    const first = this.#inside(trimmed.start);
    const last = this.#inside(trimmed.end);
    return { start: first?.start ?? trimmed.start, end: last?.end ?? trimmed.end };
  }

  /** The range without white space round it; undefined when nothing is left. */
  trimmed({ start, end }: Extent): Extent | undefined {
    const piece = this.#text.slice(start, end);
    const lead = piece.length - piece.trimStart().length;
    const trimmed = { start: start + lead, end: start + piece.trimEnd().length };
    return trimmed.start < trimmed.end ? trimmed : undefined;
  }

  /** The next offset where one may stop: behind a part going on, before one going back. */
  next(at: number, grain: Grain, isForward: boolean): number {
    const step = isForward ? 1 : -1;
    let place = blockAt(this.#blocks, isForward ? at : Math.max(0, at - 1));
    for (; place >= 0 && place < this.#blocks.length; place += step) {
      const parts = this.#parts(place, grain);
      const found = isForward
        ? parts.find((part) => part.end > at)?.end
        : parts.findLast((part) => part.start < at)?.start;
      if (found !== undefined) return found;
    }
    return isForward ? this.#text.length : 0;
  }

  /** The word that an offset cuts in two. */
  #inside(at: number): Extent | undefined {
    const word = this.word(at);
    return word && word.start < at && at < word.end ? word : undefined;
  }

  #parts(place: number, grain: Grain): readonly Extent[] {
    const key = `${grain}:${place}`;
    const known = this.#known.get(key);
    if (known) return known;
    const block = this.#blocks[place] ?? { start: 0, end: 0 };
    const parts = [...segmenter(grain).segment(this.#text.slice(block.start, block.end))]
      .filter((part) => grain !== 'word' || part.isWordLike === true)
      .map(({ index, segment }) => {
        return { start: block.start + index, end: block.start + index + segment.length };
      });
    this.#known.set(key, parts);
    return parts;
  }
}

/** Whether the line of an offset runs from right to left: its first letter with a direction says. */
export function isRightToLeft(shown: string, at: number): boolean {
  const start = shown.lastIndexOf('\n', at - 1) + 1;
  for (const character of shown.slice(start, start + 1000)) {
    if (character === '\n') return false;
    if (RIGHT_TO_LEFT.test(character)) return true;
    if (STRONG.test(character)) return false;
  }
  return false;
}

function segmenter(grain: Grain): Intl.Segmenter {
  return { character: graphemes, word: words, sentence: sentences }[grain];
}
