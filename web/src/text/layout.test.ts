import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lanes, overlap, pieces } from './layout';

const spans = fc.array(
  fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 30 })).map(([start, length]) => {
    return { start, end: start + length };
  }),
  { maxLength: 20 },
);

test('no two spans of one lane overlap', () => {
  fc.assert(
    fc.property(spans, (given) => {
      const lane = lanes(given);

      given.forEach((one, first) => {
        given.forEach((two, second) => {
          if (first < second && overlap(one, two)) expect(lane[first]).not.toBe(lane[second]);
        });
      });
    }),
  );
});

test('a span lies farther out than every shorter one inside it', () => {
  fc.assert(
    fc.property(spans, (given) => {
      const lane = lanes(given);

      given.forEach((outer, first) => {
        given.forEach((inner, second) => {
          const isInside = outer.start <= inner.start && inner.end <= outer.end;
          const isShorter = inner.end - inner.start < outer.end - outer.start;
          if (isInside && isShorter) expect(lane[first]).toBeGreaterThan(lane[second] ?? 0);
        });
      });
    }),
  );
});

test('spans apart share the lane next to the words', () => {
  expect(
    lanes([
      { start: 0, end: 3 },
      { start: 3, end: 5 },
      { start: 9, end: 12 },
    ]),
  ).toEqual([0, 0, 0]);
});

test('pieces cover the block and say exactly which spans lie over them', () => {
  fc.assert(
    fc.property(spans, fc.nat(50), fc.integer({ min: 1, max: 40 }), (given, start, length) => {
      const found = pieces({ start, end: start + length }, given);

      expect(found[0]?.start).toBe(start);
      expect(found.at(-1)?.end).toBe(start + length);
      found.forEach((piece, index) => {
        if (index > 0) expect(piece.start).toBe(found[index - 1]?.end);
        for (let at = piece.start; at < piece.end; at += 1) {
          const over = [...given.keys()].filter((place) => {
            const span = given[place];
            return span && span.start <= at && at < span.end;
          });
          expect(piece.under).toEqual(over);
        }
      });
    }),
  );
});

test('two thousand spans are laid out within a frame', () => {
  const many = Array.from({ length: 2000 }, (_, index) => ({
    start: index * 400,
    end: index * 400 + 500,
  }));

  const began = performance.now();
  lanes(many);

  expect(performance.now() - began).toBeLessThan(1000); // hangs together from end to end: the worst
});
