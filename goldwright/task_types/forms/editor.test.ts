import type { JsonObject } from '@web/editor/contract';
import { harness } from '@web/editor/harness';
import { beforeEach, expect, test } from 'vitest';
import { mountEditor } from './editor';
import example from './example.json';

const open = (given: { params?: JsonObject; response?: JsonObject; readOnly?: boolean } = {}) =>
  harness({ mountEditor }, { taskType: 'textcollection', params: example.params, ...given });

const asking = (...fields: JsonObject[]) => ({
  attachments: [{ type: 'text', content: 'A text.' }],
  fields,
});

const question = (host: HTMLElement, title: string): HTMLElement => {
  const found = [...host.querySelectorAll<HTMLElement>('.gw-question')].findLast((one) =>
    one.querySelector('.gw-question-title')?.textContent.startsWith(title),
  );
  if (!found) throw new Error(`There is no question ${title}.`);
  return found;
};

const type = (place: Element | null | undefined, text: string) => {
  if (!(place instanceof HTMLInputElement || place instanceof HTMLTextAreaElement)) {
    throw new Error('There is nothing to type in.');
  }
  place.value = text;
  place.dispatchEvent(new Event('input', { bubbles: true }));
};

const press = (host: Element, label: string) => {
  const found = [...host.querySelectorAll('button')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent) === label,
  );
  if (!found) throw new Error(`There is no button ${label}.`);
  found.click();
};

beforeEach(() => document.body.replaceChildren());

test('the example response is shown in full and found sound', () => {
  const { host, editor, changes } = open({ response: example.response });

  expect(editor.validate()).toEqual([]);
  expect(question(host, 'Why?').querySelector('textarea')?.value).toBe(
    'Correct, but a little rude.',
  );
  expect(question(host, 'Score').querySelector('input')?.value).toBe('4');
  expect(question(host, 'When was it').querySelector('input')?.value).toMatch(/^2026-01-31T12:00/);
  expect(question(host, 'When is the').querySelector('input')?.value).toBe('0:01.5');
  expect(host.querySelectorAll('.gw-entry')).toHaveLength(2);
  expect(changes).toEqual([]);
});

test('an empty form names what is required by its title', () => {
  const { editor, host } = open();

  const faults = editor.validate();
  editor.focusFault('/annotations/score');

  expect(faults).toEqual([
    { pointer: '/annotations/usable', sentence: '“Can the answer be used?” is required.' },
    { pointer: '/annotations/score', sentence: '“Score” is required.' },
  ]);
  expect(document.activeElement).toBe(question(host, 'Score').querySelector('input'));
  expect(question(host, 'Score').textContent).toContain('This is required.');
});

test('number keys choose in the field that has the focus', () => {
  const { editor, perform, response } = open();

  editor.focusFault('/annotations/safe');
  perform('choose.2');
  editor.focusFault('/annotations/usable');
  perform('choose.1');

  expect(response()).toEqual({ annotations: { safe: false, usable: ['yes'] } });
});

test('a field that is hidden loses its answer and gets it back when it is shown again', () => {
  const { host, editor, perform, response } = open();
  editor.focusFault('/annotations/usable');

  expect(question(host, 'What is wrong').hidden).toBe(false); // nothing chosen is not yes
  perform('choose.2');
  editor.focusFault('/annotations/issues');
  perform('choose.1');
  editor.focusFault('/annotations/usable');
  perform('choose.1');
  const hidden = response();
  perform('choose.2');

  expect(hidden).toEqual({ annotations: { usable: ['yes'] } });
  expect(response()).toEqual({ annotations: { usable: ['no'], issues: ['tone'] } });
});

test('conditions are an or of ands, and not turns a value or a whole condition round', () => {
  const shownWhen = (...conditions: JsonObject[]) => {
    const params = asking(
      { type: 'boolean', field_id: 'a', title: 'A' },
      { type: 'number', field_id: 'b', title: 'B' },
      { type: 'text', field_id: 'c', title: 'C', conditions },
    );
    return [{}, { a: true }, { a: true, b: 1 }, { a: false, b: 2 }].map((annotations) => {
      const { host } = open({ params, response: { annotations } });
      return !question(host, 'C').hidden;
    });
  };

  expect(shownWhen({ a: true })).toEqual([false, true, true, false]);
  expect(shownWhen({ a: true, b: [1, 2] })).toEqual([false, false, true, false]);
  expect(shownWhen({ a: true }, { b: 2 })).toEqual([false, true, true, true]);
  expect(shownWhen({ a: { not: true } })).toEqual([true, false, false, true]);
  expect(shownWhen({ not: { a: true, b: 1 } })).toEqual([true, true, false, true]);
});

test('typing is one step of undo, and an emptied text is no answer', () => {
  const { host, changes, response } = open();
  const box = question(host, 'Why?').querySelector('textarea');

  type(box, 'B');
  type(box, 'Be');
  type(box, '');

  expect(response()).toEqual({ annotations: {} });
  expect(new Set(changes.map((one) => one.change?.gesture)).size).toBe(1);
  expect(changes[1]?.response).toEqual({ annotations: { why: 'Be' } }); // no response was altered
});

test('a number that is none is kept and told', () => {
  const { host, editor, response } = open({ response: { annotations: { usable: ['yes'] } } });
  const box = question(host, 'Score').querySelector('input');

  type(box, 'four');
  const told = editor.validate();
  type(box, '9');

  expect(told[0]?.sentence).toBe('“Score” must be a number.');
  expect(response()).toEqual({ annotations: { usable: ['yes'], score: 9 } });
  expect(editor.validate()[0]?.sentence).toBe('“Score” must be at most 5.');
});

test('nested forms are added, doubled, moved and removed', () => {
  const { host, response, editor } = open({ response: example.response });
  const claims = () => (response()?.['annotations'] as JsonObject)['claims'];

  press(host, 'Copy: Claims 2');
  press(host, 'Move up: Claims 2');
  expect(claims()).toEqual([
    { claim: 'Anyone can count', holds: false },
    { claim: '2 + 2 is 4', holds: true },
    { claim: 'Anyone can count', holds: false },
  ]);
  press(host, 'Remove: Claims 1');
  press(host, 'Add another');
  type([...host.querySelectorAll('.gw-entry')].at(-1)?.querySelector('textarea'), 'New');

  expect(claims()).toEqual([
    { claim: '2 + 2 is 4', holds: true },
    { claim: 'Anyone can count', holds: false },
    { claim: 'New' },
  ]);
  expect(editor.validate()).toEqual([
    {
      pointer: '/annotations/claims/2/holds',
      sentence: '“Claims” 3, “Does it hold?” is required.',
    },
  ]);
  editor.focusFault('/annotations/claims/2/holds');
  expect(document.activeElement?.closest('.gw-entry')?.textContent).toContain('3');
});

test('options are ranked by number keys and arrows', () => {
  const { host, response } = open();
  const grip = (name: string) =>
    [...host.querySelectorAll<HTMLElement>('.gw-rank-grip')].find(
      (one) => one.textContent === name,
    );
  const key = (name: string, given: KeyboardEventInit) =>
    grip(name)?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...given }));

  key('length', { key: '1' });
  key('tone', { key: 'ArrowUp', altKey: true });

  expect(response()).toEqual({ annotations: { order: ['length', 'tone', 'truth'] } });
});

test('places in a recording are written as people read them', () => {
  const { host, response } = open();
  const [from, to] = question(host, 'When is the answer').querySelectorAll('input');

  type(from, '1:02.5');
  type(to, '70');

  expect(response()).toEqual({ annotations: { moment: { start: 62.5, end: 70 } } });
});

test('answers in the wire’s old shape are read', () => {
  const wrapped = { type: 'category', field_id: 'usable', response: [['yes']] };
  const { host, editor } = open({
    response: { annotations: { usable: wrapped, score: { field_id: 'score', response: [3] } } },
  });

  expect(host.querySelector<HTMLInputElement>('input[type=radio]')?.checked).toBe(true);
  expect(editor.validate()).toEqual([]);
});

test('several answers to one field are a list', () => {
  const params = asking({
    type: 'text',
    field_id: 'names',
    title: 'Names',
    min_responses_required: 2,
    max_responses_required: 3,
  });
  const { host, response, editor } = open({ params });

  type(host.querySelectorAll('textarea')[1], 'Ada');
  const told = editor.validate();
  type(host.querySelectorAll('textarea')[0], 'Alan');

  expect(told[0]?.sentence).toBe('“Names” 1 must be text.');
  expect(response()).toEqual({ annotations: { names: ['Alan', 'Ada'] } });
  expect(editor.validate()).toEqual([]);
});

test('read-only nothing can be changed', () => {
  const { host, changes, perform } = open({ response: example.response, readOnly: true });

  expect(() => perform('choose.1')).toThrow('not enabled');
  expect(changes).toEqual([]);
  for (const box of host.querySelectorAll<HTMLInputElement>('.gw-questions input, textarea')) {
    expect(box.disabled || box.readOnly).toBe(true);
  }
});
