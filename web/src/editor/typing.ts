/**
 * How the text of an answer comes in: how many characters were typed, how many pasted from elsewhere,
 * and in how many pastes. Of what was pasted nothing is kept, and what was copied within the task is
 * no paste.
 */

export interface Typed {
  readonly typed: number;
  readonly pasted: number;
  readonly pastes: number;
}

export class Typing {
  #typed: number;
  #pasted: number;
  #pastes: number;
  /** What was last copied or cut here, to know it again; it leaves with the page. */
  #own = '';

  constructor(before: Typed = { typed: 0, pasted: 0, pastes: 0 }) {
    this.#typed = before.typed;
    this.#pasted = before.pasted;
    this.#pastes = before.pastes;
  }

  get counts(): Typed {
    return { typed: this.#typed, pasted: this.#pasted, pastes: this.#pastes };
  }

  /** Listens to everything that is typed within an element, until the signal is aborted. */
  listen(within: HTMLElement, signal: AbortSignal): void {
    const options = { capture: true, signal }; // editors may keep an event to themselves
    within.addEventListener('input', (event) => this.#input(event as InputEvent), options);
    within.addEventListener('compositionend', ({ data }) => (this.#typed += data.length), options);
    within.addEventListener('copy', () => (this.#own = selected()), options);
    within.addEventListener('cut', () => (this.#own = selected()), options);
    within.addEventListener(
      'paste',
      ({ target, clipboardData }) => this.#paste(target, clipboardData),
      options,
    );
    within.addEventListener(
      'drop',
      ({ target, dataTransfer }) => this.#paste(target, dataTransfer),
      options,
    );
    within.addEventListener('dragstart', () => (this.#own = selected()), options);
  }

  #input({ inputType, data }: InputEvent): void {
    // While composing, as for Chinese, each step brings the whole word: counted at its end.
    if (inputType === 'insertText') this.#typed += data?.length ?? 0;
    else if (inputType === 'insertLineBreak' || inputType === 'insertParagraph') this.#typed += 1;
  }

  #paste(target: EventTarget | null, from: DataTransfer | null): void {
    const text = isEditable(target) ? (from?.getData('text/plain') ?? '') : '';
    if (text === '' || text === this.#own) return;
    this.#pasted += text.length;
    this.#pastes += 1;
  }
}

function isEditable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null
  );
}

/** The selected text of the field in focus, or else of the page. */
function selected(): string {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    const { selectionStart: from, selectionEnd: to, value } = field;
    return value.slice(from ?? 0, to ?? 0);
  }
  return document.getSelection()?.toString() ?? '';
}
