/**
 * Intelligent scissors: the cheapest way along edges from one pixel to any other.
 *
 * Mortensen and Barrett 1995, with the strength of the gradient alone as the cost, and Dijkstra's
 * search with buckets (Dial 1969), since costs are small whole numbers.
 */
import type { Point } from './geometry';

/** Brightness of each pixel, row by row. */
export interface Grey {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Where a search was made: `step` pixels of the picture are one of its own. */
export interface Field {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly step: number;
  /** What each pixel costs: little on an edge. */
  readonly costs: Uint8Array;
  /** The neighbour each pixel was reached from, as a place in `WAYS`; `START` where it began. */
  readonly cameFrom: Uint8Array;
}

const REACH = 288; // pixels of the field on each side of where it starts
const PLAIN = 60; // the cost where there is no edge at all
const WEAKEST_FULL = 24; // the least gradient that can count as a full edge; less is grain
const START = 8;
const UNREACHED = 9;
const WAYS = [
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
] as const;
const STRAIGHT = 5; // to 7 as one to the square root of two
const SLANTED = 7;

export function greyOf(rgba: Uint8ClampedArray, width: number, height: number): Grey {
  const data = new Uint8Array(width * height);
  for (let place = 0; place < data.length; place++) {
    const [red, green, blue] = [rgba[4 * place], rgba[4 * place + 1], rgba[4 * place + 2]];
    data[place] = ((red ?? 0) * 77 + (green ?? 0) * 150 + (blue ?? 0) * 29) >> 8;
  }
  return { data, width, height };
}

/** The ways from `start` to every pixel near it. */
export function fieldFrom(grey: Grey, start: Point, step: number): Field {
  const left = Math.max(0, Math.floor(start.x / step) - REACH) * step;
  const top = Math.max(0, Math.floor(start.y / step) - REACH) * step;
  const width = Math.min(2 * REACH, Math.floor((grey.width - left) / step));
  const height = Math.min(2 * REACH, Math.floor((grey.height - top) / step));
  const window = { left, top, width, height, step };
  const costs = costsOf(smoothed(averaged(grey, window), width, height), width, height);
  const at = pixelAt(window, start);
  return { ...window, costs, cameFrom: searched(costs, width, at) };
}

/** The pixels from the start of the field to a place; undefined when that lies outside. */
export function wayTo(field: Field, to: Point): Point[] | undefined {
  const { left, top, width, height, step } = field;
  if (!isWithin(field, to)) return undefined;
  let place = pixelAt({ left, top, width, height, step }, to);
  const way: Point[] = [];
  for (let count = 0; count < width * height; count++) {
    way.push({
      x: left + ((place % width) + 0.5) * step,
      y: top + (Math.floor(place / width) + 0.5) * step,
    });
    const from = WAYS[field.cameFrom[place] ?? START];
    if (!from) break;
    place -= from[0] + from[1] * width;
  }
  return way.reverse();
}

/** The strongest edge within reach of a point; the point itself where there is none. */
export function edgeNear(field: Field, to: Point, reach: number): Point {
  if (!isWithin(field, to)) return to;
  const { left, top, width, height, step, costs } = field;
  const [x, y] = [(to.x - left) / step, (to.y - top) / step];
  const far = reach / step;
  let best = to;
  let least = PLAIN / 4; // half of a full edge: less is grain
  for (let row = Math.max(0, Math.ceil(y - far)); row < Math.min(height, y + far); row++) {
    for (
      let column = Math.max(0, Math.ceil(x - far));
      column < Math.min(width, x + far);
      column++
    ) {
      const away = Math.hypot(column + 0.5 - x, row + 0.5 - y);
      const cost = (costs[row * width + column] ?? PLAIN) + (10 * away) / Math.max(far, 1);
      if (away > far || cost >= least) continue;
      least = cost;
      best = { x: left + (column + 0.5) * step, y: top + (row + 0.5) * step };
    }
  }
  return best;
}

type Window = Omit<Field, 'costs' | 'cameFrom'>;

function isWithin({ left, top, width, height, step }: Window, { x, y }: Point): boolean {
  return x >= left && y >= top && x <= left + width * step && y <= top + height * step;
}

function pixelAt({ left, top, width, height, step }: Window, at: Point): number {
  const column = Math.min(Math.max(Math.floor((at.x - left) / step), 0), width - 1);
  const row = Math.min(Math.max(Math.floor((at.y - top) / step), 0), height - 1);
  return row * width + column;
}

/** The window of the picture, each pixel the mean of `step` by `step`. */
function averaged(grey: Grey, { left, top, width, height, step }: Window): Float32Array {
  const means = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let down = 0; down < step; down++) {
        const start = (top + row * step + down) * grey.width + left + column * step;
        for (let across = 0; across < step; across++) sum += grey.data[start + across] ?? 0;
      }
      means[row * width + column] = sum / (step * step);
    }
  }
  return means;
}

/** Grain taken out: each pixel the weighted mean (1 2 1 both ways) of those round it. */
function smoothed(values: Float32Array, width: number, height: number): Float32Array {
  const across = new Float32Array(values.length);
  const both = new Float32Array(values.length);
  for (let place = 0; place < values.length; place++) {
    const column = place % width;
    const one = values[column ? place - 1 : place] ?? 0;
    const two = values[column < width - 1 ? place + 1 : place] ?? 0;
    across[place] = (one + 2 * (values[place] ?? 0) + two) / 4;
  }
  for (let place = 0; place < values.length; place++) {
    const one = across[place >= width ? place - width : place] ?? 0;
    const two = across[place < width * (height - 1) ? place + width : place] ?? 0;
    both[place] = (one + 2 * (across[place] ?? 0) + two) / 4;
  }
  return both;
}

/** One on the strongest edges, `PLAIN` on flat ground. */
function costsOf(values: Float32Array, width: number, height: number): Uint8Array {
  const gradients = new Float32Array(values.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const place = row * width + column;
      const leftOf = values[column ? place - 1 : place] ?? 0;
      const rightOf = values[column < width - 1 ? place + 1 : place] ?? 0;
      const above = values[row ? place - width : place] ?? 0;
      const below = values[row < height - 1 ? place + width : place] ?? 0;
      gradients[place] = Math.hypot(rightOf - leftOf, below - above);
    }
  }
  const full = Math.max(WEAKEST_FULL, strong(gradients));
  return Uint8Array.from(gradients, (one) => {
    const missing = 1 - Math.min(1, one / full);
    return 1 + Math.round((PLAIN - 1) * missing * missing);
  });
}

/** A gradient that only one pixel in fifty exceeds: one glaring edge should not hide all others. */
function strong(gradients: Float32Array): number {
  const counts = new Uint32Array(512);
  for (const one of gradients) {
    const bin = Math.min(511, Math.floor(one));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  let left = gradients.length / 50;
  for (let bin = 511; bin > 0; bin--) {
    left -= counts[bin] ?? 0;
    if (left < 0) return bin;
  }
  return 0;
}

function searched(costs: Uint8Array, width: number, start: number): Uint8Array {
  const cameFrom = new Uint8Array(costs.length).fill(UNREACHED);
  const lengths = new Uint32Array(costs.length).fill(0xffffffff);
  const isDone = new Uint8Array(costs.length);
  const rounds = PLAIN * SLANTED + 1;
  const buckets: number[][] = Array.from({ length: rounds }, () => []);
  lengths[start] = 0;
  cameFrom[start] = START;
  buckets[0]?.push(start);
  let waiting = 1;
  for (let length = 0; waiting > 0; length++) {
    const bucket = buckets[length % rounds];
    for (let place = bucket?.pop(); place !== undefined; place = bucket?.pop()) {
      waiting -= 1;
      if (isDone[place]) continue;
      isDone[place] = 1;
      const column = place % width;
      for (const [way, [x, y]] of WAYS.entries()) {
        const next = place + x + y * width;
        const isOutside = (x < 0 && column === 0) || (x > 0 && column === width - 1) || next < 0;
        if (isOutside || next >= costs.length || isDone[next]) continue;
        const longer = length + (costs[next] ?? PLAIN) * (x && y ? SLANTED : STRAIGHT);
        if (longer >= (lengths[next] ?? 0)) continue;
        lengths[next] = longer;
        cameFrom[next] = way;
        buckets[longer % rounds]?.push(next);
        waiting += 1;
      }
    }
  }
  return cameFrom;
}
