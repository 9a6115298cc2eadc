import { expect, test } from 'vitest';
import { strangers, taskOfFile } from './files';

const file = {
  address: 'scaledata://1/f',
  mediaType: 'image/png',
  uniqueId: 'p/a.png',
  path: 'a.png',
};
const beside = { unique_id: 'p/a.png', metadata: { path: 'a.png' } };

test('a file stands in its task in the shape that the kind of work has', () => {
  const shapes = [
    { name: 'attachment', sample: 'https://…', saysKind: true },
    { name: 'attachments', sample: ['https://…'], saysKind: false },
    { name: 'attachments', sample: [{ type: 'text', content: 'x' }], saysKind: false },
  ].map((target) => taskOfFile(target, file));

  expect(shapes).toEqual([
    { ...beside, attachment: file.address, attachment_type: 'image' },
    { ...beside, attachments: [file.address] },
    { ...beside, attachments: [{ type: 'image', content: file.address }] },
  ]);
});

test('what is of another kind than most is told', () => {
  const found = (type: string, path: string) => ({ path, file: new File([], path, { type }) });
  const pictures = [found('image/png', 'a.png'), found('image/jpeg', 'b.jpg')];
  const notes = found('text/plain', 'notes.txt');

  expect(strangers([notes, ...pictures])).toEqual([notes]);
  expect(strangers(pictures)).toEqual([]);
  expect(strangers([])).toEqual([]);
});
