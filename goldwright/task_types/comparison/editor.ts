/** Attachments side by side, scrolled and zoomed together, and one verdict below. */
import type { Editor, EditorInput, Fault, JsonObject, MountEditor } from '@web/editor/contract';
import { keeping, notKept, startOf } from '@web/editor/start';
import { attachmentsOf } from '@web/ui/attachmentStack';
import { AttachmentView } from '@web/ui/attachmentView';
import { choiceAction, choiceActions } from '@web/ui/choiceActions';
import { ChoiceList } from '@web/ui/choiceList';
import { readChoices } from '@web/ui/choices';
import { button, make } from '@web/ui/dom';
import { listAt, unknownKeys } from '@web/ui/json';
import { mediaActions } from '@web/ui/mediaView';
import { QuestionBlock } from '@web/ui/questionBlock';
import { seededOrder } from '@web/ui/seededOrder';
import './editor.css';

class ComparisonEditor implements Editor {
  readonly #input: EditorInput;
  readonly #element = make('div', { class: 'gw-comparison' });
  readonly #views: readonly AttachmentView[];
  readonly #block: QuestionBlock;
  readonly #list: ChoiceList;
  readonly #start: JsonObject | null;
  #response: JsonObject | null;
  #readOnly = false;
  #isLinked = true;
  #showsFaults = false;

  constructor(host: HTMLElement, input: EditorInput) {
    this.#input = input;
    this.#response = input.response;
    this.#start = startOf(input.params);
    const { params, translate } = input;
    const panes = attachmentsOf(params).map(({ kind, content }, index) => {
      const name = translate('Attachment {number}', { number: index + 1 });
      const shown = kind === 'text' ? 'markdown' : kind;
      const view = new AttachmentView({ ...input, kind: shown, content, name });
      return {
        view,
        element: make('div', { class: 'gw-comparison-pane' }, make('h2', {}, name), view.element),
      };
    });
    this.#views = panes.map((pane) => pane.view);
    // A pane keeps its number wherever it stands, since verdicts may name it.
    const order = params['shuffle'] === true ? seededOrder(panes, input.seed) : panes;
    this.#block = new QuestionBlock({ title: translate('Answer') }, translate);
    this.#list = new ChoiceList({
      choices: readChoices(listAt(params, 'choices')),
      isMultiple: false,
      translate,
      onChoose: (values) => this.#choose(values?.[0]),
    });
    this.#block.body.append(this.#list.element);
    this.#element.append(
      ...this.#linkTools(),
      make('div', { class: 'gw-comparison-panes' }, ...order.map((pane) => pane.element)),
      this.#block.element,
    );
    host.append(this.#element);
    const target = {
      count: () => this.#list.count,
      choose: (index: number) => this.#list.choose(index),
      searched: () => (this.#list.isSearched ? this.#list : null),
    };
    const players = this.#views.flatMap((view) => view.player ?? []);
    input.actions.set([
      ...choiceActions(this.#list.count, target, translate),
      ...(this.#start
        ? [
            keeping(translate, {
              isEnabled: () => this.#response === null && !this.#readOnly,
              perform: () => this.#choose(this.#start?.['choice']),
            }),
          ]
        : []),
      ...mediaActions(players, translate),
    ]);
    this.#list.setKeys((index) => input.actions.keyOf(choiceAction(index)));
    this.setReadOnly(input.readOnly);
    this.setResponse(input.response);
  }

  setResponse(response: JsonObject | null): void {
    this.#response = response;
    const choice = (response ?? this.#start)?.['choice'];
    this.#list.show(choice === undefined ? null : [choice]);
    if (this.#showsFaults) this.#showFaults();
  }

  setReadOnly(readOnly: boolean): void {
    this.#readOnly = readOnly;
    this.#list.setReadOnly(readOnly);
  }

  validate(): Fault[] {
    if (this.#start && this.#response === null) return notKept(this.#input.translate);
    const choice = this.#response?.['choice'];
    const fault = (sentence: string) => [{ pointer: '/choice', sentence }];
    const unknown = unknownKeys(this.#response, ['choice']);
    if (choice === undefined) return [...fault('choice is required'), ...unknown];
    if (typeof choice !== 'string')
      return [...fault('choice should be a valid string'), ...unknown];
    if (unknown.length > 0) return unknown;
    if (listAt(this.#input.params, 'choices').includes(choice)) return [];
    return fault(`choice ${quoted(choice)} is not one of the choices.`);
  }

  focusFault(): void {
    this.#showsFaults = true;
    this.#showFaults();
    this.#list.focus();
  }

  focus(): void {
    this.#list.focus();
  }

  destroy(): void {
    for (const view of this.#views) view.destroy();
    this.#element.remove();
  }

  #choose(choice: JsonObject[string] | undefined): void {
    if (choice === undefined) return;
    const response = { choice };
    this.setResponse(response);
    this.#input.onChange(response);
    this.#input.actions.changed();
  }

  #showFaults(): void {
    this.#block.showFaults(this.validate(), 'choice', this.#input.translate);
  }

  /** A switch for moving all panes as one, where panes can move. */
  #linkTools(): HTMLElement[] {
    const scrollers = this.#views.flatMap((view) => view.scroller ?? []);
    const images = this.#views.flatMap((view) => view.image ?? []);
    for (const image of images) {
      image.onView = (view) => {
        if (this.#isLinked) for (const other of images) if (other !== image) other.show(view);
      };
    }
    for (const scroller of scrollers) {
      scroller.addEventListener('scroll', () => {
        if (this.#isLinked && scroller.matches(':hover, :focus')) follow(scroller, scrollers);
      });
    }
    if (scrollers.length < 2 && images.length < 2) return [];
    const link = button(
      this.#input.translate('Move together'),
      () => {
        this.#isLinked = !this.#isLinked;
        link.setAttribute('aria-pressed', `${this.#isLinked}`);
      },
      { 'aria-pressed': 'true', class: 'gw-button gw-small' },
    );
    return [make('div', { class: 'gw-view-tools' }, link)];
  }
}

/** Texts differ in length: the same share of each is above the edge. */
function follow(led: HTMLElement, all: readonly HTMLElement[]): void {
  const share = led.scrollTop / Math.max(1, led.scrollHeight - led.clientHeight);
  for (const other of all) {
    if (other !== led) other.scrollTop = share * (other.scrollHeight - other.clientHeight);
  }
}

/** A text as Python's repr spells it, so that server and browser say the same sentence. */
function quoted(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\t/g, '\\t');
  return mark + (mark === "'" ? escaped.replace(/'/g, "\\'") : escaped) + mark;
}

export const mountEditor: MountEditor = (host, input) => new ComparisonEditor(host, input);
