/** Organisations of the installation, and founding one. */
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { ask, client, type Schemas } from '../../api/client';
import { ago, moment, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { DataTable } from '../../ui/DataTable';
import { faultAt } from '../../ui/faults';
import { Field } from '../../ui/Field';
import { typed } from '../../ui/form';
import { Pages } from '../../ui/Pages';
import { Refused } from '../../ui/Refused';
import { Secret } from '../../ui/Secret';
import { useAct } from '../../ui/useAct';
import { usePageTitle } from '../../ui/usePageTitle';

const KEY = ['operate', 'organisations'];

export function Organisations() {
  usePageTitle(t('Organisations'));
  const { after } = useSearch({ from: '/inside/operate/organisations' });
  const query = after === undefined ? {} : { after: Number(after) };
  const asked = useQuery({
    queryKey: [...KEY, query],
    queryFn: () => ask(client.GET('/api/operator/organisations', { params: { query } })),
  });
  return (
    <>
      <header className="gw-head">
        <h1>{t('Organisations')}</h1>
      </header>
      <Found />
      <Answer asked={asked}>
        {(page) => (
          <>
            <DataTable
              label={t('Organisations')}
              rows={page.organisations}
              keyOf={(one) => `${one.id}`}
              empty={t('There are no organisations yet.')}
              columns={[
                { title: t('Number'), cell: (one) => one.id, isNumber: true },
                { title: t('Name'), cell: (one) => one.name },
                { title: t('Currency'), cell: (one) => one.currency },
                {
                  title: t('People'),
                  cell: (one) => t('{n}', { n: one.members }),
                  isNumber: true,
                },
                {
                  title: t('Open tasks'),
                  cell: (one) => t('{n}', { n: one.tasks_pending }),
                  isNumber: true,
                },
                {
                  title: t('Done'),
                  cell: (one) => t('{n}', { n: one.tasks_completed }),
                  isNumber: true,
                },
                {
                  title: t('Last call'),
                  cell: (one) => (one.key_used_at === null ? '–' : ago(one.key_used_at)),
                },
                {
                  title: t('Switched off'),
                  cell: (one) => one.disabled_task_types.join(', ') || '–',
                },
                { title: t('Since'), cell: (one) => moment(one.created_at) },
              ]}
            />
            <Pages
              to="/operate/organisations"
              isFirst={after === undefined}
              next={page.next_after === null ? null : `${page.next_after}`}
            />
          </>
        )}
      </Answer>
    </>
  );
}

function Found() {
  const [admin, setAdmin] = useState('');
  const found = useAct(
    (body: Schemas['NewOrganisation']) => ask(client.POST('/api/operator/organisations', { body })),
    [KEY],
  );
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const email = typed(data, 'admin_email');
    const body = {
      name: typed(data, 'name'),
      currency: typed(data, 'currency').toUpperCase(),
      admin_email: email,
    };
    found.mutate(body, {
      onSuccess: () => {
        setAdmin(email);
        form.reset();
      },
    });
  };
  const url = found.data?.invitation_url;
  return (
    <section className="gw-panel" aria-label={t('New organisation')}>
      <h2>{t('New organisation')}</h2>
      <form className="gw-row gw-inline" onSubmit={onSubmit}>
        <Field label={t('Name')} name="name" maxLength={200} required />
        <Field
          label={t('Currency')}
          name="currency"
          defaultValue="USD"
          pattern="[A-Za-z]{3}"
          size={4}
          required
        />
        <Field
          label={t('E-mail of its first admin')}
          name="admin_email"
          type="email"
          size={26}
          aria-invalid={faultAt(found.error, '/admin_email') !== undefined}
          required
        />
        <button type="submit" className="gw-button gw-primary" disabled={found.isPending}>
          {t('Make it')}
        </button>
      </form>
      <Refused error={found.error} />
      {url ? (
        <Secret
          label={t('Invitation of {email}', { email: admin })}
          value={url}
          note={t('Send this link to them; it is shown only now.')}
        />
      ) : null}
    </section>
  );
}
