/** An invitation: choose a password, say who you are, and be in. */
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { SubmitEvent } from 'react';
import { ask, client } from '../../api/client';
import { t } from '../../messages';
import { signIn } from '../../shell/session';
import { Field } from '../../ui/Field';
import { typed, verbatim } from '../../ui/form';
import { Refused } from '../../ui/Refused';
import { NewPasswordField } from '../../ui/NewPasswordField';
import { Card } from './Card';
import { useLinkToken } from './token';

export function Invitation() {
  const navigate = useNavigate();
  const token = useLinkToken();
  const accept = useMutation({
    mutationFn: signIn,
    onSuccess: () => navigate({ to: '/' }),
  });
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = {
      token,
      password: verbatim(form, 'password'),
      first_name: typed(form, 'first_name') || null,
      last_name: typed(form, 'last_name') || null,
    };
    accept.mutate(ask(client.POST('/api/invitations/accept', { body })));
  };
  if (token === '') {
    return (
      <Card title={t('Your invitation')}>
        <p>{t('This address lacks its token; open the whole link that you were sent.')}</p>
      </Card>
    );
  }
  return (
    <Card title={t('Your invitation')}>
      <p>{t('Choose a password to come in with from now on.')}</p>
      <form onSubmit={onSubmit}>
        <Field label={t('First name')} name="first_name" autoComplete="given-name" />
        <Field label={t('Last name')} name="last_name" autoComplete="family-name" />
        <NewPasswordField />
        <button type="submit" className="gw-button gw-primary" disabled={accept.isPending}>
          {t('Accept')}
        </button>
      </form>
      <Refused error={accept.error} />
    </Card>
  );
}
