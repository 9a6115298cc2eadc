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
  goldUrl: '/gold',
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

test('what is known to be right is sent as gold, and what was there already is no fault', async () => {
  const asked = answering('{"task_id": "a"}');
  asked.mockResolvedValueOnce(
    new Response('{"code": "duplicate_key", "title": "There is one"}', { status: 409 }),
  );
  const known = items('a', 'b').map((one) => ({ ...one, known: { category: 'x' } }));

  const { created, existing, failed } = await sendAll(known, options);

  expect([created, existing, failed]).toEqual([1, 1, []]);
  expect(asked.mock.calls.map(([url]) => url).slice(-2)).toEqual(['/gold', '/gold']);
});
