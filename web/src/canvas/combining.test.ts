import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutAlong, joined } from './combining';
import { type Point, isInside, signedArea } from './geometry';

function square(left: number, top: number, side: number): Point[] {
  return [
    { x: left, y: top },
    { x: left + side, y: top },
    { x: left + side, y: top + side },
    { x: left, y: top + side },
  ];
}

const areaOf = (border: readonly Point[] | undefined) => Math.abs(signedArea(border ?? []));

test('joined squares cover what either covered', () => {
  const at = fc.integer({ min: 0, max: 90 });
  fc.assert(
    fc.property(at, at, fc.nat(150), fc.nat(150), (left, top, x, y) => {
      const [one, two] = [square(0, 0, 100), square(left, top, 100)];

      const border = joined([one, two]);

      expect(areaOf(border)).toBeCloseTo(20_000 - (100 - left) * (100 - top), 6);
      const at = { x: x + 0.5, y: y + 0.5 };
      expect(isInside(at, border ?? [])).toBe(isInside(at, one) || isInside(at, two));
    }),
  );
});

test('what lies apart is not joined', () => {
  expect(joined([square(0, 0, 10), square(20, 0, 10)])).toBeUndefined();
});

test('a ring of squares keeps its hole', () => {
  const sides = [square(0, 0, 30), square(20, 0, 30), square(0, 20, 30), square(20, 20, 30)];
  const [, , , last] = sides;
  const cut = cutAlong(last ?? [], [
    { x: 20, y: 40 },
    { x: 50, y: 40 },
  ]);

  const border = joined([...sides.slice(0, 3), ...(cut ?? [])]);

  expect(areaOf(border)).toBeCloseTo(2500, 6);
});

test('the parts of a cut polygon make up the whole, whichever way the line goes', () => {
  const place = fc.record({ x: fc.integer({ min: 5, max: 95 }), y: fc.constant(0) });
  fc.assert(
    fc.property(place, place, fc.boolean(), (top, bottom, isTurned) => {
      const line = [
        { x: top.x, y: -5 },
        { x: bottom.x, y: 105 },
      ];

      const parts = cutAlong(square(0, 0, 100), isTurned ? line.reverse() : line);

      expect(parts).toHaveLength(2);
      expect((parts ?? []).reduce((sum, one) => sum + areaOf(one), 0)).toBeCloseTo(10_000, 6);
    }),
  );
});

test('a line beside a polygon cuts nothing', () => {
  const line = [
    { x: 200, y: 0 },
    { x: 200, y: 50 },
  ];

  expect(cutAlong(square(0, 0, 100), line)).toBeUndefined();
});
