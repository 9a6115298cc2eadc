import { expect, test } from 'vitest';
import { BYTES_MAX, readFile } from './tableFile';

function file(...content: number[]): File {
  const bytes = new Uint8Array(content);
  return {
    name: 'a.csv',
    size: bytes.length,
    arrayBuffer: () => Promise.resolve(bytes.buffer),
  } as File;
}

const [A, LINE, E_ACUTE] = [0x61, 0x0a, 0xe9];

test('UTF-8 and UTF-16 are read by their marks', async () => {
  expect((await readFile(file(0xef, 0xbb, 0xbf, A))).text).toBe('a');
  expect((await readFile(file(0xff, 0xfe, A, 0))).text).toBe('a');
  expect((await readFile(file(0xfe, 0xff, 0, A))).text).toBe('a');
});

test('what is no UTF-8 is told by its line and can be read as Windows-1252', async () => {
  const read = await readFile(file(A, LINE, A, LINE, E_ACUTE, LINE, A));

  expect(read.text).toBeNull();
  expect(read.fault).toMatch(/^Line 3 /);
  expect((await read.asWestern?.())?.text).toBe('a\na\n\u00e9\na');
});

test('what is empty or too large is told', async () => {
  const huge = { name: 'a.csv', size: BYTES_MAX + 1 } as File;

  expect((await readFile(file())).fault).toMatch(/empty/);
  expect((await readFile(file(LINE, LINE))).fault).toMatch(/empty/);
  expect((await readFile(huge)).fault).toMatch(/200 MB/);
});
