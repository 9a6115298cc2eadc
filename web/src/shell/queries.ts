/** The cache of what the server said. */
import { QueryClient } from '@tanstack/react-query';
import { isPassing } from '../api/problem';

const RETRIES_MAX = 3;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays a refusal; only what may pass is tried again.
      retry: (failures, error) => failures < RETRIES_MAX && isPassing(error),
    },
  },
});
