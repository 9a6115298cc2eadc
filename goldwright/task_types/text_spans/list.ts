/** All spans in reading order, as a list: what a screen reader reads in place of the marked text. */
import type { Translate } from '@web/editor/contract';
import type { Answer, Span } from './answer';
import { shortened } from './details';
import { clamp, element, text } from './dom';
import { hueOf } from './looks';
import type { Task } from './task';

const ROW_PX = 30; // every row is one line, so that any of thousands can be found by its number
const BEYOND = 6; // rows drawn above and below what is in view
const UNSEEN = 20; // rows drawn where the height is not known

export class List {
  static #count = 0;
  readonly element = element('section', 'gw-spans-list');
  readonly #task: Task;
  readonly #translate: Translate;
  readonly #heading = text('h3', '', '');
  readonly #box: HTMLElement;
  readonly #onChoose: (id: string) => void;
  readonly #name = `gw-span-${(List.#count += 1)}`;
  #rows = new Map<string, HTMLElement>();
  #order: readonly Span[] = [];
  #links: ReadonlyMap<string, number> = new Map();
  #selected: string | undefined;
  #frame = 0;
  #isFollowing = false;

  constructor(task: Task, translate: Translate, onChoose: (id: string) => void) {
    this.#task = task;
    this.#translate = translate;
    this.#onChoose = onChoose;
    this.#box = element('div', 'gw-spans-rows', { role: 'listbox', tabindex: '0' });
    this.#box.setAttribute('aria-label', translate('Spans'));
    this.#box.addEventListener('click', (event) => this.#click(event));
    this.#box.addEventListener('keydown', (event) => this.#key(event));
    this.#box.addEventListener('scroll', () => this.#drawSoon(), { passive: true });
    this.element.append(this.#heading, this.#box);
  }

  show(answer: Answer, selected: string | undefined): void {
    if (this.#order !== answer.spans) {
      this.#order = answer.spans;
      this.#links = countLinks(answer);
      this.#heading.textContent = this.#translate('Spans: {count}', { count: answer.spans.length });
    }
    const isNew = this.#selected !== selected;
    this.#selected = selected;
    this.#drawSoon(isNew);
  }

  focus(): void {
    this.#box.focus();
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
  }

  /** Once a frame, since reading sizes makes the browser lay out. */
  #drawSoon(isFollowing = false): void {
    this.#isFollowing ||= isFollowing;
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#isFollowing) this.#follow();
      this.#isFollowing = false;
      this.#draw();
    });
  }

  /** Brings the chosen row into view; only the list scrolls. */
  #follow(): void {
    const place = this.#order.findIndex((span) => span.id === this.#selected);
    if (place < 0) return;
    const [top, height] = [place * ROW_PX, this.#box.clientHeight];
    this.#box.scrollTop = clamp(this.#box.scrollTop, top + 2 * ROW_PX - height, top - ROW_PX);
  }

  /** Draws the rows in view, and the chosen one, which a screen reader is sent to. */
  #draw(): void {
    const first = Math.max(0, Math.floor(this.#box.scrollTop / ROW_PX) - BEYOND);
    const count = Math.ceil(this.#box.clientHeight / ROW_PX) || UNSEEN;
    const last = Math.min(this.#order.length, first + count + 2 * BEYOND);
    const rows = new Map<string, HTMLElement>();
    this.#order.forEach((span, place) => {
      const isDrawn = (first <= place && place < last) || span.id === this.#selected;
      if (isDrawn && !rows.has(span.id)) rows.set(span.id, this.#row(span, place));
    });
    const shown = [...rows.values()];
    const isSame =
      shown.length === this.#box.childElementCount - 1 &&
      shown.every((row, index) => row === this.#box.children[index]);
    this.#rows = rows;
    if (!isSame) this.#box.replaceChildren(...shown, this.#end());
    else this.#box.lastElementChild?.replaceWith(this.#end());
    const chosen = rows.get(this.#selected ?? '');
    if (chosen) this.#box.setAttribute('aria-activedescendant', chosen.id);
    else this.#box.removeAttribute('aria-activedescendant');
  }

  /** Holds the list as high as all rows would be. */
  #end(): HTMLElement {
    const made = element('div', 'gw-spans-end', { 'aria-hidden': 'true' });
    made.style.insetBlockStart = `${this.#order.length * ROW_PX}px`;
    return made;
  }

  /** A row is made anew only when what it says changed. */
  #row(span: Span, place: number): HTMLElement {
    const links = this.#links.get(span.id) ?? 0;
    const drawn = `${span.start}-${span.end}:${span.label}:${links}`;
    const known = this.#rows.get(span.id);
    const row = known?.dataset['drawn'] === drawn ? known : this.#make(span, links);
    row.dataset['drawn'] = drawn;
    row.id = `${this.#name}-${place}`;
    row.style.insetBlockStart = `${place * ROW_PX}px`;
    row.setAttribute('aria-posinset', `${place + 1}`);
    row.setAttribute('aria-setsize', `${this.#order.length}`);
    row.setAttribute('aria-selected', `${span.id === this.#selected}`);
    return row;
  }

  #make(span: Span, links: number): HTMLElement {
    const label = this.#task.byName.get(span.label);
    const made = element('div', 'gw-spans-option', { role: 'option', 'data-span': span.id });
    made.style.setProperty('--hue', hueOf(label));
    const said = shortened(this.#task.shown.slice(span.start, span.end));
    const words = text('span', 'gw-spans-words', said);
    words.dir = 'auto';
    made.append(element('span', 'gw-spans-swatch'), words);
    made.append(text('span', 'gw-spans-quiet', label?.title ?? span.label));
    if (links > 0) {
      const count = text('span', 'gw-spans-quiet', `⇄ ${links}`);
      count.setAttribute('aria-label', this.#translate('Links: {count}', { count: links }));
      count.setAttribute('role', 'img');
      made.append(count);
    }
    return made;
  }

  #click(event: Event): void {
    const row = event.target instanceof Element && event.target.closest<HTMLElement>('[data-span]');
    const id = row ? row.dataset['span'] : undefined;
    if (id !== undefined) this.#onChoose(id);
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = this.#order.findIndex((span) => span.id === this.#selected);
    const last = this.#order.length - 1;
    const to = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const span = this.#order[clamp(to, 0, last)];
    if (span) this.#onChoose(span.id);
  }
}

function countLinks(answer: Answer): Map<string, number> {
  const counts = new Map<string, number>();
  for (const end of answer.links.flatMap((link) => [link.source, link.target])) {
    counts.set(end, (counts.get(end) ?? 0) + 1);
  }
  return counts;
}
