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
  #shown = new Map<string, { readonly row: ObjectRow; readonly option: HTMLElement }>();
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
    this.#list.addEventListener('scroll', () => this.#render());
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
      this.#resize = new ResizeObserver(() => this.#render());
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

  #render(): void {
    const first = Math.max(0, Math.floor(this.#list.scrollTop / ROW_PX) - SPARE_ROWS);
    const shown = Math.ceil((this.#list.clientHeight || 10 * ROW_PX) / ROW_PX) + 2 * SPARE_ROWS;
    const rows = this.#rows.slice(first, first + shown);
    const before = this.#shown;
    this.#shown = new Map();
    for (const [place, row] of rows.entries()) {
      const known = before.get(row.id);
      const option = known?.option ?? make('div', { class: 'gw-object', role: 'option' });
      if (known?.row !== row) option.replaceChildren(...this.#contents(row));
      this.#dress(option, row, first + place);
      if (this.#space.children[place] !== option) {
        this.#space.insertBefore(option, this.#space.children[place] ?? null);
      }
      this.#shown.set(row.id, { row, option });
    }
    while (this.#space.children.length > rows.length) this.#space.lastElementChild?.remove();
    if (this.#active !== undefined && this.#places.has(this.#active)) {
      this.#list.setAttribute('aria-activedescendant', this.#idOf(this.#active));
    } else this.#list.removeAttribute('aria-activedescendant');
  }

  #dress(option: HTMLElement, row: ObjectRow, place: number): void {
    option.id = this.#idOf(row.id);
    option.title = row.fault;
    option.dataset['id'] = row.id;
    option.toggleAttribute('data-active', row.id === this.#active);
    option.setAttribute('aria-selected', `${this.#selection.has(row.id)}`);
    option.setAttribute('aria-posinset', `${place + 1}`);
    option.setAttribute('aria-setsize', `${this.#rows.length}`);
    option.style.top = `${place * ROW_PX}px`;
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

  #idOf(id: string): string {
    return `${this.#name}-${this.#places.get(id) ?? -1}`;
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
    const place = this.#active === undefined ? undefined : this.#places.get(this.#active);
    if (place === undefined) return;
    const top = place * ROW_PX;
    const { scrollTop, clientHeight } = this.#list;
    if (top < scrollTop) this.#list.scrollTop = top;
    else if (clientHeight && top + ROW_PX > scrollTop + clientHeight) {
      this.#list.scrollTop = top + ROW_PX - clientHeight;
    }
    this.#later();
  }
}

function switchOf(part: string, sign: string, isOn: boolean, title: string): HTMLElement {
  return make(
    'span',
    { class: 'gw-object-switch', 'data-part': part, 'data-on': isOn, title, 'aria-hidden': 'true' },
    sign,
  );
}
