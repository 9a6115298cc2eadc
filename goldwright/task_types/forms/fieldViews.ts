/** The fields of a form on the page: nested, repeated, hidden and shown. */
import type { EditorInput, Fault, Json, JsonObject } from '@web/editor/contract';
import type { ChoiceList } from '@web/ui/choiceList';
import { button, make } from '@web/ui/dom';
import { isObject, pointer } from '@web/ui/json';
import type { MediaView } from '@web/ui/mediaView';
import { QuestionBlock } from '@web/ui/questionBlock';
import { placeOf, type Path } from './answers';
import { isShown } from './conditions';
import type { Field } from './fields';
import { makeWidget, type Widget } from './widgets';

export interface FormHost {
  readonly translate: EditorInput['translate'];
  readonly player: () => MediaView | undefined;
  /** An answer, given by the person; undefined takes it away. */
  readonly answer: (path: Path, answer: Json | undefined, how: { isTyping: boolean }) => void;
}

/** One answer: a widget, or the fields of a nested form. */
interface Entry {
  readonly element: HTMLElement;
  readonly list?: ChoiceList;
  show(answer: Json | undefined, scope: JsonObject): void;
  showFaults(faults: readonly Fault[]): void;
  setReadOnly(readOnly: boolean): void;
  focus(pointer: string): void;
  /** Itself, or those inside it, in reading order. */
  fields(): FieldView[];
}

/** The fields of a form, the outermost or a nested one. */
export class FieldsView {
  readonly element = make('div', { class: 'gw-questions' });
  readonly views: readonly FieldView[];

  constructor(fields: readonly Field[], at: Path, host: FormHost) {
    this.views = fields.map((field) => new FieldView(field, [...at, field.id], host));
    this.element.append(...this.views.map((view) => view.element));
  }

  show(answers: JsonObject, outer: JsonObject): void {
    const scope = { ...outer, ...answers };
    for (const view of this.views) view.show(answers[view.field.id], scope);
  }

  /** All fields inside that are shown, in reading order. */
  shown(): FieldView[] {
    return this.views.flatMap((view) => (view.isShown ? [view, ...view.inside()] : []));
  }
}

export class FieldView {
  readonly field: Field;
  readonly element: HTMLElement;
  isShown = true;
  readonly #path: Path;
  readonly #host: FormHost;
  readonly #block: QuestionBlock;
  readonly #rows = make('div', { class: 'gw-rows' });
  readonly #add: HTMLButtonElement | null = null;
  #entries: Entry[] = [];
  #answer: Json | undefined;
  #scope: JsonObject = {};
  #asked = 0; // rows that the person has asked for
  #isReadOnly = false;

  constructor(field: Field, path: Path, host: FormHost) {
    this.field = field;
    this.#path = path;
    this.#host = host;
    this.#block = new QuestionBlock(field, host.translate);
    this.element = this.#block.element;
    if (field.isNested) this.element.classList.add('gw-question-form');
    this.#block.body.append(this.#rows);
    if (!field.isRepeated) return;
    this.#add = button(host.translate('Add another'), () => this.#addRow(), {
      class: 'gw-button gw-small',
    });
    this.#block.body.append(this.#add);
  }

  get pointer(): string {
    return pointer('annotations', ...this.#path);
  }

  /** The choices for number keys: of the entry that has the focus, else of the first. */
  get list(): ChoiceList | undefined {
    const focused = this.#entries.find((entry) => entry.element.contains(document.activeElement));
    return (focused ?? this.#entries[0])?.list;
  }

  get isAnswered(): boolean {
    return this.#answer !== undefined;
  }

  inside(): FieldView[] {
    return this.#entries.flatMap((entry) => entry.fields());
  }

  setCurrent(isCurrent: boolean): void {
    this.#block.setCurrent(isCurrent);
  }

  show(answer: Json | undefined, scope: JsonObject): void {
    this.#answer = answer ?? undefined;
    this.#scope = scope;
    this.isShown = isShown(this.field.conditions, scope);
    this.element.hidden = !this.isShown;
    const given = this.field.isRepeated ? (Array.isArray(answer) ? answer : []) : [answer];
    if (!this.isShown) this.#asked = 0;
    const least = this.field.isRepeated ? Math.max(this.field.least, this.#asked) : 1;
    this.#setCount(Math.max(given.length, least));
    for (const [index, entry] of this.#entries.entries()) entry.show(given[index], scope);
    if (this.#add) {
      this.#add.hidden = this.#isReadOnly;
      this.#add.disabled = this.#entries.length >= this.field.most;
    }
  }

  showFaults(faults: readonly Fault[]): void {
    const own = this.pointer;
    const isRow = (at: string) =>
      this.field.isRepeated && !this.field.isNested && at.startsWith(`${own}/`);
    const here = faults.filter((fault) => fault.pointer === own || isRow(fault.pointer));
    this.#block.showFaults(here, placeOf(this.#path), this.#host.translate);
    for (const entry of this.#entries) entry.showFaults(faults);
  }

  setReadOnly(readOnly: boolean): void {
    this.#isReadOnly = readOnly;
    for (const entry of this.#entries) entry.setReadOnly(readOnly);
    this.element.classList.toggle('gw-question-read-only', readOnly);
    if (this.#add) this.#add.hidden = readOnly;
  }

  /** The focus goes to the place of the pointer, which is here or inside. */
  focus(at: string = this.pointer): void {
    const row = /^\/(\d+)/.exec(at.slice(this.pointer.length))?.[1];
    const entry = this.#entries[this.field.isRepeated ? Number(row ?? 0) : 0];
    entry?.focus(at);
  }

  #setCount(count: number): void {
    while (this.#entries.length > count) this.#entries.pop()?.element.remove();
    while (this.#entries.length < count) {
      const entry = this.#makeEntry(this.#entries.length);
      entry.setReadOnly(this.#isReadOnly);
      this.#entries.push(entry);
      this.#rows.append(entry.element);
    }
  }

  #makeEntry(index: number): Entry {
    const { field } = this;
    const path = field.isRepeated ? [...this.#path, index] : this.#path;
    const entry = field.isNested ? this.#formEntry(path) : this.#widgetEntry(path);
    return field.isRepeated ? this.#asRow(entry, index) : entry;
  }

  #formEntry(path: Path): Entry {
    const form = new FieldsView(this.field.fields, path, this.#host);
    return {
      element: form.element,
      show: (answer, scope) => form.show(isObject(answer) ? answer : {}, scope),
      showFaults: (faults) => {
        for (const view of form.views) view.showFaults(faults);
      },
      setReadOnly: (readOnly) => {
        for (const view of form.views) view.setReadOnly(readOnly);
      },
      focus: (at) => (ownerOf(form.views, at) ?? form.views[0])?.focus(at),
      fields: () => form.shown(),
    };
  }

  #widgetEntry(path: Path): Entry {
    const { field } = this;
    const widget: Widget = makeWidget({
      field,
      titleId: this.#block.titleId,
      translate: this.#host.translate,
      player: this.#host.player,
      tell: (answer, how) => this.#host.answer(path, answer, how),
    });
    const own = pointer('annotations', ...path);
    return {
      element: widget.element,
      ...(widget.list && { list: widget.list }),
      show: (answer) => widget.show(answer),
      showFaults: (faults) => widget.setInvalid(faults.some((fault) => fault.pointer === own)),
      setReadOnly: (readOnly) => widget.setReadOnly(readOnly),
      focus: () => widget.focus(),
      fields: () => [],
    };
  }

  /** The entry with its number, and buttons that move and remove it. */
  #asRow(entry: Entry, index: number): Entry {
    const { translate } = this.#host;
    const number = index + 1;
    const tool = (sign: string, label: string, onPress: () => void) =>
      button(sign, onPress, {
        class: 'gw-button gw-button-square',
        'aria-label': `${label}: ${this.field.title} ${number}`,
        title: label,
      });
    const tools = make(
      'div',
      { class: 'gw-entry-tools' },
      tool('↑', translate('Move up'), () => this.#moveRow(index, -1)),
      tool('↓', translate('Move down'), () => this.#moveRow(index, 1)),
      tool(translate('Copy'), translate('Copy'), () => this.#duplicateRow(index)),
      tool('✕', translate('Remove'), () => this.#removeRow(index)),
    );
    const element = make(
      'div',
      { class: 'gw-entry', role: 'group', 'aria-label': `${this.field.title} ${number}` },
      make('span', { class: 'gw-entry-number', 'aria-hidden': 'true' }, `${number}`),
      make('div', { class: 'gw-entry-body' }, entry.element),
      tools,
    );
    return {
      ...entry,
      element,
      setReadOnly: (readOnly) => {
        tools.hidden = readOnly;
        entry.setReadOnly(readOnly);
      },
    };
  }

  get #list(): Json[] {
    const list = Array.isArray(this.#answer) ? [...this.#answer] : [];
    while (list.length < this.#entries.length) list.push(null);
    return list;
  }

  #addRow(): void {
    this.#asked = this.#entries.length + 1;
    this.show(this.#answer, this.#scope);
    this.#entries.at(-1)?.focus('');
  }

  #removeRow(index: number): void {
    this.#asked = this.#entries.length - 1;
    this.#tell(this.#list.toSpliced(index, 1));
    this.#entries[Math.min(index, this.#entries.length - 1)]?.focus('');
  }

  #duplicateRow(index: number): void {
    if (this.#entries.length >= this.field.most) return;
    this.#asked = this.#entries.length + 1;
    this.#tell(this.#list.toSpliced(index + 1, 0, this.#list[index] ?? null));
    this.#entries[index + 1]?.focus('');
  }

  #moveRow(index: number, by: number): void {
    const list = this.#list;
    const to = index + by;
    if (to < 0 || to >= list.length) return;
    this.#tell(list.toSpliced(index, 1).toSpliced(to, 0, list[index] ?? null));
    this.#entries[to]?.focus('');
  }

  #tell(list: Json[]): void {
    const last = list.findLastIndex((one) => one !== null);
    const kept = list.slice(0, last + 1);
    this.#host.answer(this.#path, kept.length > 0 ? kept : undefined, { isTyping: false });
    this.show(kept.length > 0 ? kept : undefined, this.#scope);
  }
}

/** The view whose place the pointer leads to or into. */
export function ownerOf(views: readonly FieldView[], at: string): FieldView | undefined {
  return views.find((view) => at === view.pointer || at.startsWith(`${view.pointer}/`));
}
