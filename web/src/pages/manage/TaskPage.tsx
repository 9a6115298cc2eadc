/** One task: what was asked, what was answered, and the customer's own word on it. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Instruction } from '../../editor/Instruction';
import { moment, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { StatusMark } from '../../ui/Progress';
import { usePageTitle } from '../../ui/usePageTitle';
import { Audit } from './Audit';
import { printed } from './jsonText';
import { taskQuery, type Task } from './queries';
import { useScope } from './scope';
import { TaskView, type Mending } from './TaskView';
import '../../editor/frame.css';

export function TaskPage() {
  const { task: id } = useParams({ from: '/inside/manage/tasks/$task' });
  usePageTitle(t('Task {id}', { id }));
  const asked = useQuery(taskQuery(useScope(), id));
  return <Answer asked={asked}>{(task) => <Shown key={task.id} task={task} />}</Answer>;
}

function Shown({ task }: { task: Task }) {
  const [isMending, setIsMending] = useState(false);
  const [mending, setMending] = useState<Mending | null>(null);
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
              key={`${task.updated_at} ${isMending}`}
              task={task}
              readOnly={!isMending}
              onReady={setMending}
            />
          </section>
          <Raw title={t('Answer as JSON')} value={task.response} />
          <Raw title={t('Params as JSON')} value={task.params} />
        </div>
        <aside>
          {task.status === 'completed' ? (
            <Audit
              task={task}
              isMending={isMending}
              onMending={setIsMending}
              read={() => mending?.read() ?? { response: null, faults: 0 }}
            />
          ) : null}
          <Facts task={task} />
          {task.instruction ? (
            <details className="gw-panel">
              <summary>{t('Instructions')}</summary>
              <Instruction text={task.instruction} />
            </details>
          ) : null}
        </aside>
      </div>
    </>
  );
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
    [t('Sureness'), task.confidence === null ? '–' : `${(task.confidence * 100).toFixed(1)} %`],
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
