import { expect, test } from 'vitest';
import { texts } from './search';

test('texts and numbers are read as text, and nothing else is', () => {
  const read = texts('status', 'unique_id', 'batch', 'project');

  expect(
    read({ status: 'pending', unique_id: 12, batch: '', project: { a: 1 }, other: 'x' }),
  ).toEqual({ status: 'pending', unique_id: '12' });
});
