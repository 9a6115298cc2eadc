/** Attachments beside a form whose fields come and go with the answers. */
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
import { AttachmentStack, attachmentsOf, type Attachment } from '@web/ui/attachmentStack';
import { choiceAction, choiceActions, MOST_KEYS } from '@web/ui/choiceActions';
import type { ChoiceList } from '@web/ui/choiceList';
import { make } from '@web/ui/dom';
import { isObject, listAt, objectAt, pointer, textAt, unknownKeys } from '@web/ui/json';
import { SplitPane } from '@web/ui/splitPane';
import {
  faultsIn,
  plainAnswers,
  settleShown,
  withAnswer,
  withTitles,
  type Aside,
  type Path,
} from './answers';
import { readFields, type Field } from './fields';
import { FieldsView, ownerOf, type FieldView } from './fieldViews';
import './editor.css';

class FormEditor implements Editor {
  readonly #input: EditorInput;
  readonly #fields: readonly Field[];
  readonly #attachments: AttachmentStack;
  readonly #split: SplitPane;
  readonly #form: FieldsView;
  readonly #gestures = new Gestures();
  readonly #aside: Aside = new Map();
  readonly #start: JsonObject | null;
  #response: JsonObject | null;
  #current: FieldView | undefined;
  #keyed: ChoiceList | undefined;
  #showsFaults = false;
  #readOnly = false;

  constructor(host: HTMLElement, input: EditorInput) {
    this.#input = input;
    this.#response = input.response;
    this.#start = startOf(input.params);
    this.#fields = readFields(input.params);
    const { translate } = input;
    this.#attachments = new AttachmentStack(shownBeside(input, this.#fields), input);
    this.#split = new SplitPane(translate('Width of the attachments'));
    this.#form = new FieldsView(this.#fields, [], {
      translate,
      player: () => this.#attachments.players[0],
      answer: (path, answer, how) => this.#answer(path, answer, how.isTyping),
    });
    this.#split.first.append(this.#attachments.element);
    const title = textAt(input.params, 'title') || translate('Your answer');
    this.#split.second.append(make('h2', { class: 'gw-questions-title' }, title));
    const description = textAt(input.params, 'description');
    if (description) this.#split.second.append(make('p', {}, description));
    this.#split.second.append(this.#form.element);
    host.append(this.#split.element);
    this.#form.element.addEventListener('focusin', () => this.#updateCurrent());
    this.#form.element.addEventListener('keydown', (event) => this.#onKey(event));
    const target = {
      count: () => this.#keyed?.count ?? 0,
      choose: (index: number) => this.#keyed?.choose(index),
      searched: () => (this.#keyed?.isSearched ? this.#keyed : null),
    };
    input.actions.set([
      ...choiceActions(MOST_KEYS, target, translate),
      ...(this.#start
        ? [
            keeping(translate, {
              isEnabled: () => this.#response === null && !this.#readOnly,
              perform: () => this.#tell({ annotations: this.#answers }, {}),
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
    this.#form.show(this.#answers, {});
    this.#updateCurrent();
    if (this.#showsFaults) this.#showFaults();
  }

  setReadOnly(readOnly: boolean): void {
    this.#readOnly = readOnly;
    for (const view of this.#form.views) view.setReadOnly(readOnly);
  }

  validate(): Fault[] {
    if (this.#start && this.#response === null) return notKept(this.#input.translate);
    const annotations = this.#response?.['annotations'];
    const unknown = unknownKeys(this.#response, ['annotations']);
    if (this.#response !== null && !isObject(annotations)) {
      const reason = annotations === undefined ? 'is required' : 'should be a valid dictionary';
      return [{ pointer: '/annotations', sentence: `annotations ${reason}` }, ...unknown];
    }
    if (unknown.length > 0) return unknown;
    const faults = faultsIn(this.#fields, objectAt(this.#response, 'annotations'));
    return faults.map((fault) => withTitles(this.#fields, fault));
  }

  focusFault(at: string): void {
    this.#showsFaults = true;
    this.#showFaults();
    (ownerOf(this.#form.views, at) ?? this.#form.shown()[0])?.focus(at);
  }

  focus(): void {
    this.#form.shown()[0]?.focus();
    if (this.#start && this.#response === null) leaveText();
  }

  destroy(): void {
    this.#attachments.destroy();
    this.#split.element.remove();
  }

  get #answers(): JsonObject {
    return plainAnswers(this.#fields, objectAt(this.#response ?? this.#start, 'annotations'));
  }

  #answer(path: Path, answer: Json | undefined, isTyping: boolean): void {
    const before = this.#answers;
    const changed = withAnswer(this.#fields, before, path, answer);
    const annotations = settleShown(this.#fields, changed, { before, aside: this.#aside });
    const place = pointer('annotations', ...path);
    this.#tell({ annotations }, isTyping ? { gesture: this.#gestures.typing(place) } : {});
  }

  #tell(response: JsonObject, how: { gesture?: string }): void {
    this.setResponse(response);
    this.#input.onChange(response, how);
  }

  /** Number keys are for the field with the focus, else for the first choice still to be made. */
  #updateCurrent(): void {
    const shown = this.#form.shown();
    const focused = shown.findLast((view) => view.element.contains(document.activeElement));
    this.#current?.setCurrent(false);
    this.#current = focused ?? shown.find((view) => view.list && !view.isAnswered);
    this.#current?.setCurrent(true);
    const list = this.#current?.list;
    if (list !== this.#keyed) this.#keyed?.setKeys(null);
    this.#keyed = list;
    list?.setKeys((index) => this.#input.actions.keyOf(choiceAction(index)));
    this.#input.actions.changed();
  }

  /** Enter goes on to the next field; in a text of several lines it is a new line. */
  #onKey(event: KeyboardEvent): void {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (event.key !== 'Enter' || !isPlain || event.defaultPrevented) return;
    if (!(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const shown = this.#form.shown();
    const at = shown.findLastIndex((view) => view.element.contains(document.activeElement));
    shown[at + 1]?.focus();
  }

  #showFaults(): void {
    const faults = faultsIn(this.#fields, objectAt(this.#response, 'annotations'));
    for (const view of this.#form.views) view.showFaults(faults);
  }
}

/** The attachments, each with the titles of the fields that ask about it if not all do. */
function shownBeside({ params, translate }: EditorInput, fields: readonly Field[]): Attachment[] {
  const sent = listAt(params, 'attachments').filter(isObject);
  if (sent.length === 0) return attachmentsOf(params).map(asMarkdown);
  return sent.map((one) => {
    const about = listAt(one, 'forms').map(
      (id) => fields.find((field) => field.id === id)?.title ?? '',
    );
    const titles = about.filter((title) => title !== '').join(', ');
    return asMarkdown({
      kind: textAt(one, 'type'),
      content: textAt(one, 'content'),
      ...(titles && { note: translate('For: {titles}', { titles }) }),
    });
  });
}

function asMarkdown(attachment: Attachment): Attachment {
  return attachment.kind === 'text' ? { ...attachment, kind: 'markdown' } : attachment;
}

export const mountEditor: MountEditor = (host, input) => new FormEditor(host, input);
