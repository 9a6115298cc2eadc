/**
 * The tasks somebody works through: one on screen, the next ones ready behind it. Submitting shows the
 * next at once; what was decided travels behind (`outbox.ts`), and can be opened again.
 */
import { isPassing, ProblemError } from '../api/problem';
import type { Assignment, WorkApi } from '../api/work';
import type { JsonObject } from './contract';
import { Emitter } from './emitter';
import { Outbox, type Decision } from './outbox';
import { untilAnswered } from './retry';
import { Session, type SessionDeps } from './session';

/** How many tasks are held: one on screen, two behind it. */
export const HOLD = 3;
const LOOK_AGAIN_MS = 15_000; // when nothing waited

/** `failed`: the first tasks could not be had; `problem` says why. */
export type QueueState = 'loading' | 'working' | 'empty' | 'failed';

export class WorkQueue extends Emitter {
  state: QueueState = 'loading';
  current: Session | null = null;
  problem: Error | null = null;
  readonly outbox: Outbox;
  readonly #project: string | null;
  readonly #deps: SessionDeps;
  readonly #ended = new AbortController();
  #waiting: Session[] = [];
  /** What was asked for before the journal could be read. */
  #first: ReturnType<WorkApi['next']> | undefined;
  #refilling: Promise<void> | null = null;
  #isRefillDue = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(project: string | null, deps: SessionDeps) {
    super();
    this.#project = project;
    this.#deps = deps;
    this.outbox = new Outbox({
      api: deps.api,
      journal: deps.journal,
      signal: this.#ended.signal,
      onArrived: () => this.refill(),
    });
    this.outbox.subscribe(() => this.emit());
  }

  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** Sends what a closed tab left behind, and fetches the first tasks or takes those on their way. */
  async start(first?: ReturnType<WorkApi['next']>): Promise<void> {
    this.#first = first;
    await this.outbox.start();
    await this.refill();
  }

  /** Tops up what is held; one call at a time, and once more if asked meanwhile. */
  async refill(): Promise<void> {
    this.#isRefillDue = true;
    this.#refilling ??= this.#refillWhileDue();
    await this.#refilling;
  }

  /** Takes the answer off the screen and shows the next task; the rest happens behind. */
  async submit(session: Session, response: JsonObject): Promise<void> {
    const outgoing = {
      assignmentId: session.id,
      response,
      key: crypto.randomUUID(),
      activeSeconds: session.clock.seconds,
      typed: session.typing.counts,
      ...(session.isRevision ? { isRevision: true } : {}),
      ...(session.isReview ? { isReview: true } : {}),
    };
    await this.#decide(session, () => this.outbox.hold(session, { kind: 'answer', outgoing }));
  }

  /** Passes a task over; for good once it can no longer be taken back. */
  async skip(session: Session, reason: string): Promise<void> {
    await this.#decide(session, () => this.outbox.hold(session, { kind: 'skip', reason }));
  }

  /** Gives a task back; it may come again. */
  async release(session: Session): Promise<void> {
    this.#leave(session);
    await this.outbox.giveBack(session.assignment, () => this.#deps.api.release(session.id));
  }

  /** Leaves a task whose lease has ended, or an earlier answer as it was. */
  drop(session: Session): void {
    this.#leave(session);
    if (session.isRevision || session.isDecided) void this.#deps.journal.forget(session.id);
    void this.refill();
  }

  /** Puts an earlier decision back on screen: as it was before it was sent, or to be revised. */
  async reopen(decision: Decision): Promise<void> {
    const { session, act } = decision;
    const isBack = await this.outbox.takeBack(decision);
    if (!isBack && (act.kind === 'skip' || decision.state === 'sending' || session.isReview))
      return;
    if (this.current?.id === session.id) return;
    const again = isBack
      ? await Session.prepare(session.assignment, this.#deps, session.history)
      : await Session.revise(session.assignment, this.#deps);
    if (this.current) {
      this.current.pause();
      this.#waiting = [this.current, ...this.#waiting];
    }
    if (isBack) this.outbox.gone.delete(session.id);
    this.#show(again);
  }

  /** Sends what is held before the page goes; resolves when it was tried. */
  async end(): Promise<void> {
    const sent = this.outbox.end();
    this.#ended.abort();
    clearTimeout(this.#timer);
    this.current?.end();
    for (const session of this.#waiting) session.end();
    await sent;
  }

  async #refillWhileDue(): Promise<void> {
    try {
      while (this.#isRefillDue && !this.#ended.signal.aborted) {
        this.#isRefillDue = false;
        await this.#refillOnce();
      }
    } catch (error) {
      if (!this.#ended.signal.aborted) this.#failed(error);
    } finally {
      this.#refilling = null;
    }
  }

  async #refillOnce(): Promise<void> {
    const known = new Map(this.#held().map((one) => [one.id, one]));
    const have = [...known.keys(), ...this.outbox.gone];
    const hold = HOLD + this.outbox.held;
    const call = () => {
      const first = this.#first ?? this.#deps.api.next(this.#project, hold, have.slice(-100));
      this.#first = undefined;
      return first;
    };
    const shown = await untilAnswered(call, this.#ended.signal, () => this.#unreachable());
    // One that was taken back meanwhile came without its content, and is on screen already.
    const live = shown.filter(
      ({ assignment_id: id, params }) =>
        !this.outbox.gone.has(id) && (known.has(id) || (params ?? null) !== null),
    );
    const ready = await Promise.all(
      live.map(async (one) => {
        // What is not known here comes with its content.
        return (
          known.get(one.assignment_id) ?? (await Session.prepare(one as Assignment, this.#deps))
        );
      }),
    );
    if (this.#ended.signal.aborted) {
      for (const session of ready) session.end();
      return;
    }
    for (const [index, one] of live.entries()) ready[index]?.update(one as Partial<Assignment>);
    // Somebody may have answered the current one, or left others, while this was on its way.
    const paused = this.#waiting.filter((one) => !one.hasLease);
    const isHere = (id: string) => id === this.current?.id || this.outbox.gone.has(id);
    for (const one of ready) if (isHere(one.id) && one !== this.current) one.end();
    this.#waiting = [...paused, ...ready.filter((one) => !isHere(one.id))];
    const isOpen = this.current?.hasLease === true && known.has(this.current.id);
    if (this.current && isOpen && !ready.includes(this.current)) {
      this.current.update({ status: 'expired' });
    }
    this.problem = null;
    if (this.current) this.emit();
    else this.#advance('empty');
  }

  #held(): Session[] {
    return this.current ? [this.current, ...this.#waiting] : this.#waiting;
  }

  async #decide(session: Session, hold: () => Promise<void>): Promise<void> {
    this.#leave(session);
    await hold();
    await this.refill();
  }

  #leave(session: Session): void {
    this.outbox.gone.add(session.id);
    session.end();
    if (this.current === session)
      this.#advance('loading'); // a refill follows and tells
    else this.#waiting = this.#waiting.filter((one) => one !== session);
  }

  #advance(whenNone: QueueState): void {
    const next = this.#waiting.find((one) => one.secondsLeft > 0) ?? null;
    this.#waiting = this.#waiting.filter((one) => one !== next && one.secondsLeft > 0);
    if (next) {
      this.#show(next);
      return;
    }
    this.current = null;
    this.state = whenNone;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refill(), LOOK_AGAIN_MS);
    this.emit();
  }

  #show(session: Session): void {
    this.current = session;
    this.state = 'working';
    clearTimeout(this.#timer);
    // Without an answer the lease goes on as it was.
    void session.show().catch(() => undefined);
    this.emit();
  }

  #unreachable(): void {
    if (this.current || this.state !== 'loading') return;
    this.problem = new Error('The server cannot be reached.');
    this.emit();
  }

  #failed(error: unknown): void {
    if (isPassing(error)) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.refill(), LOOK_AGAIN_MS);
      return;
    }
    if (!(error instanceof Error)) return;
    this.problem = error;
    if (!this.current) this.state = 'failed';
    // A session that ended is for the page to notice, which sends its person to sign in.
    if (!(error instanceof ProblemError)) reportError(error);
    this.emit();
  }
}
