import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProblemError, UnreachableError } from '../api/problem';
import type { Assignment, WorkApi } from '../api/work';
import type { JsonObject } from './contract';
import { Journal } from './journal';
import { viewer } from './viewer';
import { HOLD, WorkQueue } from './workQueue';

/** A server with a stack of tasks, whose network can be cut. */
class FakeServer {
  isCut = false;
  readonly taken = new Map<string, { response: JsonObject; key: string; isRevision: boolean }>();
  mayRevise = true;
  count = 5;
  readonly drafts = new Map<string, { content: JsonObject; revision: number }>();
  readonly submits: string[] = [];
  refusal: ProblemError | null = null;
  readonly #ended = new Set<string>();

  readonly api: WorkApi = {
    next: (_project, hold, have) =>
      this.#answer(() => {
        const all = Array.from({ length: this.count }, (_, n) => `asg_${n + 1}`);
        const open = all.filter((id) => !this.taken.has(id) && !this.#ended.has(id));
        return open.slice(0, hold).map((id) => {
          const { params, ...known } = assignment(id);
          return have.includes(id) ? known : { ...known, params };
        });
      }),
    show: (id) => this.#answer(() => assignment(id, new Date().toISOString())),
    extend: () => this.#answer(() => inAnHour()),
    skip: (id) => this.#answer(() => void this.#ended.add(id)),
    release: (id) => this.#answer(() => void this.#ended.add(id)),
    readAnswer: (id) =>
      this.#answer(() => ({
        response: this.taken.get(id)?.response ?? {},
        may_revise: this.mayRevise,
      })),
    send: async ({ assignmentId: id, response, key, isRevision }) => {
      this.submits.push(key);
      return await this.#answer(() => {
        if (this.refusal) throw this.refusal;
        this.taken.set(id, { response, key, isRevision: isRevision === true });
        return {
          annotation_id: `ann_${id}`,
          assignment_id: id,
          version: 1,
          is_counted: true,
          paid_micros: 0,
          currency: 'USD',
          active_seconds: 1,
          submitted_at: inAnHour(),
        };
      });
    },
    look: () => Promise.reject(new Error('Nothing here is reviewed.')),
    readDraft: (id) => this.#answer(() => this.drafts.get(id) ?? { content: null, revision: 0 }),
    keepDraft: (id, content, revision) =>
      this.#answer(() => {
        const stored = this.drafts.get(id)?.revision ?? 0;
        if (stored !== revision) throw new ProblemError(409, undefined);
        this.drafts.set(id, { content, revision: revision + 1 });
        return revision + 1;
      }),
  };

  async #answer<Result>(answer: () => Result): Promise<Result> {
    await Promise.resolve();
    if (this.isCut) throw new UnreachableError();
    return answer();
  }
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

function assignment(id: string, shownAt: string | null = null): Assignment {
  return {
    assignment_id: id,
    stage: 'annotate',
    status: 'leased',
    price_micros: 0,
    currency: 'USD',
    leased_at: new Date().toISOString(),
    shown_at: shownAt,
    lease_expires_at: inAnHour(),
    lease_seconds: 3600,
    is_onboarding: false,
    rejections: 0,
    rules: [],
    project: 'cats',
    type: 'categorization',
    instruction: null,
    params: {},
  };
}

let server: FakeServer;
let journal: Journal;
let queue: WorkQueue;

const open = () =>
  new WorkQueue(null, { api: server.api, journal, editor: () => Promise.resolve(viewer) });

beforeEach(async () => {
  server = new FakeServer();
  journal = await Journal.open(`usr_${crypto.randomUUID()}`);
  queue = open();
  await queue.start();
});

afterEach(async () => {
  vi.useRealTimers();
  await queue.end();
});

/** Submits what is on screen, and lets nobody take it back. */
const sendNow = async (response: JsonObject) => {
  const submitted = queue.submit(current(), response);
  queue.outbox.sendNow();
  await submitted;
};

const current = () => {
  if (!queue.current) throw new Error('Nothing is on screen.');
  return queue.current;
};

test('the next task is on screen before the answer has arrived', () => {
  void queue.submit(current(), { category: 'cat' });

  expect(queue.current?.id).toBe('asg_2');
});

test('an answer that meets no network is sent again with its key, and taken once', async () => {
  server.isCut = true;
  void sendNow({ category: 'cat' });
  await vi.waitFor(() => expect(server.submits).toHaveLength(1));

  server.isCut = false;
  window.dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(queue.outbox.waiting).toBe(0), { timeout: 5000 });

  expect(new Set(server.submits).size).toBe(1);
  expect(server.taken.get('asg_1')?.response).toEqual({ category: 'cat' });
  expect(await journal.outgoing()).toEqual([]);
});

test('an answer that a closed tab left behind is sent when work goes on', async () => {
  server.isCut = true;
  void queue.submit(current(), { category: 'cat' });
  await vi.waitFor(async () => expect(await journal.outgoing()).toHaveLength(1));
  await queue.end();

  server.isCut = false;
  queue = open();
  await queue.start(server.api.next(null, HOLD, [])); // which tells of asg_1 as not answered yet

  await vi.waitFor(() => expect([...server.taken.keys()]).toEqual(['asg_1']));
  expect(queue.current?.id).not.toBe('asg_1');
});

test('a refused answer is told, and its task comes back with the work in it', async () => {
  server.refusal = new ProblemError(422, undefined);
  const session = current();
  session.change({ category: 'wolf' });

  await sendNow({ category: 'wolf' });

  await vi.waitFor(() =>
    expect(queue.outbox.refusals.map((one) => one.assignmentId)).toEqual(['asg_1']),
  );
  queue.drop(current());
  await vi.waitFor(() => expect(queue.current?.id).toBe('asg_1'));
  expect(queue.current?.response).toEqual({ category: 'wolf' });
});

test('a skipped task is gone at once', async () => {
  const skipped = queue.skip(current(), 'It does not load.');

  expect(queue.current?.id).toBe('asg_2');
  await skipped;
  expect(queue.current?.id).toBe('asg_2');
});

test('every answer of a whole queue arrives once, with a network that comes and goes', async () => {
  for (const id of ['asg_1', 'asg_2', 'asg_3', 'asg_4', 'asg_5']) {
    await vi.waitFor(() => expect(queue.current).not.toBeNull());
    server.isCut = id === 'asg_2' || id === 'asg_4';
    void sendNow({ category: current().id });
    await Promise.resolve();
    server.isCut = false;
    window.dispatchEvent(new Event('online'));
  }

  await vi.waitFor(() => expect(server.taken.size).toBe(5), { timeout: 5000 });
  for (const [id, { response }] of server.taken) expect(response).toEqual({ category: id });
  await vi.waitFor(() => expect(queue.state).toBe('empty'));
});

test('what was submitted is held for ten seconds, and sent when nobody takes it back', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  await queue.submit(current(), { category: 'cat' });

  await vi.advanceTimersByTimeAsync(9_900);
  expect(server.submits).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);

  expect(server.submits).toHaveLength(1);
});

test('a submit is taken back with its steps of undo, and the other task waits behind it', async () => {
  const first = current();
  first.change({ category: 'cat' });
  first.change({ category: 'dog' });
  await queue.submit(first, { category: 'dog' });
  const held = queue.outbox.latestHeld;
  if (!held) throw new Error('Nothing is held.');

  await queue.reopen(held);

  expect(current().id).toBe('asg_1');
  expect(current().response).toEqual({ category: 'dog' });
  current().undo();
  expect(current().response).toEqual({ category: 'cat' });
  expect(await journal.outgoing()).toEqual([]);
  await sendNow({ category: 'cat' });
  expect(queue.current?.id).toBe('asg_2');
  await vi.waitFor(() => expect(server.taken.get('asg_1')?.response).toEqual({ category: 'cat' }));
  expect(server.submits).toHaveLength(1);
});

test('a skip is taken back, and nobody hears of it', async () => {
  await queue.skip(current(), 'It does not load.');
  const held = queue.outbox.latestHeld;
  if (!held) throw new Error('Nothing is held.');

  await queue.reopen(held);
  await queue.refill();

  expect(current().id).toBe('asg_1');
});

test('an answer that was sent is opened again and replaced', async () => {
  await sendNow({ category: 'cat' });
  await vi.waitFor(() => expect(queue.outbox.decisions[0]?.state).toBe('sent'));
  const [sent] = queue.outbox.decisions;
  if (!sent) throw new Error('Nothing was decided.');

  await queue.reopen(sent);
  expect(current().response).toEqual({ category: 'cat' });
  await sendNow({ category: 'dog' });

  await vi.waitFor(() =>
    expect(server.taken.get('asg_1')).toMatchObject({
      response: { category: 'dog' },
      isRevision: true,
    }),
  );
  expect(queue.outbox.done).toBe(1);
  expect(queue.current?.id).toBe('asg_2');
});

test('an answer whose task is decided can be looked at only', async () => {
  await sendNow({ category: 'cat' });
  await vi.waitFor(() => expect(queue.outbox.decisions[0]?.state).toBe('sent'));
  const [sent] = queue.outbox.decisions;
  server.mayRevise = false;

  if (sent) await queue.reopen(sent);

  expect(current().isDecided).toBe(true);
  queue.drop(current());
  expect(queue.current?.id).toBe('asg_2');
});

test('the last ten decisions are kept, and an eleventh sends the oldest', async () => {
  server.count = 14;
  await queue.refill();
  for (let n = 0; n < 11; n++) {
    await vi.waitFor(() => expect(queue.current).not.toBeNull());
    await queue.submit(current(), { category: String(n) });
  }

  expect(queue.outbox.decisions).toHaveLength(10);
  await vi.waitFor(() => expect(server.taken.get('asg_1')?.response).toEqual({ category: '0' }));
  expect(server.taken.size).toBe(1);
});

test('leaving the page sends what is held', async () => {
  await queue.submit(current(), { category: 'cat' });

  await queue.end();

  expect([...server.taken.keys()]).toEqual(['asg_1']);
  expect(await journal.outgoing()).toEqual([]);
});

test('two windows on one task keep what both drew', async () => {
  const session = current();
  session.change({ annotations: [{ uuid: 'a' }] });
  server.drafts.set('asg_1', {
    content: { response: { annotations: [{ uuid: 'b' }] } },
    revision: 3,
  });

  await vi.waitFor(() => expect(session.saveState).toBe('kept'), { timeout: 5000 });

  const stored = server.drafts.get('asg_1');
  expect(stored?.content['response']).toEqual({ annotations: [{ uuid: 'a' }, { uuid: 'b' }] });
  expect(session.response).toEqual(stored?.content['response']);
});
