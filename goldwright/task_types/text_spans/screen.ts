/** The part of the editor that shows the text: page, overlay, pointer and the browser's selection. */
import type { Translate } from '@web/editor/contract';
import type { Extent } from '@web/text/blocks';
import type { Answer, Span } from './answer';
import { caretRect, extentOf, scrollTo, type Reach } from './caret';
import { element } from './dom';
import { Overlay } from './overlay';
import { Page } from './page';
import { Pointing, type PointingEvents } from './pointing';
import type { Task } from './task';

const FOUND = 'gw-spans-found';
const CURRENT = 'gw-spans-current';

export interface ScreenEvents extends PointingEvents {
  /** The browser's selection changed by itself, as with the handles of a phone. */
  onReach(extent: Extent): void;
  onKey(event: KeyboardEvent): void;
}

export interface ScreenState {
  readonly answer: Answer;
  readonly selected: string | undefined;
  readonly linkFrom: string | undefined;
  readonly reach: Reach | undefined;
  readonly canEdit: boolean;
  /** Of other answers, laid over this one. */
  readonly layers: readonly Span[];
  readonly isOwnHidden: boolean;
  /** Signs beside spans, by id. */
  readonly pins: ReadonlyMap<string, string>;
}

export class Screen {
  /** What scrolls, and has the focus while one works on the text. */
  readonly stage: HTMLElement;
  readonly page: Page;
  readonly #overlay: Overlay;
  readonly #pointing: Pointing;
  readonly #ends = new AbortController();
  readonly #resizes: ResizeObserver | undefined;
  #state: ScreenState | undefined;
  #frame = 0;

  constructor(task: Task, blocks: readonly Extent[], translate: Translate, events: ScreenEvents) {
    this.stage = element('div', 'gw-spans-stage', {
      tabindex: '0',
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-readonly': 'true',
      'aria-label': translate('Text to mark'),
    });
    // Lines stand apart from the start: nothing moves when the first link is drawn.
    this.stage.classList.toggle('gw-has-links', task.relationships.length > 0);
    this.page = new Page(task, blocks);
    this.#overlay = new Overlay(task, this.page, this.stage);
    this.#pointing = new Pointing(this.stage, this.page, events);
    this.page.content.append(this.#overlay.element);
    this.stage.append(this.page.content);
    const { signal } = this.#ends;
    this.stage.addEventListener('keydown', (event) => events.onKey(event), { signal });
    this.stage.addEventListener('scroll', () => this.#drawSoon(), { signal, passive: true });
    document.addEventListener('selectionchange', () => this.#readSelection(events), { signal });
    this.#resizes =
      'ResizeObserver' in window ? new ResizeObserver(() => this.#drawSoon()) : undefined;
    this.#resizes?.observe(this.stage);
  }

  show(state: ScreenState): void {
    this.#state = state;
    const own = state.isOwnHidden ? [] : state.answer.spans;
    this.page.draw(state.layers.length > 0 ? [...own, ...state.layers] : own, state);
    this.page.mark('gw-is-chosen', state.selected === undefined ? [] : [state.selected]);
    this.page.mark('gw-is-source', state.linkFrom === undefined ? [] : [state.linkFrom]);
    this.stage.classList.toggle('gw-is-linking', state.linkFrom !== undefined);
    this.#showReach(state.reach);
    this.#drawSoon();
  }

  /** Brings words into view; blocks that were never drawn get their true height on the way. */
  reveal(extent: Extent): void {
    scrollTo(this.stage, caretRect(this.page, extent.start));
    // Blocks that came into view may have grown; look once more when they are laid out.
    requestAnimationFrame(() => {
      if (!this.#ends.signal.aborted) scrollTo(this.stage, caretRect(this.page, extent.start));
    });
  }

  /** Tints places found by the search, without touching the text. */
  showFound(places: readonly Extent[]): void {
    this.#tint(FOUND, places);
  }

  #tint(name: string, places: readonly Extent[]): void {
    if (!('highlights' in CSS)) return;
    const ranges = places.map((place) => this.page.range(place));
    if (ranges.length > 0) CSS.highlights.set(name, new Highlight(...ranges));
    else CSS.highlights.delete(name);
  }

  /** The line from a span to the pointer while a link is drawn. */
  pull(span: Span | undefined, x = 0, y = 0): void {
    this.#overlay.pull(span, x, y);
  }

  /** The span whose tag, or else the innermost whose words, are under a point. */
  spanAt(x: number, y: number, spans: readonly Span[]): string | undefined {
    const under = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-span]');
    if (under && this.stage.contains(under)) return under.dataset['span'];
    const offset = this.page.offsetAt(x, y);
    if (offset === undefined) return undefined;
    const over = spans.filter((span) => span.start <= offset && offset <= span.end);
    over.sort((one, two) => one.end - one.start - (two.end - two.start));
    return over[0]?.id;
  }

  destroy(): void {
    this.#ends.abort();
    this.#pointing.destroy();
    this.#resizes?.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#tint(FOUND, []);
    this.#tint(CURRENT, []);
  }

  /** Gives the browser our selection: drawing blocks anew has thrown its own off. */
  #showReach(reach: Reach | undefined): void {
    const selection = document.getSelection();
    const { start, end } = extentOf(reach ?? { anchor: 0, head: 0 });
    // To select in the text would take the caret out of a field in which somebody types.
    const isTyping = document.activeElement?.matches('input, select') === true;
    this.#tint(CURRENT, isTyping && start < end ? [{ start, end }] : []);
    if (!selection || !reach || isTyping) return;
    const isOurs = selection.rangeCount > 0 && this.stage.contains(selection.anchorNode);
    if (start === end) {
      if (isOurs) selection.removeAllRanges();
      return;
    }
    const isForward = reach.anchor < reach.head;
    const anchor = this.page.place(reach.anchor, !isForward);
    const head = this.page.place(reach.head, isForward);
    const isThere =
      selection.anchorNode === anchor.node &&
      selection.anchorOffset === anchor.offset &&
      selection.focusNode === head.node &&
      selection.focusOffset === head.offset;
    if (!isThere) selection.setBaseAndExtent(anchor.node, anchor.offset, head.node, head.offset);
  }

  #readSelection(events: ScreenEvents): void {
    const selected = this.#pointing.readSelection();
    if (selected && selected.start < selected.end) events.onReach(selected);
  }

  #drawSoon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw(): void {
    const state = this.#state;
    if (!state) return;
    const { start, end } = extentOf(state.reach ?? { anchor: 0, head: 0 });
    const selected = state.answer.byId.get(state.selected ?? '');
    this.#overlay.draw({
      caret: state.canEdit && start === end ? start : undefined,
      grips: state.canEdit && state.linkFrom === undefined ? selected : undefined,
      answer: state.answer,
      selected: state.selected,
    });
  }
}
