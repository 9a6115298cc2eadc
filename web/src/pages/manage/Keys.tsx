/** API keys of the environment: made, shown once, revoked. */
import { useQuery } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { ask, type Schemas } from '../../api/client';
import { moment, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { Confirm } from '../../ui/Confirm';
import { DataTable } from '../../ui/DataTable';
import { Field } from '../../ui/Field';
import { typed } from '../../ui/form';
import { Refused } from '../../ui/Refused';
import { Secret } from '../../ui/Secret';
import { useAct } from '../../ui/useAct';
import { usePageTitle } from '../../ui/usePageTitle';
import { scopeName } from './Projects';
import { useScope } from './scope';

type Key = Schemas['KeyShown'];

export function Keys() {
  usePageTitle(t('API keys'));
  const scope = useScope();
  const kept = [...scope.key, 'keys'];
  const asked = useQuery({ queryKey: kept, queryFn: () => ask(scope.api.GET('/api/keys')) });
  const create = useAct(
    (body: Schemas['NewKeyForm']) => ask(scope.api.POST('/api/keys', { body })),
    [kept],
  );
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = typed(new FormData(form), 'name') || null;
    create.mutate({ name }, { onSuccess: () => form.reset() });
  };
  return (
    <>
      <header className="gw-head">
        <h1>{t('API keys')}</h1>
      </header>
      <section className="gw-panel" aria-label={t('New key')}>
        <h2>{t('New {environment} key', scopeName(scope))}</h2>
        <form className="gw-row gw-inline" onSubmit={onSubmit}>
          <Field label={t('Name')} name="name" maxLength={100} size={28} />
          <button type="submit" className="gw-button gw-primary" disabled={create.isPending}>
            {t('Make a key')}
          </button>
        </form>
        <Refused error={create.error} />
        {create.data ? (
          <Secret
            label={t('The new key')}
            value={create.data.secret}
            note={t('Keep it now; it is never shown again. Clients send it as the user name.')}
          />
        ) : null}
      </section>
      <Answer asked={asked}>{(keys) => <List keys={keys} />}</Answer>
    </>
  );
}

function List({ keys }: { keys: readonly Key[] }) {
  const scope = useScope();
  const revoke = useAct(
    (id: string) =>
      ask(scope.api.POST('/api/keys/{key_id}/revoke', { params: { path: { key_id: id } } })),
    [[...scope.key, 'keys']],
  );
  return (
    <>
      <Refused error={revoke.error} />
      <DataTable
        label={t('API keys')}
        rows={keys}
        keyOf={(one) => one.id}
        empty={t('There are no keys yet in the {environment} environment.', scopeName(scope))}
        columns={[
          { title: t('Name'), cell: (one) => one.name ?? t('without a name') },
          { title: t('Begins with'), cell: (one) => <code>{one.shown_prefix}…</code> },
          { title: t('Made'), cell: (one) => moment(one.created_at) },
          {
            title: t('Last used'),
            cell: (one) => (one.last_used_at === null ? t('never') : moment(one.last_used_at)),
          },
          {
            title: t('Status'),
            cell: (one) =>
              one.revoked_at === null ? (
                <Confirm
                  label={t('Revoke')}
                  of={one.name ?? one.shown_prefix}
                  question={t('Programs that use this key are refused at once, for good.')}
                  onYes={() => revoke.mutate(one.id)}
                />
              ) : (
                t('revoked {when}', { when: moment(one.revoked_at) })
              ),
          },
        ]}
      />
    </>
  );
}
