/** The points of a frame file, and their picture from above. */
import type { Json } from '@web/editor/contract';
import { isObject, listAt, numberAt, objectAt } from '@web/ui/json';

export interface Cloud {
  readonly count: number;
  /** x, y and z of each point, one after the other. */
  readonly xyz: Float32Array;
  /** The heights between which nearly all points lie. */
  readonly low: number;
  readonly high: number;
  /** Where the device stood, if the file says so. */
  readonly device: { readonly x: number; readonly y: number } | undefined;
}

const DOT_PX = 4; // of a picture that is mostly seen at a fraction of its size
const EDGE = 0.02; // the share of lowest and of highest points that get no colour of their own
/** From low to high: apart in lightness too, so that they are told apart without colour. */
const RAMP: readonly (readonly [number, number, number])[] = [
  [70, 90, 200],
  [40, 160, 190],
  [80, 200, 120],
  [250, 230, 80],
];

/** The points of a frame file; null when it cannot be had or is none. */
export async function readCloud(url: string): Promise<Cloud | null> {
  try {
    const answer = await fetch(url);
    return answer.ok ? cloudOf((await answer.json()) as Json) : null; // whatever the file holds
  } catch {
    return null;
  }
}

export function cloudOf(frame: Json): Cloud | null {
  if (!isObject(frame) || !Array.isArray(frame['points'])) return null;
  const points = listAt(frame, 'points');
  const xyz = new Float32Array(3 * points.length);
  points.forEach((point, place) => {
    if (!isObject(point)) return;
    xyz.set(
      ['x', 'y', 'z'].map((axis) => numberAt(point, axis) ?? 0),
      3 * place,
    );
  });
  const heights = xyz.filter((_, place) => place % 3 === 2).sort();
  const device = objectAt(frame, 'device_position');
  const [x, y] = [numberAt(device, 'x'), numberAt(device, 'y')];
  return {
    count: points.length,
    xyz,
    low: heights[Math.floor(heights.length * EDGE)] ?? 0,
    high: heights[Math.ceil(heights.length * (1 - EDGE)) - 1] ?? 0,
    device: x === undefined || y === undefined ? undefined : { x, y },
  };
}

/** The cloud from above, each point in the colour it is given or that of its height. */
export function paintCloud(
  cloud: Cloud | null,
  size: { width: number; height: number },
  at: (x: number, y: number) => { x: number; y: number },
  colourOf: (point: number) => string | undefined,
): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), size);
  canvas.style.background = '#15171a';
  const context = canvas.getContext('2d');
  if (!context || !cloud) return canvas;
  const { xyz, low, high, device } = cloud;
  const drawn = context.createImageData(size.width, size.height);
  for (let point = 0; point < cloud.count; point++) {
    const [x = 0, y = 0, z = 0] = xyz.subarray(3 * point, 3 * point + 3);
    const place = at(x, y);
    const own = colourOf(point);
    const colour = own === undefined ? heightColour((z - low) / (high - low || 1)) : parts(own);
    for (let row = 0; row < DOT_PX; row++) {
      for (let column = 0; column < DOT_PX; column++) {
        const [left, top] = [Math.floor(place.x) + column, Math.floor(place.y) + row];
        if (left >= size.width || top >= size.height) continue;
        drawn.data.set([...colour, 255], 4 * (top * size.width + left));
      }
    }
  }
  context.putImageData(drawn, 0, 0);
  if (device) {
    const { x, y } = at(device.x, device.y);
    context.strokeStyle = '#fff';
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, 8, 0, 2 * Math.PI);
    context.moveTo(x - 12, y);
    context.lineTo(x + 12, y);
    context.moveTo(x, y - 12);
    context.lineTo(x, y + 12);
    context.stroke();
  }
  return canvas;
}

export function heightColour(share: number): readonly [number, number, number] {
  const place = Math.min(1, Math.max(0, share)) * (RAMP.length - 1);
  const from = Math.min(RAMP.length - 2, Math.floor(place));
  const [one, two] = [RAMP[from] ?? [0, 0, 0], RAMP[from + 1] ?? [0, 0, 0]];
  const mixed = one.map((part, at) => Math.round(part + ((two[at] ?? 0) - part) * (place - from)));
  return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0];
}

function parts(colour: string): [number, number, number] {
  const part = (from: number) => Number.parseInt(colour.slice(from, from + 2), 16);
  return [part(1), part(3), part(5)];
}
