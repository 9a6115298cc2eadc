import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Json, JsonObject } from '@web/editor/contract';
import { harness, type Harness } from '@web/editor/harness';
import { mountEditor } from './editor';
import examples from './example.json';

type Example = {
  params: JsonObject;
  response: JsonObject;
  bad_responses: Json[];
};

const all = Object.entries(examples as unknown as Record<string, Example>);
const { params, response } = example('imageannotation');

vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);

let mounted: Harness | undefined;

afterEach(() => {
  mounted?.editor.destroy();
  mounted?.host.remove();
});

function example(name: string): Example {
  const found = all.find(([one]) => one === name)?.[1];
  if (!found) throw new Error(`example.json has no ${name}.`);
  return found;
}

function mount(given: Partial<Parameters<typeof harness>[1]> = {}): Harness {
  mounted = harness({ mountEditor }, { taskType: 'imageannotation', params, response, ...given });
  return mounted;
}

function annotations(of: Harness): JsonObject[] {
  return (of.response()?.['annotations'] ?? []) as JsonObject[];
}

/** Draws from the keyboard: the crosshair goes to each place in turn and Enter sets it there. */
function set(of: Harness, ...places: readonly [number, number][]): void {
  let [x, y] = [0, 0];
  of.editor.focus();
  walk(of, -1000, -1000); // into the corner, wherever the crosshair was
  for (const [toX, toY] of places) {
    walk(of, toX - x, toY - y);
    of.perform('object.finish');
    [x, y] = [toX, toY];
  }
}

function walk(of: Harness, x: number, y: number): void {
  const go = (name: string, pixels: number) => {
    for (let left = Math.abs(pixels); left > 0;) {
      const step = left >= 50 ? 50 : left >= 10 ? 10 : 1;
      of.perform(`move.${name}.${step}`);
      left -= step;
    }
  };
  go(x < 0 ? 'left' : 'right', x);
  go(y < 0 ? 'up' : 'down', y);
}

/** A blank sheet stands in for the picture, which jsdom cannot decode. */
async function loaded(of: Harness): Promise<Harness> {
  await vi.waitFor(() => expect(of.host.dataset['loaded']).toBe('false'));
  of.editor.focus();
  return of;
}

async function listOf(of: Harness): Promise<Element> {
  of.perform('object.list');
  const list = of.host.querySelector('[role=listbox]');
  await vi.waitFor(() => expect(list?.querySelector('[role=option]')).toBeTruthy());
  if (!list) throw new Error('There is no list of objects.');
  return list;
}

describe.each(all)('%s', (taskType, { params: own, response: good, bad_responses: bad }) => {
  test('finds every bad response of the examples wanting', () => {
    for (const one of bad as JsonObject[]) {
      const of = mount({ taskType, params: own, response: one });
      const isUnreadable = !Array.isArray(one['annotations']);

      expect(isUnreadable || of.editor.validate().length > 0, JSON.stringify(one)).toBe(true);
      of.editor.destroy();
    }
  });

  test('moves every object of the good response and changes nothing else about it', () => {
    const of = mount({ taskType, params: own, response: good });

    of.perform('object.all');
    of.editor.focus();
    of.perform('move.right.10');
    of.perform('move.left.10');

    expect(of.changes).toHaveLength(2);
    expect(of.changes[0]?.change?.gesture).toBe(of.changes[1]?.change?.gesture);
    const left = annotations(of).map(({ vertices: _, ...rest }) => rest);
    const before = (good['annotations'] as JsonObject[]).map(({ vertices: _, ...rest }) => rest);
    expect(left).toEqual(before);
    expect(of.editor.validate()).toEqual([]);
  });
});

test('a box is drawn from the keyboard, with the label of the key that was pressed', async () => {
  const of = await loaded(mount({ response: null }));

  of.perform('label.2');
  set(of, [20, 30], [120, 90]);

  expect(annotations(of)).toMatchObject([
    { type: 'box', label: 'Cow', left: 20, top: 30, width: 100, height: 60 },
  ]);
  expect(of.editor.validate()).toEqual([]);
});

test('a polygon is drawn from the keyboard and ends where Enter is pressed twice', async () => {
  const of = await loaded(mount({ response: null }));

  of.perform('label.4');
  set(of, [10, 10], [110, 10], [60, 80], [60, 80]);

  const vertices = [
    { x: 10, y: 10 },
    { x: 110, y: 10 },
    { x: 60, y: 80 },
  ];
  expect(annotations(of)).toMatchObject([{ type: 'polygon', label: 'Field', vertices }]);
});

test.each([
  [
    'tool.line',
    'line',
    [
      [0, 5],
      [50, 5],
      [50, 5],
    ],
  ],
  ['tool.point', 'point', [[7, 9]]],
  [
    'tool.ellipse',
    'ellipse',
    [
      [0, 0],
      [50, 30],
    ],
  ],
  [
    'tool.cuboid',
    'cuboid',
    [
      [10, 10],
      [110, 90],
      [150, 20],
    ],
  ],
] as [string, string, [number, number][]][])('%s draws a sound %s', async (tool, type, places) => {
  const of = await loaded(mount({ response: null }));

  of.perform(tool);
  set(of, ...places);

  expect(annotations(of)).toMatchObject([{ type }]);
  expect(of.editor.validate()).toEqual([]);
});

test('objects of the older types are written as those types write them', async () => {
  const own = example('annotation');
  const of = await loaded(mount({ taskType: 'annotation', params: own.params, response: null }));

  of.perform('label.1');
  set(of, [0, 0], [50, 40]);

  expect(of.response()).toEqual({
    annotations: [{ label: 'small cow', left: 0, top: 0, width: 50, height: 40 }],
  });
});

test('after a keypoint comes the next label of the skeleton', async () => {
  const of = await loaded(mount({ response: null }));

  of.perform('label.6');
  set(of, [10, 10], [30, 10]);

  expect(annotations(of).map((one) => one['label'])).toEqual(['Nose', 'Tail']);
});

test('a relabelled object loses the answers its new label is not asked for', () => {
  const of = mount();

  of.perform('object.next');
  of.perform('object.next');
  of.perform('label.2');
  of.perform('label.3');

  expect(annotations(of)[1]).toMatchObject({ label: 'bull', attributes: { legs: 3 } });
  expect(annotations(of)[1]?.['attributes']).not.toHaveProperty('mother');
  expect(of.editor.validate()).toEqual([]);
});

test('a deleted object takes its links and the answers that led to it along', () => {
  const of = mount();

  of.perform('object.next');
  of.perform('object.delete');

  expect(annotations(of)).toHaveLength(6);
  expect(of.response()?.['links']).toEqual([]);
  expect(of.editor.validate()).toEqual([]);
});

test('copies have identities of their own and lie a step aside', () => {
  const of = mount();

  of.perform('object.next');
  of.perform('object.copy');
  of.perform('object.paste');
  of.perform('object.paste');

  const [first, ...copies] = [0, 7, 8].map((place) => annotations(of)[place]);
  expect(copies.map((one) => one?.['left'])).toEqual([20.5, 30.5]);
  expect(new Set([first, ...copies].map((one) => one?.['uuid'])).size).toBe(3);
});

test('a corner is moved, a vertex added and taken away by key', () => {
  const of = mount();
  of.perform('object.next');
  of.perform('object.next');
  of.perform('object.next');

  of.perform('handle.next');
  of.perform('move.right.10');
  of.perform('handle.insert');

  const vertices = () => annotations(of)[2]?.['vertices'];
  expect(vertices()).toEqual([
    { x: 10, y: 300 },
    { x: 325, y: 305 },
    { x: 640, y: 310 },
    { x: 640, y: 480 },
  ]);
  of.perform('object.delete');
  expect(vertices()).toHaveLength(3);
});

test('by key too, a vertex that shapes share moves, comes and goes in all of them', () => {
  const outline = (uuid: string, ...places: [number, number][]) => ({
    uuid,
    type: 'polygon',
    label: 'Cow',
    vertices: places.map(([x, y]) => ({ x, y })),
  });
  const both = [
    outline('one', [0, 0], [50, 0], [50, 100], [0, 100]),
    outline('two', [50, 0], [100, 0], [100, 100], [50, 100]),
  ];
  const of = mount({ response: { annotations: both } });
  const vertices = () => annotations(of).map((one) => one['vertices']);
  const start = both.map((one) => one.vertices);

  of.perform('object.next');
  of.perform('handle.next');
  of.perform('handle.next');
  of.editor.focus();
  of.perform('move.right.10');
  expect(vertices()).toMatchObject([{ 1: { x: 60, y: 0 } }, { 0: { x: 60, y: 0 } }]);
  of.perform('move.left.10');
  of.perform('handle.insert');
  expect(vertices()).toMatchObject([{ 2: { x: 50, y: 50 } }, { 4: { x: 50, y: 50 } }]);
  of.perform('object.delete');
  expect(vertices()).toEqual(start);
});

test('number keys choose the first ten labels, and with Shift the next ten', async () => {
  const names = Array.from({ length: 20 }, (_, place) => `label ${place + 1}`);
  const box = { objects_to_annotate: names };
  const of = await loaded(
    mount({ params: { attachment: 'picture', geometries: { box } }, response: null }),
  );
  const keys = of.actions().filter(({ name }) => name.startsWith('label.'));

  expect(keys.map(({ shortcut }) => shortcut)).toEqual([
    ...['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'],
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 0].map((digit) => `Shift+Digit${digit}`),
  ]);
  keys[12]?.perform();
  set(of, [20, 30], [120, 90]);
  expect(annotations(of)).toMatchObject([{ label: 'label 13' }]);
});

test('N draws the same again', async () => {
  const of = await loaded(mount({ response: null }));
  of.perform('tool.polygon');
  of.perform('tool.select');

  of.perform('tool.again');

  const drawn = of.actions().find(({ name }) => name === 'tool.polygon');
  expect(drawn?.isActive?.()).toBe(true);
});

test('a class is hidden and shown by its key', async () => {
  const of = mount();
  of.perform('label.1');
  const list = await listOf(of);
  const hidden = () =>
    [...list.querySelectorAll('[role=option]')].filter((one) => /hidden/.test(one.textContent));
  expect(hidden()).toHaveLength(0);

  of.perform('object.hideLabel');
  await vi.waitFor(() => expect(hidden().length).toBeGreaterThan(0));
  of.perform('object.hideLabel');
  await vi.waitFor(() => expect(hidden()).toHaveLength(0));
});

test('a turned box is written with its corners', () => {
  const of = mount();
  of.perform('object.next');

  of.perform('handle.previous');
  of.perform('move.right.10');

  const box = annotations(of)[0];
  expect(box?.['rotation']).toBeCloseTo((10 * Math.PI) / 180, 5);
  expect(box?.['vertices']).toHaveLength(4);
});

test('an object of the list is linked to the selected one', async () => {
  const of = mount({ response: { ...response, links: [] } });
  of.perform('object.next');

  of.perform('object.link');
  const list = await listOf(of);
  for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'Enter']) {
    list.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  }

  expect(of.response()?.['links']).toMatchObject([
    { label: 'grazes', from: annotations(of)[0]?.['uuid'], to: annotations(of)[2]?.['uuid'] },
  ]);
});

test('what cannot be linked to is refused and said so', async () => {
  const of = mount();
  of.perform('object.next');

  of.perform('object.link');
  const list = await listOf(of);
  for (const key of ['Home', 'Enter']) {
    list.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  }

  expect(of.changes).toEqual([]);
  expect(of.host.querySelector('[role=status]')?.textContent).toContain('Field can');
});

test('questions about the selected object are answered in the form', () => {
  const of = mount();
  of.perform('object.next');

  const hidden = of.host.querySelector('[data-name=occluded]');
  hidden?.dispatchEvent(new KeyboardEvent('keydown', { key: '3', bubbles: true }));
  const legs = of.host.querySelector<HTMLInputElement>('[data-name=legs] input');
  if (!legs) throw new Error('Nobody asks for legs.');
  legs.value = '7';
  legs.dispatchEvent(new Event('input'));

  expect(annotations(of)[0]).toMatchObject({ attributes: { occluded: 'wholly', legs: 7 } });
  expect(of.editor.validate()).toMatchObject([{ pointer: '/annotations/0/attributes/legs' }]);
});

test('a question of the whole task is answered once', () => {
  const of = mount();

  const weather = of.host.querySelector('[data-name=weather]');
  weather?.dispatchEvent(new KeyboardEvent('keydown', { key: '2', bubbles: true }));

  expect(of.response()?.['global_attributes']).toEqual({ weather: 'rain' });
});

test('a fault is gone to: its object is selected and its question has the focus', () => {
  const of = mount({
    params: {
      ...params,
      annotation_attributes: { health: { type: 'text', required: true } },
    },
    response: { annotations: response['annotations'] ?? [] },
  });
  const fault = of.editor
    .validate()
    .find(({ pointer }) => pointer === '/annotations/2/attributes/health');

  of.editor.focusFault(fault?.pointer ?? '');

  expect(document.activeElement?.closest('[data-name]')?.getAttribute('data-name')).toBe('health');
  expect(of.host.querySelector('[aria-selected=true]')?.textContent ?? 'Field').toContain('Field');
});

test('an empty picture is answered by saying so', () => {
  const of = mount({ response: null });

  expect(of.editor.validate()).toMatchObject([{ pointer: '' }]);
  of.perform('object.keep');

  expect(of.response()).toEqual({ annotations: [] });
  expect(of.editor.validate()).toEqual([]);
});

test('objects are grouped, selected as one and taken out again, by links without a direction', async () => {
  const links = { grazes: { is_bidirectional: false }, 'one thing': { is_bidirectional: true } };
  const of = mount({ params: { ...params, links }, response: { ...response, links: [] } });
  const drawn = () => (of.response()?.['links'] ?? []) as JsonObject[];
  const selected = () => of.host.querySelectorAll('[role=option][aria-selected=true]').length;
  const list = await listOf(of);
  const count = annotations(of).length;
  expect(() => of.perform('object.group')).toThrow('not enabled');

  of.perform('object.all');
  of.perform('object.group');
  // Every two of them, so that it is the same group whoever was selected first.
  expect(drawn()).toHaveLength((count * (count - 1)) / 2);
  expect(drawn()[0]).toMatchObject({ label: 'one thing', is_bidirectional: true });
  expect(of.editor.validate()).toEqual([]);
  await vi.waitFor(() => expect(list.textContent).toContain('group 1'));
  expect(() => of.perform('object.group')).toThrow('not enabled');

  of.perform('object.next');
  of.perform('object.wholeGroup');
  await vi.waitFor(() => expect(selected()).toBe(count));
  of.perform('object.next');
  of.perform('object.ungroup');
  expect(drawn()).toHaveLength(((count - 1) * (count - 2)) / 2);
  expect(() => of.perform('object.wholeGroup')).toThrow('not enabled');
  of.perform('object.next');
  of.perform('object.wholeGroup');
  of.perform('object.ungroup');
  expect(drawn()).toEqual([]);
});

test('a prelabel is shown, and becomes the answer once it is kept or changed', () => {
  const of = mount({ params: { ...params, hypothesis: response }, response: null });

  expect(of.changes).toEqual([]);
  of.perform('object.keep');

  expect(of.response()).toEqual(response);
});

test('base annotations are kept from what the task does not permit', () => {
  const own = { ...example('annotation').params, base_annotations: example('annotation').response };
  const of = mount({
    taskType: 'annotation',
    response: null,
    params: {
      ...own,
      can_add_base_annotations: false,
      can_edit_base_annotations: false,
      can_edit_base_annotation_labels: false,
      can_delete_base_annotations: false,
    },
  });
  of.perform('object.next');
  of.editor.focus();

  of.perform('move.right.10');
  of.perform('label.1');
  of.perform('object.delete');

  expect(of.changes).toEqual([]);
  expect(() => of.perform('tool.box')).toThrow('not enabled');
});

test('undo shows the response before and keeps the selection', () => {
  const of = mount();
  of.perform('object.next');
  of.editor.focus();
  of.perform('move.right.10');

  of.editor.setResponse(response);
  of.perform('move.right.1');

  expect(annotations(of)[0]?.['left']).toBe(11.5);
});

test('nothing can be changed when it is only read', () => {
  const of = mount({ readOnly: true });
  of.perform('object.next');
  of.editor.focus();

  of.perform('move.right.10');

  expect(of.changes).toEqual([]);
  expect(() => of.perform('object.delete')).toThrow('not enabled');
  expect(() => of.perform('label.1')).toThrow('not enabled');
});

test('what lies in front is the last of the response', () => {
  const of = mount();
  of.perform('object.next');

  of.perform('object.front');

  expect(annotations(of).at(-1)).toEqual((response['annotations'] as JsonObject[])[0]);
});

test('boxes of whole pixels are drawn and moved in whole pixels', async () => {
  const geometries = { box: { objects_to_annotate: ['car'], integer_pixels: true } };
  const of = await loaded(
    mount({ params: { attachment: 'https://example.com/a.png', geometries }, response: null }),
  );

  set(of, [3, 4], [30, 40]);

  expect(annotations(of)).toMatchObject([{ left: 3, top: 4, width: 27, height: 36 }]);
  expect(of.editor.validate()).toEqual([]);
});

test('boxes become the box round them, and keep the identity of the first', () => {
  const boxes = annotations(mount()).filter((one) => one['type'] === 'box');
  const of = mount({ response: { annotations: boxes } });
  const [first] = boxes;

  of.perform('object.all');
  of.perform('object.join');

  expect(boxes.length).toBeGreaterThan(1);
  expect(annotations(of)).toHaveLength(1);
  expect(annotations(of)[0]?.['uuid']).toBe(first?.['uuid']);
  for (const box of boxes) {
    const [left, top] = [Number(box['left']), Number(box['top'])];
    expect(Number(annotations(of)[0]?.['left'])).toBeLessThanOrEqual(left);
    expect(Number(annotations(of)[0]?.['top'])).toBeLessThanOrEqual(top);
  }
});

test('questions are answered object by object without leaving them', () => {
  const of = mount();

  of.perform('object.answer');
  const asked = () => document.activeElement?.closest('[data-name]')?.getAttribute('data-name');
  const first = of.host.querySelector('.gw-side-title + .gw-attributes');
  of.perform('object.answerNext');

  expect(first).toBeTruthy();
  expect(asked()).toBe('occluded');
  expect(of.changes).toEqual([]);
});

test('what was copied is pasted into the next task where it lay', () => {
  const before = mount();
  before.perform('object.next');
  before.perform('object.copy');
  const [copied] = annotations(before);
  before.editor.destroy();
  const of = mount({ response: null });

  of.perform('object.paste');

  const [pasted] = annotations(of);
  expect({ ...pasted, uuid: '' }).toEqual({ ...copied, uuid: '' });
  expect(pasted?.['uuid']).not.toBe(copied?.['uuid']);
});

test('outlines are offered where the server finds them, and the reason is told where not', async () => {
  const assist = {
    whyNot: () => Promise.resolve(''),
    outline: () => Promise.resolve({ vertices: [], holes: [] }),
  };
  const of = mount({ response: null, assist });
  await vi.waitFor(() => expect(of.actions().map(({ name }) => name)).toContain('tool.magic'));
  of.editor.destroy();

  const whyNot = () => Promise.resolve('This server has no assist.');
  const without = mount({ response: null, assist: { ...assist, whyNot } });
  without.perform('tool.polygon');

  await vi.waitFor(() => expect(without.host.textContent).toContain('This server has no assist.'));
  expect(without.actions().map(({ name }) => name)).not.toContain('tool.magic');
});
