/** What the bar tells of a task: its pay, its time, and whether the work is safe. */
import type { Assignment } from '../api/work';
import { duration, money, t } from '../messages';
import type { SaveState } from './draft';
import type { Session } from './session';
import type { WorkQueue } from './workQueue';

export function Pay({ assignment }: { assignment: Assignment }) {
  if (assignment.price_micros === 0) return <span className="gw-quiet">{t('Unpaid')}</span>;
  const amount = money(assignment.price_micros, assignment.currency);
  return <strong aria-label={t('Pays {amount}', { amount })}>{amount}</strong>;
}

/** What was done since work began. */
export function Done({ queue }: { queue: WorkQueue }) {
  const { done } = queue.outbox;
  if (done === 0) return null;
  const earned = [...queue.outbox.earned].filter(([, micros]) => micros > 0);
  const amounts = earned.map(([currency, micros]) => money(micros, currency));
  return <span className="gw-quiet">{[t('{n} done', { n: done }), ...amounts].join(' · ')}</span>;
}

const SHORT_SECONDS = 60;

export function LeaseClock({ session, onExtend }: { session: Session; onExtend: () => void }) {
  const left = session.secondsLeft;
  const spent = duration(session.clock.seconds);
  const isIdle = session.clock.isIdle(performance.now());
  return (
    <span className="gw-clock" role="timer">
      <span title={t('Time you have spent')}>
        {isIdle ? t('{spent}, paused', { spent }) : spent}
      </span>
      <span className={left < SHORT_SECONDS ? 'gw-time-short' : 'gw-quiet'}>
        {t('{left} left', { left: duration(left) })}
      </span>
      <button
        type="button"
        className="gw-button gw-small"
        onClick={onExtend}
        disabled={session.isLost}
      >
        {t('More time')}
      </button>
    </span>
  );
}

/** Saved, saving or only here; the words matter, the sign before them is for the quick eye. */
export function SaveMark({ session, sending }: { session: Session; sending: number }) {
  const [sign, words] = SAVED[session.saveState]();
  const waiting = sending > 0 ? ` · ${t('{n} on the way', { n: sending })}` : '';
  return (
    <span className="gw-saved" role="status" data-state={session.saveState}>
      <span aria-hidden="true">{sign}</span> {words}
      {waiting}
    </span>
  );
}

const SAVED: Record<SaveState, () => [string, string]> = {
  kept: () => ['✓', t('Saved')],
  saving: () => ['…', t('Saving')],
  local: () => ['⌁', t('Offline: kept in this browser')],
  refused: () => ['!', t('Kept in this browser only')],
};
