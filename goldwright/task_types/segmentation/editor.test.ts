import type { DecodedPng } from 'fast-png';
import { afterEach, expect, test, vi } from 'vitest';
import type { JsonObject } from '@web/editor/contract';
import { harness, type Harness } from '@web/editor/harness';
import { mountEditor } from './editor';
import { responseOf } from './prelabel';
import example from './example.json';

const { params, response } = example as unknown as { params: JsonObject; response: JsonObject };
const BLANK: JsonObject = { width: 8, height: 4, segments: [], runs: [0, 32] };

vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);

let mounted: Harness | undefined;

afterEach(() => {
  mounted?.editor.destroy();
  mounted?.host.remove();
});

function mount(given: Partial<Parameters<typeof harness>[1]> = {}): Harness {
  const input = { taskType: 'segmentannotation', params, response: BLANK, ...given };
  mounted = harness({ mountEditor }, input);
  mounted.editor.focus();
  return mounted;
}

/** Puts the crosshair on a pixel; without a layout it starts in the corner. */
function go(of: Harness, x: number, y: number): void {
  of.perform('move.left.50');
  of.perform('move.up.50');
  for (let step = 0; step < x; step++) of.perform('move.right.1');
  for (let step = 0; step < y; step++) of.perform('move.down.1');
}

function smallest(of: Harness): void {
  for (let step = 0; step < 30; step++) of.perform('brush.smaller');
}

function said(of: Harness): string[] {
  return of.editor.validate().map(({ sentence }) => sentence);
}

test('labels, bucket and the rest make an answer without a gap', async () => {
  const one = mount();
  await loaded(one);
  one.perform('label.4');
  smallest(one);
  go(one, 2, 1);
  one.perform('object.press');

  expect(one.response()).toEqual({
    ...BLANK,
    segments: [{ index: 1, label: 'vehicle' }],
    runs: [0, 10, 1, 1, 0, 21],
  });
  expect(said(one)).toEqual(['31 pixels have no label yet.']);
  one.perform('label.2');
  one.perform('mask.rest');
  expect(one.response()?.['runs']).toEqual([2, 10, 1, 1, 2, 21]);
  expect(one.editor.validate()).toEqual([]);
});

test('an object is gone on with until its label is chosen again', async () => {
  const one = mount();
  await loaded(one);
  smallest(one);
  one.perform('label.4');
  for (const x of [0, 1]) {
    go(one, x, 0);
    one.perform('object.press');
  }
  one.perform('label.4');
  go(one, 4, 0);
  one.perform('object.press');

  expect(one.response()?.['runs']).toEqual([1, 2, 0, 2, 2, 1, 0, 27]);
  expect(one.response()?.['segments']).toEqual([
    { index: 1, label: 'vehicle' },
    { index: 2, label: 'vehicle' },
  ]);
});

test('a line is painted from the last place, and only empty pixels when asked', async () => {
  const one = mount();
  await loaded(one);
  smallest(one);
  one.perform('label.1');
  go(one, 3, 0);
  one.perform('object.press');
  one.perform('label.3');
  one.perform('tool.careful');
  go(one, 0, 0);
  one.perform('object.press');
  go(one, 7, 0);
  one.perform('object.line');

  expect(one.response()?.['runs']).toEqual([2, 3, 1, 1, 2, 4, 0, 24]);
});

test('what is locked or hidden is not painted over, and who has no pixel left is gone', async () => {
  const one = mount({ response });
  await loaded(one);
  one.perform('object.next');
  one.perform('object.next');
  one.perform('object.lock');
  one.perform('tool.brush');
  one.perform('label.1');
  one.perform('brush.larger');
  go(one, 4, 2);
  one.perform('object.press');

  expect(one.response()?.['segments']).toEqual([
    { index: 1, label: 'background' },
    { index: 2, label: 'road' },
  ]);
  expect(one.response()?.['runs']).toEqual([1, 16, 2, 1, 1, 3, 2, 1, 1, 2, 2, 9]);
});

test('a selected segment changes label, and pixels of one label are one segment', async () => {
  const one = mount({ response });
  await loaded(one);
  one.perform('tool.select');
  one.perform('object.next');
  one.perform('label.2');

  expect(one.response()?.['segments']).toEqual([
    { index: 2, label: 'road' },
    { index: 3, label: 'vehicle', attributes: { moving: 'yes' } },
    { index: 4, label: 'vehicle' },
  ]);
  expect(one.editor.validate()).toEqual([]);
});

test('questions are asked about objects told apart, and undo shows what was before', async () => {
  const one = mount({ response });
  await loaded(one);
  for (let step = 0; step < 4; step++) one.perform('object.next');
  one.host.querySelectorAll<HTMLInputElement>('.gw-attribute input')[1]?.click();
  const segments = one.response()?.['segments'] as JsonObject[];
  expect(segments[3]).toEqual({ index: 4, label: 'vehicle', attributes: { moving: 'no' } });
  // The example spells a run in two parts; ours are the shortest.
  expect(one.response()?.['runs']).toEqual([1, 10, ...(response['runs'] as number[]).slice(4)]);

  one.perform('object.delete');
  expect(said(one)).toEqual(['2 pixels have no label yet.']);
  one.editor.setResponse(response);
  expect(one.editor.validate()).toEqual([]);
});

test('what the server refuses is said with its place', () => {
  const bad = {
    width: 2,
    height: 2,
    segments: [
      { index: 1, label: 'sky' },
      { index: 2, label: 'vehicle' },
      { index: 2, label: 'road', attributes: { moving: 'no' } },
    ],
    runs: [1, 3, 9, 1],
  };
  const one = mount({ response: bad });

  expect(one.editor.validate().map(({ pointer }) => pointer)).toEqual([
    '/segments/0/label',
    '/segments/1',
    '/segments/2/index',
    '/segments/2/attributes',
    '/runs',
  ]);
});

test('every bad response of the example that this screen could keep is refused here too', () => {
  const bad = (example as unknown as { bad_responses: JsonObject[] }).bad_responses;
  const shown = bad.filter((one) => one['width'] && !JSON.stringify(one['runs']).includes('-'));
  expect(shown.length).toBeGreaterThan(7);
  for (const one of shown) {
    const { editor, host } = harness(
      { mountEditor },
      { taskType: 'segmentannotation', params, response: one },
    );
    expect(editor.validate(), JSON.stringify(one)).not.toEqual([]);
    editor.destroy();
    host.remove();
  }
});

test('a start is read from the image of indexes, red as the lowest byte', () => {
  const hypothesis = {
    annotations: { combined: { extendedIndexedImage: 'https://example.com/a.png' } },
    labelMapping: { road: { index: 1 }, sky: { index: 9 }, vehicle: [{ index: 258 }] },
  };
  const data = Uint8Array.from([1, 0, 0, 2, 1, 0, 7, 0, 0]);

  expect(responseOf({ hypothesis }, map({ data, width: 3, channels: 3 }))).toEqual({
    width: 3,
    height: 1,
    segments: [
      { index: 1, label: 'road' },
      { index: 258, label: 'vehicle' },
    ],
    runs: [1, 1, 258, 1, 0, 1],
  });
});

test('a start of one channel is read in whole, whether it has 2 bits, 8 or 16', () => {
  const vehicle = Array.from({ length: 300 }, (_, place) => ({ index: place + 1 }));
  const hypothesis = {
    annotations: { combined: { indexedImage: 'https://example.com/a.png' } },
    labelMapping: { vehicle },
  };
  const runs = (one: Partial<DecodedPng>) => responseOf({ hypothesis }, map(one))['runs'];

  expect(runs({ data: Uint16Array.from([300, 299, 7]), width: 3, depth: 16 })).toEqual([
    300, 1, 299, 1, 7, 1,
  ]);
  expect(runs({ data: Uint8Array.from([0b11_01_00_10, 0b01_000000]), width: 5, depth: 2 })).toEqual(
    [3, 1, 1, 1, 0, 1, 2, 1, 1, 1],
  );
  // A file with colours where one channel should be has them all alike.
  expect(runs({ data: Uint8Array.from([7, 7, 7, 8, 8, 8]), width: 2, channels: 3 })).toEqual([
    7, 1, 8, 1,
  ]);
});

/** What a file of one row would be decoded to. */
function map(of: Partial<DecodedPng>): DecodedPng {
  return { data: new Uint8Array(), width: 1, height: 1, channels: 1, depth: 8, text: {}, ...of };
}

/** In jsdom no picture loads; the editor says so and goes on with the size of the answer. */
async function loaded({ host }: Harness): Promise<void> {
  await vi.waitFor(() => expect(host.dataset['loaded']).toBe('false'));
}
