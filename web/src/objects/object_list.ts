/** All objects as a list: what the canvas shows, for the keyboard and for screen readers. */
import type { Translate } from '@web/editor/contract';
import { make, uniqueId } from '@web/ui/dom';

export interface ObjectRow {
  readonly id: string;
  readonly text: string;
  readonly detail: string;
  readonly colour: string;
  readonly isHidden: boolean;
  readonly isLocked: boolean;
  /** What is wrong with it; empty when nothing is. */
  readonly fault: string;
}

export type SelectMode = 'only' | 'toggle' | 'range';

export interface ObjectListInput {
  readonly translate: Translate;
  readonly onSelect: (ids: readonly string[], mode: 'only' | 'toggle') => void;
  /** Enter or a double click on an object. */
  readonly onOpen: (id: string) => void;
  readonly onHide: (id: string) => void;
  readonly onLock: (id: string) => void;
  readonly onHover: (id: string | undefined) => void;
}

interface Shown {
  readonly row: ObjectRow;
  readonly option: HTMLElement;
  readonly place: number;
  readonly count: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
}

const ROW_PX = 28;
const SPARE_ROWS = 6;
const PAGE_ROWS = 10;

/** Only the rows in view exist, however many objects there are. */
export class ObjectList {
  readonly element: HTMLElement;
  readonly #input: ObjectListInput;
  readonly #list = make('div', { class: 'gw-objects', role: 'listbox', tabindex: 0 });
  readonly #space = make('div', { class: 'gw-objects-space', role: 'presentation' });
  readonly #count = make('span', { class: 'gw-objects-count' });
  readonly #name = uniqueId('object');
  readonly #resize: ResizeObserver | undefined;
  /** The rows in view; each keeps its element, or a click begun on it would be lost. */
  #shown = new Map<string, Shown>();
  /** Where the list is scrolled to and how high it is; asked for when known to have changed only. */
  #top = 0;
  #height = 0;
  #mustReveal = false;
  #rows: readonly ObjectRow[] = [];
  /** Where each row is; made when it is first asked for. */
  #known: ReadonlyMap<string, number> | undefined;
  #selection: ReadonlySet<string> = new Set();
  #active: string | undefined;
  #anchor: string | undefined;
  #frame = 0;

  constructor(input: ObjectListInput) {
    this.#input = input;
    this.#list.setAttribute('aria-multiselectable', 'true');
    this.#list.setAttribute('aria-label', input.translate('Objects'));
    this.#list.append(this.#space);
    const title = make(
      'h3',
      { class: 'gw-side-title' },
      input.translate('Objects'),
      ' ',
      this.#count,
    );
    this.element = make('section', { class: 'gw-object-panel' }, title, this.#list);
    this.#list.addEventListener('scroll', () => {
      if (this.#list.scrollTop === this.#top) return;
      this.#top = this.#list.scrollTop;
      this.#render();
    });
    this.#list.addEventListener('keydown', (event) => this.#key(event));
    this.#list.addEventListener('click', (event) => this.#click(event));
    this.#list.addEventListener('dblclick', (event) => {
      const row = this.#rowAt(event.target);
      if (row) input.onOpen(row.id);
    });
    this.#list.addEventListener('pointermove', (event) =>
      input.onHover(this.#rowAt(event.target)?.id),
    );
    this.#list.addEventListener('pointerleave', () => input.onHover(undefined));
    if (typeof ResizeObserver !== 'undefined') {
      this.#resize = new ResizeObserver(() => {
        // The questions about what was chosen make the list shorter; it stays in view.
        this.#mustReveal ||= this.#topFor(this.#active) === this.#top;
        this.#height = this.#list.clientHeight;
        this.#render();
      });
      this.#resize.observe(this.#list);
    }
  }

  /** Shows these objects; drawn in the next frame, after what the person looks at. */
  show(rows: readonly ObjectRow[], selection: ReadonlySet<string>): void {
    if (rows !== this.#rows) {
      this.#rows = rows;
      this.#known = undefined;
      this.#count.textContent = `${rows.length}`;
      this.#space.style.height = `${rows.length * ROW_PX}px`;
    }
    if (selection !== this.#selection) {
      this.#selection = selection;
      if (this.#active === undefined || !selection.has(this.#active)) {
        this.#active = [...selection].at(-1);
      }
      this.#reveal();
    }
    this.#later();
  }

  focus(): void {
    this.#active ??= this.#rows[0]?.id;
    this.#list.focus({ preventScroll: true });
    this.#later();
  }

  get hasFocus(): boolean {
    return document.activeElement === this.#list;
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#resize?.disconnect();
  }

  get #places(): ReadonlyMap<string, number> {
    this.#known ??= new Map(this.#rows.map((row, place) => [row.id, place]));
    return this.#known;
  }

  #later(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#render();
    });
  }

  /** All that asks for a layout comes last: one asked for in between would be made twice. */
  #render(): void {
    const top = this.#mustReveal ? this.#topFor(this.#active) : this.#top;
    this.#mustReveal = false;
    const first = Math.max(0, Math.floor(top / ROW_PX) - SPARE_ROWS);
    const most = Math.ceil((this.#height || 10 * ROW_PX) / ROW_PX) + 2 * SPARE_ROWS;
    const rows = this.#rows.slice(first, first + most);
    const before = this.#shown;
    this.#shown = new Map(
      rows.map((row, place) => [row.id, this.#dressed(row, first + place, before.get(row.id))]),
    );
    for (const [id, { option }] of before) if (!this.#shown.has(id)) option.remove();
    let next = this.#space.firstElementChild;
    for (const { option } of this.#shown.values()) {
      if (option === next) next = next.nextElementSibling;
      else this.#space.insertBefore(option, next);
    }
    const active = this.#active === undefined ? undefined : this.#places.get(this.#active);
    if (active === undefined) this.#list.removeAttribute('aria-activedescendant');
    else this.#list.setAttribute('aria-activedescendant', `${this.#name}-${active}`);
    if (top !== this.#top) this.#list.scrollTop = this.#top = top;
  }

  /** The element of a row; of one that is there, only what differs is touched. */
  #dressed(row: ObjectRow, place: number, before: Shown | undefined): Shown {
    const count = this.#rows.length;
    const isActive = row.id === this.#active;
    const isSelected = this.#selection.has(row.id);
    const option = before?.option ?? make('div', { class: 'gw-object', role: 'option' });
    if (before?.row !== row) {
      option.replaceChildren(...this.#contents(row));
      option.title = row.fault;
      option.dataset['id'] = row.id;
    }
    if (before?.place !== place) {
      option.id = `${this.#name}-${place}`;
      option.setAttribute('aria-posinset', `${place + 1}`);
      option.style.top = `${place * ROW_PX}px`;
    }
    if (before?.count !== count) option.setAttribute('aria-setsize', `${count}`);
    if (before?.isActive !== isActive) option.toggleAttribute('data-active', isActive);
    if (before?.isSelected !== isSelected) option.setAttribute('aria-selected', `${isSelected}`);
    return { row, option, place, count, isActive, isSelected };
  }

  #contents(row: ObjectRow): HTMLElement[] {
    const { translate } = this.#input;
    const states = [
      row.isHidden && translate('hidden'),
      row.isLocked && translate('locked'),
      row.fault,
    ].filter((state) => typeof state === 'string' && state !== '');
    const swatch = make('span', { class: 'gw-object-swatch' });
    swatch.style.background = row.colour;
    return [
      swatch,
      make('span', { class: 'gw-object-text' }, row.text, ' '),
      make('span', { class: 'gw-object-detail' }, row.detail),
      ...(row.fault
        ? [make('span', { class: 'gw-object-fault', 'aria-hidden': 'true' }, '!')]
        : []),
      ...(states.length ? [make('span', { class: 'gw-hidden' }, states.join(', '))] : []),
      switchOf('hide', row.isHidden ? '◌' : '●', row.isHidden, translate('Hide or show')),
      switchOf('lock', row.isLocked ? '■' : '□', row.isLocked, translate('Lock or unlock')),
    ];
  }

  #rowAt(target: EventTarget | null): ObjectRow | undefined {
    const option = target instanceof Element ? target.closest<HTMLElement>('[data-id]') : null;
    const place = option && this.#places.get(option.dataset['id'] ?? '');
    return typeof place === 'number' ? this.#rows[place] : undefined;
  }

  #click(event: MouseEvent): void {
    const row = this.#rowAt(event.target);
    if (!row) return;
    const part = event.target instanceof HTMLElement ? event.target.dataset['part'] : undefined;
    if (part === 'hide') this.#input.onHide(row.id);
    else if (part === 'lock') this.#input.onLock(row.id);
    else if (event.shiftKey) this.#extend(row.id);
    else this.#choose(row.id, event.ctrlKey || event.metaKey ? 'toggle' : 'only');
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (this.#active === undefined) return;
      if (event.key === 'Enter') this.#input.onOpen(this.#active);
      else this.#choose(this.#active, 'toggle');
      return;
    }
    const place = this.#placeFor(event.key);
    const row = place === undefined ? undefined : this.#rows[place];
    if (!row) return;
    event.preventDefault();
    if (event.shiftKey) this.#extend(row.id);
    else this.#choose(row.id, 'only');
  }

  #placeFor(key: string): number | undefined {
    const last = this.#rows.length - 1;
    const now = this.#active === undefined ? -1 : (this.#places.get(this.#active) ?? -1);
    const steps: Record<string, number> = {
      ArrowDown: now + 1,
      ArrowUp: now - 1,
      PageDown: now + PAGE_ROWS,
      PageUp: now - PAGE_ROWS,
      Home: 0,
      End: last,
    };
    const place = steps[key];
    return place === undefined ? undefined : Math.min(Math.max(place, 0), last);
  }

  #choose(id: string, mode: 'only' | 'toggle'): void {
    this.#active = this.#anchor = id;
    this.#input.onSelect([id], mode);
    this.#reveal();
  }

  #extend(id: string): void {
    this.#active = id;
    const from = this.#places.get(this.#anchor ?? id) ?? 0;
    const to = this.#places.get(id) ?? 0;
    const rows = this.#rows.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.#input.onSelect(
      rows.map((row) => row.id),
      'only',
    );
    this.#reveal();
  }

  #reveal(): void {
    this.#mustReveal = true;
    this.#later();
  }

  /** Where to scroll to, so that a row is in view. */
  #topFor(id: string | undefined): number {
    const place = id === undefined ? undefined : this.#places.get(id);
    if (place === undefined) return this.#top;
    const top = place * ROW_PX;
    const least = this.#height ? top + ROW_PX - this.#height : this.#top;
    return Math.min(Math.max(this.#top, least), top);
  }
}

function switchOf(part: string, sign: string, isOn: boolean, title: string): HTMLElement {
  return make(
    'span',
    { class: 'gw-object-switch', 'data-part': part, 'data-on': isOn, title, 'aria-hidden': 'true' },
    sign,
  );
}
