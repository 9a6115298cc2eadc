/** How a call can fail: refused by the server with a reason, or not answered at all. */
import type { components } from './schema.gen';
import type { Fault } from '../editor/contract';

type ProblemBody = components['schemas']['Problem'];

/** The server refused: `message` says what happened and what to do. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly faults: readonly Fault[];

  constructor(status: number, body: Partial<ProblemBody> | undefined) {
    super(body?.detail ?? `The server answered ${status}.`);
    this.name = 'ProblemError';
    this.status = status;
    this.code = body?.code ?? 'http_error';
    this.faults = (body?.faults ?? []).map(({ pointer, message }) => ({
      pointer,
      sentence: message,
    }));
  }
}

/** No answer, or the server is not ready to give one: worth trying again. */
export class UnreachableError extends Error {
  constructor() {
    super('The server cannot be reached.');
    this.name = 'UnreachableError';
  }
}

const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/** What the body of a refusal becomes. */
export function failure(status: number, body: unknown): Error {
  if (PASSING.has(status) && status !== 429 && status !== 500) return new UnreachableError();
  return new ProblemError(status, isProblem(body) ? body : undefined);
}

/** Whether the same call may well succeed in a while. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof UnreachableError ||
    (error instanceof ProblemError && PASSING.has(error.status))
  );
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'detail' in body;
}
