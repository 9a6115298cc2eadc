import type { SubmitEvent } from 'react';
import { t } from '../messages';
import { Dialog } from '../ui/Dialog';
import { typed } from '../ui/form';

interface Props {
  readonly onClose: () => void;
  readonly onSkip: (reason: string) => void;
}

/** Asks why a task is passed over; the customer reads it. */
export function SkipDialog({ onClose, onSkip }: Props) {
  const reasons = [
    t('The attachment does not load'),
    t('The task makes no sense'),
    t('I do not know enough about this'),
    t('I do not want to see this'),
  ];
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const reason = typed(form, 'own') || typed(form, 'reason');
    if (reason !== '') onSkip(reason);
  };
  return (
    <Dialog title={t('Skip this task')} onClose={onClose}>
      <form onSubmit={onSubmit}>
        <p>{t('It goes to somebody else and does not come back to you. Why?')}</p>
        {reasons.map((reason, index) => (
          <label key={reason} className="gw-choice">
            <input type="radio" name="reason" value={reason} defaultChecked={index === 0} />{' '}
            {reason}
          </label>
        ))}
        <div className="gw-field">
          <label htmlFor="gw-own-reason">{t('Another reason')}</label>
          <input id="gw-own-reason" name="own" maxLength={1000} />
        </div>
        <button type="submit" className="gw-button gw-primary">
          {t('Skip')}
        </button>
      </form>
    </Dialog>
  );
}
