/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { resolve } from 'node:path';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { defineConfig, type Plugin } from 'vite';

const root = resolve(import.meta.dirname, '..');
const server = process.env['GOLDWRIGHT_URL'] ?? 'http://127.0.0.1:8000';

const COMPRESSIBLE = /\.(css|html|js|json|mjs|svg|wasm)$/;

/** Puts a Brotli and a gzip file beside each text of the built app, for the server to choose from. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir = '' }) {
      const paths = await readdir(dir, { recursive: true });
      await Promise.all(
        paths.filter((one) => COMPRESSIBLE.test(one)).map((one) => compress(resolve(dir, one))),
      );
    },
  };
}

async function compress(path: string): Promise<void> {
  const plain = await readFile(path);
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 9 }; // 11 takes ten times as long for 2 %
  await writeFile(`${path}.br`, await promisify(brotliCompress)(plain, { params: quality }));
  await writeFile(`${path}.gz`, await promisify(gzip)(plain, { level: 9 }));
}

export default defineConfig({
  root: import.meta.dirname,
  logLevel: process.argv.includes('build') ? 'warn' : 'info',
  plugins: [react(), compressed()],
  resolve: {
    alias: {
      '@web': resolve(root, 'web/src'),
      '@task_types': resolve(root, 'goldwright/task_types'),
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': server, '/v1': server, '/files': server },
    fs: { allow: [root] },
  },
  build: {
    outDir: resolve(root, 'goldwright/web_dist'),
    emptyOutDir: true,
    rolldownOptions: { checks: { bundlerTimings: false } },
    target: 'es2022',
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or fonts
    modulePreload: { polyfill: false },
  },
  test: {
    dir: root,
    include: ['web/src/**/*.test.{ts,tsx}', 'goldwright/task_types/**/*.test.ts'],
    environment: 'jsdom',
    setupFiles: [resolve(import.meta.dirname, 'src/propertySeed.ts')],
    pool: 'vmThreads', // one jsdom a worker: making one a file took nine tenths of the time
    restoreMocks: true,
  },
});
