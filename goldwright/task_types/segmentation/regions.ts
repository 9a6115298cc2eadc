/** Which pixels a stroke or an outline covers, as parts of rows: those whose middle lies inside. */
import type { Point } from '@web/canvas/geometry';

export type Emit = (y: number, from: number, to: number) => void;

/** Where the middle of a round brush stands: on a pixel, or with an even size between pixels. */
export function brushAt({ x, y }: Point, size: number): Point {
  const whole = (value: number) => (size % 2 ? Math.floor(value) + 0.5 : Math.round(value));
  return { x: whole(x), y: whole(y) };
}

/** What a round brush of this size covers on its way from one place to another. */
export function strokeRows(from: Point, to: Point, size: number, emit: Emit): void {
  const radius = size / 2;
  const [x, y] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(x, y);
  const side = length ? { x: (-y / length) * radius, y: (x / length) * radius } : { x: 0, y: 0 };
  const corners = [
    { x: from.x + side.x, y: from.y + side.y },
    { x: to.x + side.x, y: to.y + side.y },
    { x: to.x - side.x, y: to.y - side.y },
    { x: from.x - side.x, y: from.y - side.y },
  ];
  const top = Math.ceil(Math.min(from.y, to.y) - radius - 0.5);
  const bottom = Math.floor(Math.max(from.y, to.y) + radius - 0.5);
  for (let row = top; row <= bottom; row++) {
    const middle = row + 0.5;
    let [left, right] = [Infinity, -Infinity];
    const reach = (at: number) => {
      left = Math.min(left, at);
      right = Math.max(right, at);
    };
    for (const end of [from, to]) {
      const half = radius * radius - (middle - end.y) ** 2;
      if (half < 0) continue;
      reach(end.x - Math.sqrt(half));
      reach(end.x + Math.sqrt(half));
    }
    if (length) for (const at of crossings(corners, middle)) reach(at);
    emitBetween(row, left, right, emit);
  }
}

/** What lies inside these rings; inside two of them is outside again, so that holes stay open. */
export function ringRows(rings: readonly (readonly Point[])[], height: number, emit: Emit): void {
  const vertices = rings.flat();
  if (!vertices.length) return;
  const ys = vertices.map(({ y }) => y);
  const [least, most] = ys.reduce(
    ([low, high], y) => [Math.min(low, y), Math.max(high, y)],
    [Infinity, -Infinity],
  );
  const top = Math.max(0, Math.ceil(least - 0.5));
  const bottom = Math.min(height - 1, Math.floor(most - 0.5));
  for (let row = top; row <= bottom; row++) {
    const at = rings.flatMap((ring) => crossings(ring, row + 0.5)).sort((one, two) => one - two);
    for (let pair = 0; pair + 1 < at.length; pair += 2) {
      emitBetween(row, at[pair] ?? 0, at[pair + 1] ?? 0, emit);
    }
  }
}

function emitBetween(row: number, left: number, right: number, emit: Emit): void {
  const from = Math.ceil(left - 0.5);
  const to = Math.floor(right - 0.5) + 1;
  if (to > from) emit(row, from, to);
}

/** Where the sides of a ring cross a level line. */
function crossings(ring: readonly Point[], level: number): number[] {
  return ring.flatMap((one, place) => {
    const two = ring[(place + 1) % ring.length] ?? one;
    if (one.y <= level === two.y <= level) return [];
    return [one.x + ((level - one.y) / (two.y - one.y)) * (two.x - one.x)];
  });
}
