import { expect, test } from 'vitest';
import { summary } from './summary';

test('an answer is told by its first few texts, or numbers where it has none', () => {
  const id = '1d6a2c1e-0000-4000-8000-000000000001';
  const box = { uuid: id, type: 'box', label: 'Cow', left: 10.5 };
  const line = { type: 'line', label: 'Fence', vertices: [] };
  expect(summary({ annotations: [box, line, { ...box, left: 20 }] })).toBe('Cow × 2, Fence');
  expect(summary({ annotations: [{ type: 'box', left: 10.5 }] })).toBe('box');
  expect(summary({ category: ['art', 'art', 'x'.repeat(50)], other: null })).toBe(
    `art, ${'x'.repeat(39)}…`,
  );
  expect(summary({ score: 4, sure: true })).toBe('4');
  expect(summary({ annotations: { safe: true, kind: false } })).toBe('safe: yes, kind: no');
  expect(summary({ annotations: [] })).toBe('Nothing marked');
});
