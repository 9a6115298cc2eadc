import { expect, test } from 'vitest';
import { Scene } from './scene';
import { alongBorder, snapTo } from './snapping';

const square = [
  { x: 0, y: 0 },
  { x: 100, y: 0 },
  { x: 100, y: 100 },
  { x: 0, y: 100 },
];

function scene(): Scene {
  const made = new Scene();
  const look = { colour: '#fff', dash: [], isFilled: true, isFaulty: false };
  made.set([
    {
      id: 'square',
      shape: { kind: 'polygon', vertices: square },
      look,
      tag: '',
      isHidden: false,
      isLocked: true,
    },
  ]);
  return made;
}

test('a vertex within reach wins over a nearer edge', () => {
  const snap = snapTo(scene(), { x: 95, y: 1 }, 8);

  expect(snap).toEqual({ at: { x: 100, y: 0 }, id: 'square', place: 1, onVertex: true });
});

test('the last edge of a polygon can be held on to', () => {
  const snap = snapTo(scene(), { x: 3, y: 50 }, 8);

  expect(snap).toMatchObject({ at: { x: 0, y: 50 }, place: 3, onVertex: false });
});

test('nothing near is no snap, nor is what is excepted', () => {
  expect(snapTo(scene(), { x: 50, y: 50 }, 8)).toBeUndefined();
  expect(snapTo(scene(), { x: 0, y: 0 }, 8, new Set(['square']))).toBeUndefined();
});

test('the way along a border is the shorter one', () => {
  const from = snapTo(scene(), { x: 20, y: 0 }, 2);
  const to = snapTo(scene(), { x: 0, y: 60 }, 2);
  if (!from || !to) throw new Error('Both lie on the border.');

  expect(alongBorder(square, from, to)).toEqual([{ x: 0, y: 0 }]);
  expect(alongBorder(square, to, from)).toEqual([{ x: 0, y: 0 }]);
});

test('two places on one edge have nothing between them', () => {
  const from = snapTo(scene(), { x: 20, y: 0 }, 2);
  const to = snapTo(scene(), { x: 60, y: 0 }, 2);
  if (!from || !to) throw new Error('Both lie on the border.');

  expect(alongBorder(square, from, to)).toEqual([]);
  expect(alongBorder(square, to, from)).toEqual([]);
});

test('between two corners lie the corners of the shorter way', () => {
  const corner = (place: number) => {
    const at = square[place];
    if (!at) throw new Error('A square has four corners.');
    return { at, id: 'square', place, onVertex: true };
  };

  expect(alongBorder(square, corner(0), corner(1))).toEqual([]);
  expect(alongBorder(square, corner(1), corner(0))).toEqual([]);
  expect(alongBorder(square, corner(0), corner(2))).toHaveLength(1);
});
