/** Choosing a new password, with the link that came by mail or from an operator. */
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { SubmitEvent } from 'react';
import { ask, client } from '../../api/client';
import { t } from '../../messages';
import { signIn } from '../../shell/session';
import { verbatim } from '../../ui/form';
import { Refused } from '../../ui/Refused';
import { NewPasswordField } from '../../ui/NewPasswordField';
import { Card } from './Card';
import { useLinkToken } from './token';

export function NewPassword() {
  const navigate = useNavigate();
  const token = useLinkToken();
  const reset = useMutation({
    mutationFn: signIn,
    onSuccess: () => navigate({ to: '/' }),
  });
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = { token, password: verbatim(new FormData(event.currentTarget), 'password') };
    reset.mutate(ask(client.POST('/api/password-reset/confirm', { body })));
  };
  return (
    <Card title={t('New password')}>
      {token === '' ? (
        <p>{t('This address lacks its token; open the whole link that you were sent.')}</p>
      ) : (
        <>
          <p>{t('You are signed out everywhere else.')}</p>
          <form onSubmit={onSubmit}>
            <NewPasswordField />
            <button type="submit" className="gw-button gw-primary" disabled={reset.isPending}>
              {t('Keep this password')}
            </button>
          </form>
        </>
      )}
      <Refused error={reset.error} />
      <p className="gw-ways">
        <Link to="/lost-password">{t('Ask for a new link')}</Link>
      </p>
    </Card>
  );
}
