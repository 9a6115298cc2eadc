import { expect, test } from 'vitest';
import { byDay, DAYS } from './byDay';

test('each currency has its own days, empty ones too, and today is the last', () => {
  const now = new Date(2026, 2, 1, 12);
  const earned = [
    { day: '2026-02-27', currency: 'USD', amount_micros: 5 },
    { day: '2026-03-01', currency: 'USD', amount_micros: 7 },
    { day: '2026-03-01', currency: 'EUR', amount_micros: -2 },
  ];
  const [dollars, euros] = byDay(earned, now);
  expect(dollars).toMatchObject({ currency: 'USD', total: 12, today: 7 });
  expect(dollars?.amounts).toHaveLength(DAYS);
  expect(dollars?.amounts.slice(-3)).toEqual([5, 0, 7]);
  expect(euros).toMatchObject({ total: -2, today: -2 });
  expect(euros?.amounts.at(-1)).toBe(0);
});
