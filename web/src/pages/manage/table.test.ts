import { expect, test } from 'vitest';
import { nameOf, proposed, readTable, taskOf } from './table';

test('CSV is read with quotes and line breaks, and a bad line is named as an editor counts', () => {
  const { columns, rows, unread } = readTable('a.csv', 'id,text\n1,"one\ntwo"\n2\n\n3,three\n');

  expect(columns).toEqual(['id', 'text']);
  expect(rows).toEqual([
    { line: 2, values: { id: '1', text: 'one\ntwo' } },
    { line: 6, values: { id: '3', text: 'three' } },
  ]);
  expect(unread.map((one) => one.line)).toEqual([4]);
});

test('JSON Lines tells each line that is none, and a list counts its places', () => {
  const lines = readTable('a.jsonl', '{"a": 1}\n{"a": \n7\n{"b": 2}');

  expect(lines.columns).toEqual(['a', 'b']);
  expect(lines.rows.map((one) => one.line)).toEqual([1, 4]);
  expect(lines.unread.map((one) => one.line)).toEqual([2, 3]);
  expect(readTable('a.json', '[{"a": 1}, 7]').unread).toEqual([
    { line: 2, reason: 'is no object: { … }' },
  ]);
});

test('rows that are pasted need no name, and tasks of Label Studio give what is under data', () => {
  expect(readTable('', 'text\none').rows).toEqual([{ line: 2, values: { text: 'one' } }]);
  const task = { id: 7, data: { text: 'one' }, annotations: [], predictions: [] };
  expect(readTable('', JSON.stringify([task])).rows).toEqual([
    { line: 1, values: { id: 7, text: 'one' } },
  ]);
});

test('columns find their params by name, then by what a task lacks', () => {
  expect(proposed(['id', 'review', 'stars'], ['attachment'], ['attachment', 'categories'])).toEqual(
    {
      id: 'unique_id',
      review: 'attachment',
      stars: 'metadata',
    },
  );
  expect(proposed(['attachment', 'note'], ['attachment'], ['attachment'])).toEqual({
    attachment: 'attachment',
    note: 'metadata',
  });
});

test('a row becomes a task, and a cell that should be JSON says when it is not', () => {
  const options = { sample: { attachments: ['a', 'b'] }, prefix: 'f' };
  const row = { line: 3, values: { both: '["x", "y"]', stars: '5', gone: '' } };
  const mapping = { both: 'attachments', stars: 'metadata', gone: 'metadata' };

  expect(taskOf(row, mapping, options)).toEqual({
    unique_id: 'f-3',
    attachments: ['x', 'y'],
    metadata: { stars: '5' },
  });
  expect(taskOf({ ...row, values: { both: 'x, y' } }, mapping, options)).toMatch(/^both: attach/);
});

test('the same text has the same name', () => {
  expect(nameOf('one')).toBe(nameOf('one'));
  expect(nameOf('one')).not.toBe(nameOf('two'));
});
