import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAll, nextPlace } from './find';

test('case and the kind of white space do not matter', () => {
  expect(findAll('Ada\nLovelace, ADA LOVELACE', ' ada  lovelace ')).toEqual([
    { start: 0, end: 12 },
    { start: 14, end: 26 },
  ]);
});

test('signs mean themselves', () => {
  expect(findAll('a.b (a+b) axb', '(a+b)')).toEqual([{ start: 4, end: 9 }]);
  expect(findAll('a.b axb', 'a.b')).toHaveLength(1);
});

test('any words can be looked for and are found where they were put', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 10 }), (words) => {
      const found = findAll(`>>${words}<<`, words);

      expect(found.length > 0).toBe(words.trim() !== '');
    }),
  );
});

test('the search goes round the ends of the text', () => {
  const places = findAll('ab ab ab', 'ab');

  expect(nextPlace(places, 0, true)).toBe(1);
  expect(nextPlace(places, 6, true)).toBe(0);
  expect(nextPlace(places, 0, false)).toBe(2);
  expect(nextPlace([], 0, true)).toBeUndefined();
});
