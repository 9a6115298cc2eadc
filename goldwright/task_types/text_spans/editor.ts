/** Marks words of a text, gives each a label, answers its questions and links them. */
import type {
  Editor,
  EditorInput,
  Fault,
  JsonObject,
  Layer,
  MountEditor,
  Pin,
} from '@web/editor/contract';
import { Gestures } from '@web/editor/gestures';
import { cut, type Extent } from '@web/text/blocks';
import { Boundaries } from '@web/text/boundaries';
import { findAll, nextPlace } from '@web/text/find';
import { spanActions } from './actions';
import * as answers from './answer';
import { Bar } from './bar';
import { extentOf, moved, type Reach } from './caret';
import { check, linkKey } from './check';
import { Details, shortened } from './details';
import { button, element, text } from './dom';
import { List } from './list';
import { allowed, readTask, type Label, type Relationship, type Task } from './task';
import { Screen } from './screen';
import { isObject } from '@web/ui/json';
import './editor.css';

export const mountEditor: MountEditor = (host, input) => new SpanEditor(host, input);

export class SpanEditor implements Editor {
  readonly task: Task;
  readonly #host: HTMLElement;
  readonly #input: EditorInput;
  readonly #reader: answers.Reader;
  readonly #boundaries: Boundaries;
  readonly #gestures = new Gestures();
  readonly #screen: Screen;
  readonly #bar: Bar;
  readonly #details: Details;
  readonly #list: List;
  readonly #faultList = element('ul', 'gw-spans-faults');
  readonly #status = text('p', 'gw-spans-status', '');
  #response: JsonObject | null;
  #answer: answers.Answer;
  #readOnly: boolean;
  #reach: Reach | undefined;
  #selected: string | undefined;
  /** The label that the next selected words get; chosen before the words. */
  #armed: string | undefined;
  #last: string | undefined;
  #linkFrom: string | undefined;
  #found: readonly Extent[] = [];
  #foundPlace: number | undefined;
  #faults: readonly Fault[] = [];
  #layers: readonly answers.Span[] = [];
  #isOwnHidden = false;
  #pins: readonly Pin[] = [];
  #edgeGesture: string | undefined;

  constructor(host: HTMLElement, input: EditorInput) {
    this.#host = host;
    this.#input = input;
    this.#readOnly = input.readOnly;
    this.#response = input.response;
    this.task = readTask(input.params);
    const blocks = cut(this.task.shown);
    this.#boundaries = new Boundaries(this.task.shown, blocks);
    this.#reader = new answers.Reader(this.task);
    this.#answer = this.#reader.read(this.#shown);
    const { translate } = input;
    this.#screen = new Screen(this.task, blocks, translate, {
      onSelect: (extent, isExact) => this.#select(extent, isExact),
      onReach: (extent) => (this.#reach = { anchor: extent.start, head: extent.end }),
      onClick: (offset) => this.#click(offset),
      onChoose: (id) => this.choose(id, false),
      onPull: (id, x, y) => this.#pull(id, x, y),
      onDrop: (id, x, y) => this.#drop(id, x, y),
      onEdge: (edge, offset, isExact, isDone) => this.#dragEdge(edge, offset, isExact, isDone),
      onKey: (event) => this.#key(event),
    });
    this.#details = new Details(this.task, translate, {
      onAnswer: (span, question, answer, isTyping) => {
        const place = `/annotations/${span.id}/attributes/${question.name}`;
        const changed = answers.answerSpan(this.#shown, span.id, question.name, answer);
        this.#change(changed, isTyping ? this.#gestures.typing(place) : undefined);
      },
      onRemove: (span) => this.remove(span.id),
      onLink: (span) => this.beginLink(span.id),
      onRemoveLink: (link) => this.#change(answers.removeLink(this.#shown, link.id)),
      onGo: (id) => this.choose(id),
    });
    this.#list = new List(this.task, translate, (id) => this.choose(id));
    input.actions.set(spanActions(this, translate));
    this.#bar = new Bar(this.task, input.actions, translate, {
      onLabel: (label) => this.label(label),
      onKind: (kind) => this.link(kind),
      onFind: (words) => this.#find(words),
      onFindNext: (isForward) => this.findNext(isForward),
      onLeave: () => {
        this.focus();
        this.#draw();
      },
    });
    this.#status.setAttribute('role', 'status');
    this.#faultList.setAttribute('aria-label', translate('Faults'));
    const side = element('aside', 'gw-spans-side');
    side.append(this.#faultList, this.#details.element, this.#list.element);
    const main = element('div', 'gw-spans-main');
    main.append(this.#bar.element, this.#screen.stage, this.#status);
    const page = element('div', 'gw-spans');
    page.append(main, side);
    host.append(page);
    this.#drawFaults();
    this.#draw();
  }

  // The contract with the frame.

  setResponse(response: JsonObject | null): void {
    this.#response = response;
    this.#answer = this.#reader.read(this.#shown);
    if (this.#selected !== undefined && !this.#answer.byId.has(this.#selected)) {
      this.#selected = undefined;
    }
    if (this.#linkFrom !== undefined && !this.#answer.byId.has(this.#linkFrom)) {
      this.#linkFrom = undefined;
    }
    if (this.#faults.length > 0) this.validate();
    this.#draw();
  }

  setReadOnly(readOnly: boolean): void {
    this.#readOnly = readOnly;
    this.#armed = undefined;
    this.#linkFrom = undefined;
    this.#draw();
  }

  validate(): Fault[] {
    const faults = check(this.task, this.#response, this.#input.translate);
    this.#faults = faults;
    this.#drawFaults();
    return faults;
  }

  focusFault(pointer: string): void {
    const [, key, index = '', , name] = pointer.split('/');
    const given = this.#shown[key ?? ''];
    const thing = Array.isArray(given) ? given[Number(index)] : undefined;
    const ids = thing && typeof thing === 'object' ? (thing as JsonObject) : {};
    const id = ids['source_ref'] ?? ids['id'];
    if (typeof id === 'string' && this.#answer.byId.has(id)) {
      this.choose(id);
      const question = name?.replaceAll('~1', '/').replaceAll('~0', '~');
      if (question === undefined || !this.#details.focusQuestion(question)) this.#list.focus();
      return;
    }
    const shown = this.#faultList.querySelector<HTMLElement>(
      `[data-pointer="${CSS.escape(pointer)}"]`,
    );
    (shown ?? this.#screen.stage).focus();
  }

  selection(): string | null {
    const given = this.#shown['annotations'];
    const place = Array.isArray(given)
      ? given.findIndex((one) => isObject(one) && one['id'] === this.#selected)
      : -1;
    return this.#selected === undefined || place < 0 ? null : `/annotations/${place}`;
  }

  pin(pins: readonly Pin[]): void {
    this.#pins = pins;
    this.#drawText();
  }

  overlay(layers: readonly Layer[], isOwnHidden: boolean): void {
    this.#layers = layers.flatMap((layer) => answers.layered(this.#reader, layer));
    this.#isOwnHidden = isOwnHidden;
    this.#drawText();
  }

  focus(): void {
    this.#screen.stage.focus({ preventScroll: true });
  }

  destroy(): void {
    this.#screen.destroy();
    this.#list.destroy();
    this.#host.replaceChildren();
  }

  // What actions, bar and panels ask for.

  get canEdit(): boolean {
    return !this.#readOnly;
  }

  get isLinking(): boolean {
    return this.#linkFrom !== undefined;
  }

  get hasSpans(): boolean {
    return this.#answer.spans.length > 0;
  }

  /** Whether somebody said something already, be it that there is nothing to mark. */
  get isAnswered(): boolean {
    return Array.isArray(this.#response?.['annotations']);
  }

  get selected(): answers.Span | undefined {
    return this.#selected === undefined ? undefined : this.#answer.byId.get(this.#selected);
  }

  get armed(): string | undefined {
    return this.#armed;
  }

  get canCancel(): boolean {
    const { start, end } = extentOf(this.#reach ?? { anchor: 0, head: 0 });
    return (
      this.isLinking ||
      start < end ||
      [this.#armed, this.#selected].some((one) => one !== undefined)
    );
  }

  /** The kinds of link that may lead from the span chosen first to the one chosen now. */
  get kinds(): Relationship[] | undefined {
    const [source, target] = [this.#answer.byId.get(this.#linkFrom ?? ''), this.selected];
    if (!source || !target || source === target) return undefined;
    return allowed(this.task, source.label, target.label);
  }

  /** Labels what is selected, or else the chosen span, or else the next words to be selected. */
  label(label: Label): void {
    if (this.#readOnly) return;
    const words = this.#words();
    const span = this.selected;
    if (words) this.#mark(words, label.name);
    else if (span && span.label !== label.name) {
      this.#last = label.name;
      this.#change(answers.relabelSpan(this.task, this.#shown, span.id, label.name));
      this.#say(
        this.#input.translate('“{words}” is {label} now.', {
          words: this.#quote(span),
          label: label.title,
        }),
      );
    } else if (!span) {
      this.#armed = this.#armed === label.name ? undefined : label.name;
      this.#draw();
    }
  }

  /** Marks the selected words, or the word at the caret, with the label chosen first or used last. */
  mark(): void {
    if (this.isLinking) {
      const kinds = this.kinds ?? [];
      if (kinds.length === 1 && kinds[0]) this.link(kinds[0]);
      return;
    }
    const words = this.#words() ?? this.#boundaries.word(this.#reach?.head ?? 0);
    const only = this.task.labels.length === 1 ? this.task.labels[0]?.name : undefined;
    const name = this.#armed ?? this.#last ?? only;
    if (words && name !== undefined) this.#mark(words, name);
    else if (words) {
      this.#setReach({ anchor: words.start, head: words.end });
      this.#say(this.#input.translate('Press the key of a label to mark these words.'));
    }
  }

  remove(id = this.#selected): void {
    const span = this.#answer.byId.get(id ?? '');
    if (!span || this.#readOnly) return;
    this.#selected = undefined;
    this.#change(answers.removeSpan(this.#shown, span.id));
    this.#say(
      this.#input.translate('“{words}” is not marked any more.', { words: this.#quote(span) }),
    );
  }

  /** Says that all is right as shown: what was marked before, or that there is nothing to mark. */
  keep(): void {
    this.#change({ annotations: [], ...this.#shown });
    this.#say(
      this.hasSpans
        ? this.#input.translate('What is shown is the answer.')
        : this.#input.translate('There is nothing to mark.'),
    );
  }

  choose(id: string | undefined, isScrolled = true): void {
    this.#selected = id;
    const span = this.selected;
    if (span) {
      this.#reach = { anchor: span.start, head: span.start };
      if (isScrolled) this.#screen.reveal(span);
      this.#say(
        this.#input.translate('{label}: “{words}”', {
          words: this.#quote(span),
          label: this.task.byName.get(span.label)?.title ?? span.label,
        }),
      );
    }
    if (this.isLinking && !isScrolled && this.kinds?.length === 1) this.mark();
    this.#draw();
  }

  /** Goes to the next span of the text; while linking, to the next that a link may lead to. */
  step(isForward: boolean): void {
    const source = this.#answer.byId.get(this.#linkFrom ?? '');
    const spans = this.#answer.spans.filter((span) => {
      return (
        !source || (span !== source && allowed(this.task, source.label, span.label).length > 0)
      );
    });
    const here =
      this.#selected === undefined ? -1 : spans.findIndex((span) => span.id === this.#selected);
    const from = source && here < 0 ? source.start : (this.#reach?.head ?? 0);
    const place =
      here >= 0
        ? (here + (isForward ? 1 : spans.length - 1)) % spans.length
        : nextPlace(spans, isForward ? from - 1 : from, isForward);
    this.choose(spans[place ?? -1]?.id ?? this.#selected);
  }

  /** Moves an end of the chosen span by a word. */
  moveEdge(edge: 'start' | 'end', isForward: boolean): void {
    const span = this.selected;
    if (!span) return;
    const next = this.#boundaries.next(span[edge], 'word', isForward);
    // Going back from an end lands at the start of its own word; the word before that ends earlier.
    const inside =
      edge === 'end' && !isForward ? this.#boundaries.trimmed({ start: 0, end: next })?.end : next;
    const outer =
      edge === 'start' && isForward
        ? this.#boundaries.trimmed({ start: next, end: this.task.text.length })?.start
        : inside;
    if (outer !== undefined) this.#moveEdge(span, edge, outer);
  }

  beginLink(id = this.#selected): void {
    if (id === undefined || this.#readOnly || this.task.relationships.length === 0) return;
    this.#linkFrom = id;
    this.#selected = id;
    this.focus();
    this.#draw();
  }

  /** Links the span chosen first to the one chosen now, unless they are so linked already. */
  link(kind: Relationship): void {
    const [source, target] = [this.#linkFrom, this.#selected];
    if (source === undefined || target === undefined || !this.kinds?.includes(kind)) return;
    const key = linkKey(this.task, source, target, kind.name);
    const isKnown = this.#answer.links.some((link) => {
      return linkKey(this.task, link.source, link.target, link.name) === key;
    });
    this.#linkFrom = undefined;
    this.#selected = source;
    const [from, to] = [source, target].map((id) => this.#answer.byId.get(id));
    if (from) this.#reach = { anchor: from.start, head: from.start };
    const link = { id: answers.newId(), source, target, name: kind.name };
    if (isKnown) this.#draw();
    else this.#change(answers.addLink(this.#shown, link));
    if (to)
      this.#say(
        this.#input.translate('Linked to “{words}”: {label}.', {
          words: this.#quote(to),
          label: kind.name,
        }),
      );
  }

  focusQuestion(): void {
    this.#details.focusQuestion();
  }

  focusFind(): void {
    this.#bar.focusFind();
  }

  focusFilter(): void {
    this.#bar.focusFilter();
  }

  findNext(isForward: boolean): void {
    const { start } = extentOf(this.#reach ?? { anchor: -1, head: -1 });
    this.#foundPlace = nextPlace(this.#found, start, isForward);
    const found = this.#found[this.#foundPlace ?? -1];
    if (found) {
      this.#reach = { anchor: found.start, head: found.end };
      this.#screen.reveal(found);
    }
    this.#draw();
  }

  /** Leaves the innermost thing begun: a link, a selection, a label chosen first, a chosen span. */
  cancel(): void {
    const { start, end } = extentOf(this.#reach ?? { anchor: 0, head: 0 });
    if (this.isLinking) {
      this.#selected = this.#linkFrom;
      this.#linkFrom = undefined;
    } else if (start < end) this.#reach = { anchor: end, head: end };
    else if (this.#armed !== undefined) this.#armed = undefined;
    else this.#selected = undefined;
    this.focus();
    this.#draw();
  }

  // Gestures on the text.

  #select(extent: Extent, isExact: boolean): void {
    const words = isExact ? this.#boundaries.trimmed(extent) : this.#boundaries.snapped(extent);
    if (!words) return;
    this.#selected = undefined;
    this.#reach = { anchor: words.start, head: words.end };
    if (this.#armed !== undefined && !this.#readOnly) this.#mark(words, this.#armed);
    else this.#draw();
  }

  /** Chooses the innermost span there; clicked again, the next one round it. */
  #click(offset: number): void {
    const over = this.#answer.spans.filter((span) => span.start <= offset && offset < span.end);
    over.sort((one, two) => one.end - one.start - (two.end - two.start));
    const here = over.findIndex((span) => span.id === this.#selected);
    const id = over[(here + 1) % Math.max(1, over.length)]?.id;
    if (id !== undefined) this.choose(id, false);
    else if (!this.isLinking) this.#selected = undefined;
    this.#setReach({ anchor: offset, head: offset });
  }

  #key(event: KeyboardEvent): void {
    const next = moved(this.#reach ?? { anchor: 0, head: 0 }, event, {
      page: this.#screen.page,
      boundaries: this.#boundaries,
      shown: this.task.shown,
      stage: this.#screen.stage,
    });
    if (!next) return;
    event.preventDefault();
    if (!this.isLinking) this.#selected = undefined;
    this.#setReach(next);
    this.#screen.reveal({ start: next.head, end: next.head });
    const { start, end } = extentOf(next);
    const part =
      start < end ? { start, end } : (this.#boundaries.word(next.head) ?? { start, end });
    this.#say(this.#quote(part));
  }

  #pull(id: string, x: number, y: number): void {
    const span = this.#answer.byId.get(id);
    if (!span || this.#readOnly || this.task.relationships.length === 0) return;
    if (this.#linkFrom !== id) {
      this.#linkFrom = id;
      this.#selected = id;
      this.#draw();
    }
    this.#screen.pull(span, x, y);
  }

  #drop(id: string, x: number, y: number): void {
    this.#screen.pull(undefined);
    if (this.#linkFrom !== id) return;
    const target = this.#screen.spanAt(x, y, this.#answer.spans);
    if (target !== undefined && target !== id) this.choose(target, false);
    else this.cancel();
  }

  #dragEdge(edge: 'start' | 'end', offset: number, isExact: boolean, isDone: boolean): void {
    const span = this.selected;
    if (!span || this.#readOnly) return;
    this.#edgeGesture ??= this.#gestures.next();
    if (offset >= 0) {
      const word = isExact ? undefined : this.#boundaries.word(offset);
      const isInside = word && word.start < offset && offset < word.end;
      this.#moveEdge(span, edge, isInside ? word[edge] : offset, this.#edgeGesture);
    }
    if (isDone) this.#edgeGesture = undefined;
  }

  // Changes.

  /** The answer, or until there is one what was marked before. */
  get #shown(): JsonObject {
    return this.#response ?? this.task.start ?? {};
  }

  #words(): Extent | undefined {
    const extent = extentOf(this.#reach ?? { anchor: 0, head: 0 });
    return this.#boundaries.trimmed(extent);
  }

  #mark(words: Extent, label: string): void {
    this.#last = label;
    const twin = answers.twin(this.#answer, words, label);
    const id = twin?.id ?? answers.newId();
    this.#selected = id;
    this.#reach = { anchor: words.end, head: words.end };
    if (twin) this.#draw();
    else this.#change(answers.addSpan(this.task, this.#shown, id, words, label));
    const span = this.selected;
    if (span)
      this.#say(
        this.#input.translate('“{words}” is marked: {label}.', {
          words: this.#quote(span),
          label: this.task.byName.get(label)?.title ?? label,
        }),
      );
  }

  #moveEdge(span: answers.Span, edge: 'start' | 'end', offset: number, gesture?: string): void {
    const extent = { start: span.start, end: span.end, [edge]: offset };
    if (extent.start >= extent.end || offset === span[edge]) return;
    this.#change(answers.moveSpan(this.task, this.#shown, span.id, extent), gesture);
  }

  #change(response: JsonObject, gesture?: string): void {
    if (this.#readOnly) return;
    this.#response = response;
    this.#answer = this.#reader.read(response);
    this.#input.onChange(response, gesture === undefined ? undefined : { gesture });
    if (this.#faults.length > 0) this.validate();
    this.#draw();
  }

  #setReach(reach: Reach): void {
    this.#reach = reach;
    this.#draw();
  }

  #find(words: string): void {
    this.#found = findAll(this.task.shown, words);
    this.#screen.showFound(this.#found);
    this.findNext(true);
  }

  // Drawing.

  #drawText(): void {
    this.#screen.show({
      answer: this.#answer,
      selected: this.#selected,
      linkFrom: this.#linkFrom,
      reach: this.#reach,
      canEdit: this.canEdit,
      layers: this.#layers,
      isOwnHidden: this.#isOwnHidden,
      pins: this.#pinned(),
    });
  }

  #draw(): void {
    const span = this.selected;
    this.#drawText();
    this.#bar.update({
      armed: this.#armed,
      chosen: span?.label,
      linkFrom: this.#linkFrom === undefined ? undefined : this.#wordsOf(this.#linkFrom),
      kinds: this.kinds,
      readOnly: this.#readOnly,
      found: this.#foundText(),
    });
    this.#details.show(span, this.#answer, this.#readOnly);
    this.#list.show(this.#answer, this.#selected);
    this.#input.actions.changed();
  }

  /** The signs of pins, by the id of the span that each is about. */
  #pinned(): ReadonlyMap<string, string> {
    const given = this.#shown['annotations'];
    const signs = new Map<string, string>();
    for (const { pointer, name } of this.#pins) {
      const place = /^\/annotations\/(\d+)/.exec(pointer ?? '')?.[1];
      const span = Array.isArray(given) && place !== undefined ? given[Number(place)] : undefined;
      const id = isObject(span) ? span['id'] : undefined;
      if (typeof id === 'string') signs.set(id, `${signs.get(id) ?? ''}${name}`);
    }
    return signs;
  }

  #foundText(): string {
    if (this.#found.length === 0) return '';
    const values = { place: (this.#foundPlace ?? 0) + 1, count: this.#found.length };
    return this.#input.translate('{place} of {count}', values);
  }

  #drawFaults(): void {
    const rows = this.#faults.map(({ pointer, sentence }) => {
      const row = element('li');
      const go = button('gw-spans-go', sentence, () => this.focusFault(pointer));
      go.dataset['pointer'] = pointer;
      row.append(go);
      if (this.canEdit && this.#isLost(pointer)) {
        row.append(
          button('gw-spans-button', this.#input.translate('Remove'), () => this.#removeAt(pointer)),
        );
      }
      return row;
    });
    this.#faultList.hidden = rows.length === 0;
    this.#faultList.replaceChildren(...rows);
  }

  /** Whether a thing is nowhere on screen, so that only its fault can take it away. */
  #isLost(pointer: string): boolean {
    const [, key, index] = pointer.split('/');
    const given = this.#shown[key ?? ''];
    const thing = Array.isArray(given) ? given[Number(index)] : undefined;
    if (thing === undefined) return false;
    return !this.#answer.spans.some((span) => span.given === thing);
  }

  #removeAt(pointer: string): void {
    const [, key = '', index] = pointer.split('/');
    this.#change(answers.removeAt(this.#shown, key, Number(index)));
  }

  #say(sentence: string): void {
    this.#status.textContent = sentence;
  }

  #quote(extent: Extent): string {
    return shortened(this.task.shown.slice(extent.start, extent.end));
  }

  #wordsOf(id: string): string {
    const span = this.#answer.byId.get(id);
    return span ? this.#quote(span) : '';
  }
}
