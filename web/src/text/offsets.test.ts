import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Offsets } from './offsets';

const texts = fc.string({ unit: 'binary', maxLength: 40 });

test('every code point is found again', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const offsets = new Offsets(text);
      const points = Array.from(text);

      expect(offsets.points).toBe(points.length);
      for (let point = 0; point <= points.length; point += 1) {
        const unit = points.slice(0, point).join('').length;
        expect(offsets.toUnits(point)).toBe(unit);
        expect(offsets.toPoints(unit)).toBe(point);
      }
    }),
  );
});

test('an offset inside a pair is the one before it', () => {
  expect(new Offsets('a🎉b').toPoints(2)).toBe(1);
});

test('half a pair counts as one, as it does for the server', () => {
  expect(new Offsets('a\ud83cb\udf89').points).toBe(4);
});
