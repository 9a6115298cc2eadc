/** Lines between linked spans: a bracket over the words of one line, a curve between two lines. */
import { lanes } from './layout';

/** Where the first words of a span stand, in pixels. */
export interface Anchor {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Arc {
  /** What an SVG `path` draws, from source to target. */
  readonly path: string;
  /** The middle of its name. */
  readonly x: number;
  readonly y: number;
  /** Where it arrives, and whether from above. */
  readonly tip: { readonly x: number; readonly y: number; readonly isDown: boolean };
}

const RISE = 11; // px from the words to the lowest bracket
const STEP = 11; // px between brackets: a name in small type fits
const BEND = 5; // px of a rounded corner

/** An arc for each pair; brackets that would cross each other's names lie above one another. */
export function arcs(pairs: readonly (readonly [Anchor, Anchor])[]): Arc[] {
  const level = levels(pairs);
  return pairs.map(([source, target], place) => {
    return isOneLine(source, target)
      ? bracket(source, target, RISE + STEP * (level[place] ?? 0))
      : curve(source, target);
  });
}

function levels(pairs: readonly (readonly [Anchor, Anchor])[]): number[] {
  const level = pairs.map(() => 0);
  const left = new Set(pairs.keys());
  for (const first of left) {
    const line = [...left].filter((place) => isOnLineOf(pairs[first], pairs[place]));
    const extents = line.map((place) => {
      const middles = (pairs[place] ?? []).map(middle);
      return { start: Math.min(...middles), end: Math.max(...middles) + 1 };
    });
    lanes(extents).forEach((lane, index) => (level[line[index] ?? 0] = lane));
    for (const place of line) left.delete(place);
    left.delete(first);
  }
  return level;
}

function isOnLineOf(
  one: readonly [Anchor, Anchor] | undefined,
  two: readonly [Anchor, Anchor] | undefined,
): boolean {
  return (
    one !== undefined &&
    two !== undefined &&
    isOneLine(...one) &&
    isOneLine(...two) &&
    isOneLine(one[0], two[0])
  );
}

function isOneLine(one: Anchor, two: Anchor): boolean {
  const shared = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
  return shared > Math.min(one.bottom - one.top, two.bottom - two.top) / 2;
}

function bracket(source: Anchor, target: Anchor, rise: number): Arc {
  const [from, to] = [middle(source), middle(target)];
  const y = Math.min(source.top, target.top) - rise;
  const side = to < from ? -1 : 1;
  const bend = Math.min(BEND, Math.abs(to - from) / 2) * side;
  const down = y + Math.abs(bend);
  return {
    path:
      `M${round(from)} ${round(source.top)}V${round(down)}Q${round(from)} ${round(y)} ${round(from + bend)} ${round(y)}` +
      `H${round(to - bend)}Q${round(to)} ${round(y)} ${round(to)} ${round(down)}V${round(target.top)}`,
    x: (from + to) / 2,
    y,
    tip: { x: to, y: target.top, isDown: true },
  };
}

function curve(source: Anchor, target: Anchor): Arc {
  const [from, to] = [middle(source), middle(target)];
  const isDown = source.top < target.top;
  const start = isDown ? source.bottom : source.top;
  const end = isDown ? target.top : target.bottom;
  const reach = Math.max(12, Math.abs(end - start) / 2) * (isDown ? 1 : -1);
  return {
    path:
      `M${round(from)} ${round(start)}C${round(from)} ${round(start + reach)} ` +
      `${round(to)} ${round(end - reach)} ${round(to)} ${round(end)}`,
    x: (from + to) / 2,
    y: (start + end) / 2,
    tip: { x: to, y: end, isDown },
  };
}

function middle(anchor: Anchor): number {
  return (anchor.left + anchor.right) / 2;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
