/** What the worker earned lately and how good their answers are; quietly absent while unknown. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask, client, type Schemas } from '../../api/client';
import { useTypeTitle } from '../../api/taskTypes';
import { money, percent, t } from '../../messages';
import { byDay, DAYS, earningsByDayQuery } from '../earnings/byDay';
import { Sparkline } from '../../ui/Sparkline';
import './lately.css';

export function Lately() {
  const days = useQuery(earningsByDayQuery).data ?? [];
  const quality = useQuery({
    queryKey: ['quality'],
    queryFn: () => ask(client.GET('/api/worker/quality')),
  }).data;
  const currencies = byDay(days);
  if (currencies.length === 0 && (quality ?? []).length === 0) return null;
  return (
    <div className="gw-lately">
      {currencies.length > 0 ? (
        <section className="gw-card" aria-label={t('Earnings')}>
          <h2>{t('Earned in {n} days', { n: DAYS })}</h2>
          {currencies.map((one) => (
            <div key={one.currency}>
              <p className="gw-figure">{money(one.total, one.currency)}</p>
              <p className="gw-quiet">
                {t('{amount} of it today', { amount: money(one.today, one.currency) })}
              </p>
              <Sparkline
                values={one.amounts}
                label={t('Earnings of each of the last {n} days in {currency}', {
                  n: DAYS,
                  currency: one.currency,
                })}
              />
            </div>
          ))}
          <p>
            <Link to="/earnings">{t('Day by day')}</Link>
          </p>
        </section>
      ) : null}
      {quality !== undefined && quality.length > 0 ? <Quality projects={quality} /> : null}
    </div>
  );
}

function Quality({ projects }: { projects: readonly Schemas['OwnQuality'][] }) {
  const titleOf = useTypeTitle();
  return (
    <section className="gw-card" aria-label={t('Quality')}>
      <h2>{t('Your answers are right')}</h2>
      <dl>
        {projects.map((one) => (
          <div key={one.project ?? one.type}>
            <dt>{one.project ?? titleOf(one.type)}</dt>
            <dd>
              {one.accuracy === null || one.low === null || one.high === null ? (
                t('Not known yet')
              ) : (
                <>
                  <strong>{percent(one.accuracy, 0)}</strong>{' '}
                  {t('between {low} and {high}, 95 times of 100', {
                    low: percent(one.low, 0),
                    high: percent(one.high, 0),
                  })}
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="gw-quiet">
        {t('Measured until yesterday, on tasks whose answer was known and which nobody can tell.')}
      </p>
    </section>
  );
}
