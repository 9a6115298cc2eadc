/** Asking for a link to choose a new password with. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { SubmitEvent } from 'react';
import { ask, client } from '../../api/client';
import { t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { Field } from '../../ui/Field';
import { typed } from '../../ui/form';
import { Refused } from '../../ui/Refused';
import { Card } from './Card';
import { optionsQuery } from './options';

export function LostPassword() {
  const options = useQuery(optionsQuery);
  return (
    <Card title={t('New password')}>
      <Answer asked={options}>
        {(found) =>
          found.confirms_email ? (
            <AskForLink />
          ) : (
            <p>
              {t(
                'No mail is sent from here. Ask whoever runs this installation for a link with which you choose a new password.',
              )}
            </p>
          )
        }
      </Answer>
      <p className="gw-ways">
        <Link to="/sign-in">{t('Back to signing in')}</Link>
      </p>
    </Card>
  );
}

function AskForLink() {
  const request = useMutation({
    mutationFn: (email: string) => ask(client.POST('/api/password-reset', { body: { email } })),
  });
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    request.mutate(typed(new FormData(event.currentTarget), 'email'));
  };
  if (request.isSuccess) {
    return (
      <p role="status">
        {t('If {email} is known here, a link is on its way. It works for an hour.', {
          email: request.variables,
        })}
      </p>
    );
  }
  return (
    <>
      <form onSubmit={onSubmit}>
        <Field label={t('E-mail')} name="email" type="email" autoComplete="username" required />
        <button type="submit" className="gw-button gw-primary" disabled={request.isPending}>
          {t('Send me a link')}
        </button>
      </form>
      <Refused error={request.error} />
    </>
  );
}
