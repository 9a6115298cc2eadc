/** Signing in: with e-mail and password, at the provider of OpenID Connect, or with a link. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { ask, client } from '../../api/client';
import { t } from '../../messages';
import { signIn } from '../../shell/session';
import { Field } from '../../ui/Field';
import { typed, verbatim } from '../../ui/form';
import { Refused } from '../../ui/Refused';
import { Card } from './Card';
import { optionsQuery } from './options';
import { useLinkToken } from './token';

export function SignIn() {
  const { next = '/', arrived, refused } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const token = useLinkToken();
  const [isLinked, setIsLinked] = useState(token !== '');
  const options = useQuery(optionsQuery).data;
  const { mutate, isPending, error } = useMutation({
    mutationFn: signIn,
    onSuccess: () => navigate({ href: next, replace: true }),
  });
  const isEntering = useRef(false);
  useEffect(() => {
    // The provider has sent somebody back with a session: the app only has to learn of it.
    if (arrived === undefined || isEntering.current) return;
    isEntering.current = true;
    mutate(Promise.resolve());
  }, [arrived, mutate]);
  const onPassword = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { email: typed(form, 'email'), password: verbatim(form, 'password') };
    mutate(ask(client.POST('/api/session', { body })));
  };
  // Only a press uses the link up: programs that preview links must not.
  const onLink = () => mutate(ask(client.POST('/api/session/link', { body: { token } })));

  return (
    <Card title={t('Sign in')}>
      {refused === undefined ? null : (
        <p role="alert" className="gw-refused">
          {whyRefused(refused)}
        </p>
      )}
      {isLinked ? (
        <>
          <p>
            {t('This link signs you in once. To come back, choose a password in the settings.')}
          </p>
          <button
            type="button"
            className="gw-button gw-primary"
            onClick={onLink}
            disabled={isPending}
          >
            {t('Sign in')}
          </button>
          <button type="button" className="gw-link" onClick={() => setIsLinked(false)}>
            {t('Use a password instead')}
          </button>
        </>
      ) : (
        <>
          {options?.openid_name ? (
            <a
              className="gw-button gw-at-provider"
              href={`/api/session/openid?next=${encodeURIComponent(next)}`}
            >
              {t('Sign in with {provider}', { provider: options.openid_name })}
            </a>
          ) : null}
          <form onSubmit={onPassword}>
            <Field label={t('E-mail')} name="email" type="email" autoComplete="username" required />
            <Field
              label={t('Password')}
              name="password"
              type="password"
              autoComplete="current-password"
              required
            />
            <button type="submit" className="gw-button gw-primary" disabled={isPending}>
              {t('Sign in')}
            </button>
          </form>
          <p className="gw-ways">
            <Link to="/lost-password">{t('I do not know my password')}</Link>
            {options?.may_sign_up ? <Link to="/sign-up">{t('Sign up as a worker')}</Link> : null}
          </p>
        </>
      )}
      <Refused error={error} />
    </Card>
  );
}

function whyRefused(word: string): string {
  const sentences: Record<string, string> = {
    unknown: t('Nobody here has the e-mail of that account. Ask for an invitation.'),
    unverified: t('That account does not vouch for an e-mail of yours. Ask an operator.'),
    cancelled: t('You did not sign in there. Try again, or use a password.'),
    stale: t('That took too long, or began in another window. Try again.'),
    away: t('The provider cannot be reached. Try again later, or use a password.'),
  };
  return sentences[word] ?? t('The provider’s answer was not in order. Try again.');
}
