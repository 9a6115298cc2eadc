/** What all answers of a project tell together: what they took, what belief is worth, what to look at. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ask, type Schemas } from '../../api/client';
import { money, percent, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { DataTable } from '../../ui/DataTable';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import { save } from './download';
import type { Project } from './queries';
import { useScope, type Scope } from './scope';

type Shown = Schemas['Hindsight'];
type Question = Shown['questions'][number];

const MOST_TASKS = 10; // on a phone each is a card
const MOST_CLASSES = 12; // wider tables are read in the file

function hindsightQuery({ api, key }: Scope, name: string) {
  return {
    queryKey: [...key, 'hindsight', name],
    queryFn: () =>
      ask(
        api.GET('/api/projects/{name}/hindsight', {
          params: { path: { name }, query: { limit: MOST_TASKS } },
        }),
      ),
    staleTime: 60_000, // it takes the server seconds
  };
}

/** Looked for when asked, since it reads every answer of the project. */
export function LookBack({ project }: { project: Project }) {
  const [isWanted, setIsWanted] = useState(false);
  return (
    <section className="gw-panel" aria-label={t('Looking back')}>
      <h2>{t('Looking back')}</h2>
      {isWanted ? (
        <Seen project={project} />
      ) : (
        <>
          <p className="gw-quiet">
            {t(
              'What completed tasks took and saved, what confidence is worth, what is taken for what, and which tasks to look at again. Reads every answer: seconds in a large project.',
            )}
          </p>
          <button type="button" className="gw-button" onClick={() => setIsWanted(true)}>
            {t('Look back over all answers')}
          </button>
        </>
      )}
    </section>
  );
}

function Seen({ project }: { project: Project }) {
  const asked = useQuery(hindsightQuery(useScope(), project.name));
  return (
    <Answer asked={asked}>
      {(seen) => (
        <>
          <Took took={seen.delivered} project={project} />
          <Calibration seen={seen} />
          {seen.questions.map((one) => (
            <Told key={one.question} question={one} />
          ))}
          <Doubts seen={seen} />
          <Hardest tasks={seen.hardest} />
          <SaveReport seen={seen} project={project} />
        </>
      )}
    </Answer>
  );
}

/** All that the overview shows, as one file. */
function SaveReport({ seen, project }: { seen: Shown; project: Project }) {
  const { api } = useScope();
  const saving = useAct(async () => {
    const of = { params: { path: { name: project.name } } };
    const [quality, statistics, outlook] = await Promise.all([
      ask(api.GET('/api/projects/{name}/quality', of)),
      ask(api.GET('/api/projects/{name}/statistics', of)),
      ask(api.GET('/api/projects/{name}/outlook', of)),
    ]);
    const report = { project: project.name, quality, statistics, outlook, hindsight: seen };
    const text = JSON.stringify(report, null, 1);
    save(new Blob([text], { type: 'application/json' }), `${project.name}-quality.json`);
  });
  return (
    <>
      <Refused error={saving.error} />
      <button
        type="button"
        className="gw-button"
        disabled={saving.isPending}
        onClick={() => saving.mutate(undefined)}
      >
        {t('Save the report as JSON')}
      </button>
    </>
  );
}

function Took({ took, project }: { took: Shown['delivered']; project: Project }) {
  if (took.tasks === 0) return <p>{t('No task is completed yet.')}</p>;
  return (
    <dl className="gw-figures">
      <div>
        <dt>{t('A completed task')}</dt>
        <dd>
          {money(Math.round(took.paid_micros / took.tasks), project.currency)}
          <small>
            {t('with its reviews, without gold; {n} answers on average', {
              n: Math.round((10 * took.answers) / took.tasks) / 10,
            })}
          </small>
        </dd>
      </div>
      <div>
        <dt>{t('Saved')}</dt>
        <dd>
          {took.saved_share === null ? '–' : percent(took.saved_share)}
          <small>
            {took.saved_share === null
              ? t('all tasks are asked alike')
              : t('{n} answers fewer than asking every task as often as allowed: {amount}', {
                  n: (took.fixed_answers ?? 0) - took.answers,
                  amount: money(took.saved_micros ?? 0, project.currency),
                })}
          </small>
        </dd>
      </div>
    </dl>
  );
}

function Calibration({ seen }: { seen: Shown }) {
  return (
    <>
      <h3>{t('What confidence is worth')}</h3>
      {seen.calibration.length === 0 ? (
        <p className="gw-quiet">
          {t('Not known: too few gold tasks have enough answers to be settled as work is.')}
        </p>
      ) : (
        <>
          <p className="gw-quiet">
            {t(
              'From {n} gold tasks, settled as work is: how often what the rules believed that much came out right, which is the confidence that is told.',
              { n: seen.gold_tasks },
            )}
          </p>
          <DataTable
            label={t('What confidence is worth')}
            rows={seen.calibration}
            keyOf={(one) => `${one.believed}`}
            empty=""
            columns={[
              {
                title: t('Believed'),
                cell: (one) => t('from {share}', { share: percent(one.believed) }),
                isNumber: true,
              },
              { title: t('Right'), cell: (one) => percent(one.right), isNumber: true },
            ]}
          />
        </>
      )}
    </>
  );
}

function Told({ question }: { question: Question }) {
  const { classes, confusion } = question;
  return (
    <>
      <h3>{t('Question “{name}”', { name: question.question })}</h3>
      <p>
        {question.alpha === null
          ? t('{n} answers; nobody answered the same task as another.', { n: question.answers })
          : t('{n} answers to {tasks} tasks, Krippendorff’s alpha {alpha}.', {
              n: question.answers,
              tasks: question.tasks,
              alpha: question.alpha.toFixed(2),
            })}
      </p>
      {confusion.length === 0 || classes.length > MOST_CLASSES ? null : (
        <DataTable
          label={t('What is taken for what')}
          rows={confusion.map((given, place) => ({ name: classes[place] ?? '', given }))}
          keyOf={(row) => row.name}
          empty=""
          columns={[
            { title: t('Held for true'), cell: (row) => row.name },
            ...classes.map((name, place) => ({
              title: t('given “{name}”', { name }),
              cell: (row: { given: number[] }) =>
                t('{n}', { n: Math.round(row.given[place] ?? 0) }),
              isNumber: true,
            })),
          ]}
        />
      )}
    </>
  );
}

function Doubts({ seen }: { seen: Shown }) {
  if (seen.questions.length === 0) return null;
  return (
    <>
      <h3>{t('Delivered, and doubted in hindsight')}</h3>
      <DataTable
        label={t('Delivered, and doubted in hindsight')}
        rows={seen.doubts}
        keyOf={(one) => `${one.task_id} ${one.question}`}
        empty={t('A model of all answers believes all that was delivered.')}
        columns={[
          { title: t('Task'), cell: (one) => <TaskLink id={one.task_id} /> },
          { title: t('Question'), cell: (one) => one.question },
          { title: t('Delivered'), cell: (one) => one.delivered },
          { title: t('Believed'), cell: (one) => percent(one.probability), isNumber: true },
          { title: t('Rather'), cell: (one) => one.likely },
        ]}
      />
    </>
  );
}

function Hardest({ tasks }: { tasks: Shown['hardest'] }) {
  return (
    <>
      <h3>{t('Tasks on which answers agree least')}</h3>
      <DataTable
        label={t('Tasks on which answers agree least')}
        rows={tasks}
        keyOf={(one) => one.task_id}
        empty={t('No task has several answers.')}
        columns={[
          {
            title: t('Task'),
            cell: (one) => <TaskLink id={one.task_id} name={one.unique_id ?? one.task_id} />,
          },
          { title: t('Answers'), cell: (one) => t('{n}', { n: one.annotations }), isNumber: true },
          { title: t('Agreement'), cell: (one) => percent(one.agreement), isNumber: true },
          { title: t('Confidence'), cell: (one) => percent(one.confidence), isNumber: true },
          { title: t('Status'), cell: (one) => stateName(one.state) },
        ]}
      />
    </>
  );
}

function stateName(state: string): string {
  const names: Readonly<Record<string, string>> = {
    open: t('waits for answers'),
    settled: t('settled'),
    in_review: t('in review'),
    needs_review: t('to be decided'),
    ended: t('ended'),
  };
  return names[state] ?? state;
}

function TaskLink({ id, name = id }: { id: string; name?: string }) {
  return (
    <Link to="/manage/tasks/$task" params={{ task: id }}>
      {name}
    </Link>
  );
}
