/** The chosen span: its words, its label's questions, and its links. */
import type { Json, Translate } from '@web/editor/contract';
import type { Answer, Link, Span } from './answer';
import { button, element, text } from './dom';
import type { Question, Task } from './task';

export interface DetailsEvents {
  /** Undefined takes the answer back. `isTyping` says that more letters may follow. */
  onAnswer(span: Span, question: Question, answer: Json | undefined, isTyping: boolean): void;
  onRemove(span: Span): void;
  onLink(span: Span): void;
  onRemoveLink(link: Link): void;
  onGo(id: string): void;
}

export class Details {
  readonly element = element('section', 'gw-spans-details');
  readonly #task: Task;
  readonly #translate: Translate;
  readonly #events: DetailsEvents;
  readonly #fill = new Map<string, (answer: Json | undefined) => void>();
  #drawn = '';
  #span: Span | undefined;

  constructor(task: Task, translate: Translate, events: DetailsEvents) {
    this.#task = task;
    this.#translate = translate;
    this.#events = events;
    this.element.setAttribute('aria-label', translate('Chosen span'));
  }

  /** Fields stay while the same questions are asked, so that typing is not cut off. */
  show(span: Span | undefined, answer: Answer, readOnly: boolean): void {
    this.#span = span;
    const links = answer.links.filter(
      (link) => link.source === span?.id || link.target === span?.id,
    );
    const drawn = JSON.stringify([span?.id, span?.label, span?.start, span?.end, links, readOnly]);
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      this.#fill.clear();
      this.element.replaceChildren(
        ...(span ? this.#parts(span, links, answer, readOnly) : [this.#nothing(readOnly)]),
      );
    }
    for (const [name, fill] of this.#fill) fill(span?.attributes[name]);
  }

  /** Puts the focus on the first question, or on one of them; false when there is none. */
  focusQuestion(name?: string): boolean {
    const fields = [...this.element.querySelectorAll<HTMLElement>('[data-question]')];
    const field = fields.find((one) => name === undefined || one.dataset['question'] === name);
    field?.focus();
    return field !== undefined;
  }

  #nothing(readOnly: boolean): HTMLElement {
    const said = readOnly
      ? this.#translate('Choose a span to see more about it.')
      : this.#translate(
          'Select words and press the key of a label, or choose a label and select words.',
        );
    return text('p', 'gw-spans-quiet', said);
  }

  #parts(span: Span, links: readonly Link[], answer: Answer, readOnly: boolean): HTMLElement[] {
    const {
      questions = [],
      title = span.label,
      description = '',
    } = this.#task.byName.get(span.label) ?? {};
    const heading = text('h3', 'gw-spans-words', shortened(this.#wordsOf(span)));
    heading.dir = 'auto';
    const about = text('p', 'gw-spans-quiet', [title, description].filter(Boolean).join(' · '));
    const fields = questions.map((question) => this.#field(question, readOnly));
    const asked = new Set(questions.map((question) => question.name));
    const others = Object.entries(span.attributes).filter(([name]) => !asked.has(name));
    const told = others.map(([name, value]) => {
      const said = typeof value === 'string' ? value : JSON.stringify(value);
      return text('p', 'gw-spans-quiet', `${name}: ${said}`);
    });
    const parts = [
      heading,
      about,
      ...fields,
      ...told,
      ...this.#links(span, links, answer, readOnly),
    ];
    return readOnly ? parts : [...parts, this.#buttons(span)];
  }

  #buttons(span: Span): HTMLElement {
    const row = element('div', 'gw-spans-row');
    if (this.#task.relationships.length > 0) {
      row.append(
        button('gw-spans-button', this.#translate('Link…'), () => this.#events.onLink(span)),
      );
    }
    row.append(
      button('gw-spans-button', this.#translate('Remove'), () => this.#events.onRemove(span)),
    );
    return row;
  }

  #links(span: Span, links: readonly Link[], answer: Answer, readOnly: boolean): HTMLElement[] {
    return links.map((link) => {
      const isSource = link.source === span.id;
      const other = answer.byId.get(isSource ? link.target : link.source);
      const kind = this.#task.relationships.find((one) => one.name === link.name);
      const sign = kind?.isDirected === false ? '↔' : isSource ? '→' : '←';
      const words = other ? shortened(this.#wordsOf(other)) : '?';
      const row = element('div', 'gw-spans-row');
      const go = button('gw-spans-go', `${sign} ${link.name ?? ''} ${words}`, () => {
        if (other) this.#events.onGo(other.id);
      });
      row.append(go);
      if (!readOnly) {
        const remove = button('gw-spans-small', '×', () => this.#events.onRemoveLink(link));
        remove.setAttribute(
          'aria-label',
          this.#translate('Remove the link to “{words}”', { words }),
        );
        row.append(remove);
      }
      return row;
    });
  }

  #field(question: Question, readOnly: boolean): HTMLElement {
    if (question.kind === 'category' && question.takesSeveral)
      return this.#boxes(question, readOnly);
    const field = element('label', 'gw-spans-field');
    const control = question.kind === 'category' ? this.#choice(question) : this.#entry(question);
    control.dataset['question'] = question.name;
    control.disabled = readOnly;
    if (question.isRequired) control.required = true;
    field.append(text('span', '', question.title), control);
    return field;
  }

  #choice(question: Question): HTMLSelectElement {
    const select = element('select');
    for (const choice of ['', ...question.choices]) {
      const option = element('option');
      option.value = choice;
      option.textContent = choice === '' ? '–' : choice;
      select.append(option);
    }
    select.addEventListener('change', () =>
      this.#answer(question, select.value || undefined, false),
    );
    this.#fill.set(question.name, (answer) => (select.value = said(answer)));
    return select;
  }

  #entry(question: Question): HTMLInputElement {
    const isNumber = question.kind === 'number';
    const input = element('input', '', { type: isNumber ? 'number' : 'text', autocomplete: 'off' });
    if (isNumber) input.step = 'any';
    input.addEventListener('input', () => {
      const typed = input.value;
      const answer = isNumber
        ? Number.isFinite(input.valueAsNumber)
          ? input.valueAsNumber
          : undefined
        : typed || undefined;
      this.#answer(question, answer, true);
    });
    this.#fill.set(question.name, (answer) => {
      const wanted = said(answer);
      const has = isNumber && wanted !== '' ? `${input.valueAsNumber}` : input.value;
      if (has !== wanted && document.activeElement !== input) input.value = wanted;
      else if (has !== wanted && !isNumber) input.value = wanted;
    });
    return input;
  }

  #boxes(question: Question, readOnly: boolean): HTMLElement {
    const group = element('fieldset', 'gw-spans-field');
    const legend = element('legend');
    legend.textContent = question.title;
    group.append(legend);
    const boxes = question.choices.map((choice) => {
      const field = element('label');
      const box = element('input', '', { type: 'checkbox' });
      box.dataset['question'] = question.name;
      box.disabled = readOnly;
      box.value = choice;
      box.addEventListener('change', () => {
        const chosen = boxes.filter((one) => one.checked).map((one) => one.value);
        this.#answer(question, chosen.length > 0 ? chosen : undefined, false);
      });
      field.append(box, choice);
      group.append(field);
      return box;
    });
    this.#fill.set(question.name, (answer) => {
      for (const box of boxes) box.checked = Array.isArray(answer) && answer.includes(box.value);
    });
    return group;
  }

  #answer(question: Question, answer: Json | undefined, isTyping: boolean): void {
    if (this.#span) this.#events.onAnswer(this.#span, question, answer, isTyping);
  }

  #wordsOf(span: Span): string {
    return this.#task.shown.slice(span.start, span.end);
  }
}

/** The words of a span as they fit in a line. */
export function shortened(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  const letters = Array.from(line.slice(0, 200));
  return letters.length > 60 ? `${letters.slice(0, 59).join('')}…` : line;
}

function said(answer: Json | undefined): string {
  if (answer === undefined || answer === null) return '';
  return typeof answer === 'string' ? answer : JSON.stringify(answer);
}
