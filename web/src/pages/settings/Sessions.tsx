/** Where a person is signed in, and signing out there. */
import { useQuery } from '@tanstack/react-query';
import { ask, client, type Schemas } from '../../api/client';
import { ago, moment, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { DataTable } from '../../ui/DataTable';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import { browserName } from './browserName';

const KEY = ['sessions'];

export function Sessions() {
  const asked = useQuery({ queryKey: KEY, queryFn: () => ask(client.GET('/api/sessions')) });
  const end = useAct(
    (session: Schemas['Session']) =>
      ask(
        client.DELETE('/api/sessions/{session_id}', {
          params: { path: { session_id: session.id } },
        }),
      ),
    [KEY],
  );
  const endOthers = useAct(() => ask(client.DELETE('/api/sessions')), [KEY]);
  return (
    <section className="gw-panel" aria-label={t('Where you are signed in')}>
      <h2>{t('Where you are signed in')}</h2>
      <Answer asked={asked}>
        {(sessions) => (
          <>
            <DataTable
              label={t('Where you are signed in')}
              rows={sessions}
              keyOf={(one) => one.id}
              empty={t('Nowhere.')}
              columns={[
                {
                  title: t('With'),
                  cell: (one) => (
                    <span title={one.user_agent ?? ''}>
                      {browserName(one.user_agent ?? '') ?? t('a program')}
                    </span>
                  ),
                },
                { title: t('Since'), cell: (one) => ago(one.created_at) },
                { title: t('Until'), cell: (one) => moment(one.expires_at) },
                {
                  title: t('Do'),
                  cell: (one) =>
                    one.is_current ? (
                      <span className="gw-status" data-status="active">
                        {t('here')}
                      </span>
                    ) : (
                      <button
                        type="button"
                        className="gw-button gw-small"
                        onClick={() => end.mutate(one)}
                      >
                        {t('Sign out there')}
                        <span className="gw-hidden"> {moment(one.created_at)}</span>
                      </button>
                    ),
                },
              ]}
            />
            {sessions.length > 1 ? (
              <p>
                <button
                  type="button"
                  className="gw-button"
                  disabled={endOthers.isPending}
                  onClick={() => endOthers.mutate(undefined)}
                >
                  {t('Sign out everywhere else')}
                </button>
              </p>
            ) : null}
          </>
        )}
      </Answer>
      <p role="status">{endOthers.isSuccess ? t('You are signed in nowhere else now.') : ''}</p>
      <Refused error={end.error ?? endOthers.error} />
    </section>
  );
}
