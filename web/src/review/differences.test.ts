import { expect, test } from 'vitest';
import type { JsonObject } from '../editor/contract';
import { differences, placesOf } from './differences';

const cow = (left: number, label = 'Cow', uuid = `${Math.random()}`): JsonObject => ({
  uuid,
  type: 'box',
  label,
  left,
  top: 20,
  width: 100,
  height: 60,
});

const boxes = (...annotations: JsonObject[]): JsonObject => ({ annotations });

test('equal answers do not differ, whatever their ids and the order of keys', () => {
  const other = Object.fromEntries(Object.entries(cow(10)).reverse());

  expect(differences([boxes(cow(10)), boxes(other)])).toEqual([]);
  expect(differences([boxes(cow(10)), null])).toHaveLength(1);
  expect(differences([boxes(cow(10))])).toEqual([]);
});

test('choices that differ are named as the params name them', () => {
  const params: JsonObject = {
    fields: [
      { field_id: 'usable', title: 'Can it be used?', choices: [{ value: 'y', label: 'Yes' }] },
    ],
  };

  const found = differences(
    [{ annotations: { usable: ['y'], score: 4 } }, { annotations: { usable: [], score: 4 } }],
    params,
  );

  expect(found).toEqual([
    {
      place: 'annotations › Can it be used?',
      pointers: ['/annotations/usable', '/annotations/usable'],
      said: ['Yes', 'none'],
      kind: 'differs',
    },
  ]);
});

test('the same thing is found in each answer by where it lies, not by its place in the list', () => {
  const found = differences([
    boxes(cow(10), cow(300)),
    boxes(cow(305, 'Horse'), cow(10)),
    boxes(cow(10), cow(300)),
  ]);

  expect(found).toEqual([
    {
      place: 'annotations › 2 Cow',
      pointers: ['/annotations/1', '/annotations/0', '/annotations/1'],
      said: ['label: Cow; left: 300', 'label: Horse; left: 305', 'label: Cow; left: 300'],
      kind: 'differs',
    },
  ]);
});

test('a thing that one did not mark comes first, a hair last', () => {
  const found = differences([boxes(cow(10)), boxes(cow(12), cow(300, 'Calf'))]);

  expect(found.map(({ place, kind, pointers }) => [place, kind, pointers])).toEqual([
    ['annotations › 2 Calf', 'absent', [null, '/annotations/1']],
    ['annotations › 1 Cow', 'slight', ['/annotations/0', '/annotations/0']],
  ]);
});

test('links that lead to the same things do not differ though every id does', () => {
  const linked = (one: string, two: string, target: string): JsonObject => ({
    annotations: [
      { id: one, start: 0, end: 4, label: 'person' },
      { id: two, start: 10, end: 14, label: 'place' },
    ],
    relationships: [{ id: `${one}-l`, source_ref: one, target_ref: target, name: 'lives_in' }],
  });

  expect(differences([linked('a', 'b', 'b'), linked('x', 'y', 'y')])).toEqual([]);
  const [only] = differences([linked('a', 'b', 'b'), linked('x', 'y', 'x')]);
  expect(only?.said).toEqual(['target ref: 2 place', 'target ref: 1 person']);
});

test('points near each other are one, points apart are two', () => {
  const point = (x: number): JsonObject => ({
    annotations: [{ type: 'point', label: 'Nose', x, y: 40 }],
  });

  expect(differences([point(30), point(32)]).map((one) => one.kind)).toEqual(['slight']);
  expect(differences([point(30), point(200)]).map((one) => one.kind)).toEqual(['absent', 'absent']);
});

test('long lists that are nearly the same are compared at once', () => {
  const many = Array.from({ length: 5000 }, (_, place) => cow(place * 200));
  const other = many.map((one, place) => (place === 4321 ? { ...one, label: 'Horse' } : one));

  const [only, ...others] = differences([boxes(...many), boxes(...other)]);

  expect([only?.place, others]).toEqual(['annotations › 4322 Cow', []]);
});

test('places of an answer are its things and its other keys', () => {
  const answer = { ...boxes(cow(10), cow(300, 'Calf')), global_attributes: { weather: 'rain' } };

  expect([...placesOf(answer, {})]).toEqual([
    ['/annotations/0', 'annotations › 1 Cow'],
    ['/annotations/1', 'annotations › 2 Calf'],
    ['/global_attributes/weather', 'global attributes › weather'],
  ]);
});

test('of thousands that all differ each meets the one it lies over', () => {
  const drawn = Array.from({ length: 2000 }, (_, place) => cow(place * 200));
  const redrawn = drawn.map((_, place) => cow(place * 200 + (place % 2 === 0 ? 2 : 9))).reverse();

  const kinds = Map.groupBy(differences([boxes(...drawn), boxes(...redrawn)]), (one) => one.kind);

  expect([...kinds].map(([kind, found]) => [kind, found.length])).toEqual([
    ['differs', 1000],
    ['slight', 1000],
  ]);
});
