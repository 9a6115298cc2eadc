/** What several screens of customers ask for. */
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { ask, client, type Schemas } from '../../api/client';
import type { paths } from '../../api/schema.gen';
import { useScope, type Scope } from './scope';

export type Project = Schemas['ProjectShown'];
export type Task = Schemas['TaskShown'];

export function projectsQuery({ api, key }: Scope) {
  return queryOptions({
    queryKey: [...key, 'projects'],
    queryFn: () => ask(api.GET('/api/projects')),
  });
}

export function projectQuery({ api, key }: Scope, name: string) {
  return queryOptions({
    queryKey: [...key, 'projects', name],
    queryFn: () => ask(api.GET('/api/projects/{name}', { params: { path: { name } } })),
  });
}

export function costQuery({ api, key }: Scope) {
  return queryOptions({
    queryKey: [...key, 'cost'],
    queryFn: () => ask(api.GET('/api/cost')),
  });
}

export function membersQuery({ api, key }: Scope) {
  return queryOptions({
    queryKey: [...key, 'members'],
    queryFn: () => ask(api.GET('/api/members')),
  });
}

export function batchesQuery({ api, key }: Scope, asked: { project?: string }, offset: number) {
  const query = { ...asked, offset, limit: BATCHES_A_PAGE };
  return queryOptions({
    queryKey: [...key, 'batches', query],
    queryFn: () => ask(api.GET('/api/batches', { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export const BATCHES_A_PAGE = 25;
export const TASKS_A_PAGE = 50;

export type TaskFilter = NonNullable<paths['/api/tasks']['get']['parameters']['query']>;

/** How many pages that found too little are gone through before somebody is asked. */
const PAGES_AT_ONCE = 10;

/** A page of tasks, looked for further while it is not full; how many were looked at is told. */
export function tasksQuery({ api, key }: Scope, filter: TaskFilter) {
  const query = { ...filter, limit: TASKS_A_PAGE };
  return queryOptions({
    queryKey: [...key, 'tasks', query],
    queryFn: async () => {
      const found: Task[] = [];
      let next: string | null | undefined = filter.next_token;
      for (let pages = 1; ; pages++) {
        const page: Schemas['TaskPage'] = await ask(
          api.GET('/api/tasks', {
            params: { query: { ...query, ...(next ? { next_token: next } : {}) } },
          }),
        );
        found.push(...page.tasks);
        next = page.next_token;
        if (!page.is_cut || found.length >= TASKS_A_PAGE || pages === PAGES_AT_ONCE) {
          return { ...page, tasks: found, pages };
        }
      }
    },
    placeholderData: keepPreviousData,
  });
}

export function taskQuery({ api, key }: Scope, id: string) {
  return queryOptions({
    queryKey: [...key, 'tasks', id],
    queryFn: () => ask(api.GET('/api/tasks/{task_id}', { params: { path: { task_id: id } } })),
  });
}

/** A task of a kind to start from. */
export function exampleQuery(taskType: string) {
  return queryOptions({
    queryKey: ['task-types', taskType, 'example'],
    queryFn: () =>
      ask(client.GET('/api/task-types/{name}/example', { params: { path: { name: taskType } } })),
    staleTime: Infinity,
  });
}

/** The address of a worker who is a member, or else their id. */
export function useNameOf(): (workerId: string) => string {
  const members = useQuery(membersQuery(useScope())).data ?? [];
  return (id) => members.find((one) => one.worker_id === id)?.email ?? id;
}
