import { expect, test } from 'vitest';
import { changed, NEW, settingsOf } from './settings';

test('only what differs is sent', () => {
  const after = { ...NEW, rate_micros: 50_000, required_languages: ['en'] };

  expect(changed(NEW, after)).toEqual({ rate_micros: 50_000, required_languages: ['en'] });
  expect(changed(after, after)).toEqual({});
});

test('settings are told from the rest of a project', () => {
  expect(settingsOf({ ...NEW, ...{ name: 'cats' } })).toEqual(NEW);
});
