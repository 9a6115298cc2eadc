import fc from 'fast-check';
import { expect, test } from 'vitest';
import { point, shape } from '../arbitraries';
import { distance, holds, grown } from '../geometry';
import {
  type Box,
  anchors,
  dragged,
  encloses,
  handles,
  moved,
  outlineDistance,
  shapeBounds,
} from '.';
import { ellipseIn } from './ellipse';
import { inserted, nearestEdge, without } from './path';

test('moving a shape moves its bounds as far', () => {
  fc.assert(
    fc.property(shape, point, (before, { x, y }) => {
      const one = shapeBounds(before);
      const two = shapeBounds(moved(before, x, y));

      expect(two.left).toBeCloseTo(one.left + x, 6);
      expect(two.bottom).toBeCloseTo(one.bottom + y, 6);
    }),
  );
});

test('every handle but the one for turning comes to stand where it is dragged', () => {
  fc.assert(
    fc.property(shape, point, fc.nat(), (before, to, which) => {
      const shown = handles(before, 8).filter(({ role }) => role === 'vertex' || role === 'corner');
      const handle = shown[which % Math.max(shown.length, 1)];
      if (!handle) return;

      const after = dragged(before, handle.id, to);

      const places = handles(after, 8).map(({ at }) => distance(at, to));
      expect(Math.min(...places)).toBeLessThan(1e-6);
    }),
  );
});

test('dragging a side of a turned box leaves the opposite side where it was', () => {
  fc.assert(
    fc.property(fc.double({ min: -3, max: 3, noNaN: true }), point, (rotation, to) => {
      const before: Box = {
        kind: 'box',
        left: 10,
        top: 20,
        width: 60,
        height: 40,
        rotation,
        canTurn: true,
      };

      const after = dragged(before, 'right', to);

      const left = (one: Box) => handles(one, 8).find(({ id }) => id === 'left')?.at;
      const right = (one: Box) => handles(one, 8).find(({ id }) => id === 'right')?.at;
      const fixed = left(before) ?? to;
      const nearest = Math.min(
        distance(fixed, left(after) ?? to),
        distance(fixed, right(after) ?? to), // dragged past it, the sides change names
      );
      expect(nearest).toBeLessThan(1e-6);
    }),
  );
});

test('an ellipse keeps its other axis when one end is dragged', () => {
  const before = ellipseIn({ left: 0, top: 0, right: 100, bottom: 60 });

  const after = dragged(before, '1', { x: 50, y: 130 });

  const [top, right, bottom, left] = after.vertices;
  expect(distance(right, left)).toBeCloseTo(200);
  expect(distance(top, bottom)).toBeCloseTo(60);
  expect(right).toEqual({ x: 50, y: 130 });
});

test('bounds hold every anchor and the anchors lie on or in the shape', () => {
  fc.assert(
    fc.property(shape, (one) => {
      const bounds = grown(shapeBounds(one), 1e-6);

      for (const at of anchors(one)) {
        expect(holds(bounds, at)).toBe(true);
        const isOn = outlineDistance(one, at) < 1e-3 || encloses(one, at);
        expect(isOn || one.kind === 'cuboid' || one.kind === 'ellipse').toBe(true);
      }
    }),
  );
});

test('a vertex put into an edge and taken out again leaves the polygon as it was', () => {
  fc.assert(
    fc.property(shape, point, (one, at) => {
      if (one.kind !== 'polygon') return;
      const edge = nearestEdge(one, at);
      if (!edge) return;

      const more = inserted(one, edge.edge, edge.at);

      expect(more.vertices).toHaveLength(one.vertices.length + 1);
      expect(without(more, edge.edge + 1)).toEqual(one);
    }),
  );
});
