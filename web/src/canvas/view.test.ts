import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bounds, point } from './arbitraries';
import { distance } from './geometry';
import { fitted, toImage, toScreen, visible, zoomedAt } from './view';

const view = fc.record({
  scale: fc.double({ min: 0.02, max: 60, noNaN: true }),
  x: fc.double({ min: -5000, max: 5000, noNaN: true }),
  y: fc.double({ min: -5000, max: 5000, noNaN: true }),
});

test('zooming leaves what is under the pointer where it is', () => {
  fc.assert(
    fc.property(
      view,
      point,
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      (before, at, factor) => {
        const after = zoomedAt(before, at, factor);

        expect(distance(toScreen(after, toImage(before, at)), at)).toBeLessThan(1e-6);
      },
    ),
  );
});

test('a fitted view shows all of what it was fitted to', () => {
  fc.assert(
    fc.property(bounds, (part) => {
      const screen = { width: 800, height: 600 };
      const seen = visible(fitted(part, screen), screen);

      expect(seen.left).toBeLessThanOrEqual(part.left);
      expect(seen.right).toBeGreaterThanOrEqual(part.right);
      expect(seen.top).toBeLessThanOrEqual(part.top);
      expect(seen.bottom).toBeGreaterThanOrEqual(part.bottom);
    }),
  );
});
