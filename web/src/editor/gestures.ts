/** Names for gestures, so that changes in a row merge into one step of undo. */

const PAUSE_MS = 1000; // a pause this long begins a new step in a spell of typing

export class Gestures {
  #count = 0;
  #spell = '';
  #spellEnds = 0;

  /** A name nobody used before, for one drag or stroke. */
  next(): string {
    this.#count += 1;
    return `gesture-${this.#count}`;
  }

  /** The name of the present spell of typing in one place; a pause or another place ends it. */
  typing(place: string, now: number = performance.now()): string {
    if (now > this.#spellEnds || !this.#spell.endsWith(`:${place}`)) {
      this.#spell = `${this.next()}:${place}`;
    }
    this.#spellEnds = now + PAUSE_MS;
    return this.#spell;
  }
}
