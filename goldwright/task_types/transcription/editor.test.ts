import type { JsonObject } from '@web/editor/contract';
import { harness } from '@web/editor/harness';
import { beforeEach, expect, test } from 'vitest';
import { mountEditor } from './editor';
import examples from './example.json';

const example = examples.transcription;

const open = (
  given: { taskType?: string; params?: JsonObject; response?: JsonObject; readOnly?: boolean } = {},
) => harness({ mountEditor }, { taskType: 'transcription', params: example.params, ...given });

const boxes = (host: HTMLElement) => [...host.querySelectorAll('textarea')];

const type = (box: HTMLTextAreaElement | undefined, text: string) => {
  if (!box) throw new Error('There is nothing to type in.');
  box.focus();
  box.value = text;
  box.dispatchEvent(new Event('input', { bubbles: true }));
};

beforeEach(() => document.body.replaceChildren());

test('the example response is shown and found sound', () => {
  const { host, editor, changes } = open({ response: example.response });

  expect(boxes(host).map((box) => box.value)).toEqual(['17', '', 'apples', '0.80', 'pear', '0.60']);
  expect(host.querySelectorAll<HTMLInputElement>('input:checked')).toHaveLength(1); // no buyer
  expect(editor.validate()).toEqual([]);
  expect(changes).toEqual([]);
});

test('what is missing is told by the names that stand on the screen', () => {
  const { editor } = open({ response: { fields: { number: '17' } } });

  expect(editor.validate()).toEqual([
    { pointer: '/fields/buyer', sentence: '“buyer” is required.' },
    {
      pointer: '/repeatable_fields',
      sentence: 'Fill in the rows, or say that there are none.',
    },
  ]);

  editor.setResponse({ fields: { number: '17', buyer: null }, repeatable_fields: [{ item: 'a' }] });

  expect(editor.validate()).toEqual([
    { pointer: '/repeatable_fields/0/amount', sentence: '“amount” in row 1 is required.' },
  ]);
});

test('a task is done with the keyboard alone', () => {
  const { host, editor, response, perform } = open();

  type(boxes(host)[0], '17');
  boxes(host)[1]?.focus();
  perform('nothing');
  type(boxes(host)[2], 'apples');
  type(boxes(host)[3], '0.80');
  boxes(host)[3]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  type(boxes(host)[4], 'pear');
  type(boxes(host)[5], '0.60');

  expect(response()).toEqual(example.response);
  expect(editor.validate()).toEqual([]);
});

test('rows are doubled, moved and removed', () => {
  const { host, response, perform } = open({ response: example.response });
  const items = () => (response()?.['repeatable_fields'] as JsonObject[]).map((row) => row['item']);

  boxes(host)[2]?.focus();
  perform('row.duplicate');
  expect(items()).toEqual(['apples', 'apples', 'pear']);
  boxes(host)[6]?.focus();
  perform('row.up');
  expect(items()).toEqual(['apples', 'pear', 'apples']);
  expect(document.activeElement).toBe(boxes(host)[4]);
  perform('row.remove');

  expect(items()).toEqual(['apples', 'apples']);
});

test('that there are no rows is an answer', () => {
  const { host, editor, response } = open({ response: { fields: { number: '1', buyer: null } } });

  editor.focusFault('/repeatable_fields');
  host.querySelector<HTMLInputElement>('.gw-sheet-foot input')?.click();

  expect(response()).toEqual({ fields: { number: '1', buyer: null }, repeatable_fields: [] });
  expect(editor.validate()).toEqual([]);
});

test('an earlier response stays as it was', () => {
  const before = structuredClone(example.response);
  const { host, response } = open({ response: example.response });

  type(boxes(host)[2], 'plums');

  expect(example.response).toEqual(before);
  expect(response()?.['fields']).toBe(example.response.fields);
});

test('data collection has fields alone and keeps values of other kinds until they are changed', () => {
  const { params, response } = examples.datacollection;
  const opened = open({ taskType: 'datacollection', params, response });

  expect(boxes(opened.host).map((box) => box.value)).toEqual(['https://example.com/jobs', '3']);
  expect(opened.host.querySelector('a')?.href).toBe('https://example.com/');
  expect(opened.editor.validate()).toEqual([]);
  type(boxes(opened.host)[0], 'none');

  expect(opened.response()).toEqual({ ...response, fields: { hiring_page: 'none', jobs: 3 } });
});

test('read-only nothing can be changed', () => {
  const { host, changes, actions } = open({ response: example.response, readOnly: true });
  boxes(host)[2]?.focus();

  expect(
    actions()
      .find((one) => one.name === 'row.add')
      ?.isEnabled?.(),
  ).toBe(false);
  expect(boxes(host).every((box) => box.readOnly)).toBe(true);
  expect(changes).toEqual([]);
});
