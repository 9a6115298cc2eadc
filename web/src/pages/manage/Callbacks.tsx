/** Where callbacks go, what became of them, and sending them again. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ask, type Schemas } from '../../api/client';
import { moment, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { DataTable } from '../../ui/DataTable';
import { Refused } from '../../ui/Refused';
import { Segments } from '../../ui/Segments';
import { useAct } from '../../ui/useAct';
import { usePageTitle } from '../../ui/usePageTitle';
import { WebAddress } from '../../ui/WebAddress';
import { CallbackSettings } from './CallbackSettings';
import { scopeName } from './Projects';
import { useScope } from './scope';

type Callback = Schemas['CallbackShown'];

const STATES = ['pending', 'delivered', 'dead'] as const;
const A_PAGE = 50;
const REFRESH_MS = 5_000;

function stateName(state: string): string {
  const names: Record<string, string> = {
    pending: t('pending'),
    delivered: t('delivered'),
    dead: t('given up'),
  };
  return names[state] ?? state;
}

export function Callbacks() {
  usePageTitle(t('Callbacks'));
  const scope = useScope();
  const navigate = useNavigate();
  const { state: named, before } = useSearch({ from: '/inside/manage/callbacks' });
  const state = STATES.find((one) => one === named);
  const only = state === undefined ? {} : { state };
  const query = { ...only, ...(before === undefined ? {} : { before }), limit: A_PAGE };
  const asked = useQuery({
    queryKey: [...scope.key, 'callbacks', query],
    queryFn: () => ask(scope.api.GET('/api/callbacks', { params: { query } })),
    // What waits for its try is seen to have had it.
    refetchInterval: ({ state: { data } }) =>
      data?.callbacks.some((one) => one.state === 'pending') ? REFRESH_MS : false,
  });
  const resendAll = useAct(
    () => ask(scope.api.POST('/api/callbacks/resend')),
    [[...scope.key, 'callbacks']],
  );
  const hasDead = asked.data?.callbacks.some((one) => one.state === 'dead') ?? false;
  return (
    <>
      <header className="gw-head">
        <h1>{t('Callbacks')}</h1>
        {scope.isManager && hasDead ? (
          <button
            type="button"
            className="gw-button"
            disabled={resendAll.isPending}
            onClick={() => resendAll.mutate(undefined)}
          >
            {t('Send all again that were given up')}
          </button>
        ) : null}
      </header>
      {scope.isManager ? <CallbackSettings /> : null}
      <Refused error={resendAll.error} />
      <p role="status">
        {resendAll.data ? t('{n} {n|is|are} tried anew.', { n: resendAll.data.resent }) : ''}
      </p>
      <div className="gw-filters">
        <Segments
          label={t('State')}
          choices={[
            { name: '', label: t('all') },
            ...STATES.map((one) => ({ name: one, label: stateName(one) })),
          ]}
          chosen={state ?? ''}
          onChoose={(name) =>
            void navigate({ to: '/manage/callbacks', search: name === '' ? {} : { state: name } })
          }
        />
      </div>
      <Answer asked={asked}>
        {(page) => (
          <>
            <List callbacks={page.callbacks} />
            <nav className="gw-pages" aria-label={t('Pages')}>
              {before === undefined ? null : (
                <Link to="/manage/callbacks" search={only}>
                  {t('Newest')}
                </Link>
              )}
              {page.next === null ? null : (
                <Link to="/manage/callbacks" search={{ ...only, before: page.next }}>
                  {t('Older')}
                </Link>
              )}
            </nav>
          </>
        )}
      </Answer>
    </>
  );
}

/** Whether it failed and waits for its next try, which need not be waited for. */
function isWaiting({ state, last_failure }: Callback): boolean {
  return state === 'pending' && last_failure !== null;
}

function List({ callbacks }: { callbacks: readonly Callback[] }) {
  const scope = useScope();
  const resend = useAct(
    (id: string) =>
      ask(
        scope.api.POST('/api/callbacks/{callback_id}/resend', {
          params: { path: { callback_id: id } },
        }),
      ),
    [[...scope.key, 'callbacks']],
  );
  return (
    <>
      <Refused error={resend.error} />
      <DataTable
        label={t('Callbacks')}
        rows={callbacks}
        keyOf={(one) => one.id}
        empty={t('There are no callbacks here in the {environment} environment.', scopeName(scope))}
        columns={[
          { title: t('When'), cell: (one) => moment(one.created_at) },
          {
            title: t('What happened'),
            cell: (one) =>
              one.task_id === null ? (
                one.event_kind
              ) : (
                <Link to="/manage/tasks/$task" params={{ task: one.task_id }}>
                  {one.event_kind}
                </Link>
              ),
          },
          { title: t('Where to'), cell: (one) => <WebAddress address={one.target} /> },
          {
            title: t('State'),
            cell: (one) => (
              <>
                <span className="gw-status" data-status={one.state}>
                  {stateName(one.state)}
                </span>
                {isWaiting(one) ? (
                  <small className="gw-quiet">
                    {' '}
                    {t('next try {when}', { when: moment(one.next_attempt_at) })}
                  </small>
                ) : null}
                {one.last_failure ? (
                  <>
                    <br />
                    <small className="gw-quiet">{one.last_failure}</small>
                  </>
                ) : null}
              </>
            ),
          },
          { title: t('Tries'), cell: (one) => one.attempts, isNumber: true },
          {
            title: '',
            cell: (one) =>
              scope.isManager && (one.state !== 'pending' || isWaiting(one)) ? (
                <button
                  type="button"
                  className="gw-button gw-small"
                  disabled={resend.isPending}
                  onClick={() => resend.mutate(one.id)}
                >
                  {isWaiting(one) ? t('Try now') : t('Send again')}
                  <span className="gw-hidden"> {one.event_kind}</span>
                </button>
              ) : null,
          },
        ]}
      />
    </>
  );
}
