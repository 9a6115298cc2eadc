import { expect, test, vi } from 'vitest';
import type { Action } from './contract';
import { Keys, pressed, printed } from './keys';

const action = (name: string, more: Partial<Action> = {}): Action => ({
  name,
  title: name,
  perform: vi.fn(),
  ...more,
});

const press = (
  keys: Keys,
  actions: Action[],
  given: KeyboardEventInit,
  target: Element = document.body,
) => {
  const listener = keys.listener(actions);
  target.addEventListener('keydown', listener);
  target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...given }));
  target.removeEventListener('keydown', listener);
};

test('a key performs the first enabled action that has it', () => {
  const off = action('off', { shortcut: 'b', isEnabled: () => false });
  const on = action('on', { shortcut: 'b' });

  press(new Keys(), [off, on], { key: 'b', code: 'KeyB' });

  expect(off.perform).not.toHaveBeenCalled();
  expect(on.perform).toHaveBeenCalledOnce();
});

test('in a text field only keys that say so count', () => {
  const letter = action('letter', { shortcut: 'b' });
  const submit = action('submit', { shortcut: '$mod+Enter', whileTyping: true });
  const field = document.body.appendChild(document.createElement('textarea'));

  press(new Keys(), [letter, submit], { key: 'b', code: 'KeyB' }, field);
  press(new Keys(), [letter, submit], { key: 'Enter', code: 'Enter', ctrlKey: true }, field);

  expect(letter.perform).not.toHaveBeenCalled();
  expect(submit.perform).toHaveBeenCalledOnce();
});

test('a field that only shows a text leaves the keys alone', () => {
  const letter = action('letter', { shortcut: 'b' });
  const field = document.createElement('textarea');
  field.readOnly = true;
  document.body.append(field);

  press(new Keys(), [letter], { key: 'b', code: 'KeyB' }, field);

  expect(letter.perform).toHaveBeenCalledOnce();
});

test('a chosen key takes the place of the own one, and is kept', () => {
  const box = action('tool.box', { shortcut: ['r', 'b'] });
  const keep = vi.fn();
  const keys = new Keys({}, keep);

  keys.choose('tool.box', 'x');

  expect(keep).toHaveBeenCalledWith({ 'tool.box': 'x' });

  expect(keys.of(box)).toEqual(['x']);
  expect(keys.rivals('x', action('other', { shortcut: 'x' }), [box])).toEqual([box]);
  keys.choose('tool.box', undefined);
  expect(keys.of(box)).toEqual(['r', 'b']);
});

test('keys are printed as they stand on the keyboard', () => {
  expect(['$mod+Shift+z', '[Shift]+?', 'Shift+Digit1', 'g i', 'Escape'].map(printed)).toEqual([
    'Ctrl+Shift+Z',
    '?',
    'Shift+1',
    'G I',
    'Esc',
  ]);
});

test('a pressed key has the name that would match it', () => {
  expect(pressed(new KeyboardEvent('keydown', { key: 'Z', ctrlKey: true, shiftKey: true }))).toBe(
    '$mod+Shift+z',
  );
  expect(pressed(new KeyboardEvent('keydown', { key: '?', shiftKey: true }))).toBe('[Shift]+?');
  expect(pressed(new KeyboardEvent('keydown', { key: 'Shift', shiftKey: true }))).toBeUndefined();
});
