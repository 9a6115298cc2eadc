/** One task: what was asked, what was answered, and the customer's own word on it. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { ask } from '../../api/client';
import { InstructionText } from '../../editor/Instruction';
import { moment, percent, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { StatusMark } from '../../ui/Progress';
import { usePageTitle } from '../../ui/usePageTitle';
import { Answers } from './Answers';
import { Audit } from './Audit';
import { Decide } from './Decide';
import type { Mending } from './EditorPane';
import { printed } from './jsonText';
import { MakeKnown } from './MakeKnown';
import { membersQuery, taskQuery, type Task } from './queries';
import { useScope, type Scope } from './scope';
import { answerOf, TaskView } from './TaskView';
import '../../editor/frame.css';

export function TaskPage() {
  const { task: id } = useParams({ from: '/inside/manage/tasks/$task' });
  usePageTitle(t('Task {id}', { id }));
  const asked = useQuery(taskQuery(useScope(), id));
  return (
    <Answer asked={asked}>
      {(task) => <Shown key={`${task.id} ${task.status}`} task={task} />}
    </Answer>
  );
}

function Shown({ task }: { task: Task }) {
  const scope = useScope();
  const [isMending, setIsMending] = useState(false);
  const [mending, setMending] = useState<Mending | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const standing = useQuery(standingQuery(scope, task)).data;
  const members = useQuery(membersQuery(scope)).data ?? [];
  const nameOf = (id: string) => members.find((one) => one.worker_id === id)?.email ?? id;
  const isUndecided = task.status === 'pending' && standing?.state === 'needs_review';
  // Where there is no answer of the task's own, the first one given is looked at first.
  const shown =
    standing?.answers.find((one) => one.annotation_id === chosen) ??
    (isUndecided ? standing.answers[0] : undefined);
  const response = useMemo(() => answerOf(shown ? shown.response : task.response), [shown, task]);
  const read = () => mending?.read() ?? { response: null, faults: 0 };
  return (
    <>
      <header className="gw-head">
        <div>
          <h1>{task.unique_id ?? task.id}</h1>
          <p>
            <StatusMark status={task.status} />
          </p>
        </div>
      </header>
      <div className="gw-beside">
        <div>
          <section className="gw-panel" aria-label={t('Task and answer')}>
            <TaskView
              key={`${task.updated_at} ${isMending} ${shown?.annotation_id ?? ''}`}
              task={task}
              response={response}
              readOnly={!isMending}
              onReady={setMending}
            />
          </section>
          <Raw title={t('Answer as JSON')} value={shown ? shown.response : task.response} />
          <Raw title={t('Params as JSON')} value={task.params} />
        </div>
        <aside>
          {task.status === 'completed' && shown === undefined ? (
            <Audit task={task} isMending={isMending} onMending={setIsMending} read={read} />
          ) : null}
          {isUndecided && scope.isManager ? (
            <Decide
              task={task}
              chosen={response}
              isMending={isMending}
              onMending={setIsMending}
              read={read}
            />
          ) : null}
          {standing === undefined || isMending ? null : (
            <Answers
              standing={standing}
              nameOf={nameOf}
              chosen={shown?.annotation_id ?? null}
              onChoose={setChosen}
              hasOwn={task.status === 'completed'}
            />
          )}
          {scope.isManager && task.status === 'completed' && task.project_name !== null ? (
            <MakeKnown key={task.updated_at} task={task} project={task.project_name} />
          ) : null}
          <Facts task={task} />
          {task.instruction ? (
            <details className="gw-panel">
              <summary>{t('Instructions')}</summary>
              <InstructionText text={task.instruction} />
            </details>
          ) : null}
        </aside>
      </div>
    </>
  );
}

function standingQuery({ api, key }: Scope, task: Task) {
  return {
    queryKey: [...key, 'tasks', task.id, 'answers', task.updated_at],
    queryFn: () =>
      ask(api.GET('/api/tasks/{task_id}/answers', { params: { path: { task_id: task.id } } })),
  };
}

function Raw({ title, value }: { title: string; value: unknown }) {
  return (
    <details className="gw-panel">
      <summary>{title}</summary>
      <pre className="gw-code" tabIndex={0}>
        {printed(value)}
      </pre>
    </details>
  );
}

function Facts({ task }: { task: Task }) {
  const facts: [string, React.ReactNode][] = [
    [t('Id'), <code key="id">{task.id}</code>],
    [t('Kind of work'), task.type],
    [
      t('Project'),
      task.project_name === null ? (
        '–'
      ) : (
        <Link to="/manage/projects/$name" params={{ name: task.project_name }}>
          {task.project_name}
        </Link>
      ),
    ],
    [t('Batch'), task.batch_name ?? '–'],
    [t('Sureness'), percent(task.confidence)],
    [t('Sent'), moment(task.created_at)],
    [t('Completed'), task.completed_at === null ? '–' : moment(task.completed_at)],
    [t('Tags'), (task.tags ?? []).join(', ') || '–'],
    ...Object.entries(task.metadata).map(([name, value]): [string, React.ReactNode] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ];
  return (
    <section className="gw-panel" aria-label={t('Facts')}>
      <dl className="gw-list">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
