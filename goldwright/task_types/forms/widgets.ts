/** What people fill in: one widget for each kind of field that is no form itself. */
import type { Json, Translate } from '@web/editor/contract';
import { ChoiceList } from '@web/ui/choiceList';
import type { Choice } from '@web/ui/choices';
import { button, make } from '@web/ui/dom';
import { isObject } from '@web/ui/json';
import type { MediaView } from '@web/ui/mediaView';
import { RankList } from '@web/ui/rankList';
import { readSeconds, writeSeconds } from '@web/ui/seconds';
import type { Field } from './fields';
import { countCharacters, readNumber } from './kinds';

export interface Widget {
  readonly element: HTMLElement;
  /** The choices that number keys can pick, of fields that have some. */
  readonly list?: ChoiceList;
  show(answer: Json | undefined): void;
  setReadOnly(readOnly: boolean): void;
  setInvalid(isInvalid: boolean): void;
  focus(): void;
}

export interface WidgetInput {
  readonly field: Field;
  /** Id of the element that names it. */
  readonly titleId: string;
  readonly translate: Translate;
  /** The player whose time a time range can take, if there is one. */
  readonly player: () => MediaView | undefined;
  /** Undefined: no answer. */
  readonly tell: (answer: Json | undefined, how: { isTyping: boolean }) => void;
}

const MAKERS: Record<string, (input: WidgetInput) => Widget> = {
  text: textWidget,
  number: numberWidget,
  boolean: booleanWidget,
  datetime: datetimeWidget,
  category: choiceWidget,
  select: choiceWidget,
  ranking_order: rankingWidget,
  ranking: rankingWidget,
  time_range: spanWidget,
};

export function makeWidget(input: WidgetInput): Widget {
  return (MAKERS[input.field.type] ?? textWidget)(input);
}

const TYPING = { isTyping: true };
const AT_ONCE = { isTyping: false };

function textWidget({ field, titleId, translate, tell }: WidgetInput): Widget {
  const box = make('textarea', { class: 'gw-input', rows: 1, 'aria-labelledby': titleId });
  const count = make('p', { class: 'gw-hint' });
  const most = field.mostCharacters;
  const tellCount = () => {
    if (most === undefined) return;
    const used = countCharacters(box.value);
    count.textContent = translate('{used} of {most} characters', { used, most });
  };
  box.addEventListener('input', () => {
    tellCount();
    tell(box.value === '' ? undefined : box.value, TYPING);
  });
  tellCount();
  return {
    element: make('div', {}, box, ...(most === undefined ? [] : [count])),
    show(answer) {
      put(box, typeof answer === 'string' ? answer : '');
      tellCount();
    },
    ...inputParts(box),
  };
}

function numberWidget({ field, titleId, translate, tell }: WidgetInput): Widget {
  const box = make('input', {
    class: 'gw-input gw-number-box',
    type: 'text',
    inputmode: 'decimal',
    autocomplete: 'off',
    'aria-labelledby': titleId,
  });
  const { min, max } = field;
  const row = make('div', { class: 'gw-form-row' });
  const isSliding = field.hasSlider && min !== undefined && max !== undefined;
  const isWhole = Number.isInteger(min) && Number.isInteger(max) && Number(max) - Number(min) > 1;
  const slider = make('input', {
    type: 'range',
    class: 'gw-slider',
    min,
    max,
    step: isWhole ? 1 : 'any',
    'aria-labelledby': titleId,
  });
  if (field.prefix) row.append(make('span', {}, field.prefix));
  row.append(box);
  if (field.suffix) row.append(make('span', {}, field.suffix));
  if (isSliding) row.append(slider);
  const element = make('div', {}, row);
  const limits = limitsText(field, translate);
  if (limits) element.append(make('p', { class: 'gw-hint' }, limits));
  const read = (): Json | undefined => {
    const text = box.value.trim();
    return text === '' ? undefined : (readNumber(text) ?? text);
  };
  const showSlider = () => {
    const number = read();
    slider.value = `${typeof number === 'number' ? number : (min ?? 0)}`;
    slider.setAttribute(
      'aria-valuetext',
      number === undefined ? translate('no answer') : spelt(number),
    );
  };
  box.addEventListener('input', () => {
    showSlider();
    tell(read(), TYPING);
  });
  box.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (step === 0 || box.readOnly) return;
    event.preventDefault();
    const from = read();
    const next = typeof from === 'number' ? from + step : (min ?? 0);
    box.value = `${Math.min(max ?? Infinity, Math.max(min ?? -Infinity, next))}`;
    showSlider();
    tell(read(), TYPING);
  });
  slider.addEventListener('input', () => {
    box.value = slider.value;
    tell(Number(slider.value), TYPING);
  });
  const parts = inputParts(box);
  return {
    element,
    show(answer) {
      const isShown = answer === read() || (typeof answer === 'string' && answer === box.value);
      if (!isShown) box.value = answer === undefined || answer === null ? '' : spelt(answer);
      showSlider();
    },
    ...parts,
    setReadOnly(readOnly) {
      parts.setReadOnly(readOnly);
      slider.disabled = readOnly;
    },
  };
}

function limitsText({ min, max }: Field, translate: Translate): string {
  if (min !== undefined && max !== undefined) return translate('From {min} to {max}', { min, max });
  if (min !== undefined) return translate('At least {min}', { min });
  return max === undefined ? '' : translate('At most {max}', { max });
}

function booleanWidget(input: WidgetInput): Widget {
  const { translate } = input;
  const choice = (value: boolean, text: string): Choice => ({
    value,
    text,
    hint: '',
    children: [],
  });
  const choices = [choice(true, translate('Yes')), choice(false, translate('No'))];
  return listWidget(
    input,
    choices,
    (values) => values?.[0],
    (answer) => (typeof answer === 'boolean' ? [answer] : null),
  );
}

function choiceWidget(input: WidgetInput): Widget {
  const widget = listWidget(
    input,
    input.field.choices,
    (values) => (values && values.length > 0 ? values : undefined),
    (answer) => (Array.isArray(answer) ? answer : null),
  );
  const { leastChoices: least, mostChoices: most, type } = input.field;
  if (most > 1 && (least > 1 || type === 'category')) {
    const text = input.translate('Choose {least} to {most}', { least, most });
    widget.element.prepend(make('p', { class: 'gw-hint' }, text));
  }
  return widget;
}

function listWidget(
  { field, translate, tell }: WidgetInput,
  choices: readonly Choice[],
  write: (values: Json[] | null) => Json | undefined,
  read: (answer: Json | undefined) => Json[] | null,
): Widget {
  const list = new ChoiceList({
    choices,
    isMultiple: field.type !== 'boolean' && field.mostChoices > 1,
    canClear: !field.isRequired,
    translate,
    onChoose: (values) => tell(write(values), AT_ONCE),
  });
  return {
    element: make('div', {}, list.element),
    list,
    show: (answer) => list.show(read(answer)),
    setReadOnly: (readOnly) => list.setReadOnly(readOnly),
    setInvalid: () => undefined, // the question round it says so
    focus: () => list.focus(),
  };
}

function rankingWidget({ field, translate, tell }: WidgetInput): Widget {
  const ranks = new RankList({
    options: field.choices,
    translate,
    onRank: (values) => tell(values, AT_ONCE),
  });
  return {
    element: ranks.element,
    show: (answer) => ranks.show(Array.isArray(answer) ? answer : null),
    setReadOnly: (readOnly) => ranks.setReadOnly(readOnly),
    setInvalid: () => undefined,
    focus: () => ranks.focus(),
  };
}

/** Times are UTC on the wire, and so they are here: nobody's clock is asked. */
function datetimeWidget({ titleId, translate, tell }: WidgetInput): Widget {
  const box = make('input', {
    class: 'gw-input gw-datetime',
    type: 'datetime-local',
    step: 1,
    'aria-labelledby': titleId,
  });
  const other = make('code', { hidden: true });
  box.addEventListener('input', () => {
    const [date, time] = box.value.split('T');
    if (!date || !time) tell(undefined, TYPING);
    else tell(`${date}T${time.length === 5 ? `${time}:00` : time.slice(0, 8)}Z`, TYPING);
  });
  return {
    element: make('div', { class: 'gw-form-row' }, box, make('span', {}, translate('UTC')), other),
    show(answer) {
      const moment = typeof answer === 'string' ? utc(answer) : '';
      if (box.value.slice(0, 16) !== moment.slice(0, 16) || utc(`${box.value}Z`) !== moment) {
        // Clearing while somebody types the parts one by one would take away what they typed.
        if (moment !== '' || document.activeElement !== box) box.value = moment;
      }
      other.hidden = answer === undefined || answer === null || moment !== '';
      other.textContent = other.hidden ? '' : spelt(answer ?? null);
    },
    ...inputParts(box),
  };
}

/** As the input wants it; '' when the text is no moment. */
function utc(text: string): string {
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(text);
  const isWhole = /^\d{4}-\d\d-\d\dT/.test(text);
  const at = new Date(isWhole && !hasZone ? `${text}Z` : text);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(0, 19);
}

function spanWidget({ titleId, translate, player, tell }: WidgetInput): Widget {
  const end = (name: 'start' | 'end', label: string) => {
    const box = make('input', {
      class: 'gw-input gw-seconds',
      type: 'text',
      inputmode: 'decimal',
      autocomplete: 'off',
      placeholder: '0:00.0',
      'aria-describedby': titleId,
    });
    const here = button('', () => take(name), { class: 'gw-button gw-small' });
    const mark = name === 'start' ? 'S' : 'E';
    here.append(
      make('span', { class: 'gw-hidden' }, `${label}: `),
      translate('Take from player'),
      make('kbd', { 'aria-hidden': 'true' }, mark),
    );
    box.addEventListener('input', () => tell(read(), TYPING));
    return {
      box,
      here,
      element: make('div', { class: 'gw-form-row' }, make('label', {}, label, box), here),
    };
  };
  const ends = { start: end('start', translate('From')), end: end('end', translate('To')) };
  const play = button(translate('Play it'), () => playIt(), { class: 'gw-button gw-small' });
  play.append(make('kbd', { 'aria-hidden': 'true' }, 'P'));
  const element = make('div', { class: 'gw-span' }, ends.start.element, ends.end.element, play);
  const read = (): Json | undefined => {
    const found = Object.entries(ends).flatMap(([name, { box }]): [string, Json][] => {
      const text = box.value.trim();
      return text === '' ? [] : [[name, readSeconds(text) ?? text]];
    });
    return found.length === 0 ? undefined : Object.fromEntries(found);
  };
  const take = (name: 'start' | 'end') => {
    const from = player();
    if (!from || ends[name].box.readOnly) return;
    ends[name].box.value = writeSeconds(from.seconds);
    tell(read(), AT_ONCE);
  };
  const playIt = () => {
    const { start, end: stop } = (read() ?? {}) as Record<string, Json>; // read makes an object
    player()?.playRange(Number(start ?? 0), typeof stop === 'number' ? stop : Infinity);
  };
  element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !player()) return;
    const keys: Record<string, () => void> = {
      s: () => take('start'),
      e: () => take('end'),
      p: playIt,
    };
    const perform = keys[event.key.toLowerCase()];
    if (!perform) return;
    event.preventDefault();
    perform();
  });
  return {
    element,
    show(answer) {
      const given = isObject(answer) ? answer : {};
      for (const [name, { box }] of Object.entries(ends)) {
        const value = given[name] ?? '';
        if ((readSeconds(box.value) ?? box.value) === value) continue;
        box.value = typeof value === 'number' ? writeSeconds(value) : spelt(value);
      }
      for (const one of [ends.start.here, ends.end.here, play]) one.hidden = !player();
    },
    setReadOnly(readOnly) {
      for (const { box, here } of Object.values(ends)) {
        box.readOnly = readOnly;
        here.disabled = readOnly;
      }
    },
    setInvalid(isInvalid) {
      for (const { box } of Object.values(ends)) box.setAttribute('aria-invalid', `${isInvalid}`);
    },
    focus: () => ends.start.box.focus(),
  };
}

function inputParts(box: HTMLInputElement | HTMLTextAreaElement) {
  return {
    setReadOnly: (readOnly: boolean) => {
      box.readOnly = readOnly;
    },
    setInvalid: (isInvalid: boolean) => box.setAttribute('aria-invalid', `${isInvalid}`),
    focus: () => box.focus(),
  };
}

/** Leaves the caret alone where nothing changes. */
function put(box: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  if (box.value !== value) box.value = value;
}

function spelt(answer: Json): string {
  return typeof answer === 'string' ? answer : JSON.stringify(answer);
}
