/** What is looked at beside what is filled in; the border between moves by drag and by arrow keys. */
import { make } from './dom';
import './splitPane.css';

const STORED = 'goldwright.split';
const LEAST = 20;
const MOST = 80;
const STEP = 2; // per cent of the width for one press of an arrow key

export class SplitPane {
  readonly element: HTMLElement;
  readonly first = make('div', { class: 'gw-split-first' });
  readonly second = make('div', { class: 'gw-split-second', tabindex: 0 });
  readonly #border: HTMLElement;
  #share = remembered();

  constructor(label: string) {
    this.#border = make('div', {
      class: 'gw-split-border',
      role: 'separator',
      tabindex: 0,
      'aria-label': label,
      'aria-orientation': 'vertical',
      'aria-valuemin': LEAST,
      'aria-valuemax': MOST,
    });
    this.element = make('div', { class: 'gw-split' }, this.first, this.#border, this.second);
    this.#border.addEventListener('keydown', (event) => this.#onKey(event));
    this.#border.addEventListener('pointerdown', (event) => {
      this.#border.setPointerCapture(event.pointerId);
      event.preventDefault();
      this.#border.focus();
    });
    this.#border.addEventListener('pointermove', (event) => {
      if (!this.#border.hasPointerCapture(event.pointerId)) return;
      const { left, width } = this.element.getBoundingClientRect();
      this.#moveTo(((event.clientX - left) / width) * 100);
    });
    this.#moveTo(this.#share);
  }

  #onKey(event: KeyboardEvent): void {
    const places: Record<string, number> = {
      ArrowLeft: this.#share - STEP,
      ArrowRight: this.#share + STEP,
      Home: LEAST,
      End: MOST,
    };
    const place = places[event.key];
    if (place === undefined) return;
    event.preventDefault();
    this.#moveTo(place);
  }

  #moveTo(share: number): void {
    this.#share = Math.min(MOST, Math.max(LEAST, Math.round(share)));
    this.element.style.setProperty('--gw-split-share', `${this.#share}%`);
    this.#border.setAttribute('aria-valuenow', `${this.#share}`);
    localStorage.setItem(STORED, `${this.#share}`);
  }
}

function remembered(): number {
  const share = Number(localStorage.getItem(STORED));
  return share >= LEAST && share <= MOST ? share : 55;
}
