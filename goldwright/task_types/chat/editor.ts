/** A conversation to be read, and the steps that answer it, written one below the other. */
import type {
  Editor,
  EditorInput,
  Fault,
  Json,
  JsonObject,
  MountEditor,
} from '@web/editor/contract';
import { Gestures } from '@web/editor/gestures';
import { button, make, setText } from '@web/ui/dom';
import { isObject, listAt, pointer, textAt, without } from '@web/ui/json';
import { isAsking, type Piece, piecesOf, type Turn } from './conversation';
import { shownValue, ValueField } from './values';
import './editor.css';

export const mountEditor: MountEditor = (host, input) => new ChatEditor(host, input);

/** The kinds of step that are offered; any other may be typed. */
const KINDS = ['PromptInput', 'ModelResponse', 'Rating', 'Ranking', 'Rewrite', 'Comment'];

class ChatEditor implements Editor {
  readonly #input: EditorInput;
  readonly #host: HTMLElement;
  readonly #gestures = new Gestures();
  readonly #list = make('ol', { class: 'gw-chat-steps' });
  readonly #add: HTMLButtonElement;
  readonly #whole = make('p', { class: 'gw-chat-fault', hidden: true });
  #steps: StepView[] = [];
  #response: JsonObject | null;
  #isReadOnly: boolean;
  #isDestroyed = false;

  constructor(host: HTMLElement, input: EditorInput) {
    this.#host = host;
    this.#input = input;
    this.#response = input.response;
    this.#isReadOnly = input.readOnly;
    const { translate } = input;
    const read = make('section', {
      class: 'gw-chat-read',
      'aria-label': translate('Conversation'),
    });
    read.tabIndex = 0;
    read.append(...piecesOf(input.params).map((piece) => this.#piece(piece)));
    this.#add = button(translate('Add a step'), () => this.#addStep());
    const write = make(
      'section',
      { class: 'gw-chat-write', 'aria-label': translate('Answer') },
      make('h2', {}, translate('Answer')),
      this.#list,
      this.#whole,
      this.#add,
    );
    host.append(make('div', { class: 'gw-chat' }, read, write));
    input.actions.set([
      {
        name: 'step.add',
        title: translate('Add a step'),
        shortcut: 'Alt+KeyN',
        whileTyping: true,
        isEnabled: () => !this.#isReadOnly,
        perform: () => this.#addStep(),
      },
    ]);
    this.#show();
  }

  setResponse(response: JsonObject | null): void {
    this.#response = response;
    this.#show();
  }

  setReadOnly(readOnly: boolean): void {
    this.#isReadOnly = readOnly;
    this.#show();
    this.#input.actions.changed();
  }

  validate(): Fault[] {
    const faults = this.#faults();
    this.#showFaults(faults);
    return faults;
  }

  focusFault(place: string): void {
    const [, , step, part] = place.split('/');
    const view = this.#steps[Number(step)];
    if (view) view.focus(part === 'type');
    else if (!this.#isReadOnly) this.#add.focus();
    else this.focus();
  }

  selection(): string | null {
    const at = this.#steps.findIndex((one) => one.element.contains(document.activeElement));
    return at < 0 ? null : pointer('responses', at);
  }

  focus(): void {
    const first = this.#isReadOnly ? undefined : this.#steps[0];
    if (first) first.focus(false);
    else this.#host.querySelector<HTMLElement>('.gw-chat-read')?.focus({ preventScroll: true });
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.#host.replaceChildren();
  }

  #faults(): Fault[] {
    const { translate } = this.#input;
    const steps = this.#response?.['responses'];
    if (!Array.isArray(steps)) {
      return [{ pointer: '', sentence: translate('Nothing is answered yet. Add a step.') }];
    }
    return steps.flatMap((step, place) => {
      if (isObject(step) && textAt(step, 'type') !== '') return [];
      const sentence = translate('Say what kind of step it is.');
      return [{ pointer: pointer('responses', place, 'type'), sentence }];
    });
  }

  #showFaults(faults: readonly Fault[]): void {
    setText(this.#whole, faults.find((one) => one.pointer === '')?.sentence ?? '');
    this.#whole.hidden = this.#whole.textContent === '';
    this.#steps.forEach((view, place) => {
      const found = faults.find((one) => one.pointer === pointer('responses', place, 'type'));
      view.showFault(found?.sentence ?? '');
    });
  }

  #addStep(): void {
    const steps = listAt(this.#response, 'responses');
    const last = steps.at(-1);
    const type = isObject(last) ? textAt(last, 'type') : KINDS[0];
    this.#change([...steps, { type: type ?? '', output: '' }]);
    this.#steps.at(-1)?.focus(false);
  }

  #change(steps: readonly Json[], gesture?: string): void {
    this.#response = { ...this.#response, responses: [...steps] };
    this.#input.onChange(this.#response, gesture === undefined ? {} : { gesture });
    this.#show();
  }

  /** Shows the steps; those that stay keep their fields, and with them the caret. */
  #show(): void {
    const steps = listAt(this.#response, 'responses');
    while (this.#steps.length > steps.length) this.#steps.pop()?.element.remove();
    steps.forEach((step, place) => {
      let view = this.#steps[place];
      if (!view) {
        view = new StepView(this.#input, {
          change: (next, isTyping) => {
            const now = listAt(this.#response, 'responses');
            const gesture = this.#gestures.typing(pointer('responses', place));
            this.#change(now.with(place, next), isTyping ? gesture : undefined);
          },
          remove: () => {
            this.#change(listAt(this.#response, 'responses').toSpliced(place, 1));
            this.#add.focus();
          },
        });
        this.#steps.push(view);
        this.#list.append(view.element);
      }
      view.show(step, place, this.#isReadOnly);
    });
    this.#add.hidden = this.#isReadOnly;
    if (!this.#whole.hidden) this.#showFaults(this.#faults());
  }

  // What is read.

  #piece(piece: Piece): HTMLElement {
    const heading = make('h2', {}, piece.name.replaceAll('_', ' '));
    if ('text' in piece) return make('section', {}, heading, this.#rich(piece.text));
    if ('data' in piece) return make('section', {}, heading, shownValue(piece.data));
    const turns = piece.turns.map((turn) => this.#turn(turn));
    return make('section', {}, heading, make('ol', { class: 'gw-chat-turns' }, ...turns));
  }

  #turn({ role, text, others }: Turn): HTMLElement {
    const side = isAsking(role) ? 'gw-chat-turn gw-is-asking' : 'gw-chat-turn';
    const versions = others.map((one) =>
      make('section', { 'aria-label': one.name }, make('h3', {}, one.name), this.#rich(one.text)),
    );
    const turn = make('li', { class: side }, make('b', { class: 'gw-chat-role' }, role));
    if (text !== '') turn.append(this.#rich(text));
    if (versions.length > 0) turn.append(make('div', { class: 'gw-chat-versions' }, ...versions));
    return turn;
  }

  /** The text at once, and its Markdown as soon as what reads it is there. */
  #rich(text: string): HTMLElement {
    const shown = make('div', { class: 'gw-markdown gw-chat-plain' }, text);
    void import('@web/ui/markdown').then(
      ({ markdown }) => {
        if (this.#isDestroyed) return;
        shown.replaceChildren(markdown(text));
        shown.classList.remove('gw-chat-plain');
      },
      () => undefined, // offline: the text stands there as it was written
    );
    return shown;
  }
}

interface StepEvents {
  change(step: JsonObject, isTyping: boolean): void;
  remove(): void;
}

let lists = 0;

/** One step: its kind, what it gave, and whatever else stands in it. */
class StepView {
  readonly element = make('li', { class: 'gw-chat-step' });
  readonly #input: EditorInput;
  readonly #number = make('span', { class: 'gw-chat-number' });
  readonly #kind: HTMLInputElement;
  readonly #fault = make('p', { class: 'gw-chat-fault', hidden: true });
  readonly #output: ValueField;
  readonly #rest = make('div');
  readonly #remove: HTMLButtonElement;
  #step: JsonObject = {};

  constructor(input: EditorInput, events: StepEvents) {
    this.#input = input;
    const { translate } = input;
    lists += 1;
    const list = `gw-chat-kinds-${lists}`;
    this.#kind = make('input', {
      class: 'gw-input',
      list,
    });
    this.#kind.addEventListener('input', () =>
      events.change({ ...this.#step, type: this.#kind.value }, true),
    );
    const kinds = KINDS.map((kind) => make('option', { value: kind }));
    this.#output = new ValueField(translate('What it gives'), (output, isTyping) =>
      events.change({ ...this.#step, output }, isTyping),
    );
    this.#remove = button(translate('Remove'), () => events.remove(), {
      class: 'gw-button gw-small',
    });
    this.element.append(
      make(
        'div',
        { class: 'gw-chat-head' },
        this.#number,
        make('label', {}, translate('Kind of step'), this.#kind),
        make('datalist', { id: list }, ...kinds),
        this.#remove,
      ),
      this.#fault,
      this.#output.element,
      this.#rest,
    );
  }

  show(given: Json, place: number, isReadOnly: boolean): void {
    const step = isObject(given) ? given : {};
    setText(this.#number, `${place + 1}`);
    this.#remove.hidden = this.#kind.readOnly = isReadOnly;
    this.#remove.setAttribute(
      'aria-label',
      this.#input.translate('Remove step {n}', { n: place + 1 }),
    );
    const type = textAt(step, 'type');
    if (this.#kind.value !== type) this.#kind.value = type;
    this.#output.show(step['output'] ?? '', isReadOnly);
    if (step === this.#step) return;
    this.#step = step;
    const rest = without(without(step, 'type'), 'output');
    this.#rest.replaceChildren(...(Object.keys(rest).length > 0 ? [shownValue(rest)] : []));
  }

  showFault(sentence: string): void {
    setText(this.#fault, sentence);
    this.#fault.hidden = sentence === '';
    this.#kind.setAttribute('aria-invalid', `${sentence !== ''}`);
  }

  focus(onKind: boolean): void {
    if (onKind) this.#kind.focus();
    else this.#output.focus();
  }
}
