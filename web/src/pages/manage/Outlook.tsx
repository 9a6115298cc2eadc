/** Where a project is going: its end, cost and certainty, whether its promise holds, its budget. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask, type Schemas } from '../../api/client';
import { money, percent, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { Chart } from './Chart';
import type { Project } from './queries';
import { useScope, type Scope } from './scope';
import { statisticsQuery } from './Statistics';

type Foretold = Schemas['ProjectOutlook'];
type Range = Schemas['RangeShown'];

const REFRESH_MS = 60_000;

function outlookQuery({ api, key }: Scope, name: string) {
  return {
    queryKey: [...key, 'outlook', name],
    queryFn: () => ask(api.GET('/api/projects/{name}/outlook', { params: { path: { name } } })),
    refetchInterval: REFRESH_MS,
  };
}

/** While work is left, when it will be done and for how much; how right answers are, as promised. */
export function Outlook({ project, isDone }: { project: Project; isDone: boolean }) {
  const scope = useScope();
  const foretold = useQuery(outlookQuery(scope, project.name));
  const measured = useQuery(statisticsQuery(scope, project.name));
  return (
    <Answer asked={foretold}>
      {(ahead) => (
        <>
          <dl className="gw-figures">
            {isDone ? null : <Ahead ahead={ahead} project={project} />}
            <Budget ahead={ahead} project={project} />
            <Promised ahead={ahead} />
            <Answer asked={measured}>{({ gold }) => <KnownTasks gold={gold} />}</Answer>
          </dl>
          {ahead.notes.length === 0 ? null : (
            <ul className="gw-notes" aria-label={t('What is missing')}>
              {ahead.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </Answer>
  );
}

function Ahead({ ahead, project }: { ahead: Foretold; project: Project }) {
  const { hours, answers, cost_micros: cost, paid_micros: paid } = ahead;
  const basis = {
    tasks: t('by what tasks took until now'),
    gold: t('by what gold tasks took'),
    settings: t('by the settings alone'),
  };
  return (
    <>
      <Figure title={t('Done in')} value={hours ? span(hours.expected) : '–'}>
        {certainty(hours)}
      </Figure>
      <Figure title={t('Cost in the end')} value={amount(cost.expected, project)}>
        {t('{range}without gold tasks; {paid} paid', {
          range: between(cost, (micros) => amount(micros, project)),
          paid: amount(paid, project),
        })}
      </Figure>
      <Figure title={t('Answers in the end')} value={t('{n}', { n: Math.round(answers.expected) })}>
        {t('{range}{given} given; {basis}', {
          range: between(answers, (count) => t('{n}', { n: Math.round(count) })),
          given: ahead.answers_given,
          basis: basis[ahead.basis],
        })}
      </Figure>
    </>
  );
}

/** What a budget bought beyond the first answers, which are bought in any case. */
function Budget({ ahead: { funds }, project }: { ahead: Foretold; project: Project }) {
  if (funds === null) return null;
  return (
    <Figure title={t('Budget')} value={amount(funds.budget_micros, project)}>
      {t(
        '{bought} answers bought beyond the first, {left} more can be; {waiting} {waiting|task waits|tasks wait} for one',
        {
          bought: funds.granted_answers,
          left: Math.max(funds.beyond - funds.granted_answers, 0),
          waiting: funds.waiting,
        },
      )}
      {funds.is_spent ? `. ${t('It is used up.')}` : ''}
    </Figure>
  );
}

/** Whether no more is wrong than was asked for; without a target, what gold tasks show. */
function Promised({ ahead: { promise, target_wrong_share: target } }: { ahead: Foretold }) {
  if (target === null && promise.checked === 0) return null;
  const sure = percent(promise.certainty, decimalsOf(promise.certainty));
  const shown = t('{wrong} of {checked} gold tasks came out wrong', {
    wrong: promise.wrong,
    checked: promise.checked,
  });
  if (target === null) {
    return (
      <Figure title={t('Wrong at most')} value={percent(promise.wrong_at_most)}>
        {t('with {sure} certainty: {shown}', { sure, shown })}
      </Figure>
    );
  }
  const standing = {
    held: t('Held'),
    broken: t('Broken'),
    unshown: t('Cannot be told yet'),
  }[promise.standing];
  return (
    <Figure title={t('Promise')} value={standing}>
      {t('at most {target} wrong with {sure} certainty; {shown}, which shows {most} at most', {
        target: percent(target, decimalsOf(target)),
        sure,
        shown,
        most: percent(promise.wrong_at_most),
      })}
    </Figure>
  );
}

function KnownTasks({ gold }: { gold: Schemas['ProjectStatistics']['gold'] }) {
  return (
    <Figure
      title={t('Right on gold tasks')}
      value={gold.total > 0 ? percent(gold.right / gold.total) : '–'}
    >
      {gold.total > 0
        ? t('single answers: {low} to {high} with 95% certainty, {n} {n|answer|answers}', {
            low: percent(gold.low),
            high: percent(gold.high),
            n: gold.total,
          })
        : t('no gold task was answered yet')}
    </Figure>
  );
}

interface FigureProps {
  readonly title: string;
  readonly value: string;
  readonly children: ReactNode;
}

function Figure({ title, value, children }: FigureProps) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {value}
        <small>{children}</small>
      </dd>
    </div>
  );
}

/** What more or less money would buy, as gold tasks show; nothing where they show nothing yet. */
export function Curve({ project }: { project: Project }) {
  const asked = useQuery(outlookQuery(useScope(), project.name));
  const curve = asked.data?.curve ?? [];
  if (curve.length === 0) return null;
  return (
    <Chart
      title={t('What more or less money would buy')}
      note={t(
        'The share of gold tasks that comes out wrong for so many answers a task, on average.',
      )}
      bars={curve.map((one) => ({
        name: t('{answers}, {cost}', {
          answers: Math.round(one.answers_each * 10) / 10,
          cost: amount(one.cost_micros, project),
        }),
        value: one.wrong_share.expected,
        low: one.wrong_share.low,
        high: one.wrong_share.high,
      }))}
      format={percent}
      max={Math.min(Math.ceil(Math.max(...curve.map((one) => one.wrong_share.high)) * 10) / 10, 1)}
      nameTitle={t('Answers a task, cost')}
      valueTitle={t('Wrong')}
      empty={t('None of the gold tasks came out wrong.')}
    />
  );
}

function amount(micros: number, { currency }: Project): string {
  return money(Math.round(micros / 10_000) * 10_000, currency);
}

function between({ low, high }: Range, format: (value: number) => string): string {
  return low === high ? '' : `${t('{low} to {high}', { low: format(low), high: format(high) })}, `;
}

/** Whole percents without decimals; 99.9 % is no 100. */
function decimalsOf(share: number): number {
  return Number.isInteger(Math.round(share * 1e6) / 1e4) ? 0 : 1;
}

function certainty(hours: Foretold['hours']): string {
  if (hours === null) return t('told after ten answers');
  return hours.high === null
    ? t('at least {low}; answers come too unevenly to say more', { low: span(hours.low) })
    : t('{low} to {high} with 95% certainty', { low: span(hours.low), high: span(hours.high) });
}

const HOURS_A_DAY = 24;

/** A span of time as people say it. */
function span(hours: number): string {
  if (hours < 1) return t('{n} min', { n: Math.round(hours * 60) });
  if (hours < 2 * HOURS_A_DAY) return t('{n} h', { n: Math.round(hours * 10) / 10 });
  return t('{n} {n|day|days}', { n: Math.round((hours / HOURS_A_DAY) * 10) / 10 });
}
