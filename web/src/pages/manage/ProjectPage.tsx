/** One project: how far it is and how good, sending tasks to it, what they share, its settings. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useTypeTitle } from '../../api/taskTypes';
import { t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { usePageTitle } from '../../ui/usePageTitle';
import { Exports } from './Exports';
import { Gold } from './Gold';
import { ProjectOverview } from './ProjectOverview';
import { ProjectParams } from './ProjectParams';
import { ProjectSettings } from './ProjectSettings';
import { projectQuery } from './queries';
import { useScope } from './scope';
import { SendTasks } from './SendTasks';
import { Undecided } from './Undecided';
import { WorkOnIt } from './WorkOnIt';

export function ProjectPage() {
  const { name } = useParams({ from: '/inside/manage/projects/$name' });
  const { tab = 'overview' } = useSearch({ from: '/inside/manage/projects/$name' });
  usePageTitle(name);
  const scope = useScope();
  const asked = useQuery(projectQuery(scope, name));
  const titleOf = useTypeTitle();
  const tabs = [
    { name: 'overview', label: t('Overview') },
    { name: 'send', label: t('Send tasks') },
    { name: 'undecided', label: t('To be decided') },
    { name: 'params', label: t('Instructions and params') },
    ...(scope.isManager
      ? [
          { name: 'gold', label: t('Gold tasks') },
          { name: 'export', label: t('Export') },
          { name: 'settings', label: t('Settings') },
        ]
      : []),
  ];
  return (
    <Answer asked={asked}>
      {(project) => (
        <>
          <header className="gw-head">
            <div>
              <h1>{project.name}</h1>
              <p className="gw-quiet">{titleOf(project.task_type)}</p>
            </div>
            <div className="gw-row">
              <WorkOnIt project={project} />
              <Link to="/manage/tasks" search={{ project: name }} className="gw-button">
                {t('Tasks')}
              </Link>
              <Link to="/manage/batches" search={{ project: name }} className="gw-button">
                {t('Batches')}
              </Link>
            </div>
          </header>
          <nav className="gw-places gw-tabs" aria-label={t('Project')}>
            {tabs.map((one) => (
              <Link
                key={one.name}
                to="/manage/projects/$name"
                params={{ name }}
                search={one.name === 'overview' ? {} : { tab: one.name }}
                activeOptions={{ exact: true, includeSearch: true }}
              >
                {one.label}
              </Link>
            ))}
          </nav>
          {tab === 'send' ? <SendTasks project={project} /> : null}
          {tab === 'undecided' ? <Undecided project={project} /> : null}
          {tab === 'params' ? <ProjectParams project={project} /> : null}
          {tab === 'gold' ? <Gold project={project} /> : null}
          {tab === 'export' ? <Exports project={project} /> : null}
          {tab === 'settings' ? <ProjectSettings project={project} /> : null}
          {tab === 'overview' ? <ProjectOverview project={project} /> : null}
        </>
      )}
    </Answer>
  );
}
