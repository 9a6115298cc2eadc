import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arcs, type Anchor } from './arcs';

function at(left: number, top = 100): Anchor {
  return { left, right: left + 40, top, bottom: top + 20 };
}

test('a bracket stands over the words of its line', () => {
  const [arc] = arcs([[at(0), at(100)]]);

  expect(arc?.y).toBeLessThan(100);
  expect(arc?.x).toBe(70);
  expect(arc?.path).toMatch(/^M20 100V.*V100$/);
});

test('brackets over the same words lie above one another, the wider one on top', () => {
  const [wide, narrow] = arcs([
    [at(0), at(300)],
    [at(100), at(200)],
  ]);

  expect(wide?.y).toBeLessThan(narrow?.y ?? 0);
});

test('brackets side by side and on other lines share the lowest level', () => {
  const [one, two, below] = arcs([
    [at(0), at(100)],
    [at(200), at(300)],
    [at(0, 200), at(300, 200)],
  ]);

  expect(two?.y).toBe(one?.y);
  expect(below?.y).toBe((one?.y ?? 0) + 100);
});

test('a link to the next line leaves below and arrives above, and back the other way round', () => {
  const [down, up] = arcs([
    [at(0), at(50, 200)],
    [at(50, 200), at(0)],
  ]);

  expect(down?.path).toMatch(/^M20 120C.*70 200$/);
  expect(up?.path).toMatch(/^M70 200C.*20 120$/);
});

test('every arc runs from its source to its target', () => {
  const anchors = fc.tuple(fc.nat(500), fc.nat(500)).map(([left, top]) => at(left, top));
  fc.assert(
    fc.property(fc.array(fc.tuple(anchors, anchors), { maxLength: 8 }), (pairs) => {
      arcs(pairs).forEach((arc, place) => {
        const [source] = pairs[place] ?? [];
        expect(arc.path.startsWith(`M${(source?.left ?? 0) + 20} `)).toBe(true);
        expect(arc.path).not.toContain('NaN');
      });
    }),
  );
});
