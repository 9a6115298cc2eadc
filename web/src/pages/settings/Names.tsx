import type { SubmitEvent } from 'react';
import { ask, client, type Schemas } from '../../api/client';
import { t } from '../../messages';
import { meQuery, type Me } from '../../shell/session';
import { Field } from '../../ui/Field';
import { typed } from '../../ui/form';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';

export function Names({ me }: { me: Me }) {
  const rename = useAct(
    (body: Schemas['Names']) => ask(client.PUT('/api/session/names', { body })),
    [meQuery.queryKey],
  );
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    rename.mutate({
      first_name: typed(form, 'first_name') || null,
      last_name: typed(form, 'last_name') || null,
    });
  };
  return (
    <section className="gw-panel" aria-label={t('Name')}>
      <h2>{t('Name')}</h2>
      <form onSubmit={onSubmit}>
        <Field
          label={t('First name')}
          name="first_name"
          autoComplete="given-name"
          maxLength={100}
          defaultValue={me.first_name ?? ''}
        />
        <Field
          label={t('Last name')}
          name="last_name"
          autoComplete="family-name"
          maxLength={100}
          defaultValue={me.last_name ?? ''}
        />
        <button type="submit" className="gw-button" disabled={rename.isPending}>
          {t('Keep this name')}
        </button>
        <p role="status">{rename.isSuccess ? t('Kept.') : ''}</p>
      </form>
      <Refused error={rename.error} />
    </section>
  );
}
