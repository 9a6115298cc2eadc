/** What the worker has earned so far. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { ask, client } from '../../api/client';
import { money, t } from '../../messages';
import { usePageTitle } from '../../ui/usePageTitle';

export function Earnings() {
  usePageTitle(t('Earnings'));
  const { data } = useSuspenseQuery({
    queryKey: ['earnings'],
    queryFn: () => ask(client.GET('/api/earnings')),
  });
  return (
    <>
      <h1>{t('Earnings')}</h1>
      {data.length === 0 ? (
        <p className="gw-quiet">{t('Nothing yet. Each task that counts shows up here at once.')}</p>
      ) : (
        <ul className="gw-cards">
          {data.map((one) => (
            <li key={one.currency} className="gw-card">
              <p className="gw-figure">{money(one.amount_micros, one.currency)}</p>
              <p className="gw-quiet">
                {t('{n} entries in {currency}', { n: one.entries, currency: one.currency })}
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
