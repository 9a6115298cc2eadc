/** What was earned on each of the last days. */
import { queryOptions } from '@tanstack/react-query';
import { ask, client, type Schemas } from '../../api/client';

export const DAYS = 30;

type Earned = Pick<Schemas['DayEarning'], 'day' | 'currency' | 'amount_micros'>;

export const earningsByDayQuery = queryOptions({
  queryKey: ['earnings', 'days'],
  queryFn: () =>
    ask(
      client.GET('/api/earnings/days', {
        params: {
          query: { days: DAYS, zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
        },
      }),
    ),
});

export interface Currency {
  readonly currency: string;
  readonly total: number;
  readonly today: number;
  /** In micros, one for each of the days, today the last. */
  readonly amounts: readonly number[];
}

/** Each currency's days, also those on which nothing came; corrections never draw below zero. */
export function byDay(earned: readonly Earned[], now = new Date()): Currency[] {
  const days = Array.from({ length: DAYS }, (_, back) => dateOf(now, DAYS - 1 - back));
  return [...Map.groupBy(earned, (one) => one.currency)].map(([currency, found]) => {
    const sums = days.map((day) => sum(found.filter((one) => one.day === day)));
    return {
      currency,
      total: sum(found),
      today: sums.at(-1) ?? 0,
      amounts: sums.map((one) => Math.max(one, 0)),
    };
  });
}

function sum(found: readonly Earned[]): number {
  return found.reduce((total, one) => total + one.amount_micros, 0);
}

function dateOf(now: Date, daysBack: number): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysBack);
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  return parts.map((part) => `${part}`.padStart(2, '0')).join('-');
}
