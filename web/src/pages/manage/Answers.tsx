import type { Schemas } from '../../api/client';
import { duration, money, moment, percent, t } from '../../messages';

export type Standing = Schemas['StandingShown'];

interface Props {
  readonly standing: Standing;
  readonly nameOf: (workerId: string) => string;
}

/** Who answered, when and for what pay. */
export function Answers({ standing, nameOf }: Props) {
  const { answers } = standing;
  if (answers.length === 0) return null;
  // A task that one answer was asked for is not settled by a method, which would count them.
  const counted = answers.filter((one) => one.is_counted && one.stage === 'annotate').length;
  return (
    <section className="gw-panel" aria-label={t('Answers')}>
      <h2>{t('Answers')}</h2>
      <p className="gw-quiet">
        {standing.agreement === null
          ? t('{n} of {asked} asked for', { n: counted, asked: standing.asked })
          : t('{n} of {asked} asked for, agreement {share}', {
              n: counted,
              asked: standing.asked,
              share: percent(standing.agreement),
            })}
      </p>
      <ul className="gw-plain-list">
        {answers.map((one) => (
          <li key={one.annotation_id}>
            {nameOf(one.worker_id)}{' '}
            <small className="gw-quiet">
              {[
                moment(one.submitted_at),
                duration(one.active_seconds),
                one.pasted_characters
                  ? t('{pasted} of {n} characters pasted', {
                      pasted: one.pasted_characters,
                      n: one.pasted_characters + (one.typed_characters ?? 0),
                    })
                  : '',
                one.paid_micros > 0 ? money(one.paid_micros, one.currency) : '',
                one.stage === 'annotate' ? '' : t('review'),
                one.is_counted
                  ? ''
                  : one.purpose === 'overlap'
                    ? t('to compare workers, no vote')
                    : t('does not count'),
              ]
                .filter(Boolean)
                .join(', ')}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
