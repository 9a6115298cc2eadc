import { expect, test } from 'vitest';
import { ago, bytes, duration, moment, money, speak, t } from '.';

test('a message is filled and, with a catalogue, translated', () => {
  expect(t('{n} tasks of {project}', { n: 1200, project: 'cats' })).toBe('1,200 tasks of cats');
  speak('de', { '{n} tasks of {project}': '{n} Aufgaben aus {project}' });
  expect(t('{n} tasks of {project}', { n: 1200, project: 'cats' })).toBe('1.200 Aufgaben aus cats');
  speak('en', {});
});

test('what is counted takes the form of its number', () => {
  const lines = '{n} {n|line|lines} of {file}';
  expect([1, 0, 1200].map((n) => t(lines, { n, file: 'a' }))).toEqual([
    '1 line of a',
    '0 lines of a',
    '1,200 lines of a',
  ]);
  speak('pl', { [lines]: '{n} {n|wiersz|wiersze|wierszy|wiersza}' });
  expect([1, 3, 5].map((n) => t(lines, { n }))).toEqual(['1 wiersz', '3 wiersze', '5 wierszy']);
  speak('en', {});
});

test('small prices keep their decimals', () => {
  expect(money(1_250_000, 'USD')).toBe('$1.25');
  expect(money(12_500, 'USD')).toBe('$0.0125');
});

test('durations read like a clock', () => {
  expect([65, 3725, -3].map(duration)).toEqual(['1:05', '1:02:05', '0:00']);
});

test('how long ago something was is said in its largest unit', () => {
  const now = new Date('2026-01-02T12:00:00Z');
  expect(ago('2026-01-02T11:59:18Z', now)).toBe('42 seconds ago');
  expect(ago('2026-01-02T09:00:00Z', now)).toBe('3 hours ago');
  expect(ago('2026-01-01T09:00:00Z', now)).toBe('yesterday');
});

test('a moment tells its year where that is another', () => {
  const now = new Date(2026, 5, 1);
  expect(moment(new Date(2026, 0, 2, 9, 5), now)).toBe('Jan\u00a02,\u00a09:05\u00a0AM');
  expect(moment(new Date(2025, 0, 2, 9, 5), now)).toBe('Jan\u00a02,\u00a02025,\u00a09:05\u00a0AM');
});

test('sizes are said in their largest unit', () => {
  expect([512, 1_500, 2_000_000_000].map(bytes)).toEqual(['512 byte', '1.5 kB', '2 GB']);
});
