/** How marked spans share the lines: a lane for each, and the pieces that are drawn alike. */
import type { Extent } from './blocks';

/** A piece of text under the same spans throughout. */
export interface Piece extends Extent {
  /** The places, in the list given, of the spans over it. */
  readonly under: readonly number[];
}

/**
 * A lane for each span, so that no two in one lane overlap. Lane 0 is next to the words; a span lies
 * farther out than every shorter one inside it.
 */
export function lanes(spans: readonly Extent[]): number[] {
  const lane = spans.map(() => 0);
  for (const heap of heaps(spans)) {
    const shortFirst = heap.sort(
      (one, two) => lengthOf(spans, one) - lengthOf(spans, two) || one - two,
    );
    shortFirst.forEach((place, rank) => {
      const span = spans[place];
      const placed = shortFirst.slice(0, rank).filter((other) => overlap(span, spans[other]));
      const taken = new Set(placed.map((other) => lane[other]));
      let free = 0;
      while (taken.has(free)) free += 1;
      lane[place] = free;
    });
  }
  return lane;
}

/** The pieces of a block, in order and without a gap; spans that miss it are passed over. */
export function pieces(block: Extent, spans: readonly Extent[]): Piece[] {
  const inside = spans
    .map((span, place) => ({ span, place }))
    .filter(({ span }) => overlap(span, block));
  const edges = inside.flatMap(({ span }) => [
    Math.max(block.start, span.start),
    Math.min(block.end, span.end),
  ]);
  const cuts = [...new Set([block.start, ...edges, block.end])].sort((one, two) => one - two);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? start;
    const over = inside.filter(({ span }) => span.start < end && start < span.end);
    return { start, end, under: over.map(({ place }) => place) };
  });
}

export function overlap(one: Extent | undefined, two: Extent | undefined): boolean {
  return one !== undefined && two !== undefined && one.start < two.end && two.start < one.end;
}

/** Spans that hang together by overlapping, as places: each heap is laid out by itself. */
function heaps(spans: readonly Extent[]): number[][] {
  const order = spans.map((_, place) => place);
  order.sort((one, two) => startOf(spans, one) - startOf(spans, two));
  const found: number[][] = [];
  let end = -1;
  for (const place of order) {
    if (startOf(spans, place) >= end) found.push([]);
    found.at(-1)?.push(place);
    end = Math.max(end, spans[place]?.end ?? 0);
  }
  return found;
}

function startOf(spans: readonly Extent[], place: number): number {
  return spans[place]?.start ?? 0;
}

function lengthOf(spans: readonly Extent[], place: number): number {
  return (spans[place]?.end ?? 0) - startOf(spans, place);
}
