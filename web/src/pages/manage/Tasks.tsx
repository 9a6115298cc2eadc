/** Tasks, newest first: filtered, page by page, both kept in the address. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { SubmitEvent } from 'react';
import { moment, percent, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { DataTable } from '../../ui/DataTable';
import { Field } from '../../ui/Field';
import { typed } from '../../ui/form';
import { StatusMark, statusName } from '../../ui/Progress';
import { usePageTitle } from '../../ui/usePageTitle';
import { projectsQuery, tasksQuery, type Task, type TaskFilter } from './queries';
import { scopeName } from './Projects';
import { useScope } from './scope';

const STATUSES = ['pending', 'completed', 'cancelled', 'error'] as const;

export function Tasks() {
  usePageTitle(t('Tasks'));
  const scope = useScope();
  const { after, status, ...search } = useSearch({ from: '/inside/manage/tasks' });
  const known = STATUSES.find((one) => one === status);
  const filter: TaskFilter = {
    ...textsOf(search),
    ...(known === undefined ? {} : { status: known }),
  };
  const asked = useQuery(
    tasksQuery(scope, after === undefined ? filter : { ...filter, next_token: after }),
  );
  return (
    <>
      <header className="gw-head">
        <h1>{t('Tasks')}</h1>
      </header>
      <Filters key={JSON.stringify(filter)} filter={filter} />
      <Answer asked={asked}>
        {(page) => (
          <>
            <p role="status" className="gw-quiet">
              {page.total === 1 ? t('1 task') : t('{n} tasks', { n: page.total })}
            </p>
            <List tasks={page.tasks} />
            <nav className="gw-pages" aria-label={t('Pages')}>
              {after === undefined ? null : (
                <Link to="/manage/tasks" search={filter}>
                  {t('Newest')}
                </Link>
              )}
              {page.next_token === null ? null : (
                <Link to="/manage/tasks" search={{ ...filter, after: page.next_token }}>
                  {t('Older')}
                </Link>
              )}
            </nav>
          </>
        )}
      </Answer>
    </>
  );
}

function textsOf(search: { project?: string; batch?: string; unique_id?: string }): TaskFilter {
  const { project, batch, unique_id } = search;
  return {
    ...(project === undefined ? {} : { project }),
    ...(batch === undefined ? {} : { batch }),
    ...(unique_id === undefined ? {} : { unique_id }),
  };
}

function Filters({ filter }: { filter: TaskFilter }) {
  const projects = useQuery(projectsQuery(useScope())).data ?? [];
  const navigate = useNavigate();
  const go = (form: HTMLFormElement) => {
    const data = new FormData(form);
    const said = ['status', 'project', 'batch', 'unique_id']
      .map((name) => [name, typed(data, name)] as const)
      .filter(([, value]) => value !== '');
    const search: Record<string, string> = Object.fromEntries(said);
    return navigate({ to: '/manage/tasks', search });
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void go(event.currentTarget);
  };
  const isFiltered = Object.keys(filter).length > 0;
  const { project, status } = filter;
  // A project by a link is offered too while the list is on its way.
  const names = new Set([...projects.map((one) => one.name), ...(project ? [project] : [])]);
  return (
    <form className="gw-row gw-filters" role="search" onSubmit={onSubmit}>
      <div className="gw-field">
        <label htmlFor="task-status">{t('Status')}</label>
        <select
          id="task-status"
          name="status"
          className="gw-select"
          defaultValue={status ?? ''}
          onChange={(event) => event.target.form && go(event.target.form)}
        >
          <option value="">{t('Any')}</option>
          {STATUSES.map((one) => (
            <option key={one} value={one}>
              {statusName(one)}
            </option>
          ))}
        </select>
      </div>
      <div className="gw-field">
        <label htmlFor="task-project">{t('Project')}</label>
        <select
          key={names.size}
          id="task-project"
          name="project"
          className="gw-select"
          defaultValue={project ?? ''}
          onChange={(event) => event.target.form && go(event.target.form)}
        >
          <option value="">{t('All projects')}</option>
          {[...names].map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </div>
      <Field label={t('Batch')} name="batch" defaultValue={filter.batch} size={16} />
      <Field label={t('unique_id')} name="unique_id" defaultValue={filter.unique_id} size={20} />
      <button type="submit" className="gw-button">
        {t('Filter')}
      </button>
      {isFiltered ? (
        <Link to="/manage/tasks" search={{}}>
          {t('Show all')}
        </Link>
      ) : null}
    </form>
  );
}

function List({ tasks }: { tasks: readonly Task[] }) {
  const scope = useScope();
  return (
    <DataTable
      label={t('Tasks')}
      rows={tasks}
      keyOf={(one) => one.id}
      empty={t('No tasks match in the {environment} environment.', scopeName(scope))}
      columns={[
        {
          title: t('Task'),
          cell: (one) => (
            <Link to="/manage/tasks/$task" params={{ task: one.id }}>
              {one.unique_id ?? one.id}
            </Link>
          ),
        },
        { title: t('Status'), cell: (one) => <StatusMark status={one.status} /> },
        { title: t('Project'), cell: (one) => one.project_name ?? '–' },
        { title: t('Batch'), cell: (one) => one.batch_name ?? '–' },
        {
          title: t('Sureness'),
          cell: (one) => percent(one.confidence),
          isNumber: true,
        },
        { title: t('Sent'), cell: (one) => moment(one.created_at) },
      ]}
    />
  );
}
