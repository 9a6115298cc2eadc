/**
 * Writes the types of our API from its OpenAPI document: `npm run client`.
 * With --check it fails when `web/src/api/schema.gen.ts` is no longer what the server says.
 */
import openapiTS, { astToString } from 'openapi-typescript';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const target = resolve(root, 'web/src/api/schema.gen.ts');
const python = process.env.GOLDWRIGHT_PYTHON ?? resolve(root, '.venv/bin/python');

const say = `import json, sys
from goldwright.app import build_api
from goldwright.settings import Settings
json.dump(build_api(Settings()).openapi(), sys.stdout)`;
const document = JSON.parse(
  execFileSync(python, ['-c', say], { cwd: root, maxBuffer: 1 << 26 }).toString(),
);
const written =
  '// Written from the OpenAPI document by `npm run client`.\n' +
  astToString(await openapiTS(document, { alphabetize: true }));

if (!process.argv.includes('--check')) {
  writeFileSync(target, written);
} else if (readFileSync(target, 'utf8') !== written) {
  console.error('web/src/api/schema.gen.ts is not what the API says; run: npm run client');
  process.exit(1);
}
