import { moment, t } from '../messages';
import { remarksOf } from './opinion';
import { RemarksReading } from './RemarkList';
import type { Rejection } from './subject';

/** Why earlier answers to this task were rejected. */
export function Rejections({ rejections }: { rejections: readonly Rejection[] }) {
  if (rejections.length === 0) return null;
  return (
    <section className="gw-review-part" aria-label={t('Rejected before')}>
      <h2>{t('Rejected before')}</h2>
      {rejections.map((one) => (
        <div key={one.created_at}>
          <p className="gw-plain">
            {one.reason} <small className="gw-quiet">{moment(one.created_at)}</small>
          </p>
          <RemarksReading remarks={remarksOf(one.comments)} />
        </div>
      ))}
    </section>
  );
}
