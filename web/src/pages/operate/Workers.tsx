/** Workers of the installation: suspending, qualifications. */
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { SubmitEvent } from 'react';
import { ask, client, type Schemas } from '../../api/client';
import { moment, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { Confirm } from '../../ui/Confirm';
import { DataTable } from '../../ui/DataTable';
import { EmailSearch } from '../../ui/EmailSearch';
import { typed } from '../../ui/form';
import { Pages } from '../../ui/Pages';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import { usePageTitle } from '../../ui/usePageTitle';

type Worker = Schemas['Worker'];

const KEY = ['operate', 'workers'];

export function Workers() {
  usePageTitle(t('Workers'));
  const { after, email = '' } = useSearch({ from: '/inside/operate/workers' });
  const query = { ...(after === undefined ? {} : { after }), ...(email === '' ? {} : { email }) };
  const asked = useQuery({
    queryKey: [...KEY, query],
    queryFn: () => ask(client.GET('/api/operator/workers', { params: { query } })),
  });
  return (
    <>
      <header className="gw-head">
        <h1>{t('Workers')}</h1>
      </header>
      <EmailSearch to="/operate/workers" email={email} />
      <Answer asked={asked}>
        {(page) => (
          <>
            <List workers={page.workers} />
            <Pages
              to="/operate/workers"
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

function List({ workers }: { workers: readonly Worker[] }) {
  const change = useAct(
    ({ worker, status }: { worker: Worker; status: Worker['status'] }) =>
      ask(
        client.PATCH('/api/operator/workers/{worker_id}', {
          params: { path: { worker_id: worker.id } },
          body: { status },
        }),
      ),
    [KEY],
  );
  const set = (worker: Worker, status: Worker['status']) => change.mutate({ worker, status });
  return (
    <>
      <Refused error={change.error} />
      <DataTable
        label={t('Workers')}
        rows={workers}
        keyOf={(one) => one.id}
        empty={t('No workers are found; organisations invite them.')}
        columns={[
          {
            title: t('Who'),
            cell: (one) => (
              <>
                {one.email}
                <br />
                <small className="gw-quiet">
                  {[one.is_marketplace ? t('marketplace') : '', ...one.languages]
                    .filter(Boolean)
                    .join(', ')}
                </small>
              </>
            ),
          },
          { title: t('Qualifications'), cell: (one) => <Qualifications worker={one} /> },
          { title: t('Since'), cell: (one) => moment(one.created_at) },
          { title: t('Holds'), cell: (one) => t('{n}', { n: one.leased }), isNumber: true },
          {
            title: t('Status'),
            cell: (one) => (
              <span className="gw-status" data-status={one.status}>
                {one.status === 'active' ? t('active') : t('suspended')}
              </span>
            ),
          },
          {
            title: t('Do'),
            cell: (one) =>
              one.status === 'active' ? (
                <Confirm
                  label={t('Suspend')}
                  of={one.email}
                  question={t('{email} gets no more work until you let them.', {
                    email: one.email,
                  })}
                  onYes={() => set(one, 'suspended')}
                />
              ) : (
                <button
                  type="button"
                  className="gw-button gw-small"
                  onClick={() => set(one, 'active')}
                >
                  {t('Let work again')}
                  <span className="gw-hidden"> {one.email}</span>
                </button>
              ),
          },
        ]}
      />
    </>
  );
}

const QUALIFICATION = '/api/operator/workers/{worker_id}/qualifications/{name}';

function Qualifications({ worker }: { worker: Worker }) {
  const at = (name: string) => ({ path: { worker_id: worker.id, name } });
  const grant = useAct(
    (name: string) => ask(client.PUT(QUALIFICATION, { params: at(name), body: {} })),
    [KEY],
  );
  const revoke = useAct(
    (name: string) => ask(client.DELETE(QUALIFICATION, { params: at(name) })),
    [KEY],
  );
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = typed(new FormData(form), 'name');
    if (name !== '') grant.mutate(name, { onSuccess: () => form.reset() });
  };
  return (
    <>
      <ul className="gw-chips">
        {worker.qualifications.map((one) => (
          <li key={one.name}>
            {one.name}
            <button
              type="button"
              aria-label={t('Take {name} from {email}', { name: one.name, email: worker.email })}
              onClick={() => revoke.mutate(one.name)}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <form className="gw-grant" onSubmit={onSubmit}>
        <input
          name="name"
          aria-label={t('Qualification for {email}', { email: worker.email })}
          maxLength={100}
          size={14}
        />
        <button type="submit" className="gw-button gw-small" disabled={grant.isPending}>
          {t('Grant')}
          <span className="gw-hidden"> {worker.email}</span>
        </button>
      </form>
      <Refused error={grant.error ?? revoke.error} />
    </>
  );
}
