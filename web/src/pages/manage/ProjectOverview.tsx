import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ask, type Schemas } from '../../api/client';
import { duration, money, percent, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { DataTable } from '../../ui/DataTable';
import { Progress } from '../../ui/Progress';
import { ShowMore } from '../../ui/ShowMore';
import { LookBack } from './LookBack';
import { Curve, Outlook } from './Outlook';
import { useNameOf, type Project } from './queries';
import { Reviewers } from './Reviewers';
import { useScope, type Scope } from './scope';
import { SignalsOnDemand } from './Signals';
import { Charts, WorkerChart } from './Statistics';

type Quality = Schemas['ProjectQuality'];
type Worker = Quality['workers'][number];

const REFRESH_MS = 15_000;
const FEW = 10; // workers at first: on a phone each row is a card

function qualityQuery({ api, key }: Scope, name: string) {
  return {
    queryKey: [...key, 'quality', name],
    queryFn: ({ pageParam }: { pageParam: string }) =>
      ask(
        api.GET('/api/projects/{name}/quality', {
          params: { path: { name }, query: pageParam === '' ? {} : { after: pageParam } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last: Quality) => last.next_after ?? undefined,
    refetchInterval: REFRESH_MS,
  };
}

/** How far a project is, what it cost and how sure its answers are. */
export function ProjectOverview({ project }: { project: Project }) {
  const scope = useScope();
  const [isWhole, setIsWhole] = useState(false);
  const asked = useInfiniteQuery({
    ...qualityQuery(scope, project.name),
    select: ({ pages }) =>
      ({ ...pages[0], workers: pages.flatMap((one) => one.workers) }) as Quality,
  });
  return (
    <Answer asked={asked}>
      {(quality) => (
        <>
          <section className="gw-panel">
            <h2>{t('Tasks')}</h2>
            <Progress counts={quality.tasks} label={t('Tasks by status')} />
            {Object.keys(quality.tasks).length === 0 ? (
              <p>
                <Link
                  to="/manage/projects/$name"
                  params={{ name: project.name }}
                  search={{ tab: 'send' }}
                >
                  {t('Send the first tasks')}
                </Link>
              </p>
            ) : (
              <Outlook project={project} isDone={(quality.tasks['pending'] ?? 0) === 0} />
            )}
          </section>
          <section className="gw-panel">
            <h2>{t('Cost and quality')}</h2>
            <Figures quality={quality} project={project} />
          </section>
          <Charts project={project}>
            <Curve project={project} />
          </Charts>
          <section className="gw-panel">
            <h2>{t('Workers')}</h2>
            <Workers
              workers={isWhole ? quality.workers : quality.workers.slice(0, FEW)}
              project={project}
            />
            {isWhole || quality.workers.length <= FEW ? (
              <ShowMore asked={asked} />
            ) : (
              <div className="gw-pages">
                <button type="button" className="gw-button" onClick={() => setIsWhole(true)}>
                  {t('Show more')}
                </button>
              </div>
            )}
            {quality.workers.length === 0 ? null : <SignalsOnDemand project={project} />}
          </section>
          {quality.annotations > 0 ? <LookBack project={project} /> : null}
          {project.review_share > 0 || project.review_below !== null ? (
            <Reviewers project={project} />
          ) : null}
        </>
      )}
    </Answer>
  );
}

function Figures({ quality, project }: { quality: Quality; project: Project }) {
  const done = quality.tasks['completed'] ?? 0;
  const figures: [name: string, value: string, note: string][] = [
    [
      t('Cost'),
      money(quality.paid_micros, project.currency),
      done > 0
        ? t('{amount} a completed task, gold and begun tasks included', {
            amount: money(Math.round(quality.paid_micros / done), project.currency),
          })
        : '',
    ],
    [
      t('Answers'),
      t('{n}', { n: quality.annotations_counted }),
      [
        quality.gold_annotations > 0
          ? t('and {n} to gold tasks', { n: quality.gold_annotations })
          : '',
        quality.overlap_annotations > 0
          ? t('and {n} to compare workers, for {amount}', {
              n: quality.overlap_annotations,
              amount: money(quality.overlap_paid_micros, project.currency),
            })
          : '',
      ]
        .filter(Boolean)
        .join(', '),
    ],
    [
      t('Time for one'),
      meanOf(quality.active_seconds, quality.annotations),
      t('mean of active time'),
    ],
    [t('Agreement'), percent(quality.agreement), t('of answers with the settled one')],
    [t('Confidence'), percent(quality.confidence), t('mean over settled tasks')],
    [
      t('In review'),
      t('{n}', { n: quality.settlements['in_review'] ?? 0 }),
      t('tasks that wait for another worker’s look'),
    ],
    [
      t('To be decided'),
      t('{n}', { n: quality.settlements['needs_review'] ?? 0 }),
      t('tasks whose answers no method could join'),
    ],
  ];
  return (
    <dl className="gw-figures">
      {figures.map(([name, value, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            <small>{note}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** By what verdicts count; as they were given where that is something else. */
function Accepted({ acceptance: { raw, weighed } }: { acceptance: Worker['acceptance'] }) {
  if (raw.answers === 0) return '–';
  return (
    <>
      {percent(weighed.accuracy)}
      <br />
      <small className="gw-quiet">
        {t('{low} to {high}, of {n}', {
          low: percent(weighed.low),
          high: percent(weighed.high),
          n: raw.answers,
        })}
        {weighed.accuracy === raw.accuracy
          ? ''
          : t('; {share} as it was judged', { share: percent(raw.accuracy) })}
      </small>
    </>
  );
}

function meanOf(seconds: number, answers: number): string {
  if (answers === 0) return '–';
  return seconds < answers ? t('under 1 s') : duration(seconds / answers);
}

function Workers({ workers, project }: { workers: readonly Worker[]; project: Project }) {
  const nameOf = useNameOf();
  return (
    <>
      <WorkerChart workers={workers} nameOf={nameOf} />
      <DataTable
        label={t('Workers')}
        rows={workers}
        keyOf={(one) => one.worker_id}
        empty={t('Nobody’s answers could be compared yet.')}
        columns={[
          {
            title: t('Worker'),
            cell: (one) => (
              <Link
                to="/manage/projects/$name/workers/$worker"
                params={{ name: project.name, worker: one.worker_id }}
              >
                {nameOf(one.worker_id)}
              </Link>
            ),
          },
          {
            title: t('Accuracy, all evidence'),
            cell: (one) => percent(one.accuracy),
            isNumber: true,
          },
          {
            title: t('On gold tasks'),
            cell: (one) =>
              one.gold_total > 0
                ? t('{share} ({right} of {total})', {
                    share: percent(one.gold_accuracy),
                    right: one.gold_right,
                    total: one.gold_total,
                  })
                : '–',
            isNumber: true,
          },
          {
            title: t('Accepted by reviewers'),
            cell: (one) => <Accepted acceptance={one.acceptance} />,
            isNumber: true,
          },
          { title: t('Answers'), cell: (one) => t('{n}', { n: one.answers }), isNumber: true },
          {
            title: t('Time for one'),
            cell: (one) => meanOf(one.active_seconds, one.answers),
            isNumber: true,
          },
        ]}
      />
    </>
  );
}
