import { afterEach, expect, test } from 'vitest';
import { harness } from '@web/editor/harness';
import { piecesOf } from './conversation';
import { mountEditor } from './editor';
import example from './example.json';

const params = {
  template_variables: {
    topic: 'Physics',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: [{ type: 'text', text: 'What is a **qubit**?' }] },
      { role: 'assistant', responses: [{ model: 'one', text: 'A bit.' }, 'Two states.'] },
    ],
    system_prompt: 'Answer as a teacher.',
  },
  locale: 'en',
};
const open = (response: object | null) =>
  harness(
    { mountEditor },
    { taskType: 'chat', params, response: response as typeof example.response },
  );

afterEach(() => document.body.replaceChildren());

test('turns are found under any name, with the versions to choose from, before other texts', () => {
  const pieces = piecesOf(params);

  expect(pieces.map((one) => one.name)).toEqual(['system_prompt', 'messages', 'topic', 'locale']);
  expect(pieces[1]).toMatchObject({
    turns: [
      { role: 'system', text: 'Be brief.' },
      { role: 'user', text: 'What is a **qubit**?' },
      {
        role: 'assistant',
        text: '',
        others: [{ name: 'one' }, { name: '2', text: 'Two states.' }],
      },
    ],
  });
  expect(piecesOf({ scores: [1, 2] })).toEqual([{ name: 'scores', data: [1, 2] }]);
});

test('Markdown of a turn is shown harmless', async () => {
  const { host } = open(null);

  await expect.poll(() => host.querySelector('.gw-is-asking strong')?.textContent).toBe('qubit');
  expect(host.textContent).toContain('Two states.');
});

test('steps are added and written, each change a new response that keeps the others', () => {
  const { host, perform, changes, editor } = open(example.response);
  const before = example.response.responses;

  perform('step.add');
  const boxes = [...host.querySelectorAll<HTMLTextAreaElement>('.gw-chat-step textarea')];
  const last = boxes.at(-1);
  if (last) last.value = 'Because.';
  last?.dispatchEvent(new Event('input'));

  const steps = changes.at(-1)?.response['responses'] as object[];
  expect(steps).toHaveLength(before.length + 1);
  expect(steps.at(-1)).toEqual({ type: 'Rating', output: 'Because.' });
  expect(steps[0]).toBe((changes[0]?.response['responses'] as object[])[0]);
  expect(editor.validate()).toEqual([]);
});

test('what a step gives by name is changed by name, and what else stands in it is kept', () => {
  const { host, changes } = open(example.response);
  const rating = host.querySelector<HTMLInputElement>('[data-key=helpful]');

  if (rating) rating.value = '2';
  rating?.dispatchEvent(new Event('input'));

  const steps = changes.at(-1)?.response['responses'] as object[];
  expect(steps[2]).toEqual({ type: 'Rating', output: { helpful: 2 }, seconds: 31 });
});

test('nothing answered and a step without a kind are told in their places', () => {
  const { editor, perform, host } = open(null);
  expect(editor.validate().map((one) => one.pointer)).toEqual(['']);

  perform('step.add');
  const kind = host.querySelector<HTMLInputElement>('[list]');
  if (kind) kind.value = '';
  kind?.dispatchEvent(new Event('input'));

  expect(editor.validate().map((one) => one.pointer)).toEqual(['/responses/0/type']);
  editor.focusFault('/responses/0/type');
  expect(document.activeElement).toBe(kind);
});
