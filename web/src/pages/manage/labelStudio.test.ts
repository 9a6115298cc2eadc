import { expect, test } from 'vitest';
import type { Json } from '../../editor/contract';
import { readConfig } from './labelStudioConfig';
import { readResults, resultsOf } from './labelStudioResults';
import { LABELLED, KNOWN, proposed, readTable, tasksOf } from './table';

const options = { text: '', takesSeveral: false };
const sized = { original_width: 200, original_height: 100 };

test('shapes in percents become shapes in pixels', () => {
  const results: Json = [
    {
      ...sized,
      id: 'a',
      type: 'rectanglelabels',
      value: { x: 10, y: 20, width: 50, height: 40, rotation: 0, rectanglelabels: ['Car'] },
    },
    {
      ...sized,
      id: 'b',
      type: 'rectanglelabels',
      value: { x: 50, y: 50, width: 20, height: 10, rotation: 90, rectanglelabels: ['Car'] },
    },
    {
      ...sized,
      id: 'c',
      type: 'polygonlabels',
      value: {
        points: [
          [0, 0],
          [50, 50],
          [0, 50],
        ],
        polygonlabels: ['Sky'],
      },
    },
    {
      ...sized,
      id: 'd',
      type: 'keypointlabels',
      value: { x: 5, y: 5, width: 1, keypointlabels: ['Nose'] },
    },
    {
      ...sized,
      id: 'e',
      type: 'ellipselabels',
      value: { x: 50, y: 50, radiusX: 10, radiusY: 10, ellipselabels: ['Eye'] },
    },
    { ...sized, id: 'f', type: 'brushlabels', value: { brushlabels: ['Sky'], rle: [1] } },
    {
      id: 'g',
      type: 'rectanglelabels',
      value: { x: 1, y: 1, width: 1, height: 1, rectanglelabels: ['Car'] },
    },
  ];

  const { response, lost } = readResults(results, options);

  expect(response?.['annotations']).toMatchObject([
    { uuid: 'a', type: 'box', label: 'Car', left: 20, top: 20, width: 100, height: 40 },
    // Turned by a right angle about its corner: it hangs to the left of it.
    {
      uuid: 'b',
      left: 75,
      top: 65,
      width: 40,
      height: 10,
      vertices: [
        { x: 100, y: 50 },
        { x: 100, y: 90 },
        { x: 90, y: 90 },
        { x: 90, y: 50 },
      ],
    },
    {
      type: 'polygon',
      vertices: [
        { x: 0, y: 0 },
        { x: 100, y: 50 },
        { x: 0, y: 50 },
      ],
    },
    { type: 'point', label: 'Nose', x: 10, y: 5 },
    {
      type: 'ellipse',
      vertices: [
        { x: 100, y: 40 },
        { x: 120, y: 50 },
        { x: 100, y: 60 },
        { x: 80, y: 50 },
      ],
    },
  ]);
  expect(lost).toEqual([
    'brushlabels is of a kind that is not read',
    'an object says not how large its picture is',
  ]);
});

test('spans are placed by their own words, whatever their places count', () => {
  const text = 'Hi 🎉 Ada, hi Bob';
  const span = (id: string, start: number, end: number, words: string): Json => ({
    id,
    type: 'labels',
    value: { start, end, text: words, labels: ['person'] },
  });

  const { response, lost } = readResults(
    [
      span('units', 6, 9, 'Ada'),
      span('points', 5, 8, 'Ada'),
      span('gone', 0, 3, 'Eve'),
      span('bob', 13, 16, 'Bob'),
      { type: 'relation', from_id: 'points', to_id: 'bob', direction: 'right', labels: ['knows'] },
    ],
    { ...options, text },
  );

  expect(response).toMatchObject({
    annotations: [
      { id: 'units', start: 5, end: 8, text: 'Ada', label: 'person' },
      { id: 'points', start: 5, end: 8, text: 'Ada' },
      { id: 'bob', start: 13, end: 16, text: 'Bob' },
    ],
    relationships: [{ source_ref: 'points', target_ref: 'bob', name: 'knows' }],
  });
  expect(lost).toEqual(['“Eve” does not stand at 0 to 3 of the text']);
});

test('an export brings its labels along, to start from or as gold', () => {
  const made = (id: number, choice: string, more = {}) => ({
    id,
    data: { text: `text ${id}` },
    annotations: [
      { result: [{ from_name: 's', type: 'choices', value: { choices: [choice] } }], ...more },
    ],
  });
  const cancelled = { ...made(3, 'bad', { was_cancelled: true }), predictions: [] };
  const table = readTable('a.json', JSON.stringify([made(1, 'good'), made(2, 'bad'), cancelled]));
  const known = ['attachment', 'hypothesis'];
  const mapping = proposed(table.columns, ['attachment'], known);
  const shared = { sample: { attachment: 'a' }, prefix: 'p' };

  expect(mapping).toEqual({ id: 'unique_id', text: 'attachment', [LABELLED]: 'hypothesis' });
  expect(tasksOf(table.rows, mapping, shared).map(({ task }) => task)).toEqual([
    { unique_id: '1', attachment: 'text 1', hypothesis: { category: 'good' } },
    { unique_id: '2', attachment: 'text 2', hypothesis: { category: 'bad' } },
    { unique_id: '3', attachment: 'text 3' },
  ]);
  const [gold] = tasksOf(table.rows, { ...mapping, [LABELLED]: KNOWN }, shared);
  expect(gold).toMatchObject({ task: { attachment: 'text 1' }, known: { category: 'good' } });
  expect(resultsOf({ predictions: [{ result: [1] }], annotations: [] })).toEqual([1]);
});

test('a configuration for pictures is a project with colours, questions and instructions', () => {
  const read = readConfig(`<View>
    <Header value="Mark all cars."/>
    <Image name="image" value="$image"/>
    <RectangleLabels name="box" toName="image">
      <Label value="Car" background="#FF0000"/><Label value="Bus"/>
    </RectangleLabels>
    <PolygonLabels name="area" toName="image"><Label value="Road"/></PolygonLabels>
    <Choices name="weather" toName="image" choice="multiple"><Choice value="rain"/><Choice value="fog"/></Choices>
    <Choices name="seen" toName="image" perRegion="true"><Choice value="whole"/><Choice value="part"/></Choices>
    <Magnifier name="m"/>
  </View>`);

  expect(read).toEqual({
    taskType: 'imageannotation',
    shared: {
      instruction: 'Mark all cars.',
      geometries: {
        box: { objects_to_annotate: [{ choice: 'Car', color: '#ff0000' }, 'Bus'] },
        polygon: { objects_to_annotate: ['Road'] },
      },
      annotation_attributes: {
        weather: { type: 'category', choices: ['rain', 'fog'], allow_multiple: true, global: true },
        seen: { type: 'category', choices: ['whole', 'part'] },
      },
    },
    lost: ['<Magnifier> have no counterpart here and are left out.'],
  });
});

test('texts, choices, pairs and forms are told apart', () => {
  const of = (xml: string) => {
    const read = readConfig(`<View>${xml}</View>`);
    return typeof read === 'string' ? read : [read.taskType, read.shared];
  };
  const text = '<Text name="text" value="$text"/>';

  expect(
    of(`<Labels name="l" toName="text"><Label value="PER"/></Labels>${text}
        <Relations><Relation value="knows"/></Relations>`),
  ).toEqual([
    'namedentityrecognition',
    { labels: [{ name: 'PER' }], relationships: [{ name: 'knows' }] },
  ]);
  expect(
    of(`${text}<Choices name="c" toName="text"><Choice value="a"/><Choice value="b"/></Choices>`),
  ).toEqual(['categorization', { attachment_type: 'text', categories: ['a', 'b'] }]);
  expect(
    of(
      `${text}<Taxonomy name="t" toName="text"><Choice value="a"><Choice value="b"/></Choice></Taxonomy>`,
    ),
  ).toEqual([
    'categorization',
    {
      attachment_type: 'text',
      taxonomies: { t: { choices: [{ choice: 'a', subchoices: ['b'] }], allow_multiple: true } },
    },
  ]);
  expect(
    of('<Pairwise name="p" toName="a,b"/><Text name="a" value="$a"/><Text name="b" value="$b"/>'),
  ).toMatchObject(['comparison', { attachment_type: 'text' }]);
  expect(
    of(`${text}<Header value="How good?"/><Rating name="r" toName="text" maxRating="3"/>
        <TextArea name="why" toName="text" placeholder="Why?" required="true"/>
        <Number name="n" toName="text" min="1" max="9"/><Ranker name="k" toName="l"/>`),
  ).toMatchObject([
    'textcollection',
    {
      fields: [
        {
          type: 'category',
          field_id: 'r',
          title: 'How good?',
          choices: [{ value: 1 }, { value: 2 }, { value: 3 }],
        },
        { type: 'text', field_id: 'why', title: 'Why?', required: true },
        { type: 'number', min: 1, max: 9 },
        { type: 'ranking_order' },
      ],
    },
  ]);
});

test('what is no configuration says so', () => {
  expect(readConfig('<View>')).toMatch(/^It is no XML/);
  expect(readConfig('<!DOCTYPE x [<!ENTITY a "b">]><View>&a;</View>')).toMatch(/DOCTYPE/);
  expect(readConfig('<View><TimeSeries name="t"/></View>')).toMatch(/^Nothing in it/);
});
