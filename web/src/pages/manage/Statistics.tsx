/** Charts of what is measured of a project, each with its table. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask, type Schemas } from '../../api/client';
import { day, percent, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { Chart } from './Chart';
import type { Project } from './queries';
import { useScope, type Scope } from './scope';

type Shown = Schemas['ProjectStatistics'];

const REFRESH_MS = 60_000;

export function statisticsQuery({ api, key }: Scope, name: string) {
  return {
    queryKey: [...key, 'statistics', name],
    queryFn: () => ask(api.GET('/api/projects/{name}/statistics', { params: { path: { name } } })),
    refetchInterval: REFRESH_MS,
  };
}

const plain = (value: number) => t('{n}', { n: value });
const share = (value: number) => percent(value);

/** Of what is measured; `children` are charts beside these. */
export function Charts({ project, children }: { project: Project; children: ReactNode }) {
  const asked = useQuery(statisticsQuery(useScope(), project.name));
  return (
    <Answer asked={asked}>
      {(shown) => (
        <div className="gw-charts">
          <Days shown={shown} />
          <Chart
            title={t('Labels in the answers')}
            note={t('In the newest settled answers, {n} of them; how often each stands there.', {
              n: shown.labels_from,
            })}
            bars={shown.labels.map((one) => ({ name: one.label, value: one.times }))}
            isSideways
            format={plain}
            nameTitle={t('Label')}
            valueTitle={t('Times')}
            empty={t('No settled answer has a label yet.')}
          />
          <Tenths
            title={t('Confidence of settled tasks')}
            bins={shown.confidence_bins}
            nameTitle={t('Confidence')}
          />
          <Tenths
            title={t('Agreement on settled tasks')}
            bins={shown.agreement_bins}
            nameTitle={t('Agreement')}
          />
          {children}
        </div>
      )}
    </Answer>
  );
}

function Days({ shown }: { shown: Shown }) {
  const first = shown.days.findIndex((one) => one.answers > 0);
  const days = first < 0 ? [] : shown.days.slice(first);
  return (
    <Chart
      title={t('Answers by day')}
      note={t('Counted answers of the last 30 days, by UTC.')}
      bars={days.map((one) => ({ name: day(one.since.slice(0, 10)), value: one.answers }))}
      format={plain}
      nameTitle={t('Day')}
      valueTitle={t('Answers')}
      empty={t('Nobody has answered in the last 30 days.')}
    />
  );
}

interface TenthsProps {
  readonly title: string;
  readonly bins: readonly number[];
  readonly nameTitle: string;
}

function Tenths({ title, bins, nameTitle }: TenthsProps) {
  return (
    <Chart
      title={title}
      note={t('How many tasks are how sure or agreed on, of those with several answers.')}
      bars={bins.map((value, place) => ({ name: `${place * 10}–${place * 10 + 10}%`, value }))}
      format={plain}
      nameTitle={nameTitle}
      valueTitle={t('Tasks')}
      empty={t('No task with several answers is settled yet.')}
    />
  );
}

export function WorkerChart({
  workers,
  nameOf,
}: {
  workers: readonly Schemas['ProjectQuality']['workers'][number][];
  nameOf: (id: string) => string;
}) {
  const measured = workers
    .filter((one) => one.gold_total > 0)
    .toSorted((one, two) => (two.gold_accuracy ?? 0) - (one.gold_accuracy ?? 0))
    .slice(0, 30);
  if (measured.length === 0) return null;
  return (
    <Chart
      title={t('Workers on gold tasks')}
      note={t('The line through a bar is where the accuracy lies with 95% certainty.')}
      bars={measured.map((one) => ({
        name: nameOf(one.worker_id),
        value: one.gold_accuracy ?? 0,
        low: one.gold_low,
        high: one.gold_high,
      }))}
      isSideways
      format={share}
      max={1}
      nameTitle={t('Worker')}
      valueTitle={t('Accuracy')}
      empty=""
    />
  );
}
