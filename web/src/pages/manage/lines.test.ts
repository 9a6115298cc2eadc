import { expect, test } from 'vitest';
import { readTasks } from './lines';

test('a list, one object and lines say the same, and so are named the same', () => {
  const [one] = readTasks('[{"a": 1}]', 'p').tasks;

  expect(one).toMatchObject({ a: 1 });
  expect(one?.['unique_id']).toMatch(/^p-\w+$/);
  expect(readTasks('{"a": 1}', 'p').tasks).toEqual([one]);
  expect(readTasks('{"a": 1}\n\n{"unique_id": "own"}', 'p').tasks).toEqual([
    one,
    { unique_id: 'own' },
  ]);
  expect(new Set(readTasks('[{}, {}]', 'p').tasks.map((same) => same['unique_id'])).size).toBe(2);
});

test('the bad line is named', () => {
  expect(readTasks('{"a": 1}\n{"a": ', 'p').fault).toMatch(/^Line 2 is not JSON/);
  expect(readTasks('[{}, 7]', 'p').fault).toBe('Task 2 is no object: { … }');
  expect(readTasks('  ', 'p')).toEqual({ tasks: [], fault: null });
});
