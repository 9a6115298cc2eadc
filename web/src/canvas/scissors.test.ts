import { expect, test } from 'vitest';
import { type Point, distance, nearestOnPath, simplified } from './geometry';
import { type Grey, edgeNear, fieldFrom, wayTo } from './scissors';

const SIDE = 300;
const MIDDLE = { x: 150, y: 150 };
const RADIUS = 90;

/** A disc whose border wavers, lighter than its ground, with the grain of a camera. */
function disc(scale = 1): Grey {
  const side = SIDE * scale;
  const data = new Uint8Array(side * side);
  let seed = 1;
  for (let place = 0; place < data.length; place++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const at = { x: ((place % side) + 0.5) / scale, y: (Math.floor(place / side) + 0.5) / scale };
    const grain = (seed / 2147483648 - 0.5) * 30;
    data[place] = (distance(at, MIDDLE) < radiusAt(at) ? 170 : 90) + grain;
  }
  return { data, width: side, height: side };
}

function radiusAt({ x, y }: Point): number {
  return RADIUS + 8 * Math.sin(5 * Math.atan2(y - MIDDLE.y, x - MIDDLE.x));
}

function border(angle: number): Point {
  const way = { x: Math.cos(angle), y: Math.sin(angle) };
  const radius = radiusAt({ x: MIDDLE.x + way.x, y: MIDDLE.y + way.y });
  return { x: MIDDLE.x + radius * way.x, y: MIDDLE.y + radius * way.y };
}

function errors(way: readonly Point[], scale = 1): number[] {
  const edge = Array.from({ length: 720 }, (_, step) => border((step * Math.PI) / 360));
  return way.map(({ x, y }) => {
    return nearestOnPath({ x: x / scale, y: y / scale }, edge, true)?.distance ?? Infinity;
  });
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

test('the way between two places on an edge keeps to it within a pixel', () => {
  const field = fieldFrom(disc(), border(0), 1);

  const way = wayTo(field, border(2)) ?? [];

  expect(way.length).toBeGreaterThan(100); // round, not straight across
  expect(mean(errors(way))).toBeLessThan(1);
});

test('a picture seen from afar is searched in steps, and the edge still met', () => {
  const field = fieldFrom(disc(4), { x: 4 * border(0).x, y: 4 * border(0).y }, 4);

  const way = wayTo(field, { x: 4 * border(1.5).x, y: 4 * border(1.5).y }) ?? [];

  expect(mean(errors(way, 4))).toBeLessThan(1);
});

test('a pointer beside an edge is drawn to it, one on flat ground is left alone', () => {
  const field = fieldFrom(disc(), border(0), 1);
  const beside = { x: border(0.5).x + 4, y: border(0.5).y + 2 };

  expect(errors([edgeNear(field, beside, 8)])[0]).toBeLessThan(1.5);
  expect(edgeNear(field, MIDDLE, 8)).toEqual(MIDDLE);
});

test('nothing is known beyond where it searched', () => {
  const field = fieldFrom(disc(), border(0), 1);

  expect(wayTo(field, { x: -5, y: 10 })).toBeUndefined();
});

test('a simplified way has few vertices and lies no farther off than was allowed', () => {
  const way = wayTo(fieldFrom(disc(), border(0), 1), border(2)) ?? [];

  const simple = simplified(way, 0.8);

  expect(simple.length).toBeLessThan(way.length / 2);
  for (const at of way) {
    expect(nearestOnPath(at, simple, false)?.distance).toBeLessThanOrEqual(0.8);
  }
});
