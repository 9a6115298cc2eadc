import { expect, test } from 'vitest';
import { readSeconds, writeSeconds } from './seconds';

test('a written time is read back', () => {
  for (const seconds of [0, 1.5, 9.999, 59.9996, 60, 62.5, 3599, 3600, 4521.25]) {
    expect(readSeconds(writeSeconds(seconds))).toBeCloseTo(seconds, 3);
  }
});

test('times are written as people read them', () => {
  expect([1.5, 62.5, 3725].map(writeSeconds)).toEqual(['0:01.5', '1:02.5', '1:02:05']);
});

test('seconds alone, a comma and hours are understood, words are not', () => {
  expect(['83.4', '1:23,4', '1:00:01', ' 5 '].map(readSeconds)).toEqual([83.4, 83.4, 3601, 5]);
  expect(['', 'soon', '1:', '-3'].map(readSeconds)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
