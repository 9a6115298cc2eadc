import { useState, type SubmitEvent } from 'react';
import { t } from '../messages';
import { Dialog } from '../ui/Dialog';
import { typed } from '../ui/form';

interface Props {
  readonly onClose: () => void;
  readonly onSkip: (reason: string) => void;
}

/** Asks why a task is passed over; the customer reads it, so that no reason is chosen beforehand. */
export function SkipDialog({ onClose, onSkip }: Props) {
  const [own, setOwn] = useState('');
  const reasons = [
    t('The attachment does not load'),
    t('The task makes no sense'),
    t('I do not know enough about this'),
    t('I do not want to see this'),
  ];
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSkip(own.trim() || typed(new FormData(event.currentTarget), 'reason'));
  };
  return (
    <Dialog title={t('Skip this task')} onClose={onClose}>
      <form onSubmit={onSubmit}>
        <p>{t('It goes to somebody else and does not come back to you. Why?')}</p>
        {reasons.map((reason) => (
          <label key={reason} className="gw-choice">
            <input type="radio" name="reason" value={reason} required={own.trim() === ''} />{' '}
            {reason}
          </label>
        ))}
        <div className="gw-field">
          <label htmlFor="gw-own-reason">{t('Another reason')}</label>
          <input
            id="gw-own-reason"
            maxLength={1000}
            value={own}
            onChange={(event) => setOwn(event.currentTarget.value)}
          />
        </div>
        <button type="submit" className="gw-button gw-primary">
          {t('Skip')}
        </button>
      </form>
    </Dialog>
  );
}
