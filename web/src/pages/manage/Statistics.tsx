/** What is foretold of a project, and charts of what is measured, each with its table. */
import { useQuery } from '@tanstack/react-query';
import { ask, type Schemas } from '../../api/client';
import { day, money, percent, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { Chart } from './Chart';
import type { Project } from './queries';
import { useScope, type Scope } from './scope';

type Shown = Schemas['ProjectStatistics'];
type Foretold = Schemas['ProjectOutlook'];

const REFRESH_MS = 60_000;

export function statisticsQuery({ api, key }: Scope, name: string) {
  return {
    queryKey: [...key, 'statistics', name],
    queryFn: () => ask(api.GET('/api/projects/{name}/statistics', { params: { path: { name } } })),
    refetchInterval: REFRESH_MS,
  };
}

function outlookQuery({ api, key }: Scope, name: string) {
  return {
    queryKey: [...key, 'outlook', name],
    queryFn: () => ask(api.GET('/api/projects/{name}/outlook', { params: { path: { name } } })),
    refetchInterval: REFRESH_MS,
  };
}

/** While work is left, when it will be done and for how much more; how right answers are. */
export function Outlook({ project, isDone }: { project: Project; isDone: boolean }) {
  const scope = useScope();
  const foretold = useQuery(outlookQuery(scope, project.name));
  const measured = useQuery(statisticsQuery(scope, project.name));
  return (
    <Answer asked={foretold}>
      {(ahead) => (
        <Answer asked={measured}>
          {({ gold }) => (
            <dl className="gw-figures">
              {isDone ? null : <Ahead ahead={ahead} project={project} />}
              <KnownTasks gold={gold} />
            </dl>
          )}
        </Answer>
      )}
    </Answer>
  );
}

function Ahead({ ahead, project }: { ahead: Foretold; project: Project }) {
  const { hours, cost_micros: cost, paid_micros: paid } = ahead;
  return (
    <>
      <div>
        <dt>{t('Done in')}</dt>
        <dd>
          {hours ? span(hours.expected) : '–'}
          <small>{certainty(hours)}</small>
        </dd>
      </div>
      <div>
        <dt>{t('Still to pay')}</dt>
        <dd>
          {amount(cost.expected - paid, project)}
          <small>
            {cost.low === cost.high
              ? t('beside gold tasks and reviews')
              : t('{low} to {high}, beside gold tasks and reviews', {
                  low: amount(cost.low - paid, project),
                  high: amount(cost.high - paid, project),
                })}
          </small>
        </dd>
      </div>
    </>
  );
}

function KnownTasks({ gold }: { gold: Shown['gold'] }) {
  return (
    <div>
      <dt>{t('Right on gold tasks')}</dt>
      <dd>
        {gold.total > 0 ? percent(gold.right / gold.total) : '–'}
        <small>
          {gold.total > 0
            ? t('{low} to {high} with 95% certainty, {n} {n|answer|answers}', {
                low: percent(gold.low),
                high: percent(gold.high),
                n: gold.total,
              })
            : t('no gold task was answered yet')}
        </small>
      </dd>
    </div>
  );
}

function amount(micros: number, { currency }: Project): string {
  return money(Math.round(micros / 10_000) * 10_000, currency);
}

function certainty(hours: Foretold['hours']): string {
  if (hours === null) return t('told after ten answers');
  return hours.high === null
    ? t('at least {low}; answers come too unevenly to say more', { low: span(hours.low) })
    : t('{low} to {high} with 95% certainty', { low: span(hours.low), high: span(hours.high) });
}

const HOURS_A_DAY = 24;

/** A span of time as people say it. */
export function span(hours: number): string {
  if (hours < 1) return t('{n} min', { n: Math.round(hours * 60) });
  if (hours < 2 * HOURS_A_DAY) return t('{n} h', { n: Math.round(hours * 10) / 10 });
  return t('{n} {n|day|days}', { n: Math.round((hours / HOURS_A_DAY) * 10) / 10 });
}

const plain = (value: number) => t('{n}', { n: value });
const share = (value: number) => percent(value);

export function Charts({ project }: { project: Project }) {
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
