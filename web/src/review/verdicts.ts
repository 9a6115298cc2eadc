import { t } from '../messages';
import type { Verdict } from './opinion';

interface Said {
  readonly stage: string;
  readonly verdict: Verdict;
  readonly is_blind?: boolean;
}

export function verdictNames(): Record<Verdict, string> {
  return { accepted: t('Accepted'), fixed: t('Fixed'), rejected: t('Rejected') };
}

/** What stands beside a thing that was judged by itself. */
export const SIGNS: Record<Verdict, string> = { accepted: '✓', fixed: '✎', rejected: '✗' };

/** A verdict as people read it. */
export function verdictName({ stage, verdict, is_blind }: Said): string {
  const name = verdictNames()[verdict];
  if (is_blind) return t('{verdict} in the blind second review', { verdict: name });
  return stage === 'second_review' ? t('{verdict} in the second review', { verdict: name }) : name;
}
