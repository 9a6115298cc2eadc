/** What the worker has submitted, newest first, and what became of it. */
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask, client, type Schemas } from '../../api/client';
import { useTypeTitle } from '../../api/taskTypes';
import { duration, moment, money, percent, t } from '../../messages';
import { DataTable } from '../../ui/DataTable';
import { usePageTitle } from '../../ui/usePageTitle';
import { ShowMore } from '../../ui/ShowMore';

export function HistoryPage() {
  usePageTitle(t('History'));
  const titleOf = useTypeTitle();
  const asked = useSuspenseInfiniteQuery({
    queryKey: ['history'],
    queryFn: async ({ pageParam }) => {
      const query = pageParam ? { before: pageParam } : {};
      const page = await ask(client.GET('/api/history', { params: { query } }));
      return { ...page, remarks: await remarksOn(page.annotations) };
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next_before ?? undefined,
  });
  const done = asked.data.pages.flatMap((page) => page.annotations);
  const remarks = asked.data.pages.flatMap((page) => page.remarks);
  return (
    <>
      <h1>{t('History')}</h1>
      <DataTable
        label={t('Your answers')}
        rows={done}
        keyOf={(one) => one.annotation_id}
        empty={t('You have submitted nothing yet.')}
        columns={[
          { title: t('When'), cell: (one) => moment(one.submitted_at) },
          { title: t('Project'), cell: (one) => one.project ?? titleOf(one.type) },
          {
            title: t('Time'),
            cell: (one) => (
              <>
                {duration(one.active_seconds)}
                <Typed done={one} />
              </>
            ),
          },
          { title: t('Pay'), cell: (one) => money(one.paid_micros, one.currency) },
          {
            title: t('What became of it'),
            cell: (one) => (
              <Outcome
                done={one}
                remarks={remarks.filter((two) => two.assignment_id === one.assignment_id)}
              />
            ),
          },
        ]}
      />
      <ShowMore asked={asked} />
    </>
  );
}

/** What the customer is told of how the text came in, beside the time. */
function Typed({ done }: { done: Schemas['Done'] }) {
  const { typed_characters: typed, pasted_characters: pasted } = done;
  if (typed === null || pasted === null) return null;
  return (
    <>
      <br />
      <small className="gw-quiet">
        {t('{typed} characters typed, {pasted} pasted', { typed, pasted })}
      </small>
    </>
  );
}

/** What reviewers changed, rejected or remarked on; a bare acceptance would tell what was no gold. */
async function remarksOn(done: readonly Schemas['Done'][]): Promise<Schemas['Received'][]> {
  const assignment = done.map((one) => one.assignment_id);
  if (assignment.length === 0) return [];
  const received = await ask(client.GET('/api/feedback', { params: { query: { assignment } } }));
  return received.filter((one) => one.verdict !== 'accepted' || one.comments.length > 0);
}

interface Became {
  readonly done: Schemas['Done'];
  readonly remarks: readonly Schemas['Received'][];
}

function Outcome({ done, remarks }: Became) {
  const remark = remarks.at(-1);
  if (remark === undefined && done.is_onboarding) return <Practice done={done} />;
  if (remark === undefined) return outcome(done);
  const became = {
    accepted: t('Accepted, with comments'),
    fixed: t('Fixed by a reviewer'),
    rejected: t('Rejected by a reviewer'),
  };
  return (
    <>
      <Link to="/history/$assignment" params={{ assignment: done.assignment_id }}>
        {became[remark.verdict]}
      </Link>
      {remark.reason === null ? null : (
        <>
          <br />
          <small className="gw-quiet">{remark.reason}</small>
        </>
      )}
    </>
  );
}

/** Leads to the right answer, which is told of practice alone. */
function Practice({ done }: { done: Schemas['Done'] }) {
  return (
    <Link to="/history/$assignment" params={{ assignment: done.assignment_id }}>
      {done.agreement === null
        ? t('Practice')
        : t('Practice: {share} right', { share: percent(done.agreement, 0) })}
    </Link>
  );
}

function outcome(one: Schemas['Done']): string {
  if (one.verdict !== null && !one.is_late) {
    const said = {
      accepted: t('Your review: accepted'),
      fixed: t('Your review: fixed'),
      rejected: t('Your review: rejected'),
    };
    return said[one.verdict];
  }
  if (one.is_counted) return t('Counts');
  return one.is_late ? t('Came too late to count') : t('Set aside');
}
