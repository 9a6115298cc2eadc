import { expect, test } from 'vitest';
import { Gestures } from './gestures';

test('typing in one place is one gesture until a pause', () => {
  const gestures = new Gestures();

  const first = gestures.typing('/name', 0);

  expect(gestures.typing('/name', 900)).toBe(first);
  expect(gestures.typing('/name', 1800)).toBe(first);
  expect(gestures.typing('/name', 3000)).not.toBe(first);
});

test('typing elsewhere is another gesture', () => {
  const gestures = new Gestures();

  const first = gestures.typing('/name', 0);

  expect(gestures.typing('/place', 1)).not.toBe(first);
  expect(gestures.typing('/name', 2)).not.toBe(first);
});
