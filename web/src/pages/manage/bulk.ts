/** Tasks on their way to the server: files first, then tasks in bulk, each told what became of it. */
import { failure, isPassing, UnreachableError } from '../../api/problem';
import type { JsonObject } from '../../editor/contract';
import { t } from '../../messages';

export interface Item {
  /** Where it came from, such as a line or a path. */
  readonly where: string;
  /** The task as it is sent; whatever it points at is stored before. */
  readonly task: () => Promise<JsonObject>;
  /** The right answer: it becomes a gold task, which are sent one by one. */
  readonly known?: JsonObject;
  /** What people call a place in the task, such as a column. */
  readonly placeOf?: (pointer: string) => string;
}

export interface Failed {
  readonly item: Item;
  readonly reason: string;
  /** Whether the same may well succeed later. */
  readonly isPassing: boolean;
}

export interface Outcome {
  readonly created: number;
  readonly existing: number;
  readonly failed: readonly Failed[];
  /** How many of all have an outcome. */
  readonly done: number;
}

export const NOTHING: Outcome = { created: 0, existing: 0, failed: [], done: 0 };

const A_REQUEST = 500;
const FILES_AT_ONCE = 4;

interface Told {
  readonly line?: number;
  readonly status?: 'created' | 'existing';
  readonly error?: string;
  readonly faults?: readonly { readonly pointer: string; readonly message: string }[];
}

interface Ready {
  readonly item: Item;
  readonly task: JsonObject;
}

/** Sends all items, telling how it stands after each request; stopped, it leaves the rest unsent. */
export async function sendAll(
  items: readonly Item[],
  {
    url,
    goldUrl,
    onProgress,
    signal,
  }: {
    url: string;
    goldUrl: string;
    onProgress: (now: Outcome) => void;
    signal: AbortSignal;
  },
): Promise<Outcome> {
  let now = NOTHING;
  const tell = (change: Partial<Outcome>, done: number) => {
    now = { ...now, ...change, done: now.done + done };
    onProgress(now);
  };
  for (let start = 0; start < items.length && !signal.aborted; start += A_REQUEST) {
    const part = items.slice(start, start + A_REQUEST);
    const ready: Ready[] = [];
    await atOnce(FILES_AT_ONCE, part, async (item) => {
      if (signal.aborted) return;
      try {
        ready.push({ item, task: await item.task() });
      } catch (error) {
        tell({ failed: [...now.failed, failedOf(item, error)] }, 1);
      }
    });
    const add = (sent: Omit<Outcome, 'done'>, done: number) =>
      tell(
        {
          created: now.created + sent.created,
          existing: now.existing + sent.existing,
          failed: [...now.failed, ...sent.failed],
        },
        done,
      );
    const plain = ready.filter(({ item }) => item.known === undefined);
    if (plain.length > 0) add(await send(url, plain), plain.length);
    const gold = ready.filter(({ item }) => item.known !== undefined);
    await atOnce(FILES_AT_ONCE, gold, async (one) => {
      if (!signal.aborted) add(await sendGold(goldUrl, one), 1);
    });
  }
  return now;
}

async function sendGold(url: string, { item, task }: Ready): Promise<Omit<Outcome, 'done'>> {
  const body = JSON.stringify({ purpose: 'gold', task, expected_response: item.known });
  try {
    const headers = { 'content-type': 'application/json' };
    const sent = await fetch(url, { method: 'POST', headers, body }).catch(() => {
      throw new UnreachableError();
    });
    if (sent.ok) return { ...NOTHING, created: 1 };
    const problem = (await sent.json().catch(() => undefined)) as { code?: string } | undefined; // problem+JSON
    if (problem?.code === 'duplicate_key') return { ...NOTHING, existing: 1 };
    throw failure(sent.status, problem);
  } catch (error) {
    return { ...NOTHING, failed: [failedOf(item, error)] };
  }
}

async function send(url: string, ready: readonly Ready[]): Promise<Omit<Outcome, 'done'>> {
  let told: readonly Told[];
  try {
    told = await post(url, ready);
  } catch (error) {
    return { created: 0, existing: 0, failed: ready.map(({ item }) => failedOf(item, error)) };
  }
  const failed = told.flatMap((one): Failed[] => {
    const refused = one.line === undefined ? undefined : ready[one.line - 1];
    if (refused === undefined || one.error === undefined) return [];
    return [{ item: refused.item, reason: sentenceOf(one, refused.item), isPassing: false }];
  });
  const created = told.filter((one) => one.status === 'created').length;
  const existing = told.filter((one) => one.status === 'existing').length;
  if (created + existing + failed.length === ready.length) return { created, existing, failed };
  // The stream ended early: which are stored is asked by sending again, which makes none twice.
  const reason = told.find((one) => one.line === undefined && one.error)?.error;
  return {
    created,
    existing,
    failed: ready.map(({ item }) => ({
      item,
      reason: reason ?? t('The answer broke off; send it again, which makes no task twice.'),
      isPassing: true,
    })),
  };
}

async function post(url: string, ready: readonly Ready[]): Promise<readonly Told[]> {
  const sent = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: ready.map(({ task }) => `${JSON.stringify(task)}\n`).join(''),
  }).catch(() => {
    throw new UnreachableError();
  });
  if (!sent.ok) throw failure(sent.status, await sent.json().catch(() => undefined));
  const text = await sent.text().catch(() => {
    throw new UnreachableError();
  });
  return text.split('\n').flatMap((one) => (one === '' ? [] : (JSON.parse(one) as Told))); // what bulk ingest answers
}

function sentenceOf({ error, faults = [] }: Told, { placeOf = (one) => one }: Item): string {
  return faults.map((one) => `${placeOf(one.pointer)} ${one.message}`).join('; ') || (error ?? '');
}

function failedOf(item: Item, error: unknown): Failed {
  const reason = error instanceof Error ? error.message : String(error);
  return { item, reason, isPassing: isPassing(error) };
}

async function atOnce<One>(
  most: number,
  all: readonly One[],
  act: (one: One) => Promise<void>,
): Promise<void> {
  const waiting = [...all];
  const work = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await act(one);
  };
  await Promise.all(Array.from({ length: most }, work));
}
