/**
 * What left the screen and is on its way to the server. For ten seconds it can be taken back; then it
 * is sent, with one key, until the server has taken it. Answers are in the journal meanwhile, so that a
 * closed tab loses none; leaving the page sends them at once.
 */
import type { Assignment, Submitted, WorkApi } from '../api/work';
import { Emitter } from './emitter';
import type { Journal, Outgoing } from './journal';
import { untilAnswered } from './retry';
import type { Session } from './session';

const TAKE_BACK_MS = 10_000;
const KEPT_MAX = 10; // decisions that can be looked at again
const LEASE_MARGIN_SECONDS = 30; // an answer to a lease that ends sooner is sent at once

export type Act =
  | { readonly kind: 'answer'; readonly outgoing: Outgoing }
  | { readonly kind: 'skip'; readonly reason: string };

/** One thing somebody decided, newest first in `Outbox.decisions`. */
export interface Decision {
  readonly session: Session;
  readonly act: Act;
  /** `held`: not sent yet. `sent`: the server has it. */
  readonly state: 'held' | 'sending' | 'sent' | 'refused';
  /** Until when it is held, by `performance.now()`. */
  readonly heldUntil: number;
}

export interface OutboxDeps {
  readonly api: WorkApi;
  readonly journal: Journal;
  readonly signal: AbortSignal;
  /** An answer arrived, was refused or a task was given back: there may be others to fetch. */
  readonly onArrived: () => Promise<void>;
}

export class Outbox extends Emitter {
  decisions: readonly Decision[] = [];
  /** What the server refused of work that had left the screen. */
  refusals: readonly { readonly assignmentId: string; readonly message: string }[] = [];
  /** What was taken since work began, and what it earned, in millionths, by currency. */
  done = 0;
  readonly earned = new Map<string, number>();
  /** Assignments that have left the screen, whatever the server still says of them. */
  readonly gone = new Set<string>();
  readonly #deps: OutboxDeps;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #sending = 0;

  constructor(deps: OutboxDeps) {
    super();
    this.#deps = deps;
  }

  /** What the server does not have yet. */
  get waiting(): number {
    return this.#sending + this.#timers.size;
  }

  /** How many leases stand behind what is held. */
  get held(): number {
    return this.#timers.size;
  }

  /** The newest decision that can still be taken back unseen by the server. */
  get latestHeld(): Decision | undefined {
    return this.decisions.find((one) => one.state === 'held');
  }

  /** Sends what a closed tab left behind. */
  async start(): Promise<void> {
    for (const outgoing of await this.#deps.journal.outgoing()) void this.#answer(outgoing);
  }

  /** Keeps a decision for ten seconds, then sends it. */
  async hold(session: Session, act: Act): Promise<void> {
    this.gone.add(session.id);
    const isShort = !session.isRevision && session.secondsLeft < LEASE_MARGIN_SECONDS;
    const heldUntil = performance.now() + (isShort ? 0 : TAKE_BACK_MS);
    const others = this.decisions.filter((one) => one.session.id !== session.id);
    const decision: Decision = { session, act, state: 'held', heldUntil };
    for (const one of others.slice(KEPT_MAX - 1)) this.#sendHeld(one);
    this.decisions = [decision, ...others.slice(0, KEPT_MAX - 1)];
    const send = () => this.#sendHeld(decision);
    this.#timers.set(session.id, setTimeout(send, heldUntil - performance.now()));
    this.emit();
    if (act.kind === 'answer') await this.#deps.journal.send(act.outgoing);
  }

  /** Undoes a decision that is still held, for a task that is shown next; false when it was sent. */
  async takeBack(decision: Decision): Promise<boolean> {
    const { id } = decision.session;
    if (!this.#unhold(id)) return false;
    this.decisions = this.decisions.filter((one) => one.session.id !== id);
    await this.#deps.journal.arrived(id, false);
    this.emit();
    return true;
  }

  /** Sends everything held, without waiting for its time. */
  sendNow(): void {
    for (const one of this.decisions) this.#sendHeld(one);
  }

  /** The page is left: one try for each; what does not arrive stays in the journal. */
  async end(): Promise<void> {
    const held = this.decisions.filter((one) => this.#unhold(one.session.id));
    await Promise.allSettled(
      held.map(async ({ session, act }) => {
        if (act.kind === 'skip') await this.#deps.api.skip(session.id, act.reason);
        else await this.#deps.api.send(act.outgoing);
        await this.#deps.journal.arrived(session.id, true);
      }),
    );
  }

  /** Gives a task back at once; `call` tells the server. */
  async giveBack(assignment: Assignment, call: () => Promise<void>): Promise<void> {
    const id = assignment.assignment_id;
    this.gone.add(id);
    try {
      await untilAnswered(call, this.#deps.signal);
      await this.#deps.journal.forget(id);
      this.#mark(id, 'sent');
    } catch (error) {
      this.#refused(id, error);
    }
    await this.#deps.onArrived();
  }

  forgetRefusal(assignmentId: string): void {
    this.refusals = this.refusals.filter((one) => one.assignmentId !== assignmentId);
    this.emit();
  }

  #unhold(id: string): boolean {
    clearTimeout(this.#timers.get(id));
    return this.#timers.delete(id);
  }

  #sendHeld({ session, act }: Decision): void {
    if (!this.#unhold(session.id)) return;
    this.#mark(session.id, 'sending');
    const skip = (reason: string) =>
      this.giveBack(session.assignment, () => this.#deps.api.skip(session.id, reason));
    void (act.kind === 'skip' ? skip(act.reason) : this.#answer(act.outgoing));
  }

  async #answer(outgoing: Outgoing): Promise<void> {
    const { assignmentId: id } = outgoing;
    this.gone.add(id);
    this.#count(1);
    try {
      const call = () => this.#deps.api.send(outgoing);
      this.#taken(await untilAnswered(call, this.#deps.signal), outgoing);
      await this.#deps.journal.arrived(id, true);
      this.#mark(id, 'sent');
    } catch (error) {
      if (this.#deps.signal.aborted) return;
      // A refused answer comes back as a draft, if its lease still lives.
      await this.#deps.journal.arrived(id, false);
      this.gone.delete(id);
      this.#refused(id, error);
    } finally {
      this.#count(-1);
    }
    await this.#deps.onArrived();
  }

  #taken(
    { currency, paid_micros: paid }: Pick<Submitted, 'currency' | 'paid_micros'>,
    outgoing: Outgoing,
  ): void {
    if (outgoing.isRevision === true) return;
    this.done += 1;
    this.earned.set(currency, (this.earned.get(currency) ?? 0) + paid);
  }

  #mark(id: string, state: Decision['state']): void {
    this.decisions = this.decisions.map((one) => (one.session.id === id ? { ...one, state } : one));
    this.emit();
  }

  #count(change: number): void {
    this.#sending += change;
    this.emit();
  }

  #refused(assignmentId: string, error: unknown): void {
    if (this.#deps.signal.aborted) return;
    const message = error instanceof Error ? error.message : String(error);
    this.refusals = [...this.refusals, { assignmentId, message }];
    this.#mark(assignmentId, 'refused');
  }
}
