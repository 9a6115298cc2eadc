/** Batches, newest first, and how far each has come. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { moment, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { DataTable } from '../../ui/DataTable';
import { Progress } from '../../ui/Progress';
import { usePageTitle } from '../../ui/usePageTitle';
import { BATCHES_A_PAGE, batchesQuery, projectsQuery } from './queries';
import { scopeName } from './Projects';
import { useScope } from './scope';

export function Batches() {
  usePageTitle(t('Batches'));
  const scope = useScope();
  const { project, offset: from = '0' } = useSearch({ from: '/inside/manage/batches' });
  const navigate = useNavigate();
  const offset = Math.max(0, Number.parseInt(from, 10) || 0);
  const asked = useQuery(batchesQuery(scope, project === undefined ? {} : { project }, offset));
  const projects = useQuery(projectsQuery(scope)).data ?? [];
  const statuses: Record<string, string> = {
    staging: t('staging'),
    in_progress: t('in progress'),
    completed: t('completed'),
    cancelled: t('cancelled'),
  };
  const pageFrom = (start: number) => ({
    ...(project === undefined ? {} : { project }),
    ...(start > 0 ? { offset: `${start}` } : {}),
  });
  return (
    <>
      <header className="gw-head">
        <h1>{t('Batches')}</h1>
      </header>
      <div className="gw-row gw-filters">
        <div className="gw-field">
          <label htmlFor="batch-project">{t('Project')}</label>
          <select
            id="batch-project"
            className="gw-select"
            value={project ?? ''}
            onChange={(event) =>
              navigate({
                to: '/manage/batches',
                search: event.target.value === '' ? {} : { project: event.target.value },
              })
            }
          >
            <option value="">{t('All projects')}</option>
            {projects.map((one) => (
              <option key={one.id}>{one.name}</option>
            ))}
          </select>
        </div>
      </div>
      <Answer asked={asked}>
        {(page) => (
          <>
            <DataTable
              label={t('Batches')}
              rows={page.batches}
              keyOf={(one) => one.id}
              empty={t(
                'There are no batches here in the {environment} environment.',
                scopeName(scope),
              )}
              columns={[
                {
                  title: t('Name'),
                  cell: (one) => (
                    <Link to="/manage/tasks" search={{ batch: one.name }}>
                      {one.name}
                    </Link>
                  ),
                },
                {
                  title: t('Project'),
                  cell: (one) => (
                    <Link to="/manage/projects/$name" params={{ name: one.project_name }}>
                      {one.project_name}
                    </Link>
                  ),
                },
                { title: t('Status'), cell: (one) => statuses[one.status] ?? one.status },
                {
                  title: t('Tasks'),
                  cell: (one) => (
                    <Progress
                      counts={one.tasks}
                      label={t('Tasks of {batch} by status', { batch: one.name })}
                    />
                  ),
                },
                { title: t('Made'), cell: (one) => moment(one.created_at) },
              ]}
            />
            {page.total > BATCHES_A_PAGE ? (
              <nav className="gw-pages" aria-label={t('Pages')}>
                {offset > 0 ? (
                  <Link to="/manage/batches" search={pageFrom(offset - BATCHES_A_PAGE)}>
                    {t('Newer')}
                  </Link>
                ) : null}
                <span className="gw-quiet">
                  {t('{from} to {until} of {total}', {
                    from: offset + 1,
                    until: offset + page.batches.length,
                    total: page.total,
                  })}
                </span>
                {offset + page.batches.length < page.total ? (
                  <Link to="/manage/batches" search={pageFrom(offset + BATCHES_A_PAGE)}>
                    {t('Older')}
                  </Link>
                ) : null}
              </nav>
            ) : null}
          </>
        )}
      </Answer>
    </>
  );
}
