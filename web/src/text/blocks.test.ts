import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asShown, blockAt, cut } from './blocks';

const texts = fc.string({
  unit: fc.constantFrom('a', 'Z', ' ', '\n', '.', 'é', '🎉', '👩‍🚀', 'ש', '\r\n', '。'),
  maxLength: 200,
});

test('blocks cover the text, in order, none too long and none empty', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 8, max: 60 }), (text, most) => {
      const blocks = cut(text, most);

      expect(blocks.map((one) => text.slice(one.start, one.end)).join('')).toBe(text);
      for (const block of blocks) {
        expect(block.end - block.start).toBeGreaterThan(0);
        expect(block.end - block.start).toBeLessThanOrEqual(most);
      }
    }),
  );
});

test('no block begins inside a character of two units', () => {
  fc.assert(
    fc.property(texts, (text) => {
      for (const { start } of cut(text, 16)) {
        expect((text.charCodeAt(start) & 0xfc00) === 0xdc00).toBe(false);
      }
    }),
  );
});

test('each offset is in the block that is found for it', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const blocks = cut(text, 16);
      for (let at = 0; at < text.length; at += 1) {
        const block = blocks[blockAt(blocks, at)];
        expect(block && block.start <= at && at < block.end).toBe(true);
      }
    }),
  );
});

test('a text is cut after a blank line before anywhere else', () => {
  const blocks = cut('One two three.\n\nFour.\nFive six seven eight', 30);

  expect(blocks[0]).toEqual({ start: 0, end: 16 });
});

test('what is shown has the length of what was sent', () => {
  fc.assert(
    fc.property(texts, fc.boolean(), (text, merges) => {
      expect(asShown(text, merges)).toHaveLength(text.length);
    }),
  );
});

test('single line breaks are merged and blank lines stay', () => {
  expect(asShown('a\nb\n\nc\nd', true)).toBe('a b\n\nc d');
  expect(asShown('a\nb', false)).toBe('a\nb');
});
