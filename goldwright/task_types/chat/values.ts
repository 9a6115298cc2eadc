/** Values of any kind: to be read, and to be changed as far as they are plain. */
import type { Json } from '@web/editor/contract';
import { make } from '@web/ui/dom';
import { isObject } from '@web/ui/json';

/** A value as a list of names and what they say. */
export function shownValue(value: Json): HTMLElement {
  if (!isObject(value) && !Array.isArray(value)) {
    return make('p', { class: 'gw-chat-plain' }, value === null ? '–' : String(value));
  }
  const pairs = Array.isArray(value)
    ? value.map((one, at): [string, Json] => [`${at + 1}`, one])
    : Object.entries(value);
  return make(
    'dl',
    { class: 'gw-chat-data' },
    ...pairs.flatMap(([name, one]) => [
      make('dt', {}, name.replaceAll('_', ' ')),
      make('dd', {}, shownValue(one)),
    ]),
  );
}

type Tell = (value: Json, isTyping: boolean) => void;

/** Room for a value: text in a box, numbers and choices in fields by name; the rest is shown. */
export class ValueField {
  readonly element = make('div', { class: 'gw-chat-value' });
  readonly #title: string;
  readonly #tell: Tell;
  #value: Json | undefined;
  #shape = '';

  constructor(title: string, tell: Tell) {
    this.#title = title;
    this.#tell = tell;
  }

  show(value: Json, isReadOnly: boolean): void {
    this.#value = value;
    const shape = `${isReadOnly} ${shapeOf(value)}`;
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.element.replaceChildren(...this.#fields(value, isReadOnly));
    }
    for (const field of this.element.querySelectorAll<HTMLInputElement>('[data-key]')) {
      const part = isObject(value) ? value[field.dataset['key'] ?? ''] : value;
      if (field.type === 'checkbox') field.checked = part === true;
      else if (readBack(field) !== part) field.value = `${isPlain(part) ? part : ''}`;
    }
  }

  focus(): void {
    this.element.querySelector<HTMLElement>('[data-key]')?.focus();
  }

  #fields(value: Json, isReadOnly: boolean): HTMLElement[] {
    if (isPlain(value)) return [this.#field('', value, isReadOnly)];
    if (!isObject(value)) return [shownValue(value)];
    return Object.entries(value).map(([name, part]) => {
      const told = isPlain(part) ? this.#field(name, part, isReadOnly) : shownValue(part);
      return make(
        'label',
        { class: 'gw-chat-part' },
        make('span', {}, name.replaceAll('_', ' ')),
        told,
      );
    });
  }

  #field(key: string, value: Json, isReadOnly: boolean): HTMLElement {
    const named = { 'data-key': key, 'aria-label': key === '' ? this.#title : undefined };
    if (typeof value === 'string') {
      const box = make('textarea', { class: 'gw-input', rows: 3, readonly: isReadOnly, ...named });
      box.addEventListener('input', () => this.#say(key, box.value));
      return box;
    }
    const isSwitch = typeof value === 'boolean';
    const field = make('input', {
      class: isSwitch ? undefined : 'gw-input',
      type: isSwitch ? 'checkbox' : 'number',
      step: 'any',
      ...(isSwitch ? { disabled: isReadOnly } : { readonly: isReadOnly }),
      ...named,
    });
    field.addEventListener('input', () => {
      const said = isSwitch ? field.checked : readBack(field);
      if (said !== undefined) this.#say(key, said);
    });
    return field;
  }

  #say(key: string, part: Json): void {
    if (!isObject(this.#value)) this.#tell(part, true);
    else this.#tell({ ...this.#value, [key]: part }, true);
  }
}

function readBack(field: HTMLInputElement): Json | undefined {
  if (field.type !== 'number') return field.value;
  return field.value === '' ? undefined : Number(field.value);
}

function isPlain(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** What decides which fields there are; what stands in them does not. */
function shapeOf(value: Json): string {
  if (isPlain(value)) return typeof value;
  if (!isObject(value)) return JSON.stringify(value);
  const parts = Object.entries(value).map(([name, part]) => [
    name,
    isPlain(part) ? typeof part : part,
  ]);
  return JSON.stringify(parts);
}
