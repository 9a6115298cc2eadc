/** A question on the page: what is asked, room for the answer, and what is wrong with it. */
import type { Fault, Translate } from '../editor/contract';
import { make, uniqueId } from './dom';
import './questionBlock.css';

export interface QuestionText {
  readonly title: string;
  readonly description?: string;
  /** A further explanation, opened on demand. */
  readonly hint?: string;
  readonly isRequired?: boolean;
}

export class QuestionBlock {
  readonly element: HTMLElement;
  readonly body = make('div', { class: 'gw-question-body' });
  readonly #fault: HTMLElement;
  readonly titleId = uniqueId('question');

  constructor({ title, description, hint, isRequired }: QuestionText, translate: Translate) {
    const aboutId = uniqueId('about');
    const heading = make('div', { class: 'gw-question-title', id: this.titleId }, title);
    if (isRequired) {
      heading.append(make('span', { class: 'gw-question-required' }, ` ${translate('required')}`));
    }
    const about = make('div', { id: aboutId });
    if (description) about.append(make('p', { class: 'gw-hint' }, description));
    this.#fault = make('p', { class: 'gw-fault', id: uniqueId('fault'), hidden: true });
    this.element = make(
      'div',
      {
        class: 'gw-question',
        role: 'group',
        'aria-labelledby': this.titleId,
        'aria-describedby': `${aboutId} ${this.#fault.id}`,
      },
      heading,
      about,
    );
    if (hint) {
      const opener = make('summary', {}, translate('More about this'));
      this.element.append(make('details', { class: 'gw-question-hint' }, opener, hint));
    }
    this.element.append(this.body, this.#fault);
  }

  /** Whether number keys answer this question now. */
  setCurrent(isCurrent: boolean): void {
    this.element.classList.toggle('gw-question-current', isCurrent);
  }

  /** Shows what is wrong here; `place` is how the sentences name the question. */
  showFaults(faults: readonly Fault[], place: string, translate: Translate): void {
    const said = faults.map(({ sentence }) =>
      sentence.startsWith(`${place} `)
        ? translate('This {fault}', { fault: sentence.slice(place.length + 1) })
        : sentence,
    );
    this.#fault.textContent = said.join(' ');
    this.#fault.hidden = said.length === 0;
    this.element.classList.toggle('gw-question-faulty', said.length > 0);
  }
}
