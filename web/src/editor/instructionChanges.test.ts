import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedLines } from './instructionChanges';

const without = (kind: string, lines: ReturnType<typeof changedLines>) =>
  lines
    .filter((one) => one.kind !== kind)
    .map((one) => one.text)
    .join('\n');

test('a line that came and one that went are told apart from what stayed', () => {
  expect(changedLines('Read.\nMark cats.\nSubmit.', 'Read.\nMark dogs.\nSubmit.')).toEqual([
    { kind: 'same', text: 'Read.' },
    { kind: 'removed', text: 'Mark cats.' },
    { kind: 'added', text: 'Mark dogs.' },
    { kind: 'same', text: 'Submit.' },
  ]);
});

test('without what came it is the old text, without what went the new one', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1 });
  fc.assert(
    fc.property(text, text, (old, now) => {
      const lines = changedLines(old.join('\n'), now.join('\n'));
      expect(without('added', lines)).toBe(old.join('\n'));
      expect(without('removed', lines)).toBe(now.join('\n'));
    }),
  );
});
