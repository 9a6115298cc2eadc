/** An attachment beside what is to be read off it: fields that occur once, and rows. */
import type {
  Editor,
  EditorInput,
  Fault,
  Json,
  JsonObject,
  MountEditor,
} from '@web/editor/contract';
import { Gestures } from '@web/editor/gestures';
import { keeping, leaveText, notKept, startOf } from '@web/editor/start';
import { AttachmentStack, attachmentsOf } from '@web/ui/attachmentStack';
import { make } from '@web/ui/dom';
import { pointer } from '@web/ui/json';
import { QuestionBlock } from '@web/ui/questionBlock';
import { SplitPane } from '@web/ui/splitPane';
import { Cell } from './cell';
import {
  askedIn,
  faultsIn,
  rowsIn,
  valueAt,
  withRows,
  withValue,
  type Asked,
  type AskedFor,
  type Place,
} from './records';
import { RowsView } from './rowsView';
import './editor.css';

interface FieldPart {
  readonly name: string;
  readonly pointer: string;
  readonly block: QuestionBlock;
  readonly cell: Cell;
}

class TranscriptionEditor implements Editor {
  readonly #input: EditorInput;
  readonly #attachments: AttachmentStack;
  readonly #split: SplitPane;
  readonly #asked: AskedFor;
  readonly #parts: readonly FieldPart[];
  readonly #rows: RowsView | null;
  readonly #gestures = new Gestures();
  readonly #start: JsonObject | null;
  #response: JsonObject | null;
  #showsFaults = false;
  #readOnly = false;

  constructor(host: HTMLElement, input: EditorInput) {
    this.#input = input;
    this.#response = input.response;
    this.#start = startOf(input.params);
    const { params, translate } = input;
    const isCollection = input.taskType === 'datacollection';
    this.#asked = {
      fields: askedIn(params, 'fields'),
      columns: isCollection ? [] : askedIn(params, 'repeatable_fields'),
      isCollection,
    };
    this.#attachments = new AttachmentStack(attachmentsOf(params), input);
    this.#split = new SplitPane(translate('Width of the attachment'));
    this.#parts = this.#asked.fields.map((one) => this.#part(one));
    this.#rows =
      this.#asked.columns.length > 0
        ? new RowsView({
            columns: this.#asked.columns,
            translate,
            tellValue: (place, value, isTyping) => this.#tellValue(place, value, isTyping),
            tellRows: (rows) => this.#tell(withRows(this.#shown, rows)),
          })
        : null;
    this.#split.first.append(this.#attachments.element);
    this.#split.second.append(
      make('h2', { class: 'gw-questions-title' }, translate('What you read')),
      ...this.#parts.map((part) => part.block.element),
      ...(this.#rows ? [this.#rows.element] : []),
    );
    host.append(this.#split.element);
    input.actions.set([
      {
        name: 'nothing',
        title: translate('Nothing there'),
        shortcut: 'Alt+KeyN',
        whileTyping: true,
        isEnabled: () => this.#focusedCell !== undefined,
        perform: () => this.#focusedCell?.toggleNothing(),
      },
      ...(this.#rows?.actions() ?? []),
      ...(this.#start
        ? [
            keeping(translate, {
              isEnabled: () => this.#response === null && !this.#readOnly,
              perform: () => this.#tell({ ...this.#start }),
            }),
          ]
        : []),
      ...this.#attachments.actions(translate),
    ]);
    this.setReadOnly(input.readOnly);
    this.setResponse(input.response);
  }

  setResponse(response: JsonObject | null): void {
    this.#response = response;
    const shown = this.#shown;
    for (const { name, cell } of this.#parts) cell.show(valueAt(shown, { row: null, name }));
    this.#rows?.show(rowsIn(shown));
    if (this.#showsFaults) this.#showFaults();
  }

  setReadOnly(readOnly: boolean): void {
    this.#readOnly = readOnly;
    for (const part of this.#parts) part.cell.setReadOnly(readOnly);
    this.#rows?.setReadOnly(readOnly);
  }

  validate(): Fault[] {
    if (this.#start && this.#response === null) return notKept(this.#input.translate);
    return faultsIn(this.#response, this.#asked);
  }

  focusFault(at: string): void {
    this.#showsFaults = true;
    this.#showFaults();
    const part = this.#parts.find((one) => one.pointer === at);
    if (part) part.cell.focus();
    else {
      const [, , row, name = ''] = at.split('/');
      const column = name.replace(/~1/g, '/').replace(/~0/g, '~');
      this.#rows?.focus(Number(row ?? 0), column);
    }
  }

  focus(): void {
    if (this.#parts[0]) this.#parts[0].cell.focus();
    else this.#rows?.focus(0, '');
    if (this.#start && this.#response === null) leaveText();
  }

  destroy(): void {
    this.#attachments.destroy();
    this.#split.element.remove();
  }

  /** The answer, or until there is one what people start from. */
  get #shown(): JsonObject | null {
    return this.#response ?? this.#start;
  }

  get #focusedCell(): Cell | undefined {
    return this.#parts.find((part) => part.cell.hasFocus)?.cell ?? this.#rows?.focused;
  }

  #part({ name, meaning }: Asked): FieldPart {
    const { translate } = this.#input;
    const block = new QuestionBlock({ title: name, description: meaning }, translate);
    const cell = new Cell({
      labelledBy: block.titleId,
      rows: false,
      translate,
      tell: (value, isTyping) => this.#tellValue({ row: null, name }, value, isTyping),
    });
    block.body.append(cell.element);
    return { name, pointer: pointer('fields', name), block, cell };
  }

  #tellValue(place: Place, value: Json | undefined, isTyping: boolean): void {
    const steps = place.row === null ? ['fields'] : ['repeatable_fields', place.row];
    const gesture = this.#gestures.typing(pointer(...steps, place.name));
    this.#tell(withValue(this.#shown, place, value), isTyping ? gesture : undefined);
  }

  #tell(response: JsonObject, gesture?: string): void {
    this.setResponse(response);
    this.#input.onChange(response, gesture === undefined ? {} : { gesture });
    this.#input.actions.changed();
  }

  #showFaults(): void {
    const faults = this.validate();
    for (const { name, pointer: at, block, cell } of this.#parts) {
      const here = faults.filter((fault) => fault.pointer === at);
      block.showFaults(here, `“${name}”`, this.#input.translate);
      cell.showFault(here.length > 0);
    }
    this.#rows?.showFaults(faults);
  }
}

export const mountEditor: MountEditor = (host, input) => new TranscriptionEditor(host, input);
