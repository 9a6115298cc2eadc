import { queryOptions } from '@tanstack/react-query';
import { ask, client } from '../../api/client';

/** How people may come in here. */
export const optionsQuery = queryOptions({
  queryKey: ['sign-in', 'options'],
  queryFn: () => ask(client.GET('/api/sign-in/options')),
  staleTime: Infinity,
});
