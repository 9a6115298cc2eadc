/** A stream of unknown length fetched piece by piece, so that it can be followed, stopped and retried. */
import { failure, UnreachableError } from '../../api/problem';

export interface Received {
  readonly bytes: number;
  /** Ends of lines among them. */
  readonly lines: number;
}

/** Pieces are handed to the browser in blobs of this size, which it may keep on disk. */
const BLOB_BYTES = 8_000_000;
const END_OF_LINE = 10;

/** All that an address gives; ProblemError, UnreachableError when it breaks off, or an AbortError. */
export async function download(
  url: string,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (now: Received) => void },
): Promise<Blob> {
  const answered = await reached(fetch(url, { signal }));
  if (!answered.ok) throw failure(answered.status, await answered.json().catch(() => undefined));
  const blobs: Blob[] = [];
  let held: Uint8Array<ArrayBuffer>[] = [];
  let [heldBytes, bytes, lines] = [0, 0, 0];
  const reader = answered.body?.getReader();
  while (reader) {
    const { value: piece } = await reached(reader.read());
    if (piece === undefined) break;
    held.push(piece);
    heldBytes += piece.length;
    bytes += piece.length;
    for (const byte of piece) if (byte === END_OF_LINE) lines += 1;
    if (heldBytes >= BLOB_BYTES) {
      blobs.push(new Blob(held));
      [held, heldBytes] = [[], 0];
    }
    onProgress({ bytes, lines });
  }
  return new Blob([...blobs, ...held]);
}

/** Has the browser put it where downloads go. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // It has begun to be saved by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function reached<Value>(answer: Promise<Value>): Promise<Value> {
  try {
    return await answer;
  } catch (reason) {
    // `fetch` rejects with a TypeError when there was no answer or it broke off.
    throw reason instanceof TypeError ? new UnreachableError() : reason;
  }
}
