import type { JsonObject } from '@web/editor/contract';
import { harness } from '@web/editor/harness';
import { beforeEach, expect, test } from 'vitest';
import { mountEditor } from './editor';
import example from './example.json';

const open = (
  given: { params?: JsonObject; response?: JsonObject; readOnly?: boolean; seed?: string } = {},
) => harness({ mountEditor }, { taskType: 'comparison', params: example.params, ...given });

const panes = (host: HTMLElement) =>
  [...host.querySelectorAll('.gw-comparison-pane h2')].map((one) => one.textContent);

beforeEach(() => document.body.replaceChildren());

test('both texts stand side by side in the order they were sent', () => {
  const { host, changes } = open();

  expect(panes(host)).toEqual(['Attachment 1', 'Attachment 2']);
  expect(host.textContent).toContain(example.params.attachments[1]);
  expect(changes).toEqual([]);
});

test('a number key gives the verdict', () => {
  const { response, perform, editor } = open();

  perform('choose.3');

  expect(response()).toEqual({ choice: 'equal' });
  expect(editor.validate()).toEqual([]);
});

test('without a verdict the task cannot be submitted', () => {
  const { editor, host } = open();

  const faults = editor.validate();
  editor.focusFault('/choice');

  expect(faults).toEqual([{ pointer: '/choice', sentence: 'choice is required' }]);
  expect(host.querySelector('.gw-fault:not([hidden])')?.textContent).toBe('This is required');
  expect(document.activeElement).toBe(host.querySelector('input[type=radio]'));
});

test('an unknown verdict is told as the server would', () => {
  const { editor } = open({ response: { choice: "it's third" } });

  expect(editor.validate()[0]?.sentence).toBe('choice "it\'s third" is not one of the choices.');
});

test('shuffled panes keep their numbers, and each person their order', () => {
  const params = {
    ...example.params,
    attachments: ['one', 'two', 'three', 'four', 'five'],
    shuffle: true,
  };

  const orders = ['a', 'a', 'b', 'c', 'd'].map((seed) => panes(open({ params, seed }).host));

  expect(orders[0]).toEqual(orders[1]);
  expect(new Set(orders.map(String)).size).toBeGreaterThan(1);
  for (const order of orders) {
    expect([...order].sort()).toEqual([1, 2, 3, 4, 5].map((number) => `Attachment ${number}`));
  }
});

test('read-only nothing can be chosen', () => {
  const { host, changes, perform } = open({ response: example.response, readOnly: true });

  perform('choose.2');

  expect(host.querySelector<HTMLInputElement>('input:checked')?.disabled).toBe(true);
  expect(changes).toEqual([]);
});
