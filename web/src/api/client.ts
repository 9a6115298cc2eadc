/** Our API with its types, made from its OpenAPI document; a call gives its answer or throws. */
import createClient, { type Client } from 'openapi-fetch';
import { failure, UnreachableError } from './problem';
import type { components, paths } from './schema.gen';

export type Schemas = components['schemas'];

export const client: Client<paths> = createClient<paths>({
  baseUrl: globalThis.location.origin,
  // Looked up at each call, so that a test may take its place.
  fetch: (request) => globalThis.fetch(request),
});

// By how much the server's clock is ahead of this machine's, which may be set wrong.
let skewMs = 0;

client.use({
  onResponse({ response }) {
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) skewMs = date - Date.now();
    return undefined;
  },
});

/** The time by the server's clock, to a second. */
export function serverNow(): number {
  return Date.now() + skewMs;
}

interface Answered<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** `await ask(client.GET('/api/offers'))`: the answer; ProblemError or UnreachableError. */
export async function ask<Data>(call: Promise<Answered<Data>>): Promise<Data> {
  const answered = await call.catch((reason: unknown) => {
    // `fetch` rejects with a TypeError when there was no answer, and with nothing else.
    throw reason instanceof TypeError ? new UnreachableError() : reason;
  });
  if (!answered.response.ok) throw failure(answered.response.status, answered.error);
  return answered.data as Data; // absent only where the answer has no body, and Data is undefined
}
