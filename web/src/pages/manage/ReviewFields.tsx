import { Checkbox, NumberInput, TagsInput } from '@mantine/core';
import { t } from '../../messages';
import { faultAt } from '../../ui/faults';
import type { Settings } from './settings';

const MICROS = 1_000_000;

interface Props {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
  readonly error: Error | null;
  readonly at: string;
}

/** Which answers another worker looks at before they are delivered, who that is, and for what pay. */
export function ReviewFields({ settings, onChange, error, at }: Props) {
  const fault = (name: keyof Settings) => faultAt(error, `${at}/${name}`);
  const set = (change: Partial<Settings>) => onChange({ ...settings, ...change });
  const share = (name: 'review_share' | 'second_review_share') => ({
    value: percentOf(settings[name]),
    onChange: (value: string | number) =>
      typeof value === 'number' ? set({ [name]: value / 100 }) : undefined,
    error: fault(name),
    min: 0,
    max: 100,
  });
  const isByConfidence = settings.review_below !== null;
  const isReviewed = isByConfidence || settings.review_share > 0;
  return (
    <fieldset className="gw-fieldset">
      <legend>{t('Review')}</legend>
      <p className="gw-quiet">
        {t(
          'Before a task is delivered, another worker can look at its answer: accept it, fix it, or reject it with a reason, after which others answer anew. Nobody reviews an answer of their own.',
        )}
      </p>
      <NumberInput
        label={t('Reviewed, in %')}
        description={t('Drawn at random of all answered tasks: 100 for every one, 0 for none.')}
        {...share('review_share')}
      />
      <Checkbox
        label={t('Also review what is not sure enough')}
        description={t(
          'For projects with several answers to a task: those whose answer is less sure than this.',
        )}
        checked={isByConfidence}
        onChange={(event) => set({ review_below: event.currentTarget.checked ? 0.8 : null })}
      />
      {settings.review_below === null ? null : (
        <NumberInput
          label={t('Reviewed below a confidence of, in %')}
          value={percentOf(settings.review_below)}
          onChange={(value) =>
            typeof value === 'number' ? set({ review_below: value / 100 }) : undefined
          }
          error={fault('review_below')}
          min={0}
          max={100}
        />
      )}
      {isReviewed ? (
        <>
          <div className="gw-pair">
            <NumberInput
              label={t('Reviewed twice, in %')}
              description={t(
                'Of the reviewed tasks a third person looks again, which also shows how good reviewers are.',
              )}
              {...share('second_review_share')}
            />
            <NumberInput
              label={t('Pay for one review')}
              description={t('In the currency of the project; fixed when a review is taken.')}
              value={settings.review_rate_micros / MICROS}
              onChange={(value) =>
                typeof value === 'number'
                  ? set({ review_rate_micros: Math.round(value * MICROS) })
                  : undefined
              }
              error={fault('review_rate_micros')}
              min={0}
              step={0.01}
              decimalScale={6}
            />
          </div>
          {settings.second_review_share > 0 ? (
            <>
              <Checkbox
                label={t('The second reviewer is not told what the first one said')}
                description={t(
                  'Then rejections are looked at again too, and how far the two agree measures the first one. Else the second reviewer sees what the first one left, unless it was rejected.',
                )}
                checked={settings.second_review_is_blind}
                onChange={(event) => set({ second_review_is_blind: event.currentTarget.checked })}
              />
              {settings.second_review_is_blind ? (
                <Checkbox
                  label={t('Where the two differ I decide')}
                  description={t('The task waits for your decision. Else the second one decides.')}
                  checked={settings.differing_reviews === 'customer_decides'}
                  onChange={(event) =>
                    set({
                      differing_reviews: event.currentTarget.checked
                        ? 'customer_decides'
                        : 'second_decides',
                    })
                  }
                />
              ) : null}
            </>
          ) : null}
          <div className="gw-pair">
            <TagsInput
              label={t('Qualifications of reviewers')}
              description={t(
                'Reviewers need all of them, besides those of the project. None: everybody who may work on it may review.',
              )}
              value={settings.review_qualifications}
              onChange={(names) => set({ review_qualifications: names })}
              error={fault('review_qualifications')}
            />
            <NumberInput
              label={t('Rejections of one task')}
              description={t(
                'So often a task goes back to other workers; rejected once more, it waits for your decision.',
              )}
              value={settings.rejections_max}
              onChange={(value) =>
                typeof value === 'number' ? set({ rejections_max: value }) : undefined
              }
              error={fault('rejections_max')}
              min={0}
              max={20}
              allowDecimal={false}
            />
          </div>
        </>
      ) : null}
    </fieldset>
  );
}

/** Without what dividing by a hundredth leaves behind. */
function percentOf(share: number): number {
  return Math.round(share * 1e6) / 1e4;
}
