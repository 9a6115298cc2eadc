/** Signing in: with e-mail and password, or with the link that an operator sent. */
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { ask, client } from '../../api/client';
import { t } from '../../messages';
import { signIn } from '../../shell/session';
import { Field } from '../../ui/Field';
import { typed, verbatim } from '../../ui/form';
import { Refused } from '../../ui/Refused';
import { Card } from './Card';
import { useLinkToken } from './token';

export function SignIn() {
  const { next = '/' } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const token = useLinkToken();
  const [isLinked, setIsLinked] = useState(token !== '');
  const enter = useMutation({
    mutationFn: signIn,
    onSuccess: () => navigate({ href: next }),
  });
  const onPassword = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { email: typed(form, 'email'), password: verbatim(form, 'password') };
    enter.mutate(ask(client.POST('/api/session', { body })));
  };
  // Only a press uses the link up: programs that preview links must not.
  const onLink = () => enter.mutate(ask(client.POST('/api/session/link', { body: { token } })));

  return (
    <Card title={t('Sign in')}>
      {isLinked ? (
        <>
          <p>{t('This link signs you in once.')}</p>
          <button
            type="button"
            className="gw-button gw-primary"
            onClick={onLink}
            disabled={enter.isPending}
          >
            {t('Sign in')}
          </button>
          <button type="button" className="gw-link" onClick={() => setIsLinked(false)}>
            {t('Use a password instead')}
          </button>
        </>
      ) : (
        <form onSubmit={onPassword}>
          <Field label={t('E-mail')} name="email" type="email" autoComplete="username" required />
          <Field
            label={t('Password')}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
          <button type="submit" className="gw-button gw-primary" disabled={enter.isPending}>
            {t('Sign in')}
          </button>
        </form>
      )}
      <Refused error={enter.error} />
    </Card>
  );
}
