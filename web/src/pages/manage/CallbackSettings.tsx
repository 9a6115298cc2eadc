/** Where callbacks go by default, what they are signed with, and trying a receiver. */
import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent } from 'react';
import { ask, type Schemas } from '../../api/client';
import { t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { Confirm } from '../../ui/Confirm';
import { Field } from '../../ui/Field';
import { typed } from '../../ui/form';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import { useScope, type Scope } from './scope';

type Organisation = Schemas['OrganisationShown'];

function organisationKey({ key }: Scope) {
  return [...key, 'organisation'];
}

export function CallbackSettings() {
  const scope = useScope();
  const asked = useQuery({
    queryKey: organisationKey(scope),
    queryFn: () => ask(scope.api.GET('/api/organisation')),
  });
  return (
    <details className="gw-panel">
      <summary>{t('Where callbacks go, and how they are signed')}</summary>
      <Answer asked={asked}>
        {(organisation) => (
          <>
            <Target organisation={organisation} />
            <Secrets organisation={organisation} />
          </>
        )}
      </Answer>
    </details>
  );
}

function Target({ organisation }: { organisation: Organisation }) {
  const scope = useScope();
  const save = useAct(
    (url: string | null) =>
      ask(scope.api.PUT('/api/organisation/default-callback', { body: { url } })),
    [organisationKey(scope)],
  );
  const trial = useAct((url: string | null) =>
    ask(scope.api.POST('/api/callbacks/test', { body: { url } })),
  );
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const url = typed(new FormData(event.currentTarget), 'url') || null;
    // The second button tries what is typed without keeping it.
    const button = (
      event.nativeEvent as unknown as { submitter: HTMLButtonElement | null }
    ) // by the DOM
    .submitter;
    if (button?.value === 'try') trial.mutate(url);
    else save.mutate(url, { onSuccess: trial.reset });
  };
  return (
    <>
      <form className="gw-row gw-inline" onSubmit={onSubmit}>
        <Field
          label={t('For tasks that name no address')}
          hint={t('A URL or an e-mail address; empty: nowhere.')}
          name="url"
          defaultValue={organisation.default_callback_url ?? ''}
          maxLength={2000}
          size={48}
        />
        <button type="submit" className="gw-button gw-primary" disabled={save.isPending}>
          {t('Save')}
        </button>
        <button type="submit" value="try" className="gw-button" disabled={trial.isPending}>
          {t('Send a trial callback')}
        </button>
      </form>
      <Refused error={save.error ?? trial.error} />
      <p role="status">
        {trial.isPending ? t('Waiting for the receiver…') : null}
        {trial.data ? said(trial.data) : null}
        {save.isSuccess && !trial.isPending && !trial.data ? t('Saved.') : null}
      </p>
    </>
  );
}

function said(trial: Schemas['TrialShown']): string {
  const seconds = Math.round(trial.seconds * 100) / 100;
  return trial.is_taken
    ? t('{target} took it in {seconds} s.', { target: trial.target, seconds })
    : t('The receiver did not take it: {failure}', { failure: trial.failure ?? '' });
}

function Secrets({ organisation }: { organisation: Organisation }) {
  const scope = useScope();
  const renew = useAct(
    (secret: Schemas['RenewedSecret']['secret']) =>
      ask(scope.api.POST('/api/organisation/secrets', { body: { secret } })),
    [organisationKey(scope)],
  );
  const secrets = [
    {
      name: 'webhook_secret',
      label: t('Secret of signatures (Standard Webhooks)'),
      value: organisation.webhook_secret,
    },
    {
      name: 'callback_auth_key',
      label: t('Sent as scale-callback-auth'),
      value: organisation.callback_auth_key,
    },
  ] as const;
  return (
    <>
      {secrets.map((one) => (
        <div key={one.name} className="gw-row gw-inline">
          <Field label={one.label} value={one.value} readOnly size={52} />
          <Confirm
            label={t('Draw anew')}
            of={one.label}
            question={t('Receivers that know only the old one refuse callbacks from now on.')}
            onYes={() => renew.mutate(one.name)}
          />
        </div>
      ))}
      <Refused error={renew.error} />
    </>
  );
}
