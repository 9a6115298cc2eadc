import { expect, test } from 'vitest';
import type { Json } from '../../editor/contract';
import { coloured, moved, neighbour, pasted, removed, TREES } from './labelRows';

const value: Json = [
  'Calf',
  { choice: 'Adult', subchoices: ['Cow', { choice: 'bull', display: 'Bull' }] },
  'Barn',
];
const rows = TREES.labels.read(value);
const written = (now: typeof rows) => TREES.labels.write(now);

test('a tree of labels is rows and back', () => {
  expect(rows.map(({ depth, name }) => [depth, name])).toEqual([
    [0, 'Calf'],
    [0, 'Adult'],
    [1, 'Cow'],
    [1, 'bull'],
    [0, 'Barn'],
  ]);
  expect(written(rows)).toEqual(value);
});

test('a removed group leaves what stood under it', () => {
  expect(written(removed(rows, 1))).toEqual([
    'Calf',
    'Cow',
    { choice: 'bull', display: 'Bull' },
    'Barn',
  ]);
});

test('a label changes places with its neighbour, each with all under it', () => {
  const down = moved(rows, 0, true);

  expect(written([...down.rows])).toEqual([value[1], 'Calf', 'Barn']);
  expect(down.place).toBe(3);
  expect(moved(down.rows, 3, false).rows).toEqual(rows);
  expect(neighbour(rows, 2, false)).toBeUndefined();
  expect(neighbour(rows, 4, true)).toBeUndefined();
});

test('pasted names stand where they were pasted, and a colour stays with its label', () => {
  const red = rows.with(0, coloured(rows[0] as (typeof rows)[0], '#ff0000'));

  expect(written(pasted(red, 0, ['Calf', 'Kid'])).slice(0, 2)).toEqual([
    { choice: 'Calf', color: '#ff0000' },
    'Kid',
  ]);
  expect(written(red.with(0, coloured(red[0] as (typeof rows)[0], undefined)))).toEqual(value);
});
