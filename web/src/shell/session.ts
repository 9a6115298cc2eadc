/** Who is signed in, and coming and going. */
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { ask, client, type Schemas } from '../api/client';
import { queries } from './queries';

export type Me = Schemas['WhoAmI'];

// A page that asked although nobody is signed in would find a refusal in its console each time.
const HINT = 'goldwright.signedIn';

export const meQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => ask(client.GET('/api/session')),
  staleTime: Infinity,
});

/** The person who is signed in; only below the frame that has made sure of one. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

export function mayBeSignedIn(): boolean {
  return localStorage.getItem(HINT) !== null;
}

export async function signIn(call: Promise<unknown>): Promise<Me> {
  await call;
  queries.clear();
  localStorage.setItem(HINT, '1');
  return await queries.query({ ...meQuery, staleTime: 'static' });
}

/** Ends the session; the page must be left before it is forgotten, or it would ask once more. */
export async function signOut(leave: () => Promise<void>): Promise<void> {
  await ask(client.DELETE('/api/session'));
  await leave();
  forgetSession();
}

/** The session has ended; what is in the journal stays for the next one. */
export function forgetSession(): void {
  localStorage.removeItem(HINT);
  queries.clear();
}
