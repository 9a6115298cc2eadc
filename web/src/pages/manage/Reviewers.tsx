/** Who reviews in a project, how good their verdicts are, and what they count for workers' figures. */
import { useQuery } from '@tanstack/react-query';
import { ask, type Schemas } from '../../api/client';
import { percent, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { DataTable } from '../../ui/DataTable';
import { useNameOf, type Project } from './queries';
import { useScope } from './scope';

type Reviewer = Schemas['Reviewer'];

export function Reviewers({ project }: { project: Project }) {
  const { api, key } = useScope();
  const nameOf = useNameOf();
  const asked = useQuery({
    queryKey: [...key, 'reviewers', project.name],
    queryFn: () =>
      ask(api.GET('/api/projects/{name}/reviewers', { params: { path: { name: project.name } } })),
  });
  return (
    <section className="gw-panel" aria-label={t('Reviewers')}>
      <h2>{t('Reviewers')}</h2>
      <Answer asked={asked}>
        {(reviewers) => (
          <>
            <DataTable
              label={t('Reviewers')}
              rows={reviewers}
              keyOf={(one) => one.worker_id}
              empty={t('Nobody has reviewed here yet.')}
              columns={[
                { title: t('Reviewer'), cell: (one) => nameOf(one.worker_id) },
                { title: t('Reviews'), cell: (one) => <Given one={one} />, isNumber: true },
                {
                  title: t('On gold tasks'),
                  cell: (one) => (
                    <Measured
                      share={one.gold_share}
                      low={one.gold_low}
                      high={one.gold_high}
                      count={one.gold_reviews}
                    />
                  ),
                  isNumber: true,
                },
                {
                  title: t('Blind agreement'),
                  cell: (one) => (
                    <Measured
                      share={one.blind_share}
                      low={one.blind_low}
                      high={one.blind_high}
                      count={one.blind_reviews}
                    />
                  ),
                  isNumber: true,
                },
                {
                  title: t('Harshness'),
                  cell: (one) => percent(one.harshness),
                  isNumber: true,
                },
                {
                  title: t('Leniency'),
                  cell: (one) => percent(one.leniency),
                  isNumber: true,
                },
                {
                  title: t('Verdicts count'),
                  cell: (one) => weightsOf(one.passing_weight, one.refusing_weight),
                },
              ]}
            />
            {reviewers.length === 0 ? null : (
              <p className="gw-quiet">
                {t(
                  'Measured by gold tasks mixed in unseen and by blind second reviews. Harshness is how much of what is right somebody refuses, leniency how much of what is wrong they pass. What verdicts count goes into what is known of workers, also afterwards; pay stays as it is.',
                )}
              </p>
            )}
          </>
        )}
      </Answer>
    </section>
  );
}

/** What verdicts of either kind count, beside an ordinary reviewer's. */
export function weightsOf(passing: number, refusing: number): string {
  if (passing === 1 && refusing === 1) return t('in full');
  return t('acceptances {passing}, refusals {refusing}', {
    passing: percent(passing),
    refusing: percent(refusing),
  });
}

function Given({ one }: { one: Reviewer }) {
  return (
    <>
      {t('{n}', { n: one.reviews })}
      <br />
      <small className="gw-quiet">
        {t('{accepted} accepted, {fixed} fixed, {rejected} rejected', {
          accepted: one.accepted,
          fixed: one.fixed,
          rejected: one.rejected,
        })}
      </small>
    </>
  );
}

interface MeasuredProps {
  readonly share: number | null;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

function Measured({ share, low, high, count }: MeasuredProps) {
  if (share === null) return '–';
  return (
    <>
      {percent(share)}
      <br />
      <small className="gw-quiet">
        {t('{low} to {high}, of {n}', { low: percent(low), high: percent(high), n: count })}
      </small>
    </>
  );
}
