import { expect, test } from 'vitest';
import type { JsonObject } from '../editor/contract';
import { hindrance, sentOf, type Opinion } from './opinion';
import { judgePart, partIn, withoutPart } from './parts';

const thing = (uuid: string): JsonObject => ({ uuid, label: uuid });
const judged: JsonObject = {
  annotations: [thing('a'), thing('b'), thing('c')],
  links: [
    { from: 'a', to: 'b' },
    { from: 'a', to: 'c' },
  ],
};
const nothing: Opinion = { remarks: [] };
const second = { pointer: '/annotations/1', about: 'b' };

test('a rejected thing is out of the answer with its links, and back when it is not rejected', () => {
  const without = judgePart(nothing, second, 'rejected', judged);
  const back = judgePart(without, second, 'rejected', judged);

  expect(without.response).toEqual({
    annotations: [thing('a'), thing('c')],
    links: [{ from: 'a', to: 'c' }],
  });
  expect(without.remarks).toMatchObject([{ ...second, verdict: 'rejected', text: '' }]);
  expect(back.remarks).toEqual([]);
  expect(back.response?.['annotations']).toEqual(judged['annotations']);
  expect(back.response?.['links']).toHaveLength(2);
});

test('an accepted thing leaves the answer as it is, and a rejection becomes an acceptance', () => {
  const fine = judgePart(nothing, second, 'accepted', { annotations: [thing('a'), thing('b')] });
  const rejected = judgePart(fine, second, 'rejected', judged);

  expect(fine).not.toHaveProperty('response');
  expect(rejected.remarks).toHaveLength(1);
  expect(judgePart(rejected, second, 'accepted', judged).remarks).toMatchObject([
    { verdict: 'accepted' },
  ]);
});

test('things of a whole that is rejected are only spoken of', () => {
  const opinion = judgePart({ ...nothing, reason: 'all wrong' }, second, 'rejected', judged);

  expect(opinion).not.toHaveProperty('response');
  expect(hindrance(opinion, judged)).toBe('no-part-reason');
});

test('a thing is found by its id in another answer, and one without by the changes', () => {
  const fix = withoutPart(judged, '/annotations/0');

  expect(partIn('/annotations/2', judged, fix)).toBe('/annotations/1');
  expect(partIn('/annotations/0', judged, fix)).toBeNull();
  expect(partIn('/rows/1', { rows: [{ x: 1 }, { x: 2 }] }, { rows: [{ x: 2 }] })).toBe('/rows/0');
});

test('a rejection of one thing needs its reason and is sent with it', () => {
  const opinion = judgePart(nothing, second, 'rejected', judged);
  const [remark] = opinion.remarks;
  const told = { ...opinion, remarks: remark ? [{ ...remark, text: 'no cow ' }] : [] };

  expect(hindrance(opinion, judged)).toBe('no-part-reason');
  expect(hindrance(told, judged)).toBeUndefined();
  expect(sentOf(told).comments).toEqual([{ ...second, verdict: 'rejected', text: 'no cow' }]);
});

test('the whole cannot be accepted while a thing of it is not', () => {
  const opinion = judgePart({ ...nothing, reason: '' }, second, 'fixed', judged);
  const { reason: _, ...accepted } = opinion;

  expect(hindrance(accepted, judged)).toBe('part-not-accepted');
});
