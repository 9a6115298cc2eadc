import { t } from '../messages';
import type { Verdict } from './opinion';

interface Said {
  readonly stage: string;
  readonly verdict: Verdict;
}

export function verdictNames(): Record<Verdict, string> {
  return { accepted: t('Accepted'), fixed: t('Fixed'), rejected: t('Rejected') };
}

/** What stands beside a thing that was judged by itself. */
export const SIGNS: Record<Verdict, string> = { accepted: '✓', fixed: '✎', rejected: '✗' };

/** A verdict as people read it. */
export function verdictName({ stage, verdict }: Said): string {
  const name = verdictNames()[verdict];
  return stage === 'second_review' ? t('{verdict} in the second review', { verdict: name }) : name;
}
