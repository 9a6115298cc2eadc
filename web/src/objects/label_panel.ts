/** The labels, each with its key, its colour and what is drawn with it. */
import type { Translate } from '@web/editor/contract';
import { lookOf } from '@web/canvas/colours';
import { button, make } from '@web/ui/dom';
import type { Label, LabelRow } from './labels';

export interface LabelPanelInput {
  readonly rows: readonly LabelRow[];
  /** Whether an object may come without a label; there is a row for it then. */
  readonly mayOmit: boolean;
  readonly translate: Translate;
  /** What is drawn with a label, in a word or two; empty where all labels draw the same. */
  readonly hintOf: (label: Label) => string;
  readonly keyOf: (label: Label) => string;
  readonly onChoose: (label: Label | undefined) => void;
  readonly onHide: (label: Label) => void;
}

const SEARCH_FROM = 20;

export class LabelPanel {
  readonly element: HTMLElement;
  readonly #input: LabelPanelInput;
  readonly #buttons = new Map<string, HTMLButtonElement>();
  readonly #eyes = new Map<string, HTMLButtonElement>();
  #none: HTMLButtonElement | undefined;

  constructor(input: LabelPanelInput) {
    this.#input = input;
    const list = make('div', { class: 'gw-labels', role: 'group' });
    list.setAttribute('aria-label', input.translate('Labels'));
    if (input.mayOmit) {
      this.#none = button(input.translate('No label'), () => input.onChoose(undefined), {
        class: 'gw-label-choice',
      });
      list.append(make('div', { class: 'gw-label-row' }, this.#none));
    }
    list.append(...input.rows.map((row) => this.#row(row)));
    this.element = make('div', { class: 'gw-label-panel' });
    if (this.#buttons.size > SEARCH_FROM) this.element.append(this.#search());
    this.element.append(list);
  }

  /** Marks the label new objects get, and the labels whose objects are hidden. */
  show(current: string | undefined, hidden: ReadonlySet<string>): void {
    this.#none?.setAttribute('aria-pressed', `${current === undefined}`);
    for (const [name, choice] of this.#buttons) {
      const isCurrent = `${name === current}`;
      if (choice.getAttribute('aria-pressed') !== isCurrent) {
        choice.setAttribute('aria-pressed', isCurrent);
        // Costs a layout, so only where the list is long.
        if (name === current && this.#buttons.size > SEARCH_FROM) {
          choice.scrollIntoView({ block: 'nearest' });
        }
      }
    }
    for (const [name, eye] of this.#eyes) {
      const isHidden = hidden.has(name);
      if (eye.getAttribute('aria-pressed') === `${isHidden}`) continue;
      eye.setAttribute('aria-pressed', `${isHidden}`);
      eye.textContent = isHidden ? '◌' : '●';
    }
  }

  #row({ label, title, depth }: LabelRow): HTMLElement {
    if (!label) return make('div', { class: 'gw-label-title', style: indent(depth) }, title);
    const { translate } = this.#input;
    const swatch = make('span', { class: 'gw-swatch', 'aria-hidden': 'true' });
    const look = lookOf(label.place, label.colour);
    swatch.style.borderColor = look.colour;
    swatch.style.borderStyle = look.dash.length
      ? look.dash[0] === 2
        ? 'dotted'
        : 'dashed'
      : 'solid';
    const hint = this.#input.hintOf(label);
    const choice = button('', () => this.#input.onChoose(label), {
      class: 'gw-label-choice',
      'aria-pressed': 'false',
    });
    const key = this.#input.keyOf(label);
    choice.append(swatch, make('span', { class: 'gw-label-text' }, title));
    if (hint) choice.append(make('span', { class: 'gw-label-hint' }, hint));
    if (key) choice.append(make('kbd', { class: 'gw-key', 'aria-hidden': 'true' }, key));
    const eye = button('●', () => this.#input.onHide(label), {
      class: 'gw-label-eye',
      title: translate('Hide or show all {label}', { label: title }),
      'aria-label': translate('Hide all {label}', { label: title }),
    });
    this.#buttons.set(label.name, choice);
    this.#eyes.set(label.name, eye);
    return make('div', { class: 'gw-label-row', style: indent(depth) }, choice, eye);
  }

  #search(): HTMLElement {
    const title = this.#input.translate('Search the labels');
    const search = make('input', {
      type: 'search',
      class: 'gw-input',
      placeholder: title,
      'aria-label': title,
    });
    search.addEventListener('input', () => {
      const wanted = search.value.trim().toLowerCase();
      for (const choice of this.#buttons.values()) {
        const row = choice.parentElement;
        if (row) row.hidden = !choice.textContent.toLowerCase().includes(wanted);
      }
    });
    return search;
  }
}

function indent(depth: number): string | undefined {
  return depth ? `padding-left: ${depth * 0.75}rem` : undefined;
}
