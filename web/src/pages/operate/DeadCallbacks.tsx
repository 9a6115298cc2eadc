/** Callbacks of every organisation that nobody took within a day, and sending them again. */
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

type Callback = Schemas['DeadCallback'];

const KEY = ['operate', 'callbacks'];

export function DeadCallbacks() {
  usePageTitle(t('Dead callbacks'));
  const { after } = useSearch({ from: '/inside/operate/callbacks' });
  const query = after === undefined ? {} : { before: after };
  const asked = useQuery({
    queryKey: [...KEY, query],
    queryFn: () => ask(client.GET('/api/operator/callbacks/dead', { params: { query } })),
  });
  return (
    <>
      <header className="gw-head">
        <div>
          <h1>{t('Dead callbacks')}</h1>
          <p className="gw-quiet">
            {t('Each was tried for a day. Send it again once its receiver answers.')}
          </p>
        </div>
      </header>
      <Answer asked={asked}>
        {(page) => (
          <>
            <List callbacks={page.callbacks} />
            <Pages to="/operate/callbacks" isFirst={after === undefined} next={page.next_before} />
          </>
        )}
      </Answer>
    </>
  );
}

function List({ callbacks }: { callbacks: readonly Callback[] }) {
  const resend = useAct(
    (ids: string[]) => ask(client.POST('/api/operator/callbacks/resend', { body: { ids } })),
    [KEY],
  );
  return (
    <>
      <Refused error={resend.error} />
      <p role="status">{resend.data ? t('{n} are sent again.', { n: resend.data.resent }) : ''}</p>
      {callbacks.length > 1 ? (
        <p>
          <button
            type="button"
            className="gw-button"
            disabled={resend.isPending}
            onClick={() => resend.mutate(callbacks.map((one) => one.id))}
          >
            {t('Send all {n} on this page again', { n: callbacks.length })}
          </button>
        </p>
      ) : null}
      <DataTable
        label={t('Dead callbacks')}
        rows={callbacks}
        keyOf={(one) => one.id}
        empty={t('No callback was given up.')}
        columns={[
          { title: t('Organisation'), cell: (one) => one.organisation },
          { title: t('About'), cell: (one) => one.event_kind },
          { title: t('To'), cell: (one) => <span className="gw-break">{one.host}</span> },
          { title: t('When'), cell: (one) => ago(one.created_at) },
          {
            title: t('How it went'),
            cell: (one) => (
              <span className="gw-break">
                {t('{n} {n|try|tries}.', { n: one.attempts })} {one.last_failure ?? ''}
              </span>
            ),
          },
          {
            title: t('Do'),
            cell: (one) => (
              <button
                type="button"
                className="gw-button gw-small"
                disabled={resend.isPending}
                onClick={() => resend.mutate([one.id])}
              >
                {t('Send again')}
                <span className="gw-hidden"> {one.id}</span>
              </button>
            ),
          },
        ]}
      />
    </>
  );
}
