/**
 * The tasks somebody works through: one on screen, the next ones ready behind it. Submitting shows
 * the next at once; the answer travels behind, kept in the journal and repeated with one key until the
 * server has taken it.
 */
import { isPassing, ProblemError } from '../api/problem';
import type { Assignment, Submitted } from '../api/work';
import type { JsonObject } from './contract';
import { Emitter } from './emitter';
import type { Outgoing } from './journal';
import { untilAnswered } from './retry';
import { Session, type SessionDeps } from './session';

const HOLD = 3; // one on screen, two behind it
const LOOK_AGAIN_MS = 15_000; // when nothing waited

/** `failed`: the first tasks could not be had; `problem` says why. */
export type QueueState = 'loading' | 'working' | 'empty' | 'failed';

export class WorkQueue extends Emitter {
  state: QueueState = 'loading';
  current: Session | null = null;
  problem: Error | null = null;
  /** What the server refused of work that had left the screen. */
  refusals: readonly { readonly assignmentId: string; readonly message: string }[] = [];
  /** Answers that have left the screen and are not yet with the server. */
  sending = 0;
  /** What was taken since work began, and what it earned, in millionths, by currency. */
  done = 0;
  readonly earned = new Map<string, number>();
  readonly #project: string | null;
  readonly #deps: SessionDeps;
  readonly #ended = new AbortController();
  readonly #gone = new Set<string>();
  #waiting: Session[] = [];
  #refilling: Promise<void> | null = null;
  #isRefillDue = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(project: string | null, deps: SessionDeps) {
    super();
    this.#project = project;
    this.#deps = deps;
  }

  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** Sends what a closed tab left behind, and fetches the first tasks. */
  async start(): Promise<void> {
    for (const outgoing of await this.#deps.journal.outgoing()) void this.#send(outgoing);
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
    const outgoing: Outgoing = {
      assignmentId: session.id,
      response,
      key: crypto.randomUUID(),
      activeSeconds: session.clock.seconds,
    };
    this.#leave(session);
    await this.#deps.journal.send(outgoing);
    await this.#send(outgoing);
  }

  /** Passes a task over for good. */
  async skip(session: Session, reason: string): Promise<void> {
    await this.#giveBack(session, () => this.#deps.api.skip(session.id, reason));
  }

  /** Gives a task back; it may come again. */
  async release(session: Session): Promise<void> {
    await this.#giveBack(session, () => this.#deps.api.release(session.id));
  }

  /** Leaves a task whose lease has ended. */
  drop(session: Session): void {
    this.#leave(session);
    void this.refill();
  }

  forgetRefusal(assignmentId: string): void {
    this.refusals = this.refusals.filter((one) => one.assignmentId !== assignmentId);
    this.emit();
  }

  end(): void {
    this.#ended.abort();
    clearTimeout(this.#timer);
    this.current?.end();
    for (const session of this.#waiting) session.end();
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
    const have = [...known.keys(), ...this.#gone];
    const call = () => this.#deps.api.next(this.#project, HOLD, have.slice(-100));
    const shown = await untilAnswered(call, this.#ended.signal, () => this.#unreachable());
    const live = shown.filter((one) => !this.#gone.has(one.assignment_id));
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
    this.#waiting = ready.filter((one) => one !== this.current && !this.#gone.has(one.id));
    if (this.current && !ready.includes(this.current) && known.has(this.current.id)) {
      this.current.update({ status: 'expired' });
    }
    this.problem = null;
    if (this.current) this.emit();
    else this.#advance(this.sending > 0 ? 'loading' : 'empty');
  }

  #held(): Session[] {
    return this.current ? [this.current, ...this.#waiting] : this.#waiting;
  }

  #leave(session: Session): void {
    this.#gone.add(session.id);
    session.end();
    if (this.current === session)
      this.#advance('loading'); // a refill follows and tells
    else this.#waiting = this.#waiting.filter((one) => one !== session);
  }

  #advance(whenNone: QueueState): void {
    const next = this.#waiting.find((one) => one.secondsLeft > 0) ?? null;
    this.#waiting = this.#waiting.filter((one) => one !== next && one.secondsLeft > 0);
    this.current = next;
    this.state = next ? 'working' : whenNone;
    clearTimeout(this.#timer);
    // Without an answer the lease goes on as it was.
    if (next) void next.show().catch(() => undefined);
    else this.#timer = setTimeout(() => void this.refill(), LOOK_AGAIN_MS);
    this.emit();
  }

  async #giveBack(session: Session, call: () => Promise<void>): Promise<void> {
    this.#leave(session);
    try {
      await untilAnswered(call, this.#ended.signal);
      await this.#deps.journal.forget(session.id);
    } catch (error) {
      this.#refused(session.id, error);
    }
    await this.refill();
  }

  async #send(outgoing: Outgoing): Promise<void> {
    const { assignmentId: id } = outgoing;
    this.#gone.add(id);
    this.#count(1);
    try {
      const call = () => this.#deps.api.submit(id, outgoing);
      this.#taken(await untilAnswered(call, this.#ended.signal));
      await this.#deps.journal.arrived(id, true);
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      // A refused answer comes back as a draft, if its lease still lives.
      await this.#deps.journal.arrived(id, false);
      this.#gone.delete(id);
      this.#refused(id, error);
    } finally {
      this.#count(-1);
    }
    await this.refill();
  }

  #taken({ currency, paid_micros: paid }: Submitted): void {
    this.done += 1;
    this.earned.set(currency, (this.earned.get(currency) ?? 0) + paid);
  }

  #count(change: number): void {
    this.sending += change;
    this.emit();
  }

  #refused(assignmentId: string, error: unknown): void {
    if (this.#ended.signal.aborted) return;
    const message = error instanceof Error ? error.message : String(error);
    this.refusals = [...this.refusals, { assignmentId, message }];
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
