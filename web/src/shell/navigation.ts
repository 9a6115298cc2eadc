/** The places a person can go to, by what they may do. A screen that is added is named here. */
import { t } from '../messages';
import type { Me } from './session';

export interface Place {
  readonly to: string;
  readonly label: string;
}

export function places(me: Me): Place[] {
  return [
    ...(me.worker_id === null
      ? []
      : [
          { to: '/', label: t('Work') },
          { to: '/history', label: t('History') },
          { to: '/earnings', label: t('Earnings') },
        ]),
    ...(me.memberships.some((one) => one.role !== 'worker')
      ? [{ to: '/manage', label: t('Manage') }]
      : []),
    ...(me.is_operator ? [{ to: '/operate', label: t('Operate') }] : []),
  ];
}
