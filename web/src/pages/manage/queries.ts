/** What several screens of customers ask for. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ask, client, type Schemas } from '../../api/client';
import type { Scope } from './scope';

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

export interface TaskFilter {
  readonly project?: string;
  readonly batch?: string;
  readonly status?: 'pending' | 'completed' | 'cancelled' | 'error';
  readonly unique_id?: string;
  readonly next_token?: string;
}

export function tasksQuery({ api, key }: Scope, filter: TaskFilter) {
  const query = { ...filter, limit: TASKS_A_PAGE };
  return queryOptions({
    queryKey: [...key, 'tasks', query],
    queryFn: () => ask(api.GET('/api/tasks', { params: { query } })),
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
