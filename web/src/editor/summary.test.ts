import { expect, test } from 'vitest';
import { summary } from './summary';

test('an answer is told by its first few texts and numbers, without ids', () => {
  const id = '1d6a2c1e-0000-4000-8000-000000000001';
  expect(summary({ annotations: [{ uuid: id, type: 'box', label: 'Cow', left: 10.5 }] })).toBe(
    'box, Cow, 10.5',
  );
  expect(summary({ category: ['art', 'art', 'x'.repeat(50)], other: null })).toBe(
    `art, ${'x'.repeat(39)}…`,
  );
  expect(summary({ annotations: [] })).toBe('');
});
