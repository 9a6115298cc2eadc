/** The organisation's projects, and what each has cost. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client';
import { useTypeTitle } from '../../api/taskTypes';
import { moment, money, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { DataTable } from '../../ui/DataTable';
import { Progress } from '../../ui/Progress';
import { usePageTitle } from '../../ui/usePageTitle';
import { costQuery, projectsQuery, type Project } from './queries';
import { useScope } from './scope';

export function Projects() {
  usePageTitle(t('Projects'));
  const scope = useScope();
  const asked = useQuery(projectsQuery(scope));
  return (
    <>
      <header className="gw-head">
        <h1>{t('Projects')}</h1>
        {scope.isManager ? (
          <Link to="/manage/new-project" className="gw-button gw-primary">
            {t('New project')}
          </Link>
        ) : null}
      </header>
      <Answer asked={asked}>{(projects) => <List projects={projects.toReversed()} />}</Answer>
    </>
  );
}

function List({ projects }: { projects: readonly Schemas['ProjectListed'][] }) {
  const scope = useScope();
  const costs = useQuery(costQuery(scope)).data ?? [];
  const titleOf = useTypeTitle();
  return (
    <DataTable
      label={t('Projects')}
      rows={projects}
      keyOf={(one) => one.id}
      empty={
        <>
          <p>
            {t('There are no projects yet in the {environment} environment.', scopeName(scope))}
          </p>
          {scope.isManager ? <Link to="/manage/new-project">{t('Make the first one')}</Link> : null}
        </>
      }
      columns={[
        {
          title: t('Name'),
          cell: (one) => (
            <Link to="/manage/projects/$name" params={{ name: one.name }}>
              {one.name}
            </Link>
          ),
        },
        {
          title: t('Kind of work'),
          cell: (one) => titleOf(one.task_type),
        },
        {
          title: t('Tasks'),
          cell: (one) => <Progress counts={one.tasks} label={t('Tasks by status')} />,
        },
        { title: t('Answers a task'), cell: answersWanted, isNumber: true },
        { title: t('Pay'), cell: (one) => money(one.rate_micros, one.currency), isNumber: true },
        { title: t('Cost so far'), cell: (one) => costOf(one, costs), isNumber: true },
        { title: t('Made'), cell: (one) => moment(one.created_at) },
      ]}
    />
  );
}

export function scopeName({ environment }: { environment: string }): { environment: string } {
  return { environment: environment === 'test' ? t('test') : t('live') };
}

export function answersWanted(project: Project): string {
  const { annotations_wanted: least, annotations_max: most = null } = project;
  return most === null || most === least ? `${least}` : `${least}–${most}`;
}

export function costOf(project: Project, costs: readonly Schemas['Cost'][]): string {
  const own = costs.filter((one) => one.project === project.name);
  if (own.length === 0) return money(0, project.currency);
  return own.map((one) => money(one.amount_micros, one.currency)).join(' + ');
}
