/** What waits for workers in every organisation, and what they hold. */
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { ask, client, type Schemas } from '../../api/client';
import { useTypeTitle } from '../../api/taskTypes';
import { ago, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { DataTable } from '../../ui/DataTable';
import { Pages } from '../../ui/Pages';
import { usePageTitle } from '../../ui/usePageTitle';

const REFRESH_MS = 10_000;
const COUNTED_TO = 10_000;

export function Queues() {
  usePageTitle(t('Queues'));
  const { after } = useSearch({ from: '/inside/operate/queues' });
  const query = after === undefined ? {} : { after: Number(after) };
  const asked = useQuery({
    queryKey: ['operate', 'queues', query],
    queryFn: () => ask(client.GET('/api/operator/queues', { params: { query } })),
    refetchInterval: REFRESH_MS,
  });
  return (
    <>
      <header className="gw-head">
        <h1>{t('Queues')}</h1>
        <p className="gw-quiet">{t('Refreshed every {n} seconds.', { n: REFRESH_MS / 1000 })}</p>
      </header>
      <Answer asked={asked}>
        {(page) => (
          <>
            <List queues={page.queues} />
            <Pages
              to="/operate/queues"
              isFirst={after === undefined}
              next={page.next_after === null ? null : `${page.next_after}`}
            />
          </>
        )}
      </Answer>
    </>
  );
}

function List({ queues }: { queues: readonly Schemas['Queue'][] }) {
  const titleOf = useTypeTitle();
  return (
    <DataTable
      label={t('Queues')}
      rows={queues}
      keyOf={(one) => `${one.id}`}
      empty={t('Nothing waits: every task has been taken.')}
      columns={[
        {
          title: t('Organisation'),
          cell: (one) => (
            <>
              {one.organisation}
              {one.environment === 'test' ? <small className="gw-quiet"> {t('test')}</small> : null}
            </>
          ),
        },
        {
          title: t('Project'),
          cell: (one) => (
            <>
              {one.project ?? t('no project')}
              <br />
              <small className="gw-quiet">
                {titleOf(one.task_type)}
                {one.batch_id === null ? '' : `, ${one.batch_id}`}
              </small>
            </>
          ),
        },
        { title: t('Stage'), cell: (one) => stageName(one.stage) },
        {
          title: t('Status'),
          cell: (one) => (
            <span
              className="gw-status"
              data-status={one.is_open && one.workers > 0 ? 'active' : 'suspended'}
            >
              {!one.is_open
                ? t('held back')
                : one.workers > 0
                  ? t('open')
                  : t('nobody is offered it')}
            </span>
          ),
        },
        {
          title: t('Workers'),
          cell: (one) => t('{n}', { n: one.workers }),
          isNumber: true,
        },
        {
          title: t('Waiting'),
          cell: (one) =>
            one.waiting >= COUNTED_TO
              ? t('{n} or more', { n: COUNTED_TO })
              : t('{n}', { n: one.waiting }),
          isNumber: true,
        },
        { title: t('Held'), cell: (one) => t('{n}', { n: one.leased }), isNumber: true },
        {
          title: t('Oldest'),
          cell: (one) => (one.oldest_at === null ? '–' : ago(one.oldest_at)),
          isNumber: true,
        },
      ]}
    />
  );
}

function stageName(stage: string): string {
  const names: Record<string, string> = {
    annotate: t('annotate'),
    review: t('review'),
    second_review: t('second review'),
  };
  return names[stage] ?? stage;
}
