/** Becoming a worker on one's own, where the installation is open for it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { SubmitEvent } from 'react';
import { ask, client } from '../../api/client';
import { t } from '../../messages';
import { signIn } from '../../shell/session';
import { Answer } from '../../ui/Answer';
import { Field } from '../../ui/Field';
import { typed, verbatim } from '../../ui/form';
import { Refused } from '../../ui/Refused';
import { NewPasswordField } from '../../ui/NewPasswordField';
import { Card } from './Card';
import { optionsQuery } from './options';

export function SignUp() {
  const options = useQuery(optionsQuery);
  return (
    <Card title={t('Sign up')}>
      <Answer asked={options}>
        {(found) =>
          !found.may_sign_up ? (
            <p>{t('People come in here by invitation. Ask whoever you will work for.')}</p>
          ) : found.confirms_email ? (
            <ByMail />
          ) : (
            <AtOnce />
          )
        }
      </Answer>
      <p className="gw-ways">
        <Link to="/sign-in">{t('Back to signing in')}</Link>
      </p>
    </Card>
  );
}

function ByMail() {
  const request = useMutation({
    mutationFn: (email: string) => ask(client.POST('/api/sign-up/mail', { body: { email } })),
  });
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    request.mutate(typed(new FormData(event.currentTarget), 'email'));
  };
  if (request.isSuccess) {
    return (
      <p role="status">
        {t('A letter is on its way to {email}. Open the link in it.', {
          email: request.variables,
        })}
      </p>
    );
  }
  return (
    <>
      <form onSubmit={onSubmit}>
        <Field
          label={t('E-mail')}
          hint={t('We send a link to it, with which you choose a password.')}
          name="email"
          type="email"
          autoComplete="username"
          required
        />
        <button type="submit" className="gw-button gw-primary" disabled={request.isPending}>
          {t('Send me a link')}
        </button>
      </form>
      <Refused error={request.error} />
    </>
  );
}

function AtOnce() {
  const navigate = useNavigate();
  const enter = useMutation({
    mutationFn: signIn,
    onSuccess: () => navigate({ to: '/' }),
  });
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = {
      email: typed(form, 'email'),
      password: verbatim(form, 'password'),
      first_name: typed(form, 'first_name') || null,
      last_name: typed(form, 'last_name') || null,
      languages: [],
    };
    enter.mutate(ask(client.POST('/api/sign-up', { body })));
  };
  return (
    <>
      <form onSubmit={onSubmit}>
        <Field label={t('E-mail')} name="email" type="email" autoComplete="username" required />
        <Field label={t('First name')} name="first_name" autoComplete="given-name" />
        <Field label={t('Last name')} name="last_name" autoComplete="family-name" />
        <NewPasswordField />
        <button type="submit" className="gw-button gw-primary" disabled={enter.isPending}>
          {t('Sign up')}
        </button>
      </form>
      <Refused error={enter.error} />
    </>
  );
}
