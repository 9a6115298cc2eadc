/**
 * A draft on its way to safety: into this browser's journal at once, to the server soon after.
 * Where another window kept a later revision, both are merged and what came of it is shown.
 */
import { ProblemError } from '../api/problem';
import type { KeptDraft, WorkApi } from '../api/work';
import type { JsonObject } from './contract';
import type { Journal, Kept, Remembered, Spent } from './journal';
import { merge } from './merge';
import { diff, isObject, isSame } from './patch';
import { untilAnswered } from './retry';

type Response = JsonObject | null;

/** `kept`: the server has it. `local`: this browser has it and the server cannot be reached. */
export type SaveState = 'kept' | 'saving' | 'local' | 'refused';

const GESTURE_MS = 100; // during a gesture the journal is written this often
const QUIET_MS = 800; // the server is told after this long without a change

export interface DraftEvents {
  onState(state: SaveState): void;
  /** Another window's work was merged in. */
  onMerged(response: Response): void;
  /** Time and typing to keep with the draft. */
  spent(): Spent;
}

export class Draft {
  readonly #id: string;
  readonly #api: WorkApi;
  readonly #journal: Journal;
  readonly #events: DraftEvents;
  readonly #ended = new AbortController();
  #kept: Kept;
  #logged: Response;
  #latest: Response;
  #state: SaveState;
  #logTimer: ReturnType<typeof setTimeout> | undefined;
  #sendTimer: ReturnType<typeof setTimeout> | undefined;
  #isSending = false;

  constructor(
    id: string,
    deps: { api: WorkApi; journal: Journal },
    remembered: Remembered | null,
    events: DraftEvents,
  ) {
    this.#id = id;
    this.#api = deps.api;
    this.#journal = deps.journal;
    this.#events = events;
    this.#kept = remembered?.kept ?? { response: null, revision: 0 };
    this.#latest = this.#logged = remembered?.response ?? null;
    this.#state = remembered?.isAhead === true ? 'saving' : 'kept';
    if (remembered?.isAhead === true) this.#sendSoon();
  }

  get state(): SaveState {
    return this.#state;
  }

  get response(): Response {
    return this.#latest;
  }

  /** A change by the person. */
  record(response: Response, isGesture: boolean): void {
    this.#latest = response;
    this.#setState('saving');
    if (!isGesture) void this.flush();
    else this.#logTimer ??= setTimeout(() => void this.flush(), GESTURE_MS);
    this.#sendSoon();
  }

  /** Writes what is not in the journal yet; resolves when the end of the tab would not lose it. */
  async flush(): Promise<void> {
    clearTimeout(this.#logTimer);
    this.#logTimer = undefined;
    const operations = diff(this.#logged, this.#latest);
    this.#logged = this.#latest;
    if (operations.length === 0) return;
    await this.#journal.append(this.#id, operations, this.#events.spent());
  }

  /** Takes in what the server has, when the assignment was opened before. */
  async adopt(stored: KeptDraft): Promise<void> {
    if (stored.revision === this.#kept.revision) return;
    const theirs = responseOf(stored);
    const merged = merge(this.#kept.response, this.#latest, theirs) as Response; // made of such
    const isChanged = !isSame(merged, this.#latest);
    this.#kept = { response: theirs, revision: stored.revision };
    this.#latest = merged;
    if (isChanged) this.#events.onMerged(merged);
    await this.#settle();
    if (!isSame(merged, theirs)) this.#sendSoon();
    else this.#setState('kept');
  }

  /** Stops sending; the journal keeps what it has. */
  end(): void {
    void this.flush();
    clearTimeout(this.#sendTimer);
    this.#ended.abort();
  }

  #sendSoon(): void {
    clearTimeout(this.#sendTimer);
    this.#sendTimer = setTimeout(() => void this.#send(), QUIET_MS);
  }

  async #send(): Promise<void> {
    if (this.#isSending || this.#isEnded()) return;
    this.#isSending = true;
    try {
      while (this.#latest !== this.#kept.response) await this.#sendOnce();
      this.#setState('kept');
    } catch {
      // What was refused stays in the journal, and the next change tries again.
      if (!this.#isEnded()) this.#setState('refused');
    } finally {
      this.#isSending = false;
    }
  }

  async #sendOnce(): Promise<void> {
    const sent = this.#latest;
    const content = { response: sent, active_seconds: this.#events.spent().activeSeconds };
    const keep = () => this.#api.keepDraft(this.#id, content, this.#kept.revision);
    try {
      const revision = await untilAnswered(keep, this.#ended.signal, () => this.#setState('local'));
      this.#kept = { response: sent, revision };
      await this.#settle();
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 409) throw error;
      await this.adopt(await this.#api.readDraft(this.#id));
    }
  }

  async #settle(): Promise<void> {
    if (this.#isEnded()) return; // whoever ended it decides what is kept
    this.#logged = this.#latest;
    const ahead = diff(this.#kept.response, this.#latest);
    await this.#journal.settle(this.#id, this.#kept, ahead, this.#events.spent());
  }

  #isEnded(): boolean {
    return this.#ended.signal.aborted;
  }

  #setState(state: SaveState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#events.onState(state);
  }
}

function responseOf(stored: KeptDraft): Response {
  const response = stored.content?.['response'];
  return isObject(response) ? response : null;
}
