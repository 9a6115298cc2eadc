import { t } from '../messages';
import type { Verdict } from './opinion';

interface Said {
  readonly stage: string;
  readonly verdict: Verdict;
}

/** A verdict as people read it. */
export function verdictName({ stage, verdict }: Said): string {
  const names: Record<Verdict, string> = {
    accepted: t('Accepted'),
    fixed: t('Fixed'),
    rejected: t('Rejected'),
  };
  const name = names[verdict];
  return stage === 'second_review' ? t('{verdict} in the second review', { verdict: name }) : name;
}
