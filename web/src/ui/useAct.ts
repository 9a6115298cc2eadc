import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';

/** Something that is done on the server; what it changes there is asked for anew. */
export function useAct<Input, Result>(
  act: (input: Input) => Promise<Result>,
  changes: readonly QueryKey[] = [],
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    networkMode: 'always', // offline it fails at once and says so, rather than later and unseen
    onSuccess: () =>
      Promise.all(changes.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}
