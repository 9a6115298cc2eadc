import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bounds } from './arbitraries';
import { overlap } from './geometry';
import { SpatialIndex } from './spatial_index';

const id = fc.integer({ min: 0, max: 20 }).map(String);
const step = fc.oneof(fc.record({ id, bounds }), fc.record({ id, bounds: fc.constant(undefined) }));

test('a query finds exactly what overlaps, after any sequence of puts and removals', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), bounds, (steps, asked) => {
      const index = new SpatialIndex();
      const known = new Map<string, typeof asked>();

      for (const one of steps) {
        if (one.bounds) {
          index.put(one.id, one.bounds);
          known.set(one.id, one.bounds);
        } else {
          index.remove(one.id);
          known.delete(one.id);
        }
      }

      const expected = [...known].filter(([, own]) => overlap(own, asked)).map(([name]) => name);
      expect(index.query(asked).sort()).toEqual(expected.sort());
      expect(index.size).toBe(known.size);
    }),
  );
});
