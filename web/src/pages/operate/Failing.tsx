/** What happened and could not be acted on: why, and trying it again. */
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { ask, client, type Schemas } from '../../api/client';
import { ago, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { DataTable } from '../../ui/DataTable';
import { Pages } from '../../ui/Pages';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import { usePageTitle } from '../../ui/usePageTitle';

type Event = Schemas['FailingEvent'];

const KEY = ['operate', 'failing'];
const REFRESH_MS = 10_000;

export function Failing() {
  usePageTitle(t('Failing'));
  const { after } = useSearch({ from: '/inside/operate/failing' });
  const query = after === undefined ? {} : { before: Number(after) };
  const asked = useQuery({
    queryKey: [...KEY, query],
    queryFn: () => ask(client.GET('/api/operator/events/failing', { params: { query } })),
    refetchInterval: REFRESH_MS,
  });
  return (
    <>
      <header className="gw-head">
        <div>
          <h1>{t('Failing')}</h1>
          <p className="gw-quiet">
            {t('An event is tried five times; then it waits here until you start it anew.')}
          </p>
        </div>
      </header>
      <Answer asked={asked}>
        {(page) => (
          <>
            <List events={page.events} />
            <Pages
              to="/operate/failing"
              isFirst={after === undefined}
              next={page.next_before === null ? null : `${page.next_before}`}
            />
          </>
        )}
      </Answer>
    </>
  );
}

function List({ events }: { events: readonly Event[] }) {
  const retry = useAct(
    (ids: number[]) => ask(client.POST('/api/operator/events/retry', { body: { ids } })),
    [KEY],
  );
  const parked = events.filter((one) => one.is_parked).map((one) => one.id);
  return (
    <>
      <Refused error={retry.error} />
      <p role="status">{retry.data ? t('{n} started anew.', { n: retry.data.retried }) : ''}</p>
      {parked.length > 1 ? (
        <p>
          <button
            type="button"
            className="gw-button"
            disabled={retry.isPending}
            onClick={() => retry.mutate(parked)}
          >
            {t('Try all {n} on this page again', { n: parked.length })}
          </button>
        </p>
      ) : null}
      <DataTable
        label={t('Failing')}
        rows={events}
        keyOf={(one) => `${one.id}`}
        empty={t('Nothing fails.')}
        columns={[
          { title: t('Organisation'), cell: (one) => one.organisation },
          {
            title: t('What happened'),
            cell: (one) => (
              <>
                {one.kind}
                <br />
                <small className="gw-quiet">
                  {[t('for {stage}', { stage: one.stage }), one.task_id ?? ''].join(' ')}
                </small>
              </>
            ),
          },
          { title: t('When'), cell: (one) => ago(one.created_at) },
          {
            title: t('Why it failed'),
            cell: (one) => <span className="gw-break">{one.failure ?? '–'}</span>,
          },
          {
            title: t('Status'),
            cell: (one) => (
              <span className="gw-status" data-status={one.is_parked ? 'dead' : 'pending'}>
                {one.is_parked
                  ? t('given up')
                  : t('tried {n} {n|time|times}, goes on', { n: one.attempts })}
              </span>
            ),
          },
          {
            title: t('Do'),
            cell: (one) =>
              one.is_parked ? (
                <button
                  type="button"
                  className="gw-button gw-small"
                  disabled={retry.isPending}
                  onClick={() => retry.mutate([one.id])}
                >
                  {t('Try again')}
                  <span className="gw-hidden"> {`${one.kind} ${one.id}`}</span>
                </button>
              ) : null,
          },
        ]}
      />
    </>
  );
}
