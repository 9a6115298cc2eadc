/** Rows of CSV, JSON or JSON Lines, and how their columns become tasks. */
import Papa from 'papaparse';
import type { Json, JsonObject } from '../../editor/contract';
import { t } from '../../messages';
import { isObject } from '../../ui/json';

export interface Row {
  readonly line: number;
  readonly values: JsonObject;
}

export interface Unread {
  readonly line: number;
  readonly reason: string;
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** Lines that cannot be read, each with the reason: told, and never sent. */
  readonly unread: readonly Unread[];
}

/** What a column becomes: the name of a param, or one of these. */
export const IGNORED = '';
export const UNIQUE_ID = 'unique_id';
export const METADATA = 'metadata';

export type Mapping = Readonly<Record<string, string>>;

/** Whether a file's name alone says that its rows are the tasks; one of JSON may be a task itself. */
export function isTable(name: string): boolean {
  return /\.(csv|tsv|jsonl|ndjson)$/i.test(name);
}

export function readTable(name: string, text: string): Table {
  const isJson = /\.(json|jsonl|ndjson)$/i.test(name) || /^\s*[[{]/.test(text);
  const table = isJson ? readJson(text) : readCsv(text);
  return { ...table, columns: table.columns.filter((one) => one !== '') };
}

function readCsv(text: string): Table {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: false });
  const [columns = [], ...cells] = data;
  const rows: Row[] = [];
  const unread: Unread[] = [];
  let line = 2; // as an editor counts them; a cell may hold several
  for (const row of cells) {
    const at = line;
    line += 1 + row.reduce((sum, one) => sum + (one.match(/\n/g)?.length ?? 0), 0);
    if (row.every((one) => one.trim() === '')) continue;
    if (row.length === columns.length) {
      rows.push({
        line: at,
        values: Object.fromEntries(columns.map((one, k) => [one, row[k] ?? ''])),
      });
    } else {
      const reason = t('has {n} cells; the first line names {columns} columns', {
        n: row.length,
        columns: columns.length,
      });
      unread.push({ line: at, reason });
    }
  }
  return { columns, rows, unread };
}

function readJson(text: string): Table {
  const rows: Row[] = [];
  const unread: Unread[] = [];
  const add = (line: number, value: Json) => {
    if (isObject(value)) rows.push({ line, values: flat(value) });
    else unread.push({ line, reason: t('is no object: { … }') });
  };
  const whole = parsed(text);
  if (!(whole instanceof Error) && (Array.isArray(whole) || isObject(whole))) {
    (Array.isArray(whole) ? whole : [whole]).forEach((one, place) => add(place + 1, one));
  } else {
    text.split('\n').forEach((one, place) => {
      if (one.trim() === '') return;
      const value = parsed(one);
      if (value instanceof Error) {
        const reason = t('is not JSON: {reason}', { reason: value.message });
        unread.push({ line: place + 1, reason });
      } else add(place + 1, value);
    });
  }
  return { columns: [...new Set(rows.flatMap((one) => Object.keys(one.values)))], rows, unread };
}

/** What Label Studio exports keeps a task's own values under `data`. */
function flat(value: JsonObject): JsonObject {
  const { data, id } = value;
  return isObject(data) ? { ...(id === undefined ? {} : { id }), ...data } : value;
}

function parsed(text: string): Json | Error {
  try {
    return JSON.parse(text) as Json; // JSON.parse gives JSON
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const IDS = /^(unique_?id|id|key|uuid)$/i;

/** What each column most likely is, by its name; the first that is nothing else is the content. */
export function proposed(
  columns: readonly string[],
  own: readonly string[],
  known: readonly string[],
): Mapping {
  const mapping: Record<string, string> = {};
  const isTaken = (target: string) => Object.values(mapping).includes(target);
  for (const one of columns) {
    if (one === UNIQUE_ID || (IDS.test(one) && !columns.includes(UNIQUE_ID))) {
      mapping[one] = isTaken(UNIQUE_ID) ? METADATA : UNIQUE_ID;
    } else if (one === METADATA || known.includes(one)) mapping[one] = one;
  }
  const content = own.find((one) => !isTaken(one));
  for (const one of columns) {
    mapping[one] ??= content === undefined || isTaken(content) ? METADATA : content;
  }
  return mapping;
}

/** The task of a row, or one sentence that says why it is none. */
export function taskOf(
  { line, values }: Row,
  mapping: Mapping,
  { sample, prefix }: { sample: JsonObject; prefix: string },
): JsonObject | string {
  const task: Record<string, Json> = { unique_id: `${prefix}-${line}` };
  const metadata: Record<string, Json> = {};
  for (const [column, target] of Object.entries(mapping)) {
    const value = values[column];
    if (target === IGNORED || value === undefined || value === '') continue;
    if (target === METADATA) {
      if (column === METADATA && isObject(value)) Object.assign(metadata, value);
      else metadata[column] = value;
      continue;
    }
    const wanted = sample[target];
    const isText = typeof value === 'string' && typeof wanted === 'object' && wanted !== null;
    const read = isText ? parsed(value) : value;
    if (read instanceof Error) {
      return t('{column}: {target} is written as JSON, and this is none', { column, target });
    }
    task[target] = read;
  }
  if (Object.keys(metadata).length > 0) task['metadata'] = metadata;
  return task;
}

/** A short name for a text, the same for the same text, so that it is not sent twice as two. */
export function nameOf(text: string): string {
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    one = Math.imul(one ^ code, 2654435761);
    two = Math.imul(two ^ code, 1597334677);
  }
  return [one, two].map((half) => (half >>> 0).toString(36)).join('');
}
