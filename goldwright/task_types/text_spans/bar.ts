/** Above the text: the labels with their keys, or while linking the kinds of link; and the search. */
import type { Actions, Translate } from '@web/editor/contract';
import { button, element, text } from './dom';
import { hueOf, isDashed } from './looks';
import type { Label, Relationship, Task } from './task';

const MANY_LABELS = 20; // more than have keys: then there is a field to narrow them down

export interface BarEvents {
  onLabel(label: Label): void;
  onKind(kind: Relationship): void;
  onFind(words: string): void;
  onFindNext(isForward: boolean): void;
  /** Escape in the search: back to the text. */
  onLeave(): void;
}

export interface BarState {
  readonly armed: string | undefined;
  /** The label of the chosen span. */
  readonly chosen: string | undefined;
  /** Words of the span a link starts from; undefined when none is being drawn. */
  readonly linkFrom: string | undefined;
  /** The kinds of link that may lead to the chosen span; undefined until there is one. */
  readonly kinds: readonly Relationship[] | undefined;
  readonly readOnly: boolean;
  readonly found: string;
}

export class Bar {
  readonly element = element('div', 'gw-spans-bar');
  readonly #translate: Translate;
  readonly #labels: HTMLElement;
  readonly #links: HTMLElement;
  readonly #linkHint = text('p', 'gw-spans-hint', '');
  readonly #find: HTMLInputElement;
  readonly #filter: HTMLInputElement;
  readonly #found = text('span', 'gw-spans-found', '');
  readonly #labelButtons = new Map<string, HTMLButtonElement>();
  readonly #kindButtons = new Map<Relationship, HTMLButtonElement>();

  constructor(task: Task, actions: Actions, translate: Translate, events: BarEvents) {
    this.#translate = translate;
    this.#labels = element('div', 'gw-spans-labels', { role: 'group' });
    this.#labels.setAttribute('aria-label', translate('Labels'));
    for (const label of task.labels) this.#labels.append(this.#labelButton(label, actions, events));
    this.#links = element('div', 'gw-spans-labels gw-is-linking', { role: 'group' });
    this.#links.setAttribute('aria-label', translate('Links'));
    this.#links.append(
      this.#linkHint,
      ...task.relationships.map((kind, place) => {
        return this.#kindButton(kind, actions.keyOf(`link.${place + 1}`), events);
      }),
    );
    this.#find = this.#findField(events);
    this.#filter = this.#filterField(task, events);
    const findings = element('div', 'gw-spans-find', { role: 'search' });
    findings.append(
      this.#find,
      this.#found,
      this.#findButton('↑', translate('Previous place'), () => events.onFindNext(false)),
      this.#findButton('↓', translate('Next place'), () => events.onFindNext(true)),
    );
    if (task.labels.length > MANY_LABELS) this.element.append(this.#filter);
    // One over the other, so that the text below does not move when a link is begun.
    const choice = element('div', 'gw-spans-choice');
    choice.append(this.#labels, this.#links);
    this.element.append(choice, findings);
  }

  update(state: BarState): void {
    const isLinking = state.linkFrom !== undefined;
    this.#labels.hidden = isLinking;
    this.#filter.hidden = isLinking;
    this.#links.hidden = !isLinking;
    for (const [name, made] of this.#labelButtons) {
      made.disabled = state.readOnly;
      made.setAttribute('aria-pressed', `${name === (state.chosen ?? state.armed)}`);
      made.classList.toggle('gw-is-armed', name === state.armed);
    }
    for (const [kind, made] of this.#kindButtons) {
      made.disabled = state.kinds?.includes(kind) !== true;
    }
    const from = { words: state.linkFrom ?? '' };
    this.#linkHint.textContent = !isLinking
      ? ''
      : state.kinds === undefined
        ? this.#translate('Link from “{words}”: choose the other span.', from)
        : state.kinds.length > 0
          ? this.#translate('Link from “{words}”: choose what the link says.', from)
          : this.#translate('Nothing may link “{words}” to this span; choose another.', from);
    this.#found.textContent = state.found;
  }

  focusFind(): void {
    this.#find.focus();
    this.#find.select();
  }

  focusFilter(): void {
    this.#filter.focus();
    this.#filter.select();
  }

  #labelButton(label: Label, actions: Actions, events: BarEvents): HTMLButtonElement {
    const made = button('gw-spans-label', '', () => events.onLabel(label));
    made.style.setProperty('--hue', hueOf(label));
    if (label.description) made.title = label.description;
    const depth = label.line.length - 1;
    const swatch = element(
      'span',
      isDashed(label) ? 'gw-spans-swatch gw-is-dashed' : 'gw-spans-swatch',
    );
    if (depth > 0) made.append(text('span', 'gw-spans-branch', '›'.repeat(depth)));
    made.append(swatch, text('span', '', label.title));
    const key = actions.keyOf(`label.${label.place + 1}`);
    if (key !== '') made.append(text('kbd', '', key));
    this.#labelButtons.set(label.name, made);
    return made;
  }

  #kindButton(kind: Relationship, key: string, events: BarEvents): HTMLButtonElement {
    const made = button('gw-spans-label', '', () => events.onKind(kind));
    if (kind.description) made.title = kind.description;
    made.append(text('span', '', `${kind.isDirected ? '→' : '↔'} ${kind.name}`));
    if (key !== '') made.append(text('kbd', '', key));
    this.#kindButtons.set(kind, made);
    return made;
  }

  #findField(events: BarEvents): HTMLInputElement {
    const field = element('input', '', {
      type: 'search',
      autocomplete: 'off',
      spellcheck: 'false',
    });
    field.placeholder = this.#translate('Find in the text');
    field.setAttribute('aria-label', field.placeholder);
    field.addEventListener('input', () => events.onFind(field.value));
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        events.onFindNext(!event.shiftKey);
      } else if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        events.onLeave();
      }
    });
    return field;
  }

  #findButton(sign: string, title: string, perform: () => void): HTMLButtonElement {
    const made = button('gw-spans-small', sign, perform);
    made.title = title;
    made.setAttribute('aria-label', title);
    return made;
  }

  /** Narrows the labels down by what is typed; Enter takes the first that is left. */
  #filterField(task: Task, events: BarEvents): HTMLInputElement {
    const field = element('input', 'gw-spans-filter', { type: 'search', autocomplete: 'off' });
    field.placeholder = this.#translate('Find a label');
    field.setAttribute('aria-label', field.placeholder);
    const left = () => {
      const words = field.value.trim().toLowerCase();
      return task.labels.filter(({ title, name }) =>
        `${title} ${name}`.toLowerCase().includes(words),
      );
    };
    const narrow = () => {
      const names = new Set(left().map((label) => label.name));
      for (const [name, made] of this.#labelButtons) made.hidden = !names.has(name);
    };
    field.addEventListener('input', narrow);
    field.addEventListener('keydown', (event) => {
      const [first] = left();
      const isDone = event.key === 'Enter' && first !== undefined;
      if (!isDone && event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      field.value = '';
      narrow();
      events.onLeave();
      if (isDone) events.onLabel(first);
    });
    return field;
  }
}
