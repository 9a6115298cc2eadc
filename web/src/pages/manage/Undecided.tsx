/** Tasks of a project whose answers no method could join, for a person to decide. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/client';
import { moment, percent, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { DataTable } from '../../ui/DataTable';
import { ShowMore } from '../../ui/ShowMore';
import type { Project } from './queries';
import { useScope } from './scope';

export function Undecided({ project }: { project: Project }) {
  const { api, key } = useScope();
  const asked = useInfiniteQuery({
    queryKey: [...key, 'undecided', project.name],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/projects/{name}/undecided', {
          params: {
            path: { name: project.name },
            query: pageParam === '' ? {} : { after: pageParam },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_after ?? undefined,
  });
  return (
    <>
      <Answer asked={asked}>
        {({ pages }) => (
          <DataTable
            label={t('To be decided')}
            rows={pages.flatMap((one) => one.tasks)}
            keyOf={(one) => one.task_id}
            empty={t('Nothing waits for a decision: every answer could be joined.')}
            columns={[
              {
                title: t('Task'),
                cell: (one) => (
                  <Link to="/manage/tasks/$task" params={{ task: one.task_id }}>
                    {one.unique_id ?? one.task_id}
                  </Link>
                ),
              },
              {
                title: t('Answers'),
                cell: (one) => t('{n}', { n: one.annotations }),
                isNumber: true,
              },
              {
                title: t('Agreement'),
                cell: (one) => percent(one.agreement),
                isNumber: true,
              },
              { title: t('Since'), cell: (one) => moment(one.updated_at) },
            ]}
          />
        )}
      </Answer>
      <ShowMore asked={asked} />
    </>
  );
}
