/** What was decided a moment ago, to be taken back; and the last ten decisions, to be opened again. */
import { useEffect, useReducer, useState } from 'react';
import { t } from '../messages';
import type { Decision } from './outbox';
import { summary } from './summary';
import type { WorkQueue } from './workQueue';

/** The newest decision while it is held: how long it can be taken back. */
export function Held({ queue }: { queue: WorkQueue }) {
  const held = queue.outbox.latestHeld;
  useEverySecond(held !== undefined);
  if (!held) return null;
  const left = Math.max(0, Math.ceil((held.heldUntil - performance.now()) / 1000));
  return (
    <p className="gw-held">
      <span role="status">{held.act.kind === 'skip' ? t('Skipped.') : t('Submitted.')}</span>{' '}
      <button type="button" className="gw-link" onClick={() => void queue.reopen(held)}>
        {t('Take it back')}
      </button>{' '}
      <button type="button" className="gw-link" onClick={() => queue.outbox.sendNow()}>
        {t('Send now')}
      </button>{' '}
      <span aria-hidden="true">{t('{n} s', { n: left })}</span>
    </p>
  );
}

/** The last ten decisions, newest first; each leads back to its task. */
export function Decisions({ queue }: { queue: WorkQueue }) {
  const [trouble, setTrouble] = useState('');
  const { decisions } = queue.outbox;
  if (decisions.length === 0) return null;
  const open = (one: Decision) => {
    setTrouble('');
    queue.reopen(one).catch((error: unknown) => {
      setTrouble(error instanceof Error ? error.message : String(error));
    });
  };
  return (
    <section className="gw-decisions" aria-label={t('Last answers')}>
      <h2>{t('Last answers')}</h2>
      <ol>
        {decisions.map((one) => (
          <li key={one.session.id}>
            <button
              type="button"
              className="gw-decision"
              disabled={!canOpen(one)}
              aria-current={queue.current?.id === one.session.id}
              onClick={() => open(one)}
            >
              <span>{said(one)}</span>
              <small>{STATES[one.state]()}</small>
            </button>
          </li>
        ))}
      </ol>
      {trouble ? <p role="alert">{trouble}</p> : null}
    </section>
  );
}

function canOpen({ session, state, act }: Decision): boolean {
  return state === 'held' || (state === 'sent' && act.kind === 'answer' && !session.isReview);
}

function said({ act }: Decision): string {
  if (act.kind === 'skip') return t('Skipped: {reason}', { reason: act.reason });
  return summary(act.outgoing.response);
}

const STATES: Record<Decision['state'], () => string> = {
  held: () => t('Can be taken back'),
  sending: () => t('On its way'),
  sent: () => t('Sent'),
  refused: () => t('Not taken'),
};

function useEverySecond(isOn: boolean): void {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [isOn]);
}
