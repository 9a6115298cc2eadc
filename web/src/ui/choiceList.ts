/** A question's choices to tick: flat or nested, one or several, with keys, hints and a search. */
import type { Json, Translate } from '../editor/contract';
import { leaves, type Choice } from './choices';
import { button, make, uniqueId } from './dom';
import './choiceList.css';

const SEARCH_FROM = 12; // with more choices than this, finding one is quicker by typing

export interface ChoiceListInput {
  readonly choices: readonly Choice[];
  readonly isMultiple: boolean;
  /** Text of a choice that says that none of the others holds; absent: there is none. */
  readonly none?: string;
  /** Whether a single answer can be taken back. */
  readonly canClear?: boolean;
  readonly translate: Translate;
  /** The values chosen now, in the order of the choices; null: not answered. */
  readonly onChoose: (values: Json[] | null) => void;
}

interface Row {
  readonly choice: Choice | null; // null: none of the others
  readonly element: HTMLElement;
  readonly box: HTMLInputElement;
  readonly key: HTMLElement;
}

export class ChoiceList {
  readonly element = make('div', { class: 'gw-picks' });
  readonly #input: ChoiceListInput;
  readonly #name = uniqueId('choice');
  readonly #rows: Row[] = [];
  readonly #search: HTMLInputElement | null = null;
  readonly #clear: HTMLButtonElement | null = null;
  readonly #found = make('p', { class: 'gw-picks-found', role: 'status' });
  #values: readonly Json[] | null = null;
  #isReadOnly = false;

  constructor(input: ChoiceListInput) {
    this.#input = input;
    if (leaves(input.choices).length > SEARCH_FROM) {
      this.#search = this.#makeSearch();
      this.element.append(this.#search, this.#found);
    }
    this.element.append(this.#list(input.choices));
    if (input.none !== undefined) this.element.append(this.#row(null, input.none));
    if (input.canClear && !input.isMultiple) {
      this.#clear = button(input.translate('Clear'), () => this.#take(null), {
        class: 'gw-button gw-button-quiet',
      });
      this.element.append(this.#clear);
    }
    this.show(null);
  }

  /** How many choices the keys can reach, the one for none included. */
  get count(): number {
    return this.#rows.length;
  }

  show(values: readonly Json[] | null): void {
    this.#values = values;
    for (const row of this.#rows) {
      row.box.checked = row.choice
        ? (values?.includes(row.choice.value) ?? false)
        : values?.length === 0;
    }
    if (this.#clear) this.#clear.hidden = this.#isReadOnly || (values?.length ?? 0) === 0;
  }

  setReadOnly(readOnly: boolean): void {
    this.#isReadOnly = readOnly;
    for (const row of this.#rows) row.box.disabled = readOnly;
    this.show(this.#values);
  }

  /** Prints these keys on the choices; none when the keys are for another question. */
  setKeys(keyOf: ((index: number) => string) | null): void {
    for (const [index, row] of this.#rows.entries()) {
      const key = keyOf?.(index) ?? '';
      row.key.textContent = key;
      row.key.hidden = key === '';
    }
  }

  /** Chooses by key: ticks or unticks one of several, or takes the only answer. */
  choose(index: number): void {
    const row = this.#rows[index];
    if (!row || this.#isReadOnly) return;
    row.element.hidden = false;
    row.box.focus();
    this.#toggle(row, !(this.#input.isMultiple && row.box.checked));
  }

  focus(): void {
    const chosen = this.#rows.find((row) => row.box.checked) ?? this.#rows[0];
    chosen?.box.focus();
  }

  /** Whether there are so many choices that they can be searched. */
  get isSearched(): boolean {
    return this.#search !== null;
  }

  focusSearch(): void {
    this.#search?.focus();
  }

  #list(choices: readonly Choice[]): HTMLElement {
    return make('div', { class: 'gw-picks-list' }, ...choices.map((one) => this.#node(one)));
  }

  #node(choice: Choice): HTMLElement {
    if (choice.children.length === 0) return this.#row(choice, choice.text);
    const id = uniqueId('group');
    const title = make('div', { id, class: 'gw-picks-title' }, choice.text);
    if (choice.hint) title.append(make('span', { class: 'gw-hint' }, choice.hint));
    const list = this.#list(choice.children);
    return make(
      'div',
      { class: 'gw-picks-group', role: 'group', 'aria-labelledby': id },
      title,
      list,
    );
  }

  #row(choice: Choice | null, text: string): HTMLElement {
    const kind = this.#input.isMultiple ? 'checkbox' : 'radio';
    const box = make('input', { type: kind, name: this.#name });
    const key = make('kbd', { class: 'gw-key', 'aria-hidden': 'true', hidden: true });
    const words = make('span', { class: 'gw-pick-text' }, text);
    if (choice?.hint) words.append(make('span', { class: 'gw-hint' }, choice.hint));
    const element = make('label', { class: 'gw-pick' }, box, words, key);
    const row = { choice, element, box, key };
    box.addEventListener('change', () => this.#toggle(row, box.checked));
    this.#rows.push(row);
    return element;
  }

  #toggle(row: Row, isChosen: boolean): void {
    const { choice } = row;
    if (!choice) this.#take(isChosen ? [] : null);
    else if (!this.#input.isMultiple) this.#take(isChosen ? [choice.value] : null);
    else {
      const chosen = new Set(this.#values ?? []);
      if (isChosen) chosen.add(choice.value);
      else chosen.delete(choice.value);
      const known = this.#rows.flatMap((one) => (one.choice ? [one.choice.value] : []));
      // What a prelabel names and the task does not know would otherwise stay for ever.
      this.#take(known.filter((value) => chosen.has(value)));
    }
  }

  #take(values: Json[] | null): void {
    this.show(values);
    this.#input.onChoose(values);
  }

  #makeSearch(): HTMLInputElement {
    const label = this.#input.translate('Search the answers');
    const search = make('input', {
      type: 'search',
      class: 'gw-input gw-picks-search',
      placeholder: label,
      'aria-label': label,
    });
    search.addEventListener('input', () => this.#filter(search.value));
    search.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        const first = this.#rows.find((row) => row.choice && !row.element.hidden);
        if (!first || this.#isReadOnly || !search.value) return;
        this.#toggle(first, !(this.#input.isMultiple && first.box.checked));
        search.select();
      } else if (event.key === 'Escape' && search.value) {
        event.stopPropagation();
        search.value = '';
        this.#filter('');
      } else if (event.key === 'ArrowDown') {
        event.preventDefault();
        this.#rows.find((row) => !row.element.hidden)?.box.focus();
      }
    });
    return search;
  }

  #filter(text: string): void {
    const wanted = text.trim().toLowerCase();
    let found = 0;
    for (const row of this.#rows) {
      if (!row.choice) continue;
      row.element.hidden = !row.choice.text.toLowerCase().includes(wanted);
      if (!row.element.hidden) found += 1;
    }
    for (const group of this.element.querySelectorAll<HTMLElement>('.gw-picks-group')) {
      group.hidden = !group.querySelector('.gw-pick:not([hidden])');
    }
    const translate = this.#input.translate;
    this.#found.textContent = wanted ? translate('{count} found', { count: found }) : '';
  }
}
