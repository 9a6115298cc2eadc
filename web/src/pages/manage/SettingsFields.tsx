import { NumberInput, Select, SegmentedControl, TagsInput, TextInput } from '@mantine/core';
import { t } from '../../messages';
import { faultAt } from '../../ui/faults';
import { RulesField } from './RulesField';
import { ReviewFields } from './ReviewFields';
import type { Settings } from './settings';

const MICROS = 1_000_000;

interface Props {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
  readonly error: Error | null;
  /** Where the settings stand in what was sent: `/settings`, or nothing. */
  readonly at?: string;
}

/** Who may work on a project, for what price, and how sure its answers must be. */
export function SettingsFields({ settings, onChange, error, at = '' }: Props) {
  const fault = (name: keyof Settings) => faultAt(error, `${at}/${name}`);
  const set = (change: Partial<Settings>) => onChange({ ...settings, ...change });
  const number = (name: NumberName, factor = 1) => ({
    value: rounded(settings[name] / factor),
    onChange: (value: string | number) =>
      typeof value === 'number' ? set({ [name]: rounded(value * factor) }) : undefined,
    error: fault(name),
    min: 0,
  });
  const isAdaptive = settings.annotations_max !== null;
  return (
    <>
      <div className="gw-pair">
        <NumberInput
          label={t('Pay for one answer')}
          {...number('rate_micros', MICROS)}
          onChange={(value) =>
            typeof value === 'number' ? set({ rate_micros: Math.round(value * MICROS) }) : undefined
          }
          step={0.01}
          decimalScale={6}
        />
        <TextInput
          label={t('Currency')}
          value={settings.currency}
          onChange={(event) => set({ currency: event.target.value.toUpperCase() })}
          maxLength={3}
          error={fault('currency')}
        />
      </div>
      <div>
        <p className="gw-form-label" id="redundancy">
          {t('Answers for a task')}
        </p>
        <SegmentedControl
          fullWidth
          aria-labelledby="redundancy"
          value={isAdaptive ? 'adaptive' : 'fixed'}
          onChange={(kind) =>
            set({
              annotations_max: kind === 'fixed' ? null : Math.max(settings.annotations_wanted, 5),
              budget_micros: kind === 'fixed' ? null : settings.budget_micros,
            })
          }
          data={[
            { value: 'fixed', label: t('Always as many') },
            { value: 'adaptive', label: t('More until sure enough') },
          ]}
        />
      </div>
      <div className="gw-pair">
        <NumberInput
          label={isAdaptive ? t('At least') : t('Answers')}
          {...number('annotations_wanted')}
          min={1}
          max={100}
          allowDecimal={false}
        />
        {isAdaptive ? (
          <NumberInput
            label={t('At most')}
            value={settings.annotations_max ?? settings.annotations_wanted}
            onChange={(value) =>
              typeof value === 'number' ? set({ annotations_max: value }) : undefined
            }
            min={1}
            max={100}
            allowDecimal={false}
            error={fault('annotations_max') ?? faultAt(error, at)}
          />
        ) : null}
      </div>
      {isAdaptive ? (
        <div className="gw-pair">
          <NumberInput
            label={t('Sure enough, in %')}
            description={t('How likely the answer must be right.')}
            {...number('target_confidence', 0.01)}
            max={100}
          />
          <NumberInput
            label={t('Lead in answers')}
            description={t('By how many the answer must lead over the next best.')}
            {...number('target_margin')}
          />
        </div>
      ) : null}
      <div className="gw-pair">
        {isAdaptive ? (
          <NumberInput
            label={t('Budget for answers')}
            description={t('Further answers go where they tell most, until it is spent.')}
            value={settings.budget_micros === null ? '' : settings.budget_micros / MICROS}
            onChange={(value) =>
              set({ budget_micros: typeof value === 'number' ? Math.round(value * MICROS) : null })
            }
            min={0}
            error={fault('budget_micros') ?? faultAt(error, at)}
          />
        ) : null}
        <NumberInput
          label={t('Wrong at most, in %')}
          description={t('Promised of the answers as far as gold tasks show it.')}
          value={
            settings.target_wrong_share === null ? '' : rounded(settings.target_wrong_share * 100)
          }
          onChange={(value) =>
            set({ target_wrong_share: typeof value === 'number' ? rounded(value / 100) : null })
          }
          min={0}
          max={100}
          error={fault('target_wrong_share')}
        />
        {settings.target_wrong_share === null ? null : (
          <NumberInput
            label={t('With a certainty of, in %')}
            description={t('How sure gold tasks must make it.')}
            {...number('target_certainty', 0.01)}
            max={100}
          />
        )}
      </div>
      <div className="gw-pair">
        <NumberInput
          label={t('Gold tasks mixed in, in %')}
          description={t('Gold tasks show how well each worker does.')}
          {...number('gold_share', 0.01)}
          max={100}
        />
        <NumberInput
          label={t('Practice to pass, in %')}
          description={t('Of the onboarding tasks, before work is offered.')}
          {...number('onboarding_pass_share', 0.01)}
          max={100}
        />
      </div>
      <div className="gw-pair">
        <NumberInput
          label={t('Showings of a gold task')}
          description={t('After so many it rests for good. Empty: no limit.')}
          value={settings.gold_showings_max ?? ''}
          onChange={(value) =>
            set({ gold_showings_max: typeof value === 'number' ? Math.round(value) : null })
          }
          min={1}
          error={fault('gold_showings_max')}
        />
        <NumberInput
          label={t('Gold tasks to one worker, in %')}
          description={t('Nobody is given more of them, so nobody can collect them.')}
          {...number('gold_worker_share', 0.01)}
          max={100}
        />
      </div>
      <div className="gw-pair">
        <NumberInput
          label={t('Work that all are given, in %')}
          description={t('Shows who copies. Costs up to as much more.')}
          {...number('overlap_share', 0.01)}
          max={100}
        />
        <NumberInput
          label={t('Time for one task, in minutes')}
          description={t('After it somebody else may be given the task.')}
          {...number('lease_seconds', 60)}
          onChange={(value) =>
            typeof value === 'number' ? set({ lease_seconds: Math.round(value * 60) }) : undefined
          }
        />
      </div>
      <Select
        label={t('Who may work on it')}
        value={settings.workforce}
        allowDeselect={false}
        onChange={(workforce) =>
          set({ workforce: workforce === 'marketplace' ? 'marketplace' : 'organisation' })
        }
        data={[
          { value: 'organisation', label: t('Workers of the organisation') },
          { value: 'marketplace', label: t('Everybody of the marketplace') },
        ]}
        error={fault('workforce')}
      />
      <div className="gw-pair">
        <TagsInput
          label={t('Qualifications')}
          description={t('Workers need all of them. Press Enter after each.')}
          value={settings.required_qualifications}
          onChange={(names) => set({ required_qualifications: names })}
          error={fault('required_qualifications')}
        />
        <TagsInput
          label={t('Languages')}
          description={t('Such as en or pt-BR; workers need one of them.')}
          value={settings.required_languages}
          onChange={(names) => set({ required_languages: names })}
          error={fault('required_languages')}
        />
      </div>
      <RulesField
        rules={settings.rules}
        onChange={(rules) => set({ rules })}
        error={fault('rules')}
      />
      <ReviewFields settings={settings} onChange={onChange} error={error} at={at} />
    </>
  );
}

type NumberName =
  | 'rate_micros'
  | 'annotations_wanted'
  | 'target_confidence'
  | 'target_margin'
  | 'target_certainty'
  | 'gold_share'
  | 'gold_worker_share'
  | 'overlap_share'
  | 'onboarding_pass_share'
  | 'lease_seconds';

/** Without what dividing by a hundredth leaves behind. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
