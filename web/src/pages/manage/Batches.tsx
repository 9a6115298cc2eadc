/** Batches, newest first: how far each has come, making, releasing and cancelling them. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ask, type Schemas } from '../../api/client';
import { moment, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { Confirm } from '../../ui/Confirm';
import { DataTable } from '../../ui/DataTable';
import { Progress } from '../../ui/Progress';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import { usePageTitle } from '../../ui/usePageTitle';
import { BatchOrder } from './BatchOrder';
import { NewBatch } from './NewBatch';
import { BATCHES_A_PAGE, batchesQuery, projectsQuery } from './queries';
import { scopeName } from './Projects';
import { useScope } from './scope';

type Batch = Schemas['BatchShown'];

export function Batches() {
  usePageTitle(t('Batches'));
  const scope = useScope();
  const { project, offset: from = '0' } = useSearch({ from: '/inside/manage/batches' });
  const navigate = useNavigate();
  const offset = Math.max(0, Number.parseInt(from, 10) || 0);
  const asked = useQuery(batchesQuery(scope, project === undefined ? {} : { project }, offset));
  const found = useQuery(projectsQuery(scope));
  const projects = found.data ?? [];
  const statuses: Record<string, string> = {
    staging: t('staging'),
    in_progress: t('in progress'),
    completed: t('completed'),
    cancelled: t('cancelled'),
  };
  const end = useAct(
    ({ name, how }: { name: string; how: 'finalize' | 'cancel' }) =>
      ask(scope.api.POST(`/api/batches/{name}/${how}`, { params: { path: { name } } })),
    [
      [...scope.key, 'batches'],
      [...scope.key, 'batch-order'],
      [...scope.key, 'tasks'],
      [...scope.key, 'quality'],
    ],
  );
  const pageFrom = (start: number) => ({
    ...(project === undefined ? {} : { project }),
    ...(start > 0 ? { offset: `${start}` } : {}),
  });
  return (
    <>
      <header className="gw-head">
        <h1>{t('Batches')}</h1>
      </header>
      {scope.isManager ? (
        <>
          <div className="gw-filters">
            {found.data ? (
              <NewBatch
                projects={projects}
                {...(project === undefined ? {} : { chosen: project })}
              />
            ) : null}
          </div>
          <BatchOrder />
        </>
      ) : null}
      <Refused error={end.error} />
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
                ...(scope.isManager
                  ? [
                      {
                        title: '',
                        cell: (one: Batch) => (
                          <Ends batch={one} onEnd={(how) => end.mutate({ name: one.name, how })} />
                        ),
                      },
                    ]
                  : []),
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

/** What a manager may still do to a batch: release one that is held back, or stop one for good. */
function Ends({ batch, onEnd }: { batch: Batch; onEnd: (how: 'finalize' | 'cancel') => void }) {
  if (batch.status === 'completed' || batch.status === 'cancelled') return null;
  const pending = batch.tasks['pending'] ?? 0;
  return (
    <div className="gw-row">
      {batch.status === 'staging' ? (
        <button type="button" className="gw-button gw-small" onClick={() => onEnd('finalize')}>
          {t('Release')}
          <span className="gw-hidden"> {batch.name}</span>
        </button>
      ) : null}
      <Confirm
        label={t('Cancel the batch')}
        of={batch.name}
        question={t('{n} pending tasks are cancelled for good; completed ones stay.', {
          n: pending,
        })}
        onYes={() => onEnd('cancel')}
      />
    </div>
  );
}
