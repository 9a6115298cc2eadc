import { expect, test } from 'vitest';
import { browserName } from './browserName';

test('a browser is named as people name it, a program is not', () => {
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
  expect(browserName(chrome)).toBe('Chrome, Linux');
  expect(browserName(`${chrome} Edg/140.0`)).toBe('Edge, Linux');
  expect(browserName('Mozilla/5.0 (Macintosh; Intel Mac OS X 14) Version/18 Safari/605')).toBe(
    'Safari, macOS',
  );
  expect(browserName('python-httpx/0.28')).toBeUndefined();
});
