/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, '..');
const server = process.env['GOLDWRIGHT_URL'] ?? 'http://127.0.0.1:8000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
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
    target: 'es2022',
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or fonts
    modulePreload: { polyfill: false },
  },
  test: {
    dir: root,
    include: ['web/src/**/*.test.{ts,tsx}', 'goldwright/task_types/**/*.test.ts'],
    environment: 'jsdom',
    restoreMocks: true,
  },
});
