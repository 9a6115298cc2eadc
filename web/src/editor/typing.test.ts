import { afterEach, beforeEach, expect, test } from 'vitest';
import { Typing } from './typing';

let field: HTMLTextAreaElement;
let typing: Typing;
let ended: AbortController;

beforeEach(() => {
  document.body.innerHTML = '<main><p tabindex="0">source</p><textarea></textarea></main>';
  const found = document.querySelector('textarea');
  if (!found) throw new Error('There is no field.');
  field = found;
  field.focus();
  typing = new Typing();
  ended = new AbortController();
  typing.listen(document.body, ended.signal);
});

afterEach(() => ended.abort());

const input = (inputType: string, data: string | null = null) =>
  field.dispatchEvent(new InputEvent('input', { inputType, data, bubbles: true }));

function paste(text: string, target: Element = field, kind = 'paste') {
  const event = new Event(kind, { bubbles: true });
  const data = { getData: () => text };
  Object.assign(event, kind === 'paste' ? { clipboardData: data } : { dataTransfer: data });
  target.dispatchEvent(event);
}

test('keys, line breaks and composed words are typed', () => {
  input('insertText', 'a');
  input('insertLineBreak');
  input('insertCompositionText', 'ni');
  input('insertCompositionText', '\u4f60\u597d');
  field.dispatchEvent(
    new CompositionEvent('compositionend', { data: '\u4f60\u597d', bubbles: true }),
  );
  input('deleteContentBackward');

  expect(typing.counts).toEqual({ typed: 4, pasted: 0, pastes: 0 });
});

test('pastes and drops are counted, and what the browser then puts in is not typed', () => {
  paste('twelve chars');
  input('insertFromPaste', 'twelve chars');
  paste('dropped', field, 'drop');
  input('insertFromDrop', 'dropped');

  expect(typing.counts).toEqual({ typed: 0, pasted: 19, pastes: 2 });
});

test('text that was moved within the task was not pasted from elsewhere', () => {
  field.value = 'one two';
  field.setSelectionRange(0, 3);
  field.dispatchEvent(new Event('cut', { bubbles: true }));
  paste('one');
  paste('three');

  expect(typing.counts).toEqual({ typed: 0, pasted: 5, pastes: 1 });
});

test('what is pasted where nothing can be typed is no text', () => {
  const source = document.querySelector('p');
  if (source) paste('shapes', source);

  expect(typing.counts.pastes).toBe(0);
});

test('counts go on from those that were remembered', () => {
  const before = new Typing({ typed: 3, pasted: 40, pastes: 1 });
  before.listen(document.body, ended.signal);

  input('insertText', 'a');

  expect(before.counts).toEqual({ typed: 4, pasted: 40, pastes: 1 });
});
