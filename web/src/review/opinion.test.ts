import { expect, test } from 'vitest';
import type { JsonObject } from '../editor/contract';
import { hindrance, readOpinion, sentOf, withResponse, type Opinion } from './opinion';

const list = (...names: string[]): JsonObject => ({
  annotations: names.map((label) => ({ label })),
});
const about = (pointer: string): Opinion => ({
  remarks: [{ id: '1', text: 'look', pointer, about: 'it' }],
});
const judged = list('a', 'b', 'c');

test('a remark stays with its thing when others are added or taken away before it', () => {
  const less = withResponse(about('/annotations/2/label'), list('b', 'c'), judged);
  const more = withResponse(less, list('x', 'b', 'c'), judged);

  expect(less.remarks[0]?.pointer).toBe('/annotations/1/label');
  expect(more.remarks[0]?.pointer).toBe('/annotations/2/label');
  expect(withResponse(more, undefined, judged)).not.toHaveProperty('response');
});

test('a remark on what is taken away keeps its words', () => {
  const [remark] = withResponse(about('/annotations/0'), list('b', 'c'), judged).remarks;

  expect(remark).toEqual({ id: '1', text: 'look', about: 'it' });
});

test('what is sent says what was begun: nothing, a fix or a reason', () => {
  const remarks = [
    { id: '1', text: ' look ' },
    { id: '2', text: ' ' },
  ];

  expect(sentOf({ remarks })).toEqual({
    verdict: 'accepted',
    reason: null,
    response: null,
    comments: [{ text: 'look' }],
  });
  expect(sentOf({ remarks: [], response: judged }).verdict).toBe('fixed');
  expect(sentOf({ remarks: [], response: judged, reason: ' no ' })).toMatchObject({
    verdict: 'rejected',
    reason: 'no',
    response: null,
  });
});

test('what the server would refuse is told before', () => {
  const remarks: Opinion['remarks'] = [];

  expect(hindrance({ remarks }, judged)).toBeUndefined();
  expect(hindrance({ remarks }, null)).toBe('no-response');
  expect(hindrance({ remarks, response: list('a', 'b', 'c') }, judged)).toBe('unchanged');
  expect(hindrance({ remarks, response: list('a') }, judged)).toBeUndefined();
  expect(hindrance({ remarks, reason: ' ' }, judged)).toBe('no-reason');
});

test('an opinion is read from a draft as far as it is one', () => {
  const draft = { response: judged, reason: 7, remarks: [{ id: '1', text: 'x' }, 'y'] };

  expect(readOpinion(draft)).toEqual({ response: judged, remarks: [{ id: '1', text: 'x' }] });
  expect(readOpinion(null)).toEqual({ remarks: [] });
});
