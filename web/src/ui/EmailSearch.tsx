import { useNavigate } from '@tanstack/react-router';
import type { SubmitEvent } from 'react';
import { t } from '../messages';
import { Field } from './Field';
import { typed } from './form';

/** Looks for people by a part of their e-mail; the address keeps what was looked for. */
export function EmailSearch({ to, email }: { to: string; email: string }) {
  const navigate = useNavigate();
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wanted = typed(new FormData(event.currentTarget), 'email');
    void navigate({ to, search: wanted === '' ? {} : { email: wanted } });
  };
  return (
    <form role="search" className="gw-row gw-filters" onSubmit={onSubmit}>
      <Field
        key={email}
        label={t('Part of the e-mail')}
        name="email"
        type="search"
        defaultValue={email}
        maxLength={254}
      />
      <button type="submit" className="gw-button">
        {t('Find')}
      </button>
    </form>
  );
}
