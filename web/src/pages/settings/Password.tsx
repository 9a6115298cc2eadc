import type { SubmitEvent } from 'react';
import { ask, client, type Schemas } from '../../api/client';
import { t } from '../../messages';
import { meQuery, type Me } from '../../shell/session';
import { Field } from '../../ui/Field';
import { verbatim } from '../../ui/form';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import { NewPasswordField } from '../../ui/NewPasswordField';

export function Password({ me }: { me: Me }) {
  const change = useAct(
    (body: Schemas['ChangedPassword']) => ask(client.PUT('/api/session/password', { body })),
    [meQuery.queryKey, ['sessions']],
  );
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const body = {
      current_password: me.has_password ? verbatim(data, 'current_password') : null,
      password: verbatim(data, 'password'),
    };
    change.mutate(body, { onSuccess: () => form.reset() });
  };
  return (
    <section className="gw-panel" aria-label={t('Password')}>
      <h2>{t('Password')}</h2>
      <form onSubmit={onSubmit}>
        <input type="hidden" name="username" autoComplete="username" value={me.email} />
        {me.has_password ? (
          <Field
            label={t('Password until now')}
            name="current_password"
            type="password"
            autoComplete="current-password"
            required
          />
        ) : (
          <p className="gw-quiet">
            {t('You have no password yet. Whoever came by a link needs one to come back.')}
          </p>
        )}
        <NewPasswordField
          label={t('New password')}
          hint={t('At least ten characters. You are signed out everywhere else.')}
        />
        <button type="submit" className="gw-button" disabled={change.isPending}>
          {me.has_password ? t('Change the password') : t('Set the password')}
        </button>
        <p role="status">{change.isSuccess ? t('The password is changed.') : ''}</p>
      </form>
      <Refused error={change.error} />
    </section>
  );
}
