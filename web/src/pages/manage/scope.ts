/** For which organisation and in which environment the screens of customers act: the address says. */
import { useSearch } from '@tanstack/react-router';
import createClient, { type Client } from 'openapi-fetch';
import type { paths } from '../../api/schema.gen';
import { useMe, type Me } from '../../shell/session';

export type Environment = 'live' | 'test';
export type Membership = Me['memberships'][number];

export interface Scope {
  readonly organisation: number;
  readonly environment: Environment;
  readonly isManager: boolean;
  readonly isAdmin: boolean;
  /** Calls for this organisation and environment. */
  readonly api: Client<paths>;
  /** The beginning of the key under which an answer is kept. */
  readonly key: readonly [string, number, Environment];
  /** An address that carries the scope itself, for links and pictures. */
  readonly link: (path: string, query?: Record<string, string>) => string;
}

/** Where a person is more than a worker. */
export function managed(me: Me): Membership[] {
  return me.memberships.filter((one) => one.role !== 'worker');
}

const made = new Map<string, Scope>();

export function useScope(): Scope {
  const me = useMe();
  const asked = useSearch({ from: '/inside/manage' });
  const of = managed(me);
  const membership = of.find((one) => `${one.organisation_id}` === asked.organisation) ?? of[0];
  if (!membership)
    throw new Error('You belong to no organisation here; ask an admin to invite you.');
  const environment = asked.environment === 'test' ? 'test' : 'live';
  const name = `${membership.organisation_id} ${environment} ${membership.role}`;
  const scope = made.get(name) ?? scopeOf(membership, environment);
  made.set(name, scope);
  return scope;
}

function scopeOf({ organisation_id, role }: Membership, environment: Environment): Scope {
  const named = {
    'goldwright-organisation': `${organisation_id}`,
    'goldwright-environment': environment,
  };
  return {
    organisation: organisation_id,
    environment,
    isManager: role === 'manager' || role === 'admin',
    isAdmin: role === 'admin',
    api: createClient<paths>({
      baseUrl: globalThis.location.origin,
      fetch: (request) => globalThis.fetch(request),
      headers: named,
    }),
    key: ['manage', organisation_id, environment],
    link: (path, query = {}) => `${path}?${new URLSearchParams({ ...query, ...named })}`,
  };
}
