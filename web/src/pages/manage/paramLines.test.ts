import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../editor/contract';
import { hasPlace, LINES, valueAt, withValue } from './paramLines';

test('indented labels stand under the one above, and keep what else was said of them', () => {
  const before: Json = [
    'Calf',
    { choice: 'Adult', subchoices: ['Cow', { choice: 'bull', display: 'Bull' }] },
  ];

  expect(LINES.labels.write(before)).toBe('Calf\nAdult\n  Cow\n  bull');
  expect(LINES.labels.read('Calf\nAdult\n  Cow\n  bull', before)).toEqual(before);
  expect(LINES.labels.read('bull\nHen\n    Chick\n', before)).toEqual([
    { choice: 'bull', display: 'Bull' },
    { choice: 'Hen', subchoices: ['Chick'] },
  ]);
});

test('any tree of labels is read as it was written', () => {
  const name = fc.stringMatching(/^[a-z]{1,6}$/);
  const label = fc.letrec<{ one: { name: string; children?: unknown[] } }>((tie) => ({
    one: fc.record(
      { name, children: fc.array(tie('one'), { minLength: 1, maxLength: 3 }) },
      { requiredKeys: ['name'] },
    ),
  })).one;
  fc.assert(
    fc.property(fc.array(label, { maxLength: 4 }), (labels) => {
      const value = labels as Json;
      expect(LINES.named_labels.read(LINES.named_labels.write(value), [])).toEqual(value);
    }),
  );
});

test('questions that lines cannot say are kept', () => {
  const before: Json = {
    tone: { description: 'How?', choices: ['calm', 'loud'] },
    legs: { type: 'number', max: 4 },
  };

  expect(LINES.questions.write(before)).toBe('tone: calm, loud');
  expect(LINES.questions.read('tone: calm\nsize: big, small', before)).toEqual({
    tone: { description: 'How?', choices: ['calm'] },
    size: { choices: ['big', 'small'] },
    legs: { type: 'number', max: 4 },
  });
});

test('a place is read, filled, and taken away when nothing is left in it', () => {
  const params = { geometries: { box: { objects_to_annotate: ['car'] } } };
  const at = '/geometries/box/objects_to_annotate';

  expect(valueAt(params, at)).toEqual(['car']);
  expect(withValue(params, at, [])).toEqual({ geometries: { box: {} } });
  expect(withValue(params, '/allow_multiple', true)).toEqual({ ...params, allow_multiple: true });
  expect([hasPlace(params, at), hasPlace(params, '/geometries/line/objects_to_annotate')]).toEqual([
    true,
    false,
  ]);
  expect(hasPlace(params, '/categories')).toBe(true);
});
