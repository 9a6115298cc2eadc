/** Where the keyboard is in the text, and how arrows move it. */
import type { Extent } from '@web/text/blocks';
import { type Boundaries, isRightToLeft } from '@web/text/boundaries';
import type { Page } from './page';

const MARGIN = 120; // px: the next line is always on screen, however many lanes it has
const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** A selection that remembers from where it was drawn; both the same is a caret. */
export interface Reach {
  readonly anchor: number;
  readonly head: number;
}

export function extentOf({ anchor, head }: Reach): Extent {
  return { start: Math.min(anchor, head), end: Math.max(anchor, head) };
}

export interface Surroundings {
  readonly page: Page;
  readonly boundaries: Boundaries;
  readonly shown: string;
  /** The scrolled element: its height is a page. */
  readonly stage: HTMLElement;
}

/** Where a key moves to; undefined when it is no key that moves. */
export function moved(reach: Reach, event: KeyboardEvent, around: Surroundings): Reach | undefined {
  const head = target(reach, event, around);
  if (head === undefined) return undefined;
  return { anchor: event.shiftKey ? reach.anchor : head, head };
}

function target(reach: Reach, event: KeyboardEvent, around: Surroundings): number | undefined {
  const isByWord = isMac ? event.altKey : event.ctrlKey;
  if ((isMac ? event.ctrlKey : event.altKey) || (!isMac && event.metaKey)) return undefined;
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowRight':
      return sideways(reach, event, isByWord, around);
    case 'ArrowUp':
      return vertical(reach.head, -1, around);
    case 'ArrowDown':
      return vertical(reach.head, 1, around);
    case 'PageUp':
      return vertical(reach.head, -around.stage.clientHeight, around);
    case 'PageDown':
      return vertical(reach.head, around.stage.clientHeight, around);
    case 'Home':
      return isByWord ? 0 : lineEdge(reach.head, false, around);
    case 'End':
      return isByWord ? around.shown.length : lineEdge(reach.head, true, around);
    default:
      return undefined;
  }
}

function sideways(
  reach: Reach,
  event: KeyboardEvent,
  isByWord: boolean,
  { boundaries, shown }: Surroundings,
): number {
  const isForward = (event.key === 'ArrowRight') !== isRightToLeft(shown, reach.head);
  const { start, end } = extentOf(reach);
  // As everywhere: an arrow without Shift leaves a selection at its side.
  if (start < end && !event.shiftKey && !isByWord) return isForward ? end : start;
  return boundaries.next(reach.head, isByWord ? 'word' : 'character', isForward);
}

/** The offset as far to the left in the next line, or in the line a number of pixels away. */
function vertical(head: number, step: number, { page, stage, shown }: Surroundings): number {
  if (Math.abs(step) > 1) stage.scrollTop += step;
  else scrollTo(stage, caretRect(page, head));
  const here = caretRect(page, head);
  if (!here) return head;
  const middle = here.top + here.height / 2;
  if (Math.abs(step) > 1)
    return page.offsetAt(here.left, middle + step) ?? (step < 0 ? 0 : shown.length);
  // Lines differ in height: feel for the next one in small steps.
  for (let way = here.height / 2 + 4; way < MARGIN; way += 6) {
    const found = page.offsetAt(here.left, middle + way * step);
    const rect = found === undefined ? undefined : caretRect(page, found);
    if (rect && Math.abs(rect.top - here.top) > here.height / 2) return found ?? head;
  }
  return step < 0 ? 0 : shown.length;
}

function lineEdge(head: number, isEnd: boolean, { page, stage, shown }: Surroundings): number {
  const here = caretRect(page, head);
  if (!here) return head;
  const box = stage.getBoundingClientRect();
  const isLeft = isEnd === isRightToLeft(shown, head);
  const x = isLeft ? box.left + 4 : box.left + stage.clientWidth - 4;
  return page.offsetAt(x, here.top + here.height / 2) ?? head;
}

/** Scrolls until a place stands clear of the upper and lower edge. */
export function scrollTo(stage: HTMLElement, place: DOMRect | undefined): void {
  if (!place) return;
  const box = stage.getBoundingClientRect();
  const margin = Math.min(MARGIN, box.height / 3);
  if (place.top < box.top + margin) stage.scrollTop -= box.top + margin - place.top;
  if (place.bottom > box.bottom - margin) stage.scrollTop += place.bottom - box.bottom + margin;
}

/** Where the caret stands in the window. */
export function caretRect(page: Page, offset: number): DOMRect | undefined {
  const range = page.range({ start: offset, end: offset });
  const own = range.getClientRects()[0];
  if (own && own.height > 0) return own;
  // The start of an empty line has no box of its own in every browser: take the letter beside it.
  const node = range.startContainer;
  if (!(node instanceof Text) || node.length === 0) return undefined;
  const isLast = range.startOffset >= node.length;
  range.setStart(node, isLast ? node.length - 1 : range.startOffset);
  range.setEnd(node, isLast ? node.length : range.startOffset + 1);
  const beside = range.getClientRects()[0];
  return beside && new DOMRect(isLast ? beside.right : beside.left, beside.top, 0, beside.height);
}
