import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut } from './blocks';
import { Boundaries, isRightToLeft } from './boundaries';

const TEXT = 'Hear from Ada Lovelace 🎉 at Transform, in Zürich. More tomorrow.';
const texts = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', '\n', '.', ',', 'é', '🎉', 'ש', '字'),
  minLength: 1,
  maxLength: 120,
});

function read(text: string, most = 2000): Boundaries {
  return new Boundaries(text, cut(text, most));
}

test('half words are completed and white space is left out', () => {
  const snapped = read(TEXT).snapped({ start: 9, end: 16 });

  expect(snapped && TEXT.slice(snapped.start, snapped.end)).toBe('Ada Lovelace');
});

test('a range that ends at the end of a word does not reach for the next', () => {
  expect(read(TEXT).snapped({ start: 10, end: 13 })).toEqual({ start: 10, end: 13 });
});

test('a sign that was selected stays', () => {
  const snapped = read(TEXT).snapped({ start: 30, end: 39 });

  expect(snapped && TEXT.slice(snapped.start, snapped.end)).toBe('Transform,');
});

test('white space alone snaps to nothing', () => {
  expect(read(TEXT).snapped({ start: 4, end: 5 })).toBeUndefined();
});

test('snapping twice is snapping once, and never loses a letter', () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat(), (text, one, two) => {
      const [start, end] = [one % (text.length + 1), two % (text.length + 1)].sort((a, b) => a - b);
      const boundaries = read(text, 16);

      const snapped = boundaries.snapped({ start: start ?? 0, end: end ?? 0 });

      const words = text.slice(start, end).trim();
      if (words === '') expect(snapped).toBeUndefined();
      else {
        expect(text.slice(snapped?.start, snapped?.end)).toContain(words);
        expect(snapped && boundaries.snapped(snapped)).toEqual(snapped);
      }
    }),
  );
});

test('every step moves on, to the end of the text and back to its start', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom('character', 'word', 'sentence'), (text, grain) => {
      const boundaries = read(text, 16);
      let at = 0;
      while (at < text.length) {
        const next = boundaries.next(at, grain, true);
        expect(next).toBeGreaterThan(at);
        at = next;
      }
      while (at > 0) {
        const next = boundaries.next(at, grain, false);
        expect(next).toBeLessThan(at);
        at = next;
      }
    }),
  );
});

test('a character of several code points is one step', () => {
  expect(read('a👩‍🚀b').next(1, 'character', true)).toBe(6);
});

test('words are found where no spaces part them', () => {
  const text = '東京へ行きます';

  const word = read(text).word(0);

  expect(word && text.slice(word.start, word.end)).toBe('東京');
});

test('the first letter of a line says which way it runs', () => {
  const text = 'Ada.\n«שלום» Ada';

  expect(isRightToLeft(text, 2)).toBe(false);
  expect(isRightToLeft(text, 8)).toBe(true);
});
