/** An attachment beside its questions; each is answered by a click or a number key. */
import type {
  Editor,
  EditorInput,
  Fault,
  Json,
  JsonObject,
  MountEditor,
} from '@web/editor/contract';
import { keeping, notKept, startOf } from '@web/editor/start';
import { AttachmentStack, attachmentsOf } from '@web/ui/attachmentStack';
import { choiceAction, choiceActions } from '@web/ui/choiceActions';
import { ChoiceList } from '@web/ui/choiceList';
import { make } from '@web/ui/dom';
import { QuestionBlock } from '@web/ui/questionBlock';
import { SplitPane } from '@web/ui/splitPane';
import {
  chosenIn,
  faultsIn,
  placeOf,
  pointerOf,
  questionsOf,
  withChosen,
  type Question,
} from './questions';

interface Part {
  readonly question: Question;
  readonly block: QuestionBlock;
  readonly list: ChoiceList;
}

class CategorizationEditor implements Editor {
  readonly #input: EditorInput;
  readonly #attachments: AttachmentStack;
  readonly #split: SplitPane;
  readonly #questions: readonly Question[];
  readonly #parts: readonly Part[];
  /** What was chosen before, which is shown until somebody says otherwise. */
  readonly #start: JsonObject | null;
  #response: JsonObject | null;
  #current = 0;
  #showsFaults = false;
  #readOnly = false;

  constructor(host: HTMLElement, input: EditorInput) {
    this.#input = input;
    this.#response = input.response;
    this.#start = startOf(input.params);
    this.#attachments = new AttachmentStack(attachmentsOf(input.params), input);
    this.#split = new SplitPane(input.translate('Width of the attachment'));
    this.#questions = questionsOf(input.params, input.translate);
    this.#parts = this.#questions.map((question, index) => this.#part(question, index));
    this.#split.first.append(this.#attachments.element);
    this.#split.second.append(
      make('h2', { class: 'gw-questions-title' }, input.translate('Answer')),
      ...this.#parts.map((part) => part.block.element),
    );
    host.append(this.#split.element);
    const most = Math.max(...this.#parts.map((part) => part.list.count));
    const target = {
      count: () => this.#parts[this.#current]?.list.count ?? 0,
      choose: (index: number) => this.#chooseByKey(index),
      searched: () => {
        const list = this.#parts[this.#current]?.list;
        return list?.isSearched ? list : null;
      },
    };
    input.actions.set([
      ...choiceActions(most, target, input.translate),
      ...(this.#start
        ? [
            keeping(input.translate, {
              isEnabled: () => this.#response === null && !this.#readOnly,
              perform: () => this.#change({ ...this.#start }),
            }),
          ]
        : []),
      ...this.#attachments.actions(input.translate),
    ]);
    this.setReadOnly(input.readOnly);
    this.setResponse(input.response);
    this.#setCurrent(this.#firstOpen(0));
  }

  setResponse(response: JsonObject | null): void {
    this.#response = response;
    for (const { question, list } of this.#parts) list.show(chosenIn(this.#shown, question));
    if (this.#showsFaults) this.#showFaults();
  }

  setReadOnly(readOnly: boolean): void {
    this.#readOnly = readOnly;
    for (const part of this.#parts) part.list.setReadOnly(readOnly);
  }

  validate(): Fault[] {
    if (this.#start && this.#response === null) return notKept(this.#input.translate);
    return faultsIn(this.#response, this.#questions);
  }

  focusFault(pointer: string): void {
    this.#showsFaults = true;
    this.#showFaults();
    const at = this.#parts.findIndex(({ question }) => pointer.startsWith(pointerOf(question)));
    this.#parts[Math.max(0, at)]?.list.focus();
  }

  focus(): void {
    this.#parts[this.#current]?.list.focus();
  }

  destroy(): void {
    this.#attachments.destroy();
    this.#split.element.remove();
  }

  #part(question: Question, index: number): Part {
    const { translate } = this.#input;
    const block = new QuestionBlock(question, translate);
    const list = new ChoiceList({
      choices: question.choices,
      isMultiple: question.isMultiple,
      ...(question.isMultiple && { none: translate('None of these') }),
      translate,
      onChoose: (values) => this.#choose(question, values),
    });
    block.body.append(list.element);
    block.element.addEventListener('focusin', () => this.#setCurrent(index));
    return { question, block, list };
  }

  /** The answer, or until there is one what was chosen before. */
  get #shown(): JsonObject | null {
    return this.#response ?? this.#start;
  }

  #choose(question: Question, values: Json[] | null): void {
    this.#change(withChosen(this.#shown, question, values, this.#questions));
  }

  #change(response: JsonObject): void {
    this.#response = response;
    if (this.#showsFaults) this.#showFaults();
    this.#input.onChange(response);
    this.#input.actions.changed();
  }

  /** A question with one answer is done with one key, so that the next key is for the next one. */
  #chooseByKey(index: number): void {
    const part = this.#parts[this.#current];
    if (!part) return;
    part.list.choose(index);
    if (part.question.isMultiple) return;
    const next = this.#firstOpen(this.#current + 1);
    if (next !== this.#current) this.#parts[next]?.list.focus();
  }

  /** The first question from there on that is not answered; the same one when all are. */
  #firstOpen(from: number): number {
    const isOpen = ({ question }: Part) => chosenIn(this.#shown, question) === null;
    const at = this.#parts.findIndex((part, index) => index >= from && isOpen(part));
    return at < 0 ? this.#current : at;
  }

  #setCurrent(current: number): void {
    this.#current = current;
    for (const [index, { block, list }] of this.#parts.entries()) {
      const isCurrent = index === current;
      block.setCurrent(isCurrent && this.#parts.length > 1);
      list.setKeys(isCurrent ? (key) => this.#input.actions.keyOf(choiceAction(key)) : null);
    }
    this.#input.actions.changed();
  }

  #showFaults(): void {
    const faults = this.validate();
    for (const { question, block } of this.#parts) {
      const at = pointerOf(question);
      const here = faults.filter(
        (fault) => fault.pointer === at || fault.pointer.startsWith(`${at}/`),
      );
      block.showFaults(here, placeOf(question), this.#input.translate);
    }
  }
}

export const mountEditor: MountEditor = (host, input) => new CategorizationEditor(host, input);
