/** The questions about what is selected, or about the whole task, as a form. */
import type { Json, JsonObject, Translate } from '@web/editor/contract';
import { type Choice, leaves } from '@web/ui/choices';
import { button, make, setText, uniqueId } from '@web/ui/dom';
import { isSame } from '@web/ui/json';
import { type Attribute, isAsked } from './attributes';

/** One object that is asked about. */
export interface Asked {
  readonly label: string | undefined;
  readonly answers: JsonObject;
}

export interface AttributePanelInput {
  readonly attributes: readonly Attribute[];
  readonly translate: Translate;
  /** An answer, or undefined to take it back; `isTyping` while a text or number grows. */
  readonly onAnswer: (name: string, answer: Json | undefined, isTyping: boolean) => void;
  /** Lets the person point at an object to link to. */
  readonly onPick: (attribute: Attribute) => void;
  readonly nameOf: (uuid: string) => string;
}

interface Field {
  readonly attribute: Attribute;
  readonly element: HTMLElement;
  readonly fault: HTMLElement;
  /** Shows an answer; undefined is none, `isMixed` that the objects differ. */
  readonly show: (answer: Json | undefined, isMixed: boolean) => void;
  readonly focus: () => void;
}

const MOST_RADIOS = 8;

export class AttributePanel {
  readonly element = make('div', { class: 'gw-attributes' });
  readonly #input: AttributePanelInput;
  #fields: Field[] = [];
  #isReadOnly = false;

  constructor(input: AttributePanelInput) {
    this.#input = input;
  }

  /** Shows what is asked about these objects; a form that stays the same keeps the focus. */
  show(objects: readonly Asked[], isReadOnly: boolean): void {
    const wanted = this.#input.attributes.filter((one) =>
      objects.some(({ label, answers }) => isAsked(one, label, answers)),
    );
    const isSameForm =
      isReadOnly === this.#isReadOnly &&
      wanted.length === this.#fields.length &&
      wanted.every((one, place) => this.#fields[place]?.attribute === one);
    if (!isSameForm) this.#rebuild(wanted, isReadOnly);
    for (const { attribute, show } of this.#fields) {
      const answers = objects.map((one) => one.answers[attribute.name]);
      const isMixed = answers.some((answer) => !isSame(answer, answers[0]));
      show(isMixed ? undefined : answers[0], isMixed);
    }
  }

  showFaults(faultOf: (name: string) => string): void {
    for (const { attribute, fault } of this.#fields) {
      const sentence = faultOf(attribute.name);
      setText(fault, sentence);
      fault.hidden = !sentence;
    }
  }

  /** The question that has the focus. */
  get focused(): string | undefined {
    const { activeElement } = document;
    return this.#fields.find(({ element }) => element.contains(activeElement))?.attribute.name;
  }

  /** Puts the focus on a question, or on the first; false when there is none. */
  focus(name?: string): boolean {
    const field =
      name === undefined
        ? this.#fields[0]
        : this.#fields.find((one) => one.attribute.name === name);
    field?.focus();
    return field !== undefined;
  }

  #rebuild(attributes: readonly Attribute[], isReadOnly: boolean): void {
    const focused = this.#fields.find(({ element }) => element.contains(document.activeElement));
    this.#isReadOnly = isReadOnly;
    this.#fields = attributes.map((one) => this.#field(one));
    this.element.replaceChildren(...this.#fields.map(({ element }) => element));
    if (focused) this.focus(focused.attribute.name);
  }

  #field(attribute: Attribute): Field {
    if (attribute.kind === 'linked') return this.#links(attribute);
    if (attribute.kind !== 'category') return this.#typed(attribute);
    const isLong = leaves(attribute.choices).length > MOST_RADIOS;
    return isLong && !attribute.allowMultiple ? this.#menu(attribute) : this.#choices(attribute);
  }

  #frame(
    attribute: Attribute,
    name: 'fieldset' | 'div',
    forId?: string,
  ): { element: HTMLElement; fault: HTMLElement } {
    const text = attribute.description || attribute.name;
    const title = make(
      name === 'fieldset' ? 'legend' : 'label',
      { class: 'gw-attribute-title', for: forId },
      text,
    );
    if (attribute.isRequired) {
      title.append(
        make('span', { class: 'gw-attribute-due' }, ` ${this.#input.translate('required')}`),
      );
    }
    const fault = make('p', { class: 'gw-fault', hidden: true });
    const element = make(name, { class: 'gw-attribute', 'data-name': attribute.name }, title);
    return { element, fault };
  }

  /** Radio buttons or boxes to tick; a digit chooses while the focus is among them. */
  #choices(attribute: Attribute): Field {
    const { element, fault } = this.#frame(attribute, 'fieldset');
    const name = uniqueId('attribute');
    const all = leaves(attribute.choices);
    const boxes = all.map((choice) => {
      const type = attribute.allowMultiple ? 'checkbox' : 'radio';
      const box = make('input', { type, name, disabled: this.#isReadOnly });
      box.addEventListener('change', () => answer(choice, box.checked));
      return box;
    });
    let now: Json | undefined;
    const answer = ({ value }: Choice, isOn: boolean) => {
      if (!attribute.allowMultiple) {
        this.#input.onAnswer(attribute.name, isOn ? value : undefined, false);
        return;
      }
      const before: readonly Json[] = Array.isArray(now) ? now : [];
      const after = all
        .map((one) => one.value)
        .filter((one) => (one === value ? isOn : before.includes(one)));
      this.#input.onAnswer(attribute.name, after.length ? after : undefined, false);
    };
    const clear = button('×', () => this.#input.onAnswer(attribute.name, undefined, false), {
      class: 'gw-button gw-button-quiet gw-button-square gw-attribute-clear',
      'aria-label': this.#input.translate('Clear {name}', { name: attribute.name }),
    });
    const list = make(
      'div',
      { class: 'gw-attribute-choices' },
      ...all.map((choice, place) => {
        const words = make('span', {}, choice.text);
        const hint =
          place < 9
            ? [make('kbd', { class: 'gw-key', 'aria-hidden': 'true' }, `${place + 1}`)]
            : [];
        return make(
          'label',
          { class: 'gw-attribute-choice' },
          ...boxes.slice(place, place + 1),
          words,
          ...hint,
        );
      }),
    );
    element.append(list, fault);
    if (!attribute.isRequired && !this.#isReadOnly) list.append(clear);
    element.addEventListener('keydown', (event) => {
      const place = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1;
      const [box, choice] = [boxes[place], all[place]];
      if (!box || !choice || this.#isReadOnly || event.ctrlKey || event.metaKey || event.altKey)
        return;
      event.preventDefault();
      box.focus();
      answer(choice, !(attribute.allowMultiple && box.checked));
    });
    return {
      attribute,
      element,
      fault,
      show(given) {
        now = given;
        const chosen: readonly (Json | undefined)[] = Array.isArray(given) ? given : [given];
        all.forEach(({ value }, place) => {
          const box = boxes[place];
          if (box) box.checked = chosen.includes(value);
        });
        clear.hidden = given === undefined;
      },
      focus: () => (boxes.find((box) => box.checked) ?? boxes[0])?.focus(),
    };
  }

  #menu(attribute: Attribute): Field {
    const id = uniqueId('attribute');
    const { element, fault } = this.#frame(attribute, 'div', id);
    const menu = make('select', { id, class: 'gw-input', disabled: this.#isReadOnly });
    const all = leaves(attribute.choices);
    menu.append(make('option', { value: '' }, '–'), ...options(attribute.choices, all));
    menu.addEventListener('change', () => {
      const choice = menu.value === '' ? undefined : all[Number(menu.value)];
      this.#input.onAnswer(attribute.name, choice?.value, false);
    });
    element.append(menu, fault);
    return {
      attribute,
      element,
      fault,
      show(given) {
        const place = all.findIndex(({ value }) => value === given);
        menu.value = place < 0 ? '' : `${place}`;
      },
      focus: () => menu.focus(),
    };
  }

  /** A number, an angle with a slider, or text. */
  #typed(attribute: Attribute): Field {
    const id = uniqueId('attribute');
    const { element, fault } = this.#frame(attribute, 'div', id);
    const isText = attribute.kind === 'text';
    const isAngle = attribute.kind === 'angle';
    const [min, max] = isAngle ? [0, 360] : [attribute.min, attribute.max];
    const input = make('input', {
      id,
      class: 'gw-input',
      type: isText ? 'text' : 'number',
      step: isText ? undefined : 'any',
      min,
      max,
      readonly: this.#isReadOnly,
    });
    const inputs = [input];
    if (isAngle && !this.#isReadOnly) {
      const label = attribute.description || attribute.name;
      inputs.push(make('input', { type: 'range', min: 0, max: 360, step: 1, 'aria-label': label }));
    }
    for (const one of inputs) {
      one.addEventListener('input', () => {
        const answer = isText ? one.value || undefined : number(one.value);
        this.#input.onAnswer(attribute.name, answer, true);
      });
    }
    element.append(...inputs, fault);
    return {
      attribute,
      element,
      fault,
      show: (given, isMixed) => {
        const value = typeof given === 'number' || typeof given === 'string' ? `${given}` : '';
        for (const one of inputs) {
          // What is being typed stays as it is typed: `1.` is the number 1 already.
          const isSaid = !isText && document.activeElement === one && number(one.value) === given;
          if (one.value !== value && !isSaid) one.value = value;
        }
        input.placeholder = isMixed ? this.#input.translate('Several answers') : '';
      },
      focus: () => input.focus(),
    };
  }

  #links(attribute: Attribute): Field {
    const { element, fault } = this.#frame(attribute, 'fieldset');
    const { translate } = this.#input;
    const list = make('div', { class: 'gw-attribute-links' });
    const pick = button(translate('Choose an object…'), () => this.#input.onPick(attribute), {
      class: 'gw-button gw-small',
      disabled: this.#isReadOnly,
    });
    element.append(list, pick, fault);
    return {
      attribute,
      element,
      fault,
      show: (given) => {
        const all: readonly (Json | undefined)[] = Array.isArray(given) ? given : [given];
        const uuids = all.filter((uuid) => typeof uuid === 'string');
        list.replaceChildren(...uuids.map((uuid) => this.#link(attribute, uuid, uuids)));
      },
      focus: () => pick.focus(),
    };
  }

  #link(attribute: Attribute, uuid: string, all: readonly string[]): HTMLElement {
    const name = this.#input.nameOf(uuid);
    const remove = button('×', () => {
      const left = all.filter((one) => one !== uuid);
      const isList = attribute.allowMultiple && left.length > 0;
      this.#input.onAnswer(attribute.name, isList ? left : undefined, false);
    });
    remove.className = 'gw-button gw-button-quiet gw-button-square';
    remove.setAttribute('aria-label', this.#input.translate('Take away {name}', { name }));
    remove.disabled = this.#isReadOnly;
    return make('span', { class: 'gw-attribute-link' }, name, ' ', remove);
  }
}

function number(text: string): number | undefined {
  return text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

/** The leaves as options, their groups as titles; the value is the place among the leaves. */
function options(choices: readonly Choice[], all: readonly Choice[]): HTMLElement[] {
  return choices.map((choice) => {
    if (!choice.children.length) {
      return make('option', { value: all.indexOf(choice) }, choice.text);
    }
    const group = make('optgroup', { label: choice.text });
    group.append(...options(leaves([choice]), all));
    return group;
  });
}
