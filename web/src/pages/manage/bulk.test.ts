import { expect, test, vi } from 'vitest';
import { sendAll, type Item } from './bulk';

function items(...names: string[]): Item[] {
  return names.map((name) => ({ where: name, task: () => Promise.resolve({ unique_id: name }) }));
}

function answering(...answers: (string | Error)[]) {
  return vi.spyOn(globalThis, 'fetch').mockImplementation(() => {
    const answer = answers.shift() ?? '';
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(new Response(answer));
  });
}

const options = {
  url: '/there',
  onProgress: () => undefined,
  signal: new AbortController().signal,
};

test('each is told what became of it, and only what may pass is worth a retry', async () => {
  answering(
    '{"status": "created"}\n{"line": 2, "error": "no", "faults": [{"pointer": "/a", "message": "is bad"}]}\n',
  );
  const broken: Item = { where: 'c', task: () => Promise.reject(new Error('too large')) };

  const { created, failed, done } = await sendAll([...items('a', 'b'), broken], options);

  expect([created, done]).toEqual([1, 3]);
  expect(failed.map((one) => [one.item.where, one.reason, one.isPassing])).toEqual([
    ['c', 'too large', false],
    ['b', '/a is bad', false],
  ]);
});

test('nothing is taken as stored that was not said to be', async () => {
  answering(new TypeError('cut off'), '{"status": "created"}\n');

  const cut = await sendAll(items('a', 'b'), options);
  const early = await sendAll(items('a', 'b'), options);

  expect(cut.failed.map((one) => one.isPassing)).toEqual([true, true]);
  expect(early.failed.map((one) => one.item.where)).toEqual(['a', 'b']);
});
