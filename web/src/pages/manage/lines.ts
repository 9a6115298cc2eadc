/** Data as people bring it, as the lines of JSON that bulk ingest takes. */
import type { Json, JsonObject } from '../../editor/contract';
import { t } from '../../messages';
import { isObject } from '../../ui/json';
import { reasonOfLine } from './jsonText';
import { names } from './table';

export interface Lines {
  readonly tasks: readonly JsonObject[];
  readonly fault: string | null;
}

/** Tasks from an array of JSON, an object, or a line each; named by what they say where unnamed. */
export function readTasks(text: string, prefix: string): Lines {
  const trimmed = text.trim();
  if (trimmed === '') return { tasks: [], fault: null };
  try {
    const found = whole(trimmed) ?? byLine(trimmed);
    const bad = found.findIndex((one) => !isObject(one));
    if (bad >= 0) return { tasks: [], fault: t('Task {n} is no object: { … }', { n: bad + 1 }) };
    const nameIt = names(prefix);
    const tasks = found.filter(isObject);
    return { tasks: tasks.map((one) => ({ unique_id: nameIt(one), ...one })), fault: null };
  } catch (error) {
    return { tasks: [], fault: error instanceof Error ? error.message : String(error) };
  }
}

function whole(text: string): readonly Json[] | null {
  try {
    const value = JSON.parse(text) as Json; // JSON.parse gives JSON
    return Array.isArray(value) ? value : [value];
  } catch {
    return null; // most likely a line each
  }
}

function byLine(text: string): readonly Json[] {
  return text.split('\n').flatMap((line, place) => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line) as Json]; // JSON.parse gives JSON
    } catch (error) {
      const reason = reasonOfLine(error);
      throw new Error(t('Line {n} is not JSON: {reason}', { n: place + 1, reason }), {
        cause: error,
      });
    }
  });
}
