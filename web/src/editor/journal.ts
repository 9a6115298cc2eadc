/**
 * What this browser keeps until the server has it, in IndexedDB: per assignment the last response
 * both had and a log of operations since, and submits on their way. A tab that is closed or killed
 * loses nothing that was appended.
 */
import type { Json, JsonObject } from './contract';
import { apply, type Operation } from './patch';
import type { Typed } from './typing';

/** What the server is known to have of a draft. */
export interface Kept {
  readonly response: JsonObject | null;
  readonly revision: number;
}

/** What an answer took so far. Rows that were kept before typing was counted lack that. */
export interface Spent {
  readonly activeSeconds: number;
  readonly typed?: Typed | undefined;
}

/** A draft as this browser knows it: `response` is `kept` with everything logged since. */
export interface Remembered extends Spent {
  readonly kept: Kept;
  readonly response: JsonObject | null;
  readonly isAhead: boolean;
}

/** A submit that the server has not answered yet. */
export interface Outgoing extends Spent {
  readonly assignmentId: string;
  /** An answer, or a reviewer's opinion where `isReview`. */
  readonly response: JsonObject;
  readonly isReview?: boolean;
  readonly key: string;
  /** Whether it takes the place of an answer the server has. */
  readonly isRevision?: boolean;
}

interface DraftRow extends Partial<Spent> {
  readonly assignmentId: string;
  readonly kept: Kept;
}

interface LogRow extends Spent {
  readonly assignmentId: string;
  readonly operations: readonly Operation[];
}

export class Journal {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  /** The journal of one person in this browser. */
  static async open(person: string): Promise<Journal> {
    const opening = indexedDB.open(`goldwright-${person}`, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('draft', { keyPath: 'assignmentId' });
      const log = opening.result.createObjectStore('log', { autoIncrement: true });
      log.createIndex('assignmentId', 'assignmentId');
      opening.result.createObjectStore('outgoing', { keyPath: 'assignmentId' });
    };
    return new Journal(await answer(opening));
  }

  async read(assignmentId: string): Promise<Remembered | null> {
    const stores = this.#stores('readonly', 'draft', 'log');
    const [draft, log] = await Promise.all([
      answer(stores.draft.get(assignmentId) as IDBRequest<DraftRow | undefined>),
      answer(stores.log.index('assignmentId').getAll(assignmentId) as IDBRequest<LogRow[]>),
    ]);
    const kept = draft?.kept ?? { response: null, revision: 0 };
    if (!draft && log.length === 0) return null;
    const response = log.reduce<Json>((value, row) => apply(value, row.operations), kept.response);
    const spent = log.at(-1) ?? draft;
    return {
      kept,
      response: response as JsonObject | null, // the log was made from such values
      isAhead: log.length > 0,
      activeSeconds: spent?.activeSeconds ?? 0,
      typed: spent?.typed,
    };
  }

  /** Logs what was done since the last call; resolves when it would survive the end of the tab. */
  async append(
    assignmentId: string,
    operations: readonly Operation[],
    spent: Spent,
  ): Promise<void> {
    const { log } = this.#stores('readwrite', 'log');
    const row: LogRow = { assignmentId, operations, ...spent };
    log.add(row);
    log.transaction.commit();
    await done(log.transaction);
  }

  /** Notes what the server has, and that `operations` lead from there to what is on screen. */
  async settle(
    assignmentId: string,
    kept: Kept,
    operations: readonly Operation[],
    spent: Spent,
  ): Promise<void> {
    const { draft, log } = this.#stores('readwrite', 'draft', 'log');
    const row: DraftRow = { assignmentId, kept, ...spent };
    draft.put(row);
    await clear(log, assignmentId);
    if (operations.length > 0) log.add({ assignmentId, operations, ...spent } satisfies LogRow);
    await done(draft.transaction);
  }

  /** Puts a submit on its way, before it is sent for the first time. */
  async send(outgoing: Outgoing): Promise<void> {
    const stores = this.#stores('readwrite', 'outgoing');
    stores.outgoing.put(outgoing);
    await done(stores.outgoing.transaction);
  }

  async outgoing(): Promise<Outgoing[]> {
    const stores = this.#stores('readonly', 'outgoing');
    return await answer(stores.outgoing.getAll() as IDBRequest<Outgoing[]>);
  }

  /** A submit was answered; with a refusal the draft is kept. */
  async arrived(assignmentId: string, isTaken: boolean): Promise<void> {
    const { outgoing } = this.#stores('readwrite', 'outgoing');
    outgoing.delete(assignmentId);
    await done(outgoing.transaction);
    if (isTaken) await this.forget(assignmentId);
  }

  async forget(assignmentId: string): Promise<void> {
    const { draft, log } = this.#stores('readwrite', 'draft', 'log');
    draft.delete(assignmentId);
    await clear(log, assignmentId);
    await done(draft.transaction);
  }

  close(): void {
    this.#database.close();
  }

  #stores<Name extends string>(mode: IDBTransactionMode, ...names: Name[]) {
    const transaction = this.#database.transaction(names, mode);
    return Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)])) as Record<
      Name,
      IDBObjectStore
    >; // the entries are made from these very names
  }
}

async function clear(log: IDBObjectStore, assignmentId: string): Promise<void> {
  const keys = await answer(log.index('assignmentId').getAllKeys(assignmentId));
  for (const key of keys) log.delete(key);
}

function answer<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(failure(request.error));
  });
}

function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(failure(transaction.error));
  });
}

function failure(error: DOMException | null): Error {
  return error ?? new Error('This browser could not keep the work.');
}
