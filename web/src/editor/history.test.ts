import fc from 'fast-check';
import { expect, test } from 'vitest';
import { History } from './history';

test('changes of one gesture are one step', () => {
  const history = new History({ left: 0 });

  history.push({ left: 1 }, { gesture: 'drag-1' });
  history.push({ left: 2 }, { gesture: 'drag-1' });
  history.push({ left: 3 }, { gesture: 'drag-2' });
  history.undo();
  expect(history.present).toEqual({ left: 2 });
  history.undo();

  expect(history.present).toEqual({ left: 0 });
  expect(history.canUndo).toBe(false);
});

test('an undo ends a gesture', () => {
  const history = new History(null);

  history.push({ text: 'a' }, { gesture: 'typing' });
  history.undo();
  history.push({ text: 'b' }, { gesture: 'typing' });
  history.undo();

  expect(history.present).toBeNull();
});

test('undoing everything and redoing everything comes back', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 300 }), (values) => {
      const history = new History(null);
      for (const value of values) history.push({ value });

      while (history.canUndo) history.undo();
      expect(history.present).toBeNull();
      while (history.canRedo) history.redo();
      expect(history.present).toEqual({ value: values.at(-1) });
    }),
  );
});

test('two hundred steps and more come back', () => {
  const history = new History(null);
  for (let step = 1; step <= 300; step++) history.push({ step });

  for (let step = 0; step < 200; step++) history.undo();

  expect(history.present).toEqual({ step: 100 });
  expect(history.canUndo).toBe(true);
});
