import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from './contract';
import { merge } from './merge';
import { apply, diff, isSame } from './patch';

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
const shape = (uuid: string) =>
  fc.record({ uuid: fc.constant(uuid), left: fc.integer({ min: 0, max: 9 }) });
const shapes = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'))
  .chain((uuids) => fc.tuple(...uuids.map(shape))) as fc.Arbitrary<Json[]>;

test('what was done can be repeated exactly', () => {
  fc.assert(
    fc.property(json, json, (before, after) => {
      expect(isSame(apply(before, diff(before, after)), after)).toBe(true);
    }),
  );
});

test('lists of shapes are repeated in order', () => {
  fc.assert(
    fc.property(shapes, shapes, (before, after) => {
      expect(apply(before, diff(before, after))).toEqual(after);
    }),
  );
});

test('one shape of many that moved is one small operation', () => {
  const before = Array.from({ length: 1000 }, (_, index) => ({ uuid: `${index}`, left: index }));
  const after = before.with(500, { uuid: '500', left: 0 });

  expect(diff(before, after)).toEqual([{ path: [500, 'left'], value: 0 }]);
  expect((apply(before, diff(before, after)) as Json[])[3]).toBe(before[3]);
});

test('a merge with nothing done on one side is the other side', () => {
  fc.assert(
    fc.property(json, json, (base, changed) => {
      expect(isSame(merge(base, changed, base), changed)).toBe(true);
      expect(isSame(merge(base, base, changed), changed)).toBe(true);
    }),
  );
});

test('shapes drawn in two windows are all there, and those taken away are gone', () => {
  const base = {
    annotations: [
      { uuid: 'a', left: 1 },
      { uuid: 'b', left: 1 },
    ],
  };
  const ours = {
    annotations: [
      { uuid: 'a', left: 2 },
      { uuid: 'b', left: 1 },
      { uuid: 'c', left: 1 },
    ],
  };
  const theirs = {
    annotations: [
      { uuid: 'a', left: 1 },
      { uuid: 'd', left: 1 },
    ],
  };

  expect(merge(base, ours, theirs)).toEqual({
    annotations: [
      { uuid: 'a', left: 2 },
      { uuid: 'c', left: 1 },
      { uuid: 'd', left: 1 },
    ],
  });
});

test('a thing changed here and taken away there is kept', () => {
  const base = { annotations: [{ uuid: 'a', left: 1 }] };

  expect(merge(base, { annotations: [{ uuid: 'a', left: 2 }] }, { annotations: [] })).toEqual({
    annotations: [{ uuid: 'a', left: 2 }],
  });
});

test('every shape that either window added survives a merge', () => {
  fc.assert(
    fc.property(shapes, shapes, shapes, (base, ours, theirs) => {
      const merged = merge(base, ours, theirs) as { uuid: string }[];
      const names = (list: Json[]) => (list as { uuid: string }[]).map((one) => one.uuid);

      const added = [...names(ours), ...names(theirs)].filter((one) => !names(base).includes(one));
      expect(merged.map((one) => one.uuid)).toEqual(expect.arrayContaining(added));
    }),
  );
});
