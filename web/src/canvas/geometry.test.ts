import fc from 'fast-check';
import { expect, test } from 'vitest';
import { point, ring } from './arbitraries';
import {
  boundsOf,
  convexHull,
  distance,
  holds,
  isInside,
  nearestOnPath,
  signedArea,
  turned,
} from './geometry';

test('a convex hull encloses every point it was made of', () => {
  fc.assert(
    fc.property(ring, (points) => {
      const hull = convexHull(points);

      expect(signedArea(hull)).toBeGreaterThanOrEqual(-1e-6);
      for (const at of points) {
        const away = nearestOnPath(at, hull, true)?.distance ?? 0;
        expect(isInside(at, hull) || away < 1e-6).toBe(true);
      }
    }),
  );
});

test('the nearest place on a path is no farther than any vertex', () => {
  fc.assert(
    fc.property(ring, point, (vertices, at) => {
      const nearest = nearestOnPath(at, vertices, true);

      for (const vertex of vertices) {
        expect(nearest?.distance).toBeLessThanOrEqual(distance(at, vertex) + 1e-9);
      }
    }),
  );
});

test('what lies inside a ring lies in its bounds', () => {
  fc.assert(
    fc.property(ring, point, (vertices, at) => {
      if (isInside(at, vertices)) expect(holds(boundsOf(vertices), at)).toBe(true);
    }),
  );
});

test('turning there and back is where one was', () => {
  fc.assert(
    fc.property(point, point, fc.double({ min: -7, max: 7, noNaN: true }), (at, centre, angle) => {
      const back = turned(turned(at, centre, angle), centre, -angle);

      expect(distance(at, back)).toBeLessThan(1e-6);
    }),
  );
});
