/** Everybody who may sign in: a link for who lost their password, shutting out, letting in. */
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { ask, client, type Schemas } from '../../api/client';
import { moment, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { Confirm } from '../../ui/Confirm';
import { DataTable } from '../../ui/DataTable';
import { EmailSearch } from '../../ui/EmailSearch';
import { Pages } from '../../ui/Pages';
import { Refused } from '../../ui/Refused';
import { Secret } from '../../ui/Secret';
import { useAct } from '../../ui/useAct';
import { usePageTitle } from '../../ui/usePageTitle';
import { NamedPerson } from '../../ui/NamedPerson';

type User = Schemas['User'];

const KEY = ['operate', 'people'];
const HERE = '/operate/people';

export function People() {
  usePageTitle(t('People'));
  const { after, email = '' } = useSearch({ from: '/inside/operate/people' });
  const query = { ...(after === undefined ? {} : { after }), ...(email === '' ? {} : { email }) };
  const asked = useQuery({
    queryKey: [...KEY, query],
    queryFn: () => ask(client.GET('/api/operator/users', { params: { query } })),
  });
  return (
    <>
      <header className="gw-head">
        <h1>{t('People')}</h1>
      </header>
      <EmailSearch to={HERE} email={email} />
      <Answer asked={asked}>
        {(page) => (
          <>
            <List users={page.users} />
            <Pages
              to={HERE}
              search={email === '' ? {} : { email }}
              isFirst={after === undefined}
              next={page.next_after}
            />
          </>
        )}
      </Answer>
    </>
  );
}

function List({ users }: { users: readonly User[] }) {
  const reset = useAct((user: User) =>
    ask(
      client.POST('/api/operator/users/{user_id}/password-reset', {
        params: { path: { user_id: user.id } },
      }),
    ),
  );
  const shut = useAct(
    ({ user, isOut }: { user: User; isOut: boolean }) =>
      ask(
        client.POST(
          isOut ? '/api/operator/users/{user_id}/disable' : '/api/operator/users/{user_id}/enable',
          { params: { path: { user_id: user.id } } },
        ),
      ),
    [KEY],
  );
  return (
    <>
      <Refused error={reset.error ?? shut.error} />
      {reset.data ? (
        <Secret
          label={t('New password for {email}', { email: reset.variables.email })}
          value={reset.data.url}
          note={t(
            'Hand this link to them alone. It works once, until {when}; it is shown only now.',
            {
              when: moment(reset.data.expires_at),
            },
          )}
        />
      ) : null}
      <DataTable
        label={t('People')}
        rows={users}
        keyOf={(one) => one.id}
        empty={t('Nobody is found.')}
        columns={[
          {
            title: t('Who'),
            cell: (one) => <NamedPerson person={one} />,
          },
          {
            title: t('Is'),
            cell: (one) =>
              [one.is_operator ? t('operator') : '', one.worker_id === null ? '' : t('worker')]
                .filter(Boolean)
                .join(', ') || '–',
          },
          {
            title: t('Came in'),
            cell: (one) => (one.entered_at === null ? t('not yet') : moment(one.entered_at)),
          },
          {
            title: t('Status'),
            cell: (one) => (
              <span
                className="gw-status"
                data-status={one.disabled_at === null ? 'active' : 'suspended'}
              >
                {one.disabled_at === null ? t('may sign in') : t('shut out')}
              </span>
            ),
          },
          {
            title: t('Do'),
            cell: (one) => (
              <div className="gw-row">
                <button
                  type="button"
                  className="gw-button gw-small"
                  disabled={one.disabled_at !== null || reset.isPending}
                  onClick={() => reset.mutate(one)}
                >
                  {t('Link for a new password')}
                  <span className="gw-hidden"> {one.email}</span>
                </button>
                {one.disabled_at === null ? (
                  <Confirm
                    label={t('Shut out')}
                    of={one.email}
                    question={t('{email} is signed out everywhere and cannot come in again.', {
                      email: one.email,
                    })}
                    onYes={() => shut.mutate({ user: one, isOut: true })}
                  />
                ) : (
                  <button
                    type="button"
                    className="gw-button gw-small"
                    onClick={() => shut.mutate({ user: one, isOut: false })}
                  >
                    {t('Let in again')}
                    <span className="gw-hidden"> {one.email}</span>
                  </button>
                )}
              </div>
            ),
          },
        ]}
      />
    </>
  );
}
