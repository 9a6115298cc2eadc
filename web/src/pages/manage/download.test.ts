import { expect, test, vi } from 'vitest';
import { ProblemError, UnreachableError } from '../../api/problem';
import { download } from './download';

function answering(answer: Response | Error) {
  return vi
    .spyOn(globalThis, 'fetch')
    .mockImplementation(() =>
      answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer),
    );
}

/** The part of an answer that is read; jsdom has no streams. */
function stream(pieces: readonly string[], end?: Error): Response {
  const waiting = pieces.map((one) => new TextEncoder().encode(one));
  const read = () => {
    const value = waiting.shift();
    if (value === undefined && end) return Promise.reject(end);
    return Promise.resolve({ value, done: value === undefined });
  };
  return { ok: true, body: { getReader: () => ({ read }) } } as unknown as Response;
}

const signal = new AbortController().signal;

test('what came is told piece by piece and is whole at the end', async () => {
  answering(stream(['a\nb', '\nü\n']));
  const told: [number, number][] = [];

  const blob = await download('/there', {
    signal,
    onProgress: ({ bytes, lines }) => told.push([bytes, lines]),
  });

  expect(blob.size).toBe(7);
  expect(told).toEqual([
    [3, 1],
    [7, 3],
  ]);
});

test('a stream that breaks off gives no file', async () => {
  answering(stream(['a\n'], new TypeError('cut off')));

  await expect(download('/there', { signal, onProgress: () => undefined })).rejects.toThrow(
    UnreachableError,
  );
});

test('a refusal is told with its reason', async () => {
  answering(
    new Response(JSON.stringify({ detail: 'There is no batch here.', code: 'not_found' }), {
      status: 404,
    }),
  );

  const refused = download('/there', { signal, onProgress: () => undefined });

  await expect(refused).rejects.toThrow(ProblemError);
  await expect(refused).rejects.toThrow('There is no batch here.');
});
