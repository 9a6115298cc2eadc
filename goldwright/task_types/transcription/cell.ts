/** Room for one value: typed, or marked as not there. */
import type { Json, Translate } from '@web/editor/contract';
import { make } from '@web/ui/dom';

export interface CellInput {
  /** Id of the element that names it, or the name itself. */
  readonly labelledBy?: string;
  readonly label?: string;
  readonly rows: boolean;
  readonly translate: Translate;
  readonly tell: (value: Json | undefined, isTyping: boolean) => void;
}

export class Cell {
  readonly element: HTMLElement;
  readonly #box: HTMLTextAreaElement;
  readonly #nothing: HTMLInputElement;
  readonly #tell: CellInput['tell'];

  constructor({ labelledBy, label, rows, translate, tell }: CellInput) {
    this.#tell = tell;
    const named = { 'aria-labelledby': labelledBy, 'aria-label': label };
    this.#box = make('textarea', { class: 'gw-input', rows: 1, ...named });
    this.#nothing = make('input', {
      type: 'checkbox',
      ...(rows && { 'aria-label': `${label ?? ''}: ${translate('nothing there')}` }),
    });
    const mark = make('label', { class: 'gw-nothing' });
    mark.append(this.#nothing, translate('Nothing there'));
    this.element = make('div', { class: 'gw-cell' }, this.#box, mark);
    this.#box.addEventListener('input', () => {
      const text = this.#box.value;
      this.#nothing.checked = false;
      this.#tell(text === '' ? undefined : text, true);
    });
    this.#nothing.addEventListener('change', () => this.#mark(this.#nothing.checked));
  }

  get hasFocus(): boolean {
    return this.element.contains(document.activeElement);
  }

  /** Says that there is nothing to be found here, or takes that back. */
  toggleNothing(): void {
    if (!this.#box.readOnly) this.#mark(!this.#nothing.checked);
  }

  show(value: Json | undefined): void {
    const text =
      value === undefined || value === null
        ? ''
        : typeof value === 'string'
          ? value
          : JSON.stringify(value);
    if (this.#box.value !== text) this.#box.value = text;
    this.#nothing.checked = value === null;
    this.#box.placeholder = value === null ? '∅' : '';
  }

  showFault(isFaulty: boolean): void {
    this.#box.setAttribute('aria-invalid', `${isFaulty}`);
  }

  setReadOnly(readOnly: boolean): void {
    this.#box.readOnly = readOnly;
    this.#nothing.disabled = readOnly;
  }

  focus(): void {
    this.#box.focus();
  }

  #mark(isNothing: boolean): void {
    this.#tell(isNothing ? null : undefined, false);
  }
}
