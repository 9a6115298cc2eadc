/** One task: what was asked, what was answered, and the customer's own word on it. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { ask, type Schemas } from '../../api/client';
import { useTypeTitle } from '../../api/taskTypes';
import type { JsonObject } from '../../editor/contract';
import { InstructionText } from '../../editor/Instruction';
import { ShortcutHelp } from '../../editor/ShortcutHelp';
import { useActions } from '../../editor/useActions';
import { useHasEditor } from '../../editor/useHasEditor';
import { moment, percent, t } from '../../messages';
import { DifferenceList } from '../../review/DifferenceList';
import { useComparing } from '../../review/useComparing';
import { Answer } from '../../ui/Answer';
import { StatusMark } from '../../ui/Progress';
import { usePageTitle } from '../../ui/usePageTitle';
import { Answers } from './Answers';
import { Audit } from './Audit';
import { Decide } from './Decide';
import { printed } from './jsonText';
import { MakeKnown } from './MakeKnown';
import { membersQuery, taskQuery, type Task } from './queries';
import { Reviews } from './Reviews';
import { useScope, type Scope } from './scope';
import { answerOf, TaskAnswers, useMending } from './TaskAnswers';
import { useAudit } from './useAudit';
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

const NOBODY: readonly Schemas['Member'][] = [];

function Shown({ task }: { task: Task }) {
  const scope = useScope();
  const asked = useQuery(standingQuery(scope, task));
  const members = useQuery(membersQuery(scope)).data ?? NOBODY;
  const standing = asked.data;
  const isUndecided = task.status === 'pending' && standing?.state === 'needs_review';
  const isCompleted = task.status === 'completed';
  const nameOf = useNames(members);
  const mending = useMending();
  const { isMending } = mending;
  const params = task.params as JsonObject; // params are JSON
  const views = useMemo(() => {
    const given = (standing?.answers ?? [])
      .filter((one) => one.stage === 'annotate')
      .map((one) => ({ title: nameOf(one.worker_id), response: answerOf(one.response) }));
    const own = { title: t('The settled answer'), response: answerOf(task.response) };
    // Where there is no answer of the task's own, those that were given are looked at.
    const all = isUndecided && given.length > 0 ? given : [own, ...given];
    return isMending ? [{ title: t('Your fix'), response: mending.response }, ...all] : all;
  }, [standing, nameOf, task.response, isUndecided, isMending, mending.response]);
  const comparing = useComparing(views, params, isMending);
  const shown = views[comparing.shown]?.response ?? null;
  const { begin, end } = mending;
  const onMending = useCallback(
    (isBegun: boolean) => (isBegun ? begin(shown) : end()),
    [begin, end, shown],
  );
  const canMend = useHasEditor(task.type);
  const auditing = useAudit(task, { canMend, isMending, onMending, read: mending.read });
  const keys = useMemo(
    () => [...(isCompleted ? auditing.actions : []), ...mending.actions, ...comparing.actions],
    [isCompleted, auditing.actions, mending.actions, comparing.actions],
  );
  const bound = useActions(keys);
  const [isHelping, setIsHelping] = useState(false);
  return (
    <>
      <header className="gw-head">
        <div>
          <h1>{task.unique_id ?? task.id}</h1>
          <p>
            <StatusMark status={task.status} />
          </p>
        </div>
        <button type="button" className="gw-button" onClick={() => setIsHelping(true)}>
          {t('Keys')}
        </button>
      </header>
      {isHelping ? (
        <ShortcutHelp
          keys={bound.keys}
          actions={[...keys, ...bound.ofEditor]}
          onClose={() => setIsHelping(false)}
        />
      ) : null}
      <div className="gw-beside">
        <div>
          <section className="gw-panel" aria-label={t('Task and answer')}>
            <TaskAnswers task={task} comparing={comparing} mending={mending} bound={bound} />
          </section>
          <Raw title={t('Answer as JSON')} value={shown} />
          <Raw title={t('Params as JSON')} value={task.params} />
        </div>
        <aside>
          {isCompleted ? <Audit auditing={auditing} keys={bound.keys} /> : null}
          {isUndecided && scope.isManager ? (
            <Decide
              task={task}
              chosen={shown}
              canMend={canMend}
              isMending={isMending}
              onMending={onMending}
              read={mending.read}
            />
          ) : null}
          {views.length > 1 ? (
            <div className="gw-panel gw-flush">
              <DifferenceList comparing={comparing} />
            </div>
          ) : null}
          {standing === undefined ? null : <Answers standing={standing} nameOf={nameOf} />}
          <Reviews task={task} comparing={comparing} />
          {scope.isManager && isCompleted && task.project_name !== null ? (
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

/** What a worker is called: by their address where they are of the organisation. */
function useNames(members: readonly Schemas['Member'][]): (workerId: string) => string {
  return useCallback((id) => members.find((one) => one.worker_id === id)?.email ?? id, [members]);
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
  const titleOf = useTypeTitle();
  const facts: [string, React.ReactNode][] = [
    [t('Id'), <code key="id">{task.id}</code>],
    [t('Kind of work'), titleOf(task.type)],
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
    [t('Confidence'), percent(task.confidence)],
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
