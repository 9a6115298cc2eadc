/** The kinds of work this installation knows; they change only with its version. */
import { queryOptions } from '@tanstack/react-query';
import { ask, client } from './client';

export const taskTypesQuery = queryOptions({
  queryKey: ['task-types'],
  queryFn: () => ask(client.GET('/api/task-types')),
  staleTime: Infinity,
});
