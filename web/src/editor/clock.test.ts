import { expect, test } from 'vitest';
import { Clock } from './clock';

test('time counts while in view and pauses a minute after the last sign of a person', () => {
  const clock = new Clock(5, 0);
  clock.setInView(true, 0);

  clock.tick(10_000);
  expect(clock.seconds).toBe(15);
  clock.tick(200_000);

  expect(clock.seconds).toBe(65);
  expect(clock.isIdle(200_000)).toBe(true);
});

test('a sign after a pause counts from then on', () => {
  const clock = new Clock(0, 0);
  clock.setInView(true, 0);

  clock.sign(100_000);
  clock.tick(110_000);

  expect(clock.seconds).toBe(70);
});

test('a hidden page counts nothing', () => {
  const clock = new Clock(0, 0);
  clock.setInView(true, 0);

  clock.setInView(false, 1000);
  clock.setInView(true, 50_000);
  clock.tick(51_000);

  expect(clock.seconds).toBe(2);
});
