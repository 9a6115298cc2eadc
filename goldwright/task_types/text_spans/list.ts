/** All spans in reading order, as a list: what a screen reader reads in place of the marked text. */
import type { Translate } from '@web/editor/contract';
import type { Answer, Span } from './answer';
import { shortened } from './details';
import { element, text } from './dom';
import { hueOf } from './looks';
import type { Task } from './task';

interface Row {
  readonly element: HTMLElement;
  readonly drawn: string;
}

export class List {
  readonly element = element('section', 'gw-spans-list');
  readonly #task: Task;
  readonly #translate: Translate;
  readonly #heading = text('h3', '', '');
  readonly #box: HTMLElement;
  readonly #onChoose: (id: string) => void;
  #rows = new Map<string, Row>();
  #order: readonly Span[] = [];
  #selected: string | undefined;

  constructor(task: Task, translate: Translate, onChoose: (id: string) => void) {
    this.#task = task;
    this.#translate = translate;
    this.#onChoose = onChoose;
    this.#box = element('div', 'gw-spans-rows', { role: 'listbox', tabindex: '0' });
    this.#box.setAttribute('aria-label', translate('Spans'));
    this.#box.addEventListener('click', (event) => this.#click(event));
    this.#box.addEventListener('keydown', (event) => this.#key(event));
    this.element.append(this.#heading, this.#box);
  }

  show(answer: Answer, selected: string | undefined): void {
    this.#order = answer.spans;
    this.#selected = selected;
    this.#heading.textContent = this.#translate('Spans: {count}', { count: answer.spans.length });
    const linked = countLinks(answer);
    const rows = new Map<string, Row>();
    let next = this.#box.firstElementChild;
    for (const span of answer.spans) {
      if (rows.has(span.id)) continue; // an id used twice is a fault that is shown elsewhere
      const old = this.#rows.get(span.id)?.element;
      const row = this.#row(span, linked.get(span.id) ?? 0);
      rows.set(span.id, row);
      if (old && old !== row.element) {
        old.replaceWith(row.element);
        if (next === old) next = row.element;
      }
      if (row.element === next) next = next.nextElementSibling;
      else this.#box.insertBefore(row.element, next);
    }
    while (next) {
      const gone = next;
      next = next.nextElementSibling;
      gone.remove();
    }
    this.#rows = rows;
    this.#choose();
  }

  focus(): void {
    this.#box.focus();
  }

  /** A row is made anew only when what it says changed. */
  #row(span: Span, links: number): Row {
    const drawn = `${span.start}-${span.end}:${span.label}:${links}`;
    const known = this.#rows.get(span.id);
    if (known?.drawn === drawn) return known;
    const label = this.#task.byName.get(span.label);
    const made = element('div', 'gw-spans-option', {
      role: 'option',
      'aria-selected': 'false',
      'data-span': span.id,
    });
    made.id = known?.element.id ?? `gw-span-${(List.#count += 1)}`;
    made.style.setProperty('--hue', hueOf(label));
    const words = text(
      'span',
      'gw-spans-words',
      shortened(this.#task.shown.slice(span.start, span.end)),
    );
    words.dir = 'auto';
    made.append(element('span', 'gw-spans-swatch'), words);
    made.append(text('span', 'gw-spans-quiet', label?.title ?? span.label));
    if (links > 0) {
      const count = text('span', 'gw-spans-quiet', `⇄ ${links}`);
      count.setAttribute('aria-label', this.#translate('Links: {count}', { count: links }));
      count.setAttribute('role', 'img');
      made.append(count);
    }
    return { element: made, drawn };
  }

  static #count = 0;

  #choose(): void {
    for (const one of this.#box.querySelectorAll('[aria-selected="true"]')) {
      one.setAttribute('aria-selected', 'false');
    }
    const row = this.#selected === undefined ? undefined : this.#rows.get(this.#selected);
    row?.element.setAttribute('aria-selected', 'true');
    if (row) this.#box.setAttribute('aria-activedescendant', row.element.id);
    else this.#box.removeAttribute('aria-activedescendant');
    if (row) this.#bringIntoView(row.element);
  }

  /** Only the list scrolls: `scrollIntoView` would move the page as well. */
  #bringIntoView(row: HTMLElement): void {
    const [box, own] = [this.#box.getBoundingClientRect(), row.getBoundingClientRect()];
    if (own.top < box.top) this.#box.scrollTop -= box.top - own.top + own.height;
    else if (own.bottom > box.bottom) this.#box.scrollTop += own.bottom - box.bottom + own.height;
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
    const span = this.#order[Math.max(0, Math.min(last, to))];
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
