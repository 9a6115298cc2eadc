import { expect, test } from 'vitest';
import { duration, money, speak, t } from '.';

test('a message is filled and, with a catalogue, translated', () => {
  expect(t('{n} tasks of {project}', { n: 1200, project: 'cats' })).toBe('1,200 tasks of cats');
  speak('de', { '{n} tasks of {project}': '{n} Aufgaben aus {project}' });
  expect(t('{n} tasks of {project}', { n: 1200, project: 'cats' })).toBe('1.200 Aufgaben aus cats');
  speak('en', {});
});

test('small prices keep their decimals', () => {
  expect(money(1_250_000, 'USD')).toBe('$1.25');
  expect(money(12_500, 'USD')).toBe('$0.0125');
});

test('durations read like a clock', () => {
  expect([65, 3725, -3].map(duration)).toEqual(['1:05', '1:02:05', '0:00']);
});
