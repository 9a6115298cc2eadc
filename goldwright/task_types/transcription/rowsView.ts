/** The rows of a list, one line each: typed in like a sheet, moved, doubled and removed. */
import type { Action, Fault, Json, JsonObject, Translate } from '@web/editor/contract';
import { button, make, uniqueId } from '@web/ui/dom';
import { pointer } from '@web/ui/json';
import { Cell } from './cell';
import type { Asked, Place } from './records';

export interface RowsInput {
  readonly columns: readonly Asked[];
  readonly translate: Translate;
  readonly tellValue: (place: Place, value: Json | undefined, isTyping: boolean) => void;
  readonly tellRows: (rows: JsonObject[]) => void;
}

interface Row {
  readonly element: HTMLTableRowElement;
  readonly cells: readonly Cell[];
  readonly tools: HTMLElement;
}

export class RowsView {
  readonly element: HTMLElement;
  readonly #input: RowsInput;
  readonly #body = make('tbody');
  readonly #none: HTMLInputElement;
  readonly #add: HTMLButtonElement;
  readonly #fault = make('p', { class: 'gw-fault', hidden: true });
  readonly #titles = new Map<string, string>();
  #rows: Row[] = [];
  #values: JsonObject[] | null = null;
  #isReadOnly = false;

  constructor(input: RowsInput) {
    this.#input = input;
    const { columns, translate } = input;
    const heads = columns.map(({ name, meaning }) => {
      const id = uniqueId('column');
      this.#titles.set(name, id);
      const head = make('th', { scope: 'col', id }, name);
      if (meaning) head.append(make('span', { class: 'gw-hint' }, meaning));
      return head;
    });
    const number = make(
      'th',
      { scope: 'col' },
      make('span', { class: 'gw-hidden' }, translate('Row')),
    );
    const tools = make('td');
    const table = make(
      'table',
      { class: 'gw-sheet', 'aria-label': translate('Rows') },
      make('thead', {}, make('tr', {}, number, ...heads, tools)),
      this.#body,
    );
    this.#add = button(translate('Add a row'), () => this.add(), { class: 'gw-button gw-small' });
    this.#none = make('input', { type: 'checkbox' });
    this.#none.addEventListener('change', () => {
      if (this.#none.checked) this.#tell([]);
      else this.#tell([{}]);
    });
    const none = make('label', { class: 'gw-nothing' }, this.#none, translate('There are no rows'));
    this.element = make(
      'section',
      { class: 'gw-question', 'aria-label': translate('Rows') },
      make('div', { class: 'gw-sheet-scroll' }, table),
      make('div', { class: 'gw-sheet-foot' }, this.#add, none),
      this.#fault,
    );
    this.#body.addEventListener('keydown', (event) => this.#onKey(event));
  }

  /** Keys for the row with the focus. */
  actions(): Action[] {
    const { translate } = this.#input;
    const at = () => this.#rows.findIndex((row) => row.element.contains(document.activeElement));
    const action = (
      name: string,
      title: string,
      shortcut: string,
      perform: (index: number) => void,
    ): Action => ({
      name: `row.${name}`,
      title,
      group: translate('Rows'),
      shortcut,
      whileTyping: true,
      isEnabled: () => !this.#isReadOnly && (name === 'add' || at() >= 0),
      perform: () => perform(at()),
    });
    return [
      action('add', translate('Add a row'), 'Alt+Enter', () => this.add()),
      action('duplicate', translate('Duplicate the row'), 'Alt+KeyD', (index) =>
        this.#double(index),
      ),
      action('remove', translate('Remove the row'), 'Alt+Backspace', (index) =>
        this.#remove(index),
      ),
      action('up', translate('Move the row up'), 'Alt+ArrowUp', (index) => this.#move(index, -1)),
      action('down', translate('Move the row down'), 'Alt+ArrowDown', (index) =>
        this.#move(index, 1),
      ),
    ];
  }

  /** The cell with the focus. */
  get focused(): Cell | undefined {
    return this.#rows.flatMap((row) => row.cells).find((cell) => cell.hasFocus);
  }

  show(values: JsonObject[] | null): void {
    this.#values = values;
    // Before anything is said there is one row to begin with.
    const shown = values ?? [{}];
    while (this.#rows.length > shown.length) this.#rows.pop()?.element.remove();
    while (this.#rows.length < shown.length) this.#append();
    for (const [index, row] of this.#rows.entries()) {
      for (const [column, cell] of row.cells.entries()) {
        cell.show(shown[index]?.[this.#input.columns[column]?.name ?? '']);
      }
    }
    this.#none.checked = values?.length === 0;
  }

  showFaults(faults: readonly Fault[]): void {
    const isFaulty = (at: string) => faults.some((fault) => fault.pointer === at);
    for (const [index, row] of this.#rows.entries()) {
      for (const [column, cell] of row.cells.entries()) {
        const name = this.#input.columns[column]?.name ?? '';
        cell.showFault(isFaulty(pointer('repeatable_fields', index, name)));
      }
    }
    const own = faults.filter((fault) => fault.pointer.startsWith('/repeatable_fields'));
    const { translate } = this.#input;
    const [first] = own;
    this.#fault.hidden = !first;
    this.#fault.textContent = !first
      ? ''
      : first.pointer === '/repeatable_fields'
        ? translate('Fill in the rows, or say that there are none.')
        : translate('Every cell needs a value, or the mark that nothing is there.');
  }

  setReadOnly(readOnly: boolean): void {
    this.#isReadOnly = readOnly;
    this.#none.disabled = readOnly;
    this.#add.hidden = readOnly;
    for (const row of this.#rows) setRowReadOnly(row, readOnly);
  }

  focus(row: number, name: string): void {
    const column = this.#input.columns.findIndex((one) => one.name === name);
    const cell = this.#rows[row]?.cells[Math.max(0, column)];
    if (cell) cell.focus();
    else this.#none.focus();
  }

  add(): void {
    const rows = this.#values ?? [];
    this.#tell([...rows, ...(this.#values === null ? [{}] : []), {}]);
    this.focus(this.#rows.length - 1, '');
  }

  #append(): void {
    const index = this.#rows.length;
    const { columns, translate } = this.#input;
    const cells = columns.map(
      ({ name }) =>
        new Cell({
          label: `${name}, ${translate('row {number}', { number: index + 1 })}`,
          rows: true,
          translate,
          tell: (value, isTyping) => this.#input.tellValue({ row: index, name }, value, isTyping),
        }),
    );
    const tool = (sign: string, label: string, onPress: () => void) =>
      button(sign, onPress, {
        class: 'gw-button gw-button-square',
        'aria-label': `${label} ${index + 1}`,
        title: label,
      });
    const tools = make(
      'div',
      { class: 'gw-sheet-tools' },
      tool('↑', translate('Move up row'), () => this.#move(index, -1)),
      tool('↓', translate('Move down row'), () => this.#move(index, 1)),
      tool(translate('Copy'), translate('Copy row'), () => this.#double(index)),
      tool('✕', translate('Remove row'), () => this.#remove(index)),
    );
    const element = make(
      'tr',
      {},
      make('th', { scope: 'row' }, `${index + 1}`),
      ...cells.map((cell, at) => make('td', { 'data-name': columns[at]?.name }, cell.element)),
      make('td', {}, tools),
    );
    const row = { element, cells, tools };
    setRowReadOnly(row, this.#isReadOnly);
    this.#rows.push(row);
    this.#body.append(element);
  }

  /** Enter goes down the column, and from the last row to a new one. */
  #onKey(event: KeyboardEvent): void {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (event.key !== 'Enter' || !isPlain || !(event.target instanceof HTMLTextAreaElement)) return;
    event.preventDefault();
    const at = this.#rows.findIndex((row) => row.cells.some((cell) => cell.hasFocus));
    const column = this.#rows[at]?.cells.findIndex((cell) => cell.hasFocus) ?? 0;
    if (at === this.#rows.length - 1) {
      if (!this.#isReadOnly) this.add();
    } else this.#rows[at + 1]?.cells[column]?.focus();
  }

  #double(index: number): void {
    const rows = this.#values ?? [{}];
    this.#tell(rows.toSpliced(index + 1, 0, rows[index] ?? {}));
    this.focus(index + 1, '');
  }

  #remove(index: number): void {
    this.#tell((this.#values ?? [{}]).toSpliced(index, 1));
    this.focus(Math.min(index, this.#rows.length - 1), '');
  }

  #move(index: number, by: number): void {
    const rows = this.#values ?? [];
    const row = rows[index];
    const to = index + by;
    if (!row || to < 0 || to >= rows.length) return;
    const column = this.#rows[index]?.cells.findIndex((cell) => cell.hasFocus) ?? 0;
    this.#tell(rows.toSpliced(index, 1).toSpliced(to, 0, row));
    this.#rows[to]?.cells[Math.max(0, column)]?.focus();
  }

  #tell(rows: JsonObject[]): void {
    this.show(rows);
    this.#input.tellRows(rows);
  }
}

function setRowReadOnly(row: Row, readOnly: boolean): void {
  row.tools.hidden = readOnly;
  for (const cell of row.cells) cell.setReadOnly(readOnly);
}
