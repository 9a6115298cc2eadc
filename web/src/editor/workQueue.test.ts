import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProblemError, UnreachableError } from '../api/problem';
import type { Assignment, WorkApi } from '../api/work';
import type { JsonObject } from './contract';
import { Journal } from './journal';
import { viewer } from './viewer';
import { WorkQueue } from './workQueue';

/** A server with a stack of tasks, whose network can be cut and whose answers can be held up. */
class FakeServer {
  isCut = false;
  readonly taken = new Map<string, { response: JsonObject; key: string }>();
  readonly drafts = new Map<string, { content: JsonObject; revision: number }>();
  readonly submits: string[] = [];
  refusal: ProblemError | null = null;
  hold: Promise<void> = Promise.resolve();
  readonly #ended = new Set<string>();

  readonly api: WorkApi = {
    next: (_project, hold) =>
      this.#answer(() => {
        const open = ['asg_1', 'asg_2', 'asg_3', 'asg_4', 'asg_5'].filter(
          (id) => !this.taken.has(id) && !this.#ended.has(id),
        );
        return open.slice(0, hold).map((id) => assignment(id));
      }),
    show: (id) => this.#answer(() => assignment(id, new Date().toISOString())),
    extend: () => this.#answer(() => inAnHour()),
    skip: (id) => this.#answer(() => void this.#ended.add(id)),
    release: (id) => this.#answer(() => void this.#ended.add(id)),
    submit: async (id, { response, key }) => {
      this.submits.push(key);
      await this.hold;
      return await this.#answer(() => {
        if (this.refusal) throw this.refusal;
        this.taken.set(id, { response, key });
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

afterEach(() => queue.end());

const current = () => {
  if (!queue.current) throw new Error('Nothing is on screen.');
  return queue.current;
};

test('the next task is on screen before the answer has arrived', () => {
  server.hold = new Promise(() => undefined);

  void queue.submit(current(), { category: 'cat' });

  expect(queue.current?.id).toBe('asg_2');
});

test('an answer that meets no network is sent again with its key, and taken once', async () => {
  server.isCut = true;
  const sent = queue.submit(current(), { category: 'cat' });
  await vi.waitFor(() => expect(server.submits).toHaveLength(1));

  server.isCut = false;
  window.dispatchEvent(new Event('online'));
  await sent;

  expect(new Set(server.submits).size).toBe(1);
  expect(server.taken.get('asg_1')?.response).toEqual({ category: 'cat' });
  expect(await journal.outgoing()).toEqual([]);
});

test('an answer that a closed tab left behind is sent when work goes on', async () => {
  server.isCut = true;
  void queue.submit(current(), { category: 'cat' });
  await vi.waitFor(async () => expect(await journal.outgoing()).toHaveLength(1));
  queue.end();

  server.isCut = false;
  queue = open();
  await queue.start();

  await vi.waitFor(() => expect([...server.taken.keys()]).toEqual(['asg_1']));
  expect(queue.current?.id).not.toBe('asg_1');
});

test('a refused answer is told, and its task comes back with the work in it', async () => {
  server.refusal = new ProblemError(422, undefined);
  const session = current();
  session.change({ category: 'wolf' });

  await queue.submit(session, { category: 'wolf' });

  expect(queue.refusals.map((one) => one.assignmentId)).toEqual(['asg_1']);
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
    void queue.submit(current(), { category: current().id });
    await Promise.resolve();
    server.isCut = false;
    window.dispatchEvent(new Event('online'));
  }

  await vi.waitFor(() => expect(server.taken.size).toBe(5), { timeout: 5000 });
  for (const [id, { response }] of server.taken) expect(response).toEqual({ category: id });
  await vi.waitFor(() => expect(queue.state).toBe('empty'));
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
