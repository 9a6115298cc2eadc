import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Point } from '@web/canvas/geometry';
import { Mask, type Paint, boundsIn, counted, runsOf } from './mask';
import { brushAt, ringRows, strokeRows } from './regions';

const over = (index: number): Paint => ({ index, canReplace: () => true });
const onlyEmpty = (index: number): Paint => ({ index, canReplace: (one) => one === 0 });

const sizes = fc.record({
  width: fc.integer({ min: 1, max: 12 }),
  height: fc.integer({ min: 1, max: 9 }),
});
const pictures = sizes.chain(({ width, height }) =>
  fc.record({
    width: fc.constant(width),
    height: fc.constant(height),
    pixels: fc.array(fc.constantFrom(0, 1, 2, 70_000), {
      minLength: width * height,
      maxLength: width * height,
    }),
  }),
);
const point = fc.record({
  x: fc.double({ min: -3, max: 14, noNaN: true }),
  y: fc.double({ min: -3, max: 11, noNaN: true }),
});
const strokes = fc.array(
  fc.record({
    from: point,
    to: point,
    size: fc.integer({ min: 1, max: 7 }),
    index: fc.constantFrom(0, 1, 2, 3, 80_000),
    isOnlyEmpty: fc.boolean(),
  }),
  { maxLength: 6 },
);

function pixelsOf(mask: Mask): number[] {
  return Array.from({ length: mask.height }, (_, y) => [...mask.row(y)]).flat();
}

function everything({ width, height }: Mask) {
  return { left: 0, top: 0, right: width, bottom: height };
}

/** Paints a stroke as the brush does, and gives the rows it touched. */
function stroke(mask: Mask, from: Point, to: Point, size: number, paint: Paint) {
  let [top, bottom] = [mask.height, 0];
  strokeRows(brushAt(from, size), brushAt(to, size), size, (y, left, right) => {
    if (!mask.paint(y, left, right, paint)) return;
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
  });
  return { left: 0, top, right: mask.width, bottom };
}

describe('runs', () => {
  test('spell the pixels and back', () => {
    fc.assert(
      fc.property(pictures, ({ width, height, pixels }) => {
        expect(pixelsOf(new Mask(width, height, runsOf(pixels)))).toEqual(pixels);
      }),
    );
  });

  test('read again only where somebody painted are those of the whole picture', () => {
    fc.assert(
      fc.property(pictures, strokes, ({ width, height, pixels }, all) => {
        const mask = new Mask(width, height, runsOf(pixels));
        for (const { from, to, size, index, isOnlyEmpty } of all) {
          const paint = isOnlyEmpty ? onlyEmpty(index) : over(index);
          mask.commit(stroke(mask, from, to, size, paint));

          expect(mask.runs).toEqual(runsOf(pixelsOf(mask)));
        }
      }),
    );
  });

  test('of before undo every stroke, and those of after do it again', () => {
    fc.assert(
      fc.property(pictures, strokes, ({ width, height, pixels }, all) => {
        const mask = new Mask(width, height, runsOf(pixels));
        const steps = [{ runs: mask.runs, pixels: pixelsOf(mask) }];
        for (const { from, to, size, index } of all) {
          mask.commit(stroke(mask, from, to, size, over(index)));
          steps.push({ runs: mask.runs, pixels: pixelsOf(mask) });
        }
        for (const step of [...steps.toReversed(), ...steps]) {
          mask.show(step.runs);

          expect(pixelsOf(mask)).toEqual(step.pixels);
          expect(mask.runs).toEqual(step.runs);
        }
      }),
    );
  });

  test('say what changed, and nothing where nothing did', () => {
    fc.assert(
      fc.property(pictures, strokes, ({ width, height, pixels }, all) => {
        const mask = new Mask(width, height, runsOf(pixels));
        const other = new Mask(width, height, runsOf(pixels));
        for (const { from, to, size, index } of all) {
          other.commit(stroke(other, from, to, size, over(index)));
        }
        const before = pixelsOf(mask);
        const changed = mask.show(other.runs);
        const differing = before.flatMap((one, at) => (one === pixelsOf(mask)[at] ? [] : [at]));

        const rows = differing.map((at) => Math.floor(at / width));
        if (!rows.length) expect(changed).toBeUndefined();
        for (const row of rows) {
          expect(row >= (changed?.top ?? Infinity) && row < (changed?.bottom ?? 0)).toBe(true);
        }
      }),
    );
  });

  test('too few or too many are filled up with nothing or cut', () => {
    expect(new Mask(2, 2, [1, 1]).runs).toEqual([1, 1, 0, 3]);
    expect(new Mask(2, 2, [1, 9, 2, 1]).runs).toEqual([1, 4]);
  });

  test('count pixels and bound them', () => {
    fc.assert(
      fc.property(pictures, ({ width, pixels }) => {
        const runs = runsOf(pixels);
        const own = pixels.flatMap((one, at) => (one === 2 ? [at] : []));

        expect(counted(runs).get(2) ?? 0).toBe(own.length);
        const [xs, ys] = [own.map((at) => at % width), own.map((at) => Math.floor(at / width))];
        const wanted = own.length
          ? {
              left: Math.min(...xs),
              top: Math.min(...ys),
              right: Math.max(...xs) + 1,
              bottom: Math.max(...ys) + 1,
            }
          : undefined;
        expect(boundsIn(runs, width, 2)).toEqual(wanted);
      }),
    );
  });
});

describe('paint', () => {
  test('that was not committed is taken back', () => {
    fc.assert(
      fc.property(pictures, strokes, ({ width, height, pixels }, all) => {
        const mask = new Mask(width, height, runsOf(pixels));
        for (const { from, to, size, index } of all) stroke(mask, from, to, size, over(index));
        mask.revert(everything(mask));

        expect(pixelsOf(mask)).toEqual(pixels);
      }),
    );
  });

  test('keeps what it may not replace', () => {
    fc.assert(
      fc.property(pictures, strokes, ({ width, height, pixels }, all) => {
        const mask = new Mask(width, height, runsOf(pixels));
        for (const { from, to, size } of all) stroke(mask, from, to, size, onlyEmpty(9));

        const kept = pixels.map((one, at) => one || (pixelsOf(mask)[at] ?? 0));
        expect(pixelsOf(mask)).toEqual(kept);
        expect(pixelsOf(mask).every((one, at) => one === pixels[at] || one === 9)).toBe(true);
      }),
    );
  });

  test('painted and erased alike leaves nothing, and twice is once', () => {
    fc.assert(
      fc.property(sizes, strokes, ({ width, height }, all) => {
        const mask = new Mask(width, height);
        for (const { from, to, size } of all) stroke(mask, from, to, size, over(1));
        const once = pixelsOf(mask);
        for (const { from, to, size } of all) stroke(mask, from, to, size, over(1));
        expect(pixelsOf(mask)).toEqual(once);
        for (const { from, to, size } of all) stroke(mask, from, to, size, over(0));

        expect(pixelsOf(mask).every((one) => one === 0)).toBe(true);
      }),
    );
  });

  test('changes an index everywhere', () => {
    fc.assert(
      fc.property(pictures, ({ width, height, pixels }) => {
        const mask = new Mask(width, height, runsOf(pixels));
        mask.recode(2, 1);

        expect(pixelsOf(mask)).toEqual(pixels.map((one) => (one === 2 ? 1 : one)));
        expect(mask.runs).toEqual(runsOf(pixelsOf(mask)));
      }),
    );
  });
});

describe('regions', () => {
  test('a stroke covers the pixels whose middle is as near as the brush is wide', () => {
    fc.assert(
      fc.property(point, point, fc.integer({ min: 1, max: 7 }), (start, end, size) => {
        const mask = new Mask(12, 9);
        const [from, to] = [brushAt(start, size), brushAt(end, size)];
        strokeRows(from, to, size, (y, left, right) => mask.paint(y, left, right, over(1)));

        for (let y = 0; y < 9; y++) {
          for (let x = 0; x < 12; x++) {
            const apart = distanceTo({ x: x + 0.5, y: y + 0.5 }, from, to);
            if (apart < size / 2 - 1e-6) expect(mask.at(x, y)).toBe(1);
            if (apart > size / 2 + 1e-6) expect(mask.at(x, y)).toBe(0);
          }
        }
      }),
    );
  });

  test('the smallest brush paints the pixel it is on', () => {
    const mask = new Mask(4, 4);
    const at = brushAt({ x: 2.1, y: 1.9 }, 1);
    strokeRows(at, at, 1, (y, left, right) => mask.paint(y, left, right, over(1)));

    expect(counted(mask.runs).get(1)).toBeUndefined(); // not yet committed
    expect(boundsIn(mask.commit(everything(mask)), 4, 1)).toEqual({
      left: 2,
      top: 1,
      right: 3,
      bottom: 2,
    });
  });

  test('an outline is filled, its hole is not', () => {
    const mask = new Mask(8, 8);
    const box = (from: number, to: number) => [
      { x: from, y: from },
      { x: to, y: from },
      { x: to, y: to },
      { x: from, y: to },
    ];
    ringRows([box(1, 7), box(3, 5)], 8, (y, left, right) => mask.paint(y, left, right, over(1)));
    const runs = mask.commit(everything(mask));

    expect(counted(runs).get(1)).toBe(36 - 4);
    expect(mask.at(1, 1)).toBe(1);
    expect(mask.at(3, 3)).toBe(0);
    expect(mask.at(7, 7)).toBe(0);
  });

  test('a flood takes what hangs together, and nothing else', () => {
    fc.assert(
      fc.property(pictures, fc.nat(11), fc.nat(8), ({ width, height, pixels }, x, y) => {
        const mask = new Mask(width, height, runsOf(pixels));
        const start = y * width + x;
        const isInside = x < width && y < height;
        mask.flood(x, y, over(5));

        const reached = new Set(isInside ? [start] : []);
        for (const at of reached) {
          const near = [
            at - width,
            at + width,
            at % width ? at - 1 : -1,
            (at + 1) % width ? at + 1 : -1,
          ];
          for (const one of near) if (pixels[one] === pixels[at]) reached.add(one);
        }
        expect(pixelsOf(mask)).toEqual(pixels.map((one, at) => (reached.has(at) ? 5 : one)));
      }),
    );
  });
});

function distanceTo(at: Point, from: Point, to: Point): number {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const length = x * x + y * y;
  const share = length ? ((at.x - from.x) * x + (at.y - from.y) * y) / length : 0;
  const held = Math.min(1, Math.max(0, share));
  return Math.hypot(at.x - from.x - held * x, at.y - from.y - held * y);
}
