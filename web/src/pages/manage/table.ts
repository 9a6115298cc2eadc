/** Rows of CSV, JSON or JSON Lines, and how their columns become tasks. */
import Papa from 'papaparse';
import type { Json, JsonObject } from '../../editor/contract';
import { t } from '../../messages';
import { isObject, textAt } from '../../ui/json';
import { reasonOfLine } from './jsonText';
import { readResults, resultsOf } from './labelStudioResults';

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
  /** What is odd about the columns, and how they are called here. */
  readonly notes: readonly string[];
}

/** What a column becomes: the name of a param, or one of these. */
export const IGNORED = '';
export const UNIQUE_ID = 'unique_id';
export const METADATA = 'metadata';
/** A response to start from, and one that is known to be right: its row becomes a gold task. */
export const PRELABEL = 'hypothesis';
export const KNOWN = ' known';

/** What was labelled in Label Studio before, as its exports have it. */
export const LABELLED = 'annotations (Label Studio)';

export type Mapping = Readonly<Record<string, string>>;

/** Whether a file's name alone says that its rows are the tasks; one of JSON may be a task itself. */
export function isTable(name: string): boolean {
  return /\.(csv|tsv|jsonl|ndjson)$/i.test(name);
}

export function readTable(name: string, text: string): Table {
  const isJson = /\.(json|jsonl|ndjson)$/i.test(name) || /^\s*[[{]/.test(text);
  return isJson ? readJson(text) : readCsv(text, /\.tsv$/i.test(name) ? '\t' : '');
}

function readCsv(text: string, delimiter: string): Table {
  // Empty lines at the end would hide from a short table what parts its cells.
  const filled = text.replace(/[\r\n]+$/, '');
  const { data, errors } = Papa.parse<string[]>(filled, { skipEmptyLines: false, delimiter });
  const unquoted = new Set(errors.flatMap((one) => (one.type === 'Quotes' ? one.row : [])));
  const [head = [], ...cells] = data;
  const isUsed = (place: number) => cells.some((row) => (row[place] ?? '').trim() !== '');
  const { columns, notes } = named(head, isUsed);
  const rows: Row[] = [];
  const unread: Unread[] = [];
  let line = 2; // as an editor counts them; a cell may hold several
  for (const [place, row] of cells.entries()) {
    const at = line;
    line += 1 + row.reduce((sum, one) => sum + (one.match(/\n/g)?.length ?? 0), 0);
    if (row.every((one) => one.trim() === '')) continue;
    if (unquoted.has(place + 1)) {
      const reason = t('has a quote that is not closed; write " within a quoted cell as ""');
      unread.push({ line: at, reason });
    } else if (row.length === head.length) {
      const entries = columns.flatMap((one, k) => (one === '' ? [] : [[one, row[k] ?? '']]));
      rows.push({ line: at, values: Object.fromEntries(entries) as JsonObject }); // texts by name
    } else {
      const reason = t(
        'has {n} cells; the first line names {columns} columns. Quote a cell that holds a comma',
        { n: row.length, columns: head.length },
      );
      unread.push({ line: at, reason });
    }
  }
  return { columns: columns.filter((one) => one !== ''), rows, unread, notes };
}

/** A name of its own for each column; '' for one without name and content, which nobody misses. */
function named(head: readonly string[], isUsed: (place: number) => boolean) {
  const notes: string[] = [];
  const columns: string[] = [];
  for (const [place, written] of head.entries()) {
    const name = written.trim();
    const called = t('column {n}', { n: place + 1 });
    if (name === '') {
      const isKept = isUsed(place);
      columns.push(isKept ? called : '');
      if (isKept) notes.push(t('Column {n} has no name in the first line.', { n: place + 1 }));
    } else if (columns.includes(name)) {
      columns.push(`${name} (${called})`);
      notes.push(
        t('Column {n} is named {name} like one before it; rename one of them.', {
          n: place + 1,
          name,
        }),
      );
    } else columns.push(name);
  }
  return { columns, notes };
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
  } else if (whole instanceof Error && /^\s*\[/.test(text)) {
    // One list over many lines, of which no line is a row.
    const reason = t('is not JSON: {reason}', { reason: whole.message });
    unread.push({ line: brokenLine(text), reason });
  } else {
    text.split('\n').forEach((one, place) => {
      if (one.trim() === '') return;
      const value = parsed(one);
      if (value instanceof Error) {
        const reason = t('is not JSON: {reason}', { reason: reasonOfLine(value) });
        unread.push({ line: place + 1, reason });
      } else add(place + 1, value);
    });
  }
  const columns = [...new Set(rows.flatMap((one) => Object.keys(one.values)))];
  return { columns, rows, unread, notes: [] };
}

const MARKS = /"(?:[^"\\]|\\.)*"|[[\]{},]/gs;

/** The line on which the first part of a list begins that is no JSON; browsers tell no place. */
function brokenLine(text: string): number {
  let [start, depth] = [text.indexOf('[') + 1, 0];
  for (const { 0: mark, index } of text.matchAll(MARKS)) {
    if (mark === '[' || mark === '{') depth += 1;
    const isEnd = depth === 1 && (mark === ',' || mark === ']');
    if (isEnd && parsed(text.slice(start, index)) instanceof Error) break;
    if (isEnd) start = index + 1;
    if (mark === ']' || mark === '}') depth -= 1;
  }
  const [blank = ''] = /^\s*/.exec(text.slice(start)) ?? [];
  return text.slice(0, start + blank.length).split('\n').length;
}

/** What Label Studio exports keeps a task's own values under `data`. */
function flat(value: JsonObject): JsonObject {
  const { data, id } = value;
  if (!isObject(data)) return value;
  const labelled = resultsOf(value);
  return {
    ...(id === undefined ? {} : { id }),
    ...data,
    ...(labelled === undefined ? {} : { [LABELLED]: labelled }),
  };
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
    } else if (one === LABELLED) mapping[one] = PRELABEL;
    else if (one === METADATA || known.includes(one)) mapping[one] = one;
  }
  const content = own.find((one) => !isTaken(one));
  for (const one of columns) {
    mapping[one] ??= content === undefined || isTaken(content) ? METADATA : content;
  }
  return mapping;
}

export interface Read {
  readonly row: Row;
  /** The task of the row, or one sentence that says why it is none. */
  readonly task: JsonObject | string;
  /** Its right answer, where that is known. */
  readonly known?: JsonObject;
  /** What of the row is not in the task. */
  readonly lost?: readonly string[];
}

interface Shared {
  /** A task as the kind of work has it, without what the project shares. */
  readonly sample: JsonObject;
  readonly prefix: string;
  /** Whether an answer may name several categories. */
  readonly takesSeveral?: boolean;
}

/**
 * The tasks of rows. A row without a name of its own is named by what it says, so that a table that
 * was mended and is sent once more doubles none of its rows; rows that say the same are counted.
 */
export function tasksOf(rows: readonly Row[], mapping: Mapping, shared: Shared): Read[] {
  const nameIt = names(shared.prefix);
  const first = new Map<string, number>();
  return rows.map((row) => {
    const plain = taskOf(row, mapping, shared.sample);
    if (typeof plain === 'string') return { row, task: plain };
    const { task, ...more } = withLabelled(plain, row, mapping, shared.takesSeveral === true);
    const { [UNIQUE_ID]: own, ...rest } = task;
    if (own === undefined) return { row, task: { [UNIQUE_ID]: nameIt(rest), ...rest }, ...more };
    const name = typeof own === 'string' ? own : JSON.stringify(own);
    const before = first.get(name);
    if (before !== undefined) {
      const values = { name, line: before };
      return {
        row,
        task: t('unique_id: {name} is taken by line {line}; give each its own', values),
      };
    }
    first.set(name, row.line);
    return { row, task: { ...task, [UNIQUE_ID]: name }, ...more };
  });
}

/** The task with what was labelled before: to start from, or known to be right. */
function withLabelled(
  task: JsonObject,
  { values }: Row,
  mapping: Mapping,
  takesSeveral: boolean,
): { task: JsonObject; known?: JsonObject; lost?: readonly string[] } {
  const { [PRELABEL]: prelabel, [KNOWN]: known, ...rest } = task;
  const results = values[LABELLED];
  const target = mapping[LABELLED];
  if (!Array.isArray(results) || (target !== PRELABEL && target !== KNOWN)) {
    const whole = prelabel === undefined ? rest : { ...rest, [PRELABEL]: prelabel };
    return isObject(known) ? { task: whole, known } : { task: whole };
  }
  const { response, lost } = readResults(results, { text: textAt(rest, 'text'), takesSeveral });
  const told = lost.length > 0 ? { lost: [...new Set(lost)] } : {};
  if (response === null) return { task: rest, ...told };
  return target === KNOWN
    ? { task: rest, known: response, ...told }
    : { task: { ...rest, [PRELABEL]: response }, ...told };
}

function taskOf({ values }: Row, mapping: Mapping, sample: JsonObject): JsonObject | string {
  const task: Record<string, Json> = {};
  const metadata: Record<string, Json> = {};
  const targets = Object.values(mapping);
  const isShared = (target: string) => targets.filter((one) => one === target).length > 1;
  for (const [column, target] of Object.entries(mapping)) {
    const value = values[column];
    if (target === IGNORED || value === undefined || value === '') continue;
    if (target === METADATA) {
      if (column === METADATA && isObject(value)) Object.assign(metadata, value);
      else metadata[column] = value;
      continue;
    }
    const wanted = target === PRELABEL || target === KNOWN ? {} : sample[target];
    if (typeof value === 'string' && isPart(value, wanted, isShared(target))) {
      const [like] = Array.isArray(wanted) ? wanted : [];
      const before = task[target];
      const part = isObject(like) ? { ...like, content: value } : value;
      task[target] = [...(Array.isArray(before) ? before : []), part];
      continue;
    }
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

/** Whether a text is one part of a list: of its columns, or of what a form is about. */
function isPart(text: string, wanted: Json | undefined, isShared: boolean): boolean {
  if (!Array.isArray(wanted) || /^\s*[[{]/.test(text)) return false;
  const [like] = wanted;
  return isShared || (isObject(like) && 'content' in like);
}

/** Names tasks by what they say; the second that says the same has a name of its own. */
export function names(prefix: string): (task: JsonObject) => string {
  const times = new Map<string, number>();
  return (task) => {
    const name = `${prefix}-${nameOf(JSON.stringify(task))}`;
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    return time === 1 ? name : `${name}-${time}`;
  };
}

/** A short name for a text, the same for the same text. */
export function nameOf(text: string): string {
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    one = Math.imul(one ^ code, 2654435761);
    two = Math.imul(two ^ code, 1597334677);
  }
  return [one, two].map((half) => (half >>> 0).toString(36)).join('');
}
