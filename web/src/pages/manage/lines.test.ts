import { expect, test } from 'vitest';
import { readTasks } from './lines';

test('a list, one object and lines say the same', () => {
  const one = { unique_id: 'p-1', a: 1 };

  expect(readTasks('[{"a": 1}]', 'p').tasks).toEqual([one]);
  expect(readTasks('{"a": 1}', 'p').tasks).toEqual([one]);
  expect(readTasks('{"a": 1}\n\n{"unique_id": "own"}', 'p').tasks).toEqual([
    one,
    { unique_id: 'own' },
  ]);
});

test('the bad line is named', () => {
  expect(readTasks('{"a": 1}\n{"a": ', 'p').fault).toMatch(/^Line 2 is not JSON/);
  expect(readTasks('[{}, 7]', 'p').fault).toBe('Task 2 is no object: { … }');
  expect(readTasks('  ', 'p')).toEqual({ tasks: [], fault: null });
});
