/** What the mouse, a pen or a finger does on the text. */
import type { Extent } from '@web/text/blocks';
import type { Page } from './page';

const DRAG_PX = 5; // a pointer that moved less has clicked

export interface PointingEvents {
  /** Words were selected; `isExact` when Shift or Alt was held, to take them letter by letter. */
  onSelect(extent: Extent, isExact: boolean): void;
  onClick(offset: number): void;
  /** A tag was clicked. */
  onChoose(id: string): void;
  /** A tag is dragged to a point, or let go there. */
  onPull(id: string, x: number, y: number): void;
  onDrop(id: string, x: number, y: number): void;
  /** An end of the chosen span is dragged; the last call for a drag says so. */
  onEdge(edge: 'start' | 'end', offset: number, isExact: boolean, isDone: boolean): void;
}

export class Pointing {
  readonly #stage: HTMLElement;
  readonly #page: Page;
  readonly #events: PointingEvents;
  readonly #ends = new AbortController();
  #drag: AbortController | undefined;

  constructor(stage: HTMLElement, page: Page, events: PointingEvents) {
    this.#stage = stage;
    this.#page = page;
    this.#events = events;
    const { signal } = this.#ends;
    stage.addEventListener('pointerdown', (event) => this.#press(event), { signal });
  }

  destroy(): void {
    this.#ends.abort();
    this.#drag?.abort();
  }

  #press(event: PointerEvent): void {
    if (event.button !== 0 || !(event.target instanceof Element)) return;
    const edge = event.target.closest<HTMLElement>('[data-edge]')?.dataset['edge'];
    const id = event.target.closest<HTMLElement>('[data-span]')?.dataset['span'];
    if (edge === 'start' || edge === 'end') this.#dragEdge(event, edge);
    else if (id !== undefined) this.#dragTag(event, id);
    else this.#follow({ up: (last) => this.#readSelection(last) });
  }

  /** The browser selects; when the button is let go its selection is taken over. */
  #readSelection(event: PointerEvent): void {
    const selected = this.readSelection();
    if (!selected) return;
    if (selected.start < selected.end) {
      this.#events.onSelect(selected, event.shiftKey || event.altKey);
      return;
    }
    this.#events.onClick(this.#page.offsetAt(event.clientX, event.clientY) ?? selected.start);
  }

  /** What the browser has selected of the text. */
  readSelection(): Extent | undefined {
    const selection = document.getSelection();
    if (!selection || selection.rangeCount === 0) return undefined;
    const range = selection.getRangeAt(0);
    const start = this.#page.offsetOf(range.startContainer, range.startOffset);
    const end = this.#page.offsetOf(range.endContainer, range.endOffset);
    return start === undefined || end === undefined ? undefined : { start, end };
  }

  #dragEdge(event: PointerEvent, edge: 'start' | 'end'): void {
    event.preventDefault();
    const tell = (moved: PointerEvent, isDone: boolean) => {
      const offset = this.#page.offsetAt(moved.clientX, moved.clientY);
      if (offset === undefined && !isDone) return;
      this.#events.onEdge(edge, offset ?? -1, moved.shiftKey || moved.altKey, isDone);
    };
    this.#follow({ move: (moved) => tell(moved, false), up: (last) => tell(last, true) });
  }

  #dragTag(event: PointerEvent, id: string): void {
    event.preventDefault();
    this.#stage.focus({ preventScroll: true });
    const isFar = (moved: PointerEvent) => {
      return Math.hypot(moved.clientX - event.clientX, moved.clientY - event.clientY) > DRAG_PX;
    };
    let isDrag = false;
    this.#follow({
      move: (moved) => {
        isDrag ||= isFar(moved);
        if (isDrag) this.#events.onPull(id, moved.clientX, moved.clientY);
      },
      up: (last) => {
        if (isDrag) this.#events.onDrop(id, last.clientX, last.clientY);
        else this.#events.onChoose(id);
      },
    });
  }

  /** Follows the pointer wherever it goes until the button is let go. */
  #follow(steps: {
    move?: (event: PointerEvent) => void;
    up: (event: PointerEvent) => void;
  }): void {
    this.#drag?.abort();
    const drag = new AbortController();
    this.#drag = drag;
    const { signal } = drag;
    if (steps.move) window.addEventListener('pointermove', steps.move, { signal });
    window.addEventListener('pointercancel', () => drag.abort(), { signal });
    window.addEventListener(
      'pointerup',
      (event) => {
        drag.abort();
        steps.up(event);
      },
      { signal },
    );
  }
}
