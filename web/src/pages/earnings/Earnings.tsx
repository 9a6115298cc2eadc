/** What the worker has earned so far, and day by day. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { ask, client } from '../../api/client';
import { day, money, t } from '../../messages';
import { DataTable } from '../../ui/DataTable';
import { Sparkline } from '../../ui/Sparkline';
import { usePageTitle } from '../../ui/usePageTitle';
import { byDay, DAYS, earningsByDayQuery } from './byDay';

export function Earnings() {
  usePageTitle(t('Earnings'));
  const { data } = useSuspenseQuery({
    queryKey: ['earnings'],
    queryFn: () => ask(client.GET('/api/earnings')),
  });
  const days = useSuspenseQuery(earningsByDayQuery).data;
  const lately = byDay(days);
  return (
    <>
      <h1>{t('Earnings')}</h1>
      {data.length === 0 ? (
        <p className="gw-quiet">{t('Nothing yet. Each task that counts shows up here at once.')}</p>
      ) : (
        <>
          <ul className="gw-cards">
            {data.map((one) => (
              <li key={one.currency} className="gw-card">
                <h2>{t('All in all')}</h2>
                <p className="gw-figure">{money(one.amount_micros, one.currency)}</p>
                <p className="gw-quiet">
                  {t('{n} {n|entry|entries} in {currency}', {
                    n: one.entries,
                    currency: one.currency,
                  })}
                </p>
              </li>
            ))}
            {lately.map((one) => (
              <li key={one.currency} className="gw-card">
                <h2>{t('Last {n} days', { n: DAYS })}</h2>
                <p className="gw-figure">{money(one.total, one.currency)}</p>
                <Sparkline
                  values={one.amounts}
                  label={t('Earnings of each of the last {n} days in {currency}', {
                    n: DAYS,
                    currency: one.currency,
                  })}
                />
              </li>
            ))}
          </ul>
          <h2>{t('Day by day')}</h2>
          <DataTable
            label={t('Day by day')}
            rows={[...days].reverse()}
            keyOf={(one) => `${one.day} ${one.project} ${one.currency}`}
            empty={t('Nothing in the last {n} days.', { n: DAYS })}
            columns={[
              { title: t('Day'), cell: (one) => day(one.day) },
              { title: t('Project'), cell: (one) => one.project ?? t('no project') },
              {
                title: t('Entries'),
                cell: (one) => t('{n}', { n: one.entries }),
                isNumber: true,
              },
              {
                title: t('Earned'),
                cell: (one) => money(one.amount_micros, one.currency),
                isNumber: true,
              },
            ]}
          />
        </>
      )}
    </>
  );
}
