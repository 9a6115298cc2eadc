/** One task on somebody's screen: its editor, its draft, its undo, its clock and its lease. */
import { serverNow } from '../api/client';
import { attachmentUrl, type Assignment, type OwnAnswer, type WorkApi } from '../api/work';
import type { Subject } from '../review/subject';
import { Clock } from './clock';
import type { Change, EditorModule, Fault, JsonObject } from './contract';
import { Draft } from './draft';
import { Emitter } from './emitter';
import { History } from './history';
import type { Journal, Remembered } from './journal';
import { Typing } from './typing';

const PREFETCH_MAX = 8;
const EXTEND_SHARE = 0.25; // the lease is extended when less than this is left of it

export interface SessionDeps {
  readonly api: WorkApi;
  readonly journal: Journal;
  /** The editor of a task type, or the viewer for one that has none. */
  readonly editor: (taskType: string) => Promise<EditorModule>;
}

export class Session extends Emitter {
  readonly module: EditorModule;
  readonly clock: Clock;
  readonly typing: Typing;
  /** What a review looks at, or why a task was sent back; null where there is nothing to tell. */
  readonly subject: Subject | null;
  faults: readonly Fault[] = [];
  /** Whether the lease ended while the task was open; the draft is kept. */
  isLost = false;
  /** Whether this is an answer the server has, to be replaced; it has no lease and no clock. */
  readonly isRevision: boolean;
  /** Whether it is an earlier answer whose task is decided: to be looked at only. */
  readonly isDecided: boolean;
  /** Grows when the response changed other than through the editor, which must then show it. */
  shownAnew = 0;
  #assignment: Assignment;
  readonly #api: WorkApi;
  readonly #draft: Draft;
  readonly history: History;
  readonly #pictures: HTMLImageElement[] = [];
  #isExtending = false;

  private constructor(
    assignment: Assignment,
    deps: SessionDeps,
    module: EditorModule,
    remembered: Remembered | null,
    before: {
      readonly history?: History | undefined;
      readonly earlier?: OwnAnswer;
      readonly subject?: Subject | null;
    } = {},
  ) {
    super();
    this.#assignment = assignment;
    this.#api = deps.api;
    this.module = module;
    this.subject = before.subject ?? null;
    this.clock = new Clock(remembered?.activeSeconds ?? 0, performance.now());
    this.typing = new Typing(remembered?.typed);
    this.isRevision = before.earlier?.may_revise === true;
    this.isDecided = before.earlier?.may_revise === false;
    this.history = before.history ?? new History(remembered?.response ?? null);
    this.#draft = new Draft(assignment.assignment_id, deps, remembered, {
      onState: () => this.emit(),
      onMerged: (response) => {
        this.history.push(response);
        this.#showAnew();
      },
      spent: () => ({ activeSeconds: this.clock.seconds, typed: this.typing.counts }),
    });
  }

  /** A session that is ready to be shown at once; with the steps of one that was taken back. */
  static async prepare(
    assignment: Assignment,
    deps: SessionDeps,
    history?: History,
  ): Promise<Session> {
    const id = assignment.assignment_id;
    const hasSubject = assignment.stage !== 'annotate' || assignment.rejections > 0;
    const [module, remembered, subject, stored] = await Promise.all([
      deps.editor(assignment.type),
      deps.journal.read(id),
      hasSubject ? deps.api.look(id) : null,
      // Only a task that was on screen before, here or elsewhere, can have a draft on the server.
      assignment.shown_at === null ? null : deps.api.readDraft(id).catch(() => null),
    ]);
    const session = new Session(assignment, deps, module, remembered, { history, subject });
    if (stored) await session.#draft.adopt(stored);
    session.#prefetch();
    return session;
  }

  /** An answer that the server has, to be revised while its task is undecided, else to be seen. */
  static async revise(assignment: Assignment, deps: SessionDeps): Promise<Session> {
    const id = assignment.assignment_id;
    const [module, earlier, stored] = await Promise.all([
      deps.editor(assignment.type),
      deps.api.readAnswer(id),
      deps.api.readDraft(id),
    ]);
    const { response } = earlier;
    const kept = { response, revision: stored.revision };
    const remembered = { kept, response, isAhead: false, activeSeconds: 0 };
    return new Session(assignment, deps, module, remembered, { earlier });
  }

  /** Pictures are on their way before the task is on screen, and stay in memory until it is gone. */
  #prefetch(): void {
    const { attachment, attachments, attachment_type: kind } = this.#assignment.params;
    if (kind !== 'image') return;
    const named = [attachment ?? [], attachments ?? []].flat();
    for (const one of named.filter((link) => typeof link === 'string').slice(0, PREFETCH_MAX)) {
      const picture = new Image();
      picture.src = attachmentUrl(this.id, one);
      this.#pictures.push(picture);
    }
  }

  get id(): string {
    return this.#assignment.assignment_id;
  }

  get assignment(): Assignment {
    return this.#assignment;
  }

  get isReview(): boolean {
    return this.#assignment.stage !== 'annotate';
  }

  /** The answer as it is now; of a review, what its reviewer is about to say. */
  get response(): JsonObject | null {
    return this.history.present;
  }

  get saveState() {
    return this.#draft.state;
  }

  get canUndo(): boolean {
    return this.history.canUndo;
  }

  get canRedo(): boolean {
    return this.history.canRedo;
  }

  /** Whether the task is the worker's for a time, and not an answer given before. */
  get hasLease(): boolean {
    return !this.isRevision && !this.isDecided;
  }

  /** How much is left of the lease, in seconds by the server's clock. */
  get secondsLeft(): number {
    if (!this.hasLease) return Infinity;
    return (Date.parse(this.#assignment.lease_expires_at) - serverNow()) / 1000;
  }

  change(response: JsonObject, change: Change = {}): void {
    this.history.push(response, change);
    this.#draft.record(response, change.gesture !== undefined);
    this.setFaults([]);
  }

  setFaults(faults: readonly Fault[]): void {
    this.faults = faults;
    this.emit();
  }

  undo(): void {
    this.history.undo();
    this.#moved();
  }

  redo(): void {
    this.history.redo();
    this.#moved();
  }

  /** The task is on screen: its clock starts, here and on the server. */
  async show(): Promise<void> {
    this.clock.setInView(document.visibilityState === 'visible', performance.now());
    if (this.hasLease) this.update(await this.#api.show(this.id));
  }

  async extend(): Promise<void> {
    if (this.#isExtending || this.isLost || !this.hasLease) return;
    this.#isExtending = true;
    try {
      this.update({ lease_expires_at: await this.#api.extend(this.id) });
    } finally {
      this.#isExtending = false;
    }
  }

  /** Once a second: counts time, and extends the lease of whoever is busy before it ends. */
  tick(): void {
    const now = performance.now();
    this.clock.tick(now);
    const left = this.secondsLeft;
    if (left <= 0) this.isLost = true;
    else if (left < this.#assignment.lease_seconds * EXTEND_SHARE && !this.clock.isIdle(now)) {
      // Without an answer it is tried again at the next tick.
      void this.extend().catch(() => undefined);
    }
    this.emit();
  }

  /** What the server says of the assignment. */
  update(known: Partial<Assignment>): void {
    this.#assignment = { ...this.#assignment, ...known };
    this.isLost = this.hasLease && (this.#assignment.status !== 'leased' || this.secondsLeft <= 0);
    this.emit();
  }

  /** Everything typed so far is in this browser's journal. */
  flush(): Promise<void> {
    return this.#draft.flush();
  }

  /** Another task takes its place on screen for a while. */
  pause(): void {
    this.clock.setInView(false, performance.now());
    void this.flush();
  }

  end(): void {
    this.clock.setInView(false, performance.now());
    this.#draft.end();
  }

  #moved(): void {
    this.#draft.record(this.history.present, false);
    this.faults = [];
    this.#showAnew();
  }

  #showAnew(): void {
    this.shownAnew += 1;
    this.emit();
  }
}
