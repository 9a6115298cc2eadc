/** Undo as a list of responses; since they share their parts, a step costs what it changed. */
import type { Change, JsonObject } from './contract';

type Step = JsonObject | null;

const STEPS_MAX = 1000;

export class History {
  #past: Step[] = [];
  #future: Step[] = [];
  #present: Step;
  #gesture: string | undefined;

  constructor(present: Step) {
    this.#present = present;
  }

  get present(): Step {
    return this.#present;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** A new step, or a longer last one while its gesture lasts. */
  push(next: Step, change: Change = {}): void {
    const lasts = change.gesture !== undefined && change.gesture === this.#gesture;
    if (!lasts) this.#past = [...this.#past.slice(1 - STEPS_MAX), this.#present];
    this.#gesture = change.gesture;
    this.#future = [];
    this.#present = next;
  }

  undo(): void {
    const before = this.#past.pop();
    if (before === undefined) return;
    this.#future.push(this.#present);
    this.#move(before);
  }

  redo(): void {
    const after = this.#future.pop();
    if (after === undefined) return;
    this.#past.push(this.#present);
    this.#move(after);
  }

  #move(step: Step): void {
    this.#present = step;
    this.#gesture = undefined;
  }
}
