/** Offsets of a text: the wire counts code points, as Python does; the browser counts UTF-16 units. */

export class Offsets {
  /** Code points of the whole text. */
  readonly points: number;
  /** Where the characters that take two units begin, in units. */
  readonly #pairs: readonly number[];

  constructor(text: string) {
    const pairs: number[] = [];
    for (let at = 0; at < text.length - 1; at += 1) {
      if (
        (text.charCodeAt(at) & 0xfc00) === 0xd800 &&
        (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00
      ) {
        pairs.push(at);
        at += 1;
      }
    }
    this.#pairs = pairs;
    this.points = text.length - pairs.length;
  }

  /** Code points before a unit; inside a pair, those before the pair. */
  toPoints(unit: number): number {
    return unit - this.#count((at) => at < unit);
  }

  /** Units before a code point. */
  toUnits(point: number): number {
    return point + this.#count((at, place) => at - place < point);
  }

  /** How many pairs, from the first on, satisfy something that holds up to one of them. */
  #count(holds: (at: number, place: number) => boolean): number {
    let low = 0;
    let high = this.#pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(this.#pairs[middle] ?? 0, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
