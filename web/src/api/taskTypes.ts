/** The kinds of work this installation knows; they change only with its version. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { ask, client, type Schemas } from './client';

export const taskTypesQuery = queryOptions({
  queryKey: ['task-types'],
  queryFn: () => ask(client.GET('/api/task-types')),
  staleTime: Infinity,
});

/** A kind of work by its wire name; undefined while they are on their way. */
export function useTaskType(name: string): Schemas['TaskTypeShown'] | undefined {
  return useQuery(taskTypesQuery).data?.find((one) => one.name === name);
}

/** What people call a kind of work; its wire name while titles are on their way. */
export function useTypeTitle(): (name: string) => string {
  const types = useQuery(taskTypesQuery).data;
  return (name) => types?.find((one) => one.name === name)?.title ?? name;
}

/** What people call a family of kinds: `image_geometry` is `Image geometry`. */
export function familyTitle(family: string): string {
  return family.charAt(0).toUpperCase() + family.slice(1).replaceAll('_', ' ');
}
