import type { JsonObject } from '@web/editor/contract';
import { harness } from '@web/editor/harness';
import { beforeEach, expect, test } from 'vitest';
import { mountEditor } from './editor';
import example from './example.json';

const open = (given: { params?: JsonObject; response?: JsonObject; readOnly?: boolean } = {}) =>
  harness({ mountEditor }, { taskType: 'categorization', params: example.params, ...given });

const boxes = (host: HTMLElement) => [...host.querySelectorAll<HTMLInputElement>('.gw-pick input')];
const ticked = (host: HTMLElement) =>
  boxes(host)
    .filter((box) => box.checked)
    .map((box) => box.closest('label')?.querySelector('.gw-pick-text')?.textContent);

beforeEach(() => document.body.replaceChildren());

test('the text, every question and only the finest classes are on the page', () => {
  const { host, changes } = open();

  expect(host.textContent).toContain(example.params.attachment);
  expect(host.textContent).toContain('How does it sound?');
  expect(boxes(host)).toHaveLength(3 + 1 + 3); // categories, none of these, leaves of the tone
  expect(changes).toEqual([]);
});

test('the example response is shown and found sound', () => {
  const { host, editor } = open({ response: example.response });

  expect(ticked(host)).toEqual(['sport', 'politics', 'neutral']);
  expect(editor.validate()).toEqual([]);
});

test('number keys answer one question after the other', () => {
  const { response, perform, editor } = open();

  perform('choose.1');
  perform('choose.2');
  editor.focusFault('/taxonomies/tone');
  perform('choose.2');

  expect(response()).toEqual({ category: ['sport', 'politics'], taxonomies: { tone: 'joyful' } });
});

test('a question with one answer passes the keys on to the next', () => {
  const params = {
    attachment_type: 'text',
    attachment: 'A text.',
    taxonomies: { a: { choices: ['x', 'y'] }, b: { choices: ['x', 'y'] } },
  };
  const { response, perform } = open({ params });

  perform('choose.2');
  perform('choose.1');

  expect(response()).toEqual({ taxonomies: { a: 'y', b: 'x' } });
});

test('that none of the classes holds is an answer', () => {
  const { response, perform, host } = open({ response: example.response });

  perform('choose.4');

  expect(response()?.['category']).toEqual([]);
  expect(ticked(host)).toEqual(['None of these', 'neutral']);
});

test('faults are those of the server, shown beside their question', () => {
  const { editor, host } = open({ response: { category: ['weather'] } });

  const faults = editor.validate();
  editor.focusFault('/taxonomies/tone');

  expect(faults).toEqual([
    { pointer: '/category', sentence: 'category "weather" is not one of the classes.' },
    { pointer: '/taxonomies/tone', sentence: 'taxonomies.tone is not answered.' },
  ]);
  expect(host.querySelector('.gw-question-current .gw-fault')?.textContent).toBe(
    'This is not answered.',
  );
  expect(document.activeElement?.closest('.gw-question')?.textContent).toContain('tone');
});

test('an earlier response stays as it was, so that undo can bring it back', () => {
  const { response, perform, editor, host } = open({ response: example.response });
  const before = structuredClone(example.response);

  perform('choose.1');
  const after = response();
  editor.setResponse(example.response);

  expect(example.response).toEqual(before);
  expect(after?.['category']).toEqual(['politics']);
  expect(ticked(host)).toEqual(['sport', 'politics', 'neutral']);
});

test('a prelabel is shown, and becomes the answer once it is kept or changed', () => {
  const params = { ...example.params, hypothesis: example.response };
  const kept = open({ params });
  const changed = open({ params });

  expect(ticked(kept.host)).toEqual(['sport', 'politics', 'neutral']);
  expect(kept.editor.validate()).toMatchObject([{ pointer: '' }]);
  kept.perform('answer.keep');
  changed.perform('choose.1');

  expect(kept.response()).toEqual(example.response);
  expect(kept.editor.validate()).toEqual([]);
  expect(changed.response()).toEqual({ ...example.response, category: ['politics'] });
});

test('read-only nothing can be chosen', () => {
  const { host, perform, changes } = open({ response: example.response, readOnly: true });

  perform('choose.3');

  expect(boxes(host).every((box) => box.disabled)).toBe(true);
  expect(changes).toEqual([]);
});

test('many classes are found by typing', () => {
  const categories = Array.from({ length: 40 }, (_, index) => `class ${index}`);
  const { host, response } = open({
    params: { attachment_type: 'text', attachment: 'A text.', categories },
  });
  const search = host.querySelector<HTMLInputElement>('input[type=search]');

  if (search) search.value = 'CLASS 17';
  search?.dispatchEvent(new Event('input'));
  search?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));

  expect(response()).toEqual({ category: 'class 17' });
});

test('nothing is left after destroy', () => {
  const { host, editor } = open();

  editor.destroy();

  expect(host.childElementCount).toBe(0);
});
