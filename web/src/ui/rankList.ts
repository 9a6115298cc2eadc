/** Options in an order that people change by drag, arrow keys, number keys or buttons. */
import type { Json, Translate } from '../editor/contract';
import type { Choice } from './choices';
import { button, make, uniqueId } from './dom';
import './rankList.css';

export interface RankListInput {
  readonly options: readonly Choice[];
  readonly translate: Translate;
  readonly onRank: (values: Json[]) => void;
}

interface Row {
  readonly choice: Choice;
  readonly element: HTMLLIElement;
  readonly place: HTMLElement;
  readonly grip: HTMLButtonElement;
  readonly up: HTMLButtonElement;
  readonly down: HTMLButtonElement;
}

export class RankList {
  readonly element = make('div', { class: 'gw-ranks' });
  readonly #input: RankListInput;
  readonly #list = make('ol', { class: 'gw-ranks-list' });
  readonly #status = make('p', { class: 'gw-hidden', role: 'status' });
  readonly #keep: HTMLButtonElement;
  #rows: Row[];
  #isRanked = false;
  #isReadOnly = false;

  constructor(input: RankListInput) {
    this.#input = input;
    const help = make(
      'p',
      { id: uniqueId('help'), class: 'gw-hint' },
      input.translate('Drag, or press Alt with ↑ and ↓, or a number for the place; best first.'),
    );
    this.#rows = input.options.map((choice) => this.#makeRow(choice, help.id));
    this.#keep = button(input.translate('Keep this order'), () => this.#tell());
    this.element.append(help, this.#list, this.#keep, this.#status);
    this.#draw();
  }

  /** Null, or anything that is not an order of all options: not ranked yet. */
  show(values: readonly Json[] | null): void {
    const byValue = new Map(this.#rows.map((row) => [row.choice.value, row]));
    const ranked = (values ?? []).flatMap((value) => byValue.get(value) ?? []);
    this.#isRanked = new Set(ranked).size === this.#rows.length;
    const asSent = this.#input.options.flatMap((choice) => byValue.get(choice.value) ?? []);
    this.#rows = this.#isRanked ? [...new Set(ranked)] : asSent;
    this.#draw();
  }

  setReadOnly(readOnly: boolean): void {
    this.#isReadOnly = readOnly;
    this.#draw();
  }

  focus(): void {
    this.#rows[0]?.grip.focus();
  }

  #makeRow(choice: Choice, help: string): Row {
    const place = make('span', { class: 'gw-rank-place', 'aria-hidden': 'true' });
    const grip = make(
      'button',
      { type: 'button', class: 'gw-rank-grip', 'aria-describedby': help },
      choice.text,
    );
    if (choice.hint) grip.append(make('span', { class: 'gw-hint' }, choice.hint));
    const mover = (sign: string, label: string, by: number) =>
      button(sign, () => this.#move(row, this.#rows.indexOf(row) + by), {
        class: 'gw-button gw-button-square',
        'aria-label': label,
      });
    const { translate } = this.#input;
    const up = mover('↑', translate('Move {name} up', { name: choice.text }), -1);
    const down = mover('↓', translate('Move {name} down', { name: choice.text }), 1);
    const element = make('li', { class: 'gw-rank' }, place, grip, up, down);
    const row: Row = { choice, element, place, grip, up, down };
    grip.addEventListener('keydown', (event) => this.#onKey(row, event));
    this.#makeDraggable(row);
    return row;
  }

  #onKey(row: Row, event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    const at = this.#rows.indexOf(row);
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (event.altKey) this.#move(row, at + step);
      else this.#rows[at + step]?.grip.focus();
    } else if (/^[1-9]$/.test(event.key)) {
      event.preventDefault(); // number keys are for this list while it has the focus
      this.#move(row, Number(event.key) - 1);
    }
  }

  #makeDraggable(row: Row): void {
    let hasMoved = false;
    row.grip.addEventListener('pointerdown', (event) => {
      if (this.#isReadOnly || event.button !== 0) return;
      hasMoved = false;
      row.grip.setPointerCapture(event.pointerId);
      row.element.classList.add('gw-rank-held');
    });
    row.grip.addEventListener('pointermove', (event) => {
      if (!row.grip.hasPointerCapture(event.pointerId)) return;
      const others = this.#rows.filter((one) => one !== row);
      const at = others.findIndex((one) => event.clientY < middle(one.element));
      const place = at < 0 ? others.length : at;
      if (place === this.#rows.indexOf(row)) return;
      hasMoved = true;
      // The grip keeps its pointer only while it stays in the page: the others move round it.
      this.#rows = others.toSpliced(place, 0, row);
      for (const [index, one] of this.#rows.entries()) {
        if (one === row) continue;
        if (index < place) row.element.before(one.element);
        else this.#list.append(one.element);
      }
      this.#number();
    });
    const drop = () => {
      row.element.classList.remove('gw-rank-held');
      if (hasMoved) this.#tell();
      hasMoved = false;
    };
    row.grip.addEventListener('pointerup', drop);
    row.grip.addEventListener('pointercancel', drop);
  }

  #move(row: Row, place: number): void {
    if (this.#isReadOnly || place < 0 || place >= this.#rows.length) return;
    const hadFocus = document.activeElement;
    this.#rows = this.#rows.filter((one) => one !== row).toSpliced(place, 0, row);
    this.#tell();
    this.#status.textContent = this.#input.translate('{name}: place {place} of {count}', {
      name: row.choice.text,
      place: place + 1,
      count: this.#rows.length,
    });
    if (hadFocus instanceof HTMLButtonElement && !hadFocus.disabled) hadFocus.focus();
    else row.grip.focus();
  }

  #tell(): void {
    this.#isRanked = true;
    this.#draw();
    this.#input.onRank(this.#rows.map((row) => row.choice.value));
  }

  #draw(): void {
    const isInOrder = this.#rows.every((row, at) => this.#list.children[at] === row.element);
    if (!isInOrder) this.#list.append(...this.#rows.map((row) => row.element));
    this.#number();
    this.element.classList.toggle('gw-ranks-open', !this.#isRanked);
    this.#keep.hidden = this.#isRanked || this.#isReadOnly;
  }

  #number(): void {
    for (const [index, row] of this.#rows.entries()) {
      row.place.textContent =
        this.#isRanked || this.#list.querySelector('.gw-rank-held') ? `${index + 1}` : '–';
      row.up.disabled = this.#isReadOnly || index === 0;
      row.down.disabled = this.#isReadOnly || index === this.#rows.length - 1;
    }
  }
}

function middle(element: HTMLElement): number {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}
