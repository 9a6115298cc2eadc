import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bounds, shape } from './arbitraries';
import { overlap } from './geometry';
import { type Item, Scene } from './scene';
import { type Shape, shapeBounds } from './shapes';

const look = { colour: '#fff', dash: [], isFilled: true, isFaulty: false };

function item(id: string, own: Shape, more: Partial<Item> = {}): Item {
  return { id, shape: own, look, tag: '', isHidden: false, isLocked: false, ...more };
}

function box(left: number, top: number, width: number, height: number): Shape {
  return { kind: 'box', left, top, width, height, rotation: 0, canTurn: false };
}

test('only what can be seen is found, in the order of drawing', () => {
  fc.assert(
    fc.property(fc.array(shape, { maxLength: 30 }), bounds, (shapes, seen) => {
      const scene = new Scene();
      scene.set(shapes.map((one, place) => item(`${place}`, one, { isHidden: place % 5 === 0 })));

      const found = scene.within(seen).map(({ id }) => id);

      const expected = shapes.flatMap((one, place) =>
        place % 5 && overlap(shapeBounds(one), seen) ? [`${place}`] : [],
      );
      expect(found).toEqual(expected);
    }),
  );
});

test('a smaller shape is found before the larger one that covers it', () => {
  const scene = new Scene();
  scene.set([item('small', box(40, 40, 10, 10)), item('large', box(0, 0, 100, 100))]);

  expect(scene.hits({ x: 45, y: 45 }, 2).map(({ id }) => id)).toEqual(['small', 'large']);
});

test('a locked shape is out of reach', () => {
  const scene = new Scene();
  scene.set([item('one', box(0, 0, 10, 10), { isLocked: true })]);

  expect(scene.hits({ x: 5, y: 5 }, 2)).toEqual([]);
});

test('changing one of many shapes soils only where it was and where it is', () => {
  const scene = new Scene();
  const items = Array.from({ length: 100 }, (_, place) =>
    item(`${place}`, box(place * 20, 0, 10, 10)),
  );
  scene.set(items);

  const dirt = scene.set(items.with(7, item('7', box(5000, 0, 10, 10))));

  expect(dirt).toEqual([shapeBounds(box(140, 0, 10, 10)), shapeBounds(box(5000, 0, 10, 10))]);
});

test('a new order soils everything', () => {
  const scene = new Scene();
  const items = [item('a', box(0, 0, 9, 9)), item('b', box(1, 1, 9, 9))];
  scene.set(items);

  expect(scene.set([...items].reverse())).toBe('all');
});
