import { ProblemError } from '../api/problem';

/** What the server found wrong at a place of what was sent, or below it. */
export function faultAt(error: Error | null, pointer: string): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  return error.faults.find(
    (one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`),
  )?.sentence;
}
