/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { resolve } from 'node:path';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { defineConfig, type Plugin } from 'vite';

const root = resolve(import.meta.dirname, '..');
const server = process.env['GOLDWRIGHT_URL'] ?? 'http://127.0.0.1:8000';

/** Screens with a page of their own, by its name: what a screen needs comes along with the start. */
const PAGES = { work: 'web/src/pages/work/WorkPage.tsx' };

/** Writes `<name>.html` beside `index.html` for each of PAGES; the server sends it for `/<name>`. */
function preloading(): Plugin {
  return {
    name: 'preloading',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const { 'index.html': page, ...others } = bundle;
        if (page?.type !== 'asset' || typeof page.source !== 'string') {
          throw new Error('There is no index.html to add to.');
        }
        const chunks = Object.values(others).filter((one) => one.type === 'chunk');
        for (const [name, module] of Object.entries(PAGES)) {
          const screen = chunks.find((one) => one.facadeModuleId === resolve(root, module));
          if (!screen) throw new Error(`${module} is no file of its own.`);
          const files = new Set([screen]);
          for (const file of files) {
            for (const one of chunks) if (file.imports.includes(one.fileName)) files.add(one);
          }
          const scripts = [...files].map((one) => one.fileName);
          const styles = [...files].flatMap((one) => [...(one.viteMetadata?.importedCss ?? [])]);
          const html = page.source;
          const links = [
            ...scripts.map((one) => `<link rel="modulepreload" crossorigin href="/${one}">`),
            ...styles.map((one) => `<link rel="stylesheet" crossorigin href="/${one}">`),
          ].filter((link) => !html.includes(/href="(.*)"/.exec(link)?.[1] ?? ''));
          const source = html.replace('</head>', `  ${links.join('\n    ')}\n  </head>`);
          this.emitFile({ type: 'asset', fileName: `${name}.html`, source });
        }
      },
    },
  };
}

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

/** Of what several screens share, the name lists them all. */
function shortened(name: string): string {
  return name.replace(/~.*|\.[^.]*$/, '');
}

export default defineConfig({
  root: import.meta.dirname,
  logLevel: process.argv.includes('build') ? 'warn' : 'info',
  plugins: [react(), preloading(), compressed()],
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
    rolldownOptions: {
      checks: { bundlerTimings: false },
      output: {
        chunkFileNames: ({ name }) => `assets/${shortened(name)}-[hash].js`,
        assetFileNames: ({ names: [name = ''] }) => `assets/${shortened(name)}-[hash][extname]`,
        codeSplitting: {
          // Few files come sooner than many small ones: what every page needs is one of them, and
          // what several screens or editors share are not many.
          groups: [
            { name: 'start', tags: ['$initial'], priority: 1 },
            {
              name: 'shared',
              test: /\/(web\/src|task_types)\/.*\.tsx?$/,
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: 100_000,
            },
          ],
        },
      },
    },
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
