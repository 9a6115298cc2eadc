import { t } from '../messages';
import './screens.css';

const STATUSES = ['completed', 'pending', 'error', 'cancelled'] as const;

/** A status as people read it. */
export function statusName(status: string): string {
  const names: Record<string, string> = {
    completed: t('completed'),
    pending: t('pending'),
    error: t('failed'),
    cancelled: t('cancelled'),
  };
  return names[status] ?? status;
}

interface Props {
  readonly counts: Readonly<Record<string, number>>;
  readonly label: string;
}

/** Tasks by status: a bar, and the same in words. */
export function Progress({ counts, label }: Props) {
  const total = STATUSES.reduce((sum, one) => sum + (counts[one] ?? 0), 0);
  const shown = STATUSES.filter((one) => (counts[one] ?? 0) > 0);
  if (total === 0) return <span className="gw-quiet">{t('no tasks yet')}</span>;
  return (
    <div className="gw-progress" role="group" aria-label={label}>
      <div className="gw-progress-bar" aria-hidden="true">
        {shown.map((one) => (
          <span key={one} data-status={one} style={{ flexGrow: counts[one] }} />
        ))}
      </div>
      <ul>
        {shown.map((one) => (
          <li key={one} data-status={one}>
            {t('{n} {status}', { n: counts[one] ?? 0, status: statusName(one) })}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function StatusMark({ status }: { status: string }) {
  return (
    <span className="gw-status" data-status={status}>
      {statusName(status)}
    </span>
  );
}
