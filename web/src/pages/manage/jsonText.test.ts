import { expect, test } from 'vitest';
import { readObject, sharedOf } from './jsonText';

test('an object is read, and anything else is told in a sentence', () => {
  expect(readObject('{"a": [1]}')).toEqual({ a: [1] });
  expect(readObject('[1]')).toMatch(/should be an object/);
  expect(readObject('{"a": ')).toMatch(/not JSON yet/);
});

test('what belongs to one task is not for the project', () => {
  expect(sharedOf({ attachment: 'a', categories: ['x'] })).toEqual({ categories: ['x'] });
});
