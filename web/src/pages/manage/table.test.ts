import { expect, test } from 'vitest';
import { nameOf, proposed, readTable, tasksOf } from './table';

test('CSV is read with quotes and line breaks, and a bad line is named as an editor counts', () => {
  const { columns, rows, unread } = readTable('a.csv', 'id,text\n1,"one\ntwo"\n2\n\n3,three\n');

  expect(columns).toEqual(['id', 'text']);
  expect(rows).toEqual([
    { line: 2, values: { id: '1', text: 'one\ntwo' } },
    { line: 6, values: { id: '3', text: 'three' } },
  ]);
  expect(unread.map((one) => one.line)).toEqual([4]);
});

test.each([';', '\t', ','])('a short table whose cells are parted by %j is read as one', (mark) => {
  const { columns, rows, unread } = readTable('', `text${mark}id\n"one${mark}"${mark}1\n\n`);

  expect(columns).toEqual(['text', 'id']);
  expect(rows).toEqual([{ line: 2, values: { text: `one${mark}`, id: '1' } }]);
  expect(unread).toEqual([]);
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

  const [good, bad] = tasksOf([row, { ...row, values: { both: 'x, y' } }], mapping, options);

  expect(good?.task).toMatchObject({
    attachments: ['x', 'y'],
    metadata: { stars: '5' },
  });
  expect(bad?.task).toMatch(/^both: attach/);
});

test('columns that go into one list are its parts, and what a form is about is a text', () => {
  const row = { line: 2, values: { left: 'one', right: 'two' } };
  const pair = { sample: { attachments: ['a', 'b'] }, prefix: 'f' };
  const form = { sample: { attachments: [{ type: 'text', content: 'a' }] }, prefix: 'f' };

  const [both] = tasksOf([row], { left: 'attachments', right: 'attachments' }, pair);
  const [one] = tasksOf([row], { left: 'attachments' }, form);

  expect(both?.task).toMatchObject({ attachments: ['one', 'two'] });
  expect(one?.task).toMatchObject({ attachments: [{ type: 'text', content: 'one' }] });
});

test('the same text has the same name', () => {
  expect(nameOf('one')).toBe(nameOf('one'));
  expect(nameOf('one')).not.toBe(nameOf('two'));
});

test('a mended table keeps the names of its other rows, and rows that say the same are told apart', () => {
  const named = (text: string) =>
    tasksOf(readTable('a.csv', text).rows, { a: 'attachment' }, { sample: {}, prefix: 'p' }).map(
      ({ task }) => (typeof task === 'string' ? task : task['unique_id']),
    );

  const before = named('a\none\nsame\nsame\nbad\n');
  const after = named('a\ngood\none\nsame\nsame\n');

  expect(new Set(before).size).toBe(4);
  expect(after.slice(1)).toEqual(before.slice(0, 3));
});

test('a name that is given twice is told with both lines', () => {
  const { rows } = readTable('a.csv', 'id,a\n7,one\n8,two\n7,three\n');
  const read = tasksOf(rows, { id: 'unique_id', a: 'attachment' }, { sample: {}, prefix: 'p' });

  expect(read.map(({ row, task }) => [row.line, typeof task])).toEqual([
    [2, 'object'],
    [3, 'object'],
    [4, 'string'],
  ]);
  expect(read[2]?.task).toMatch(/7 is taken by line 2/);
});

test('columns that share a name or have none keep what is in them', () => {
  const { columns, rows, notes } = readTable('a.csv', 'a,a,,\none,two,three,\n');

  expect(columns).toEqual(['a', 'a (column 2)', 'column 3']);
  expect(rows[0]?.values).toEqual({ a: 'one', 'a (column 2)': 'two', 'column 3': 'three' });
  expect(notes).toHaveLength(2);
});

test('a quote that is never closed and a list that breaks off are told at their line', () => {
  const open = readTable('a.csv', 'a,b\n1,2\n3,"four\n5,6\n');
  const broken = readTable('a.json', '[\n{"a": 1},\n{"a": }\n]');
  const ended = readTable('a.json', '[{"a": "]"},\n{"a": [1]},\n');

  expect(open.rows.map((one) => one.line)).toEqual([2]);
  expect(open.unread).toHaveLength(1);
  expect(open.unread[0]?.line).toBe(3);
  expect(open.unread[0]?.reason).toMatch(/quote/);
  expect(broken.unread.map((one) => one.line)).toEqual([3]);
  expect(ended.unread.map((one) => one.line)).toEqual([3]);
});
