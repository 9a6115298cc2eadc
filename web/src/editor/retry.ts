/** Trying again what may pass: at growing intervals, and at once when the network is back. */
import { isPassing } from '../api/problem';

const FIRST_MS = 1000;
const LONGEST_MS = 30_000;

/** Resolves with the first answer; rejects with a refusal, or when `signal` is aborted. */
export async function untilAnswered<Result>(
  call: () => Promise<Result>,
  signal: AbortSignal,
  onFailure: () => void = () => undefined,
): Promise<Result> {
  for (let wait = FIRST_MS; ; wait = Math.min(wait * 2, LONGEST_MS)) {
    try {
      return await call();
    } catch (error) {
      if (signal.aborted || !isPassing(error)) throw error;
      onFailure();
      await pause(wait, signal);
      signal.throwIfAborted();
    }
  }
}

/** Until the time is over, the network comes back or `signal` is aborted. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}
