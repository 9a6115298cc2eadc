/** What every family promises whose work can only be looked at so far, with its own example. */
import { afterEach, expect, test, vi } from 'vitest';
import { cloudOf, heightColour } from '@task_types/lidar/cloud';
import { footprints } from '@task_types/lidar/viewer';
import { readShown } from '@task_types/video/viewer';
import type { JsonObject } from './contract';
import { harness } from './harness';
import { viewerLoader } from './registry';

interface Example {
  readonly params: JsonObject;
  readonly response: JsonObject;
}

const files = import.meta.glob<{ default: Example | Record<string, Example> }>(
  '../../../goldwright/task_types/{documents,lidar,video}/example.json',
  { eager: true },
);
const examples = Object.entries(files).flatMap(([path, { default: read }]) => {
  const family = path.split('/').at(-2) ?? '';
  const all = 'params' in read ? { [family]: read as Example } : read;
  return Object.entries(all).map(([type, example]) => ({ family, type, ...example }));
});

vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
afterEach(() => document.body.replaceChildren());

test.each(examples)('$type shows what was marked and cannot be submitted', async (example) => {
  const module = await viewerLoader(example.family)?.();
  if (!module) throw new Error(`${example.family} has no viewer.`);

  const { host, editor, changes } = harness(module, { taskType: example.type, ...example });

  await vi.waitFor(() => {
    const isFilm = host.querySelector('video') ?? host.querySelector('input[type=range]');
    expect(isFilm ?? host.querySelector('.gw-viewer-legend li')).toBeTruthy();
  });
  expect(host.querySelector('[role=note]')?.textContent).toContain('no editor here yet');
  expect(editor.validate()).toHaveLength(1);
  expect(changes).toEqual([]);
  editor.destroy();
  expect(host.childElementCount).toBe(0);
});

test.each([
  ['videoannotation', 'video', (label: JsonObject) => ({ geometries: { box: label } })],
  ['videoboxannotation', 'video', (label: JsonObject) => label],
] as const)('%s shows a label in the colour that it was given', async (taskType, family, given) => {
  const module = await viewerLoader(family)?.();
  if (!module) throw new Error(`${family} has no viewer.`);
  const car = { uuid: 'a', type: 'box', label: 'car', left: 0, top: 0, width: 9, height: 9 };
  const params = {
    attachments: ['https://example.com/a.png'],
    ...given({ objects_to_annotate: [{ choice: 'car', color: '#123456' }, 'bus'] }),
  };
  const response = { annotations: [{ annotations: [car, { ...car, uuid: 'b', label: 'bus' }] }] };

  const { host } = harness(module, { taskType, params, response });

  await vi.waitFor(() => {
    const swatches = [...host.querySelectorAll<HTMLElement>('.gw-viewer-swatch')];
    expect(swatches.map((one) => one.style.background)).toEqual([
      'rgb(18, 52, 86)',
      'rgb(230, 159, 0)',
    ]);
  });
});

test('a film shows the frame that was marked last before a moment', () => {
  const frames = [1, 2].map((second) => ({
    timestamp: second,
    left: second,
    top: 0,
    width: 5,
    height: 5,
  }));
  const annotations = { one: { label: 'Person', geometry: 'box', frames } };

  const film = readShown({ attachment: 'https://example.com/a.mp4' }, { annotations }).film;

  expect(film?.objectsAt(0.5)).toEqual([]);
  expect(film?.objectsAt(1.9)).toMatchObject([{ label: 'Person', shape: { left: 1 } }]);
  expect(film?.objectsAt(2)).toMatchObject([{ label: 'Person', shape: { left: 2 } }]);
});

test('a cuboid is seen from above as wide and long as it is, its front where it heads', () => {
  const cuboid = {
    label: 'car',
    position: { x: 10, y: 20, z: 0 },
    dimensions: { x: 2, y: 4, z: 1 },
  };
  const ahead = footprints({ cuboids: [{ ...cuboid, yaw: 0 }] })[0]?.shape;
  const left = footprints({ cuboids: [{ ...cuboid, yaw: Math.PI / 2 }] })[0]?.shape;
  const front = (shape: typeof ahead) =>
    shape?.kind === 'polygon' ? shape.vertices[2] : undefined;

  expect(ahead).toMatchObject({ kind: 'polygon' });
  expect(front(ahead)).toMatchObject({ x: 10, y: 22.8 });
  expect(front(left)?.x).toBeCloseTo(7.2);
  expect(front(left)?.y).toBeCloseTo(20);
});

test('points are read with the heights between which they lie; a file of another kind is none', () => {
  const points = Array.from({ length: 100 }, (_, z) => ({ x: z, y: -z, z }));
  const cloud = cloudOf({ points, device_position: { x: 1, y: 2, z: 0 } });

  expect(cloud).toMatchObject({ count: 100, low: 2, high: 97, device: { x: 1, y: 2 } });
  expect([...(cloud?.xyz.subarray(3, 6) ?? [])]).toEqual([1, -1, 1]);
  expect(cloudOf({ frames: [] })).toBeNull();
  expect(heightColour(-1)).toEqual(heightColour(0));
  expect(heightColour(2)).toEqual([250, 230, 80]);
});
