/**
 * Lists the messages that a language's catalogue lacks or no longer needs: `npm run messages -- de`.
 * Without a language it lists every message, which is where a new catalogue begins.
 */
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const CALL = /\b(?:t|translate)\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/g;

const paths = globSync(['web/src/**/*.{ts,tsx}', 'goldwright/task_types/*/**/*.ts'], { cwd: root });
const sources = paths
  .filter((one) => !one.includes('.test.'))
  .map((one) => readFileSync(resolve(root, one), 'utf8'));
const said = new Set(
  sources.flatMap((text) => [...text.matchAll(CALL)].map((found) => read(found[1]))),
);

const language = process.argv[2];
const catalogue = language
  ? JSON.parse(readFileSync(resolve(root, `web/src/messages/${language}.json`), 'utf8'))
  : {};
const missing = [...said].filter((one) => !(one in catalogue)).sort();
const unused = Object.keys(catalogue).filter((one) => !said.has(one));

console.log(JSON.stringify(Object.fromEntries(missing.map((one) => [one, ''])), null, 2));
if (unused.length > 0) console.error(`No longer said:\n${unused.join('\n')}`);
process.exitCode = language && missing.length > 0 ? 1 : 0;

function read(literal) {
  return literal.slice(1, -1).replace(/\\(.)/g, '$1');
}
