/** Time spent at a task: it runs while the page is in view and somebody is doing something. */

const IDLE_MS = 60_000;

export class Clock {
  #spentMs: number;
  #last: number | null = null; // until when time was counted; null while the page is hidden
  #lastSign: number;

  constructor(spentSeconds: number, now: number) {
    this.#spentMs = spentSeconds * 1000;
    this.#lastSign = now;
  }

  get seconds(): number {
    return this.#spentMs / 1000;
  }

  /** Counts up to now, or to where the last sign of a person wore off. */
  tick(now: number): void {
    if (this.#last === null) return;
    const until = Math.min(now, this.#lastSign + IDLE_MS);
    this.#spentMs += Math.max(0, until - this.#last);
    this.#last = now;
  }

  /** A key, a click, a movement. */
  sign(now: number): void {
    this.tick(now);
    this.#lastSign = now;
  }

  isIdle(now: number): boolean {
    return this.#last !== null && now - this.#lastSign >= IDLE_MS;
  }

  setInView(isInView: boolean, now: number): void {
    this.tick(now);
    this.#last = isInView ? now : null;
    if (isInView) this.#lastSign = now;
  }
}
