import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withHole } from './cutting';
import { isInside, signedArea } from './geometry';

const border = [
  { x: 0, y: 0 },
  { x: 200, y: 0 },
  { x: 200, y: 200 },
  { x: 0, y: 200 },
];

test('a cut takes away the area of the hole, whichever way either was drawn', () => {
  const corner = fc.integer({ min: 10, max: 100 });
  const side = fc.integer({ min: 5, max: 80 });
  fc.assert(
    fc.property(
      corner,
      corner,
      side,
      side,
      fc.boolean(),
      fc.boolean(),
      (x, y, width, height, one, two) => {
        const hole = [
          { x, y },
          { x: x + width, y },
          { x: x + width, y: y + height },
          { x, y: y + height },
        ];

        const ring = withHole(
          one ? border : [...border].reverse(),
          two ? hole : [...hole].reverse(),
        );

        expect(Math.abs(signedArea(ring ?? []))).toBeCloseTo(200 * 200 - width * height);
        expect(isInside({ x: x + width / 2, y: y + height / 2 }, ring ?? [])).toBe(false);
        expect(isInside({ x: 3, y: 190 }, ring ?? [])).toBe(true);
      },
    ),
  );
});

test('what does not lie wholly inside cuts no hole', () => {
  const across = [
    { x: 150, y: 50 },
    { x: 250, y: 50 },
    { x: 150, y: 90 },
  ];

  expect(withHole(border, across)).toBeUndefined();
});
