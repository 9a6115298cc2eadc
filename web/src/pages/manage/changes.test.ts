import { expect, test } from 'vitest';
import { differences } from './changes';

test('what was added, taken away and changed is told by its place', () => {
  const before = { categories: ['cat'], instruction: 'Look.', attributes: { size: 1, hue: 'red' } };
  const after = { categories: ['cat', 'dog'], attributes: { size: 2, hue: 'red' }, new: null };

  expect(differences(before, after)).toEqual([
    { pointer: '/categories', before: ['cat'], after: ['cat', 'dog'] },
    { pointer: '/instruction', before: 'Look.' },
    { pointer: '/attributes/size', before: 1, after: 2 },
    { pointer: '/new', after: null },
  ]);
  expect(differences(before, before)).toEqual([]);
});
