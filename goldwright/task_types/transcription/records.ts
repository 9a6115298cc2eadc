/** Fields and rows read off an attachment, as values: changed without altering, judged as `check` does. */
import type { Fault, Json, JsonObject } from '@web/editor/contract';
import { isObject, listAt, objectAt, pointer, textAt, unknownKeys, without } from '@web/ui/json';

/** What is to be found: its key in the answer, and what it means. */
export interface Asked {
  readonly name: string;
  readonly meaning: string;
}

/** All that a task asks for. */
export interface AskedFor {
  readonly fields: readonly Asked[];
  readonly columns: readonly Asked[];
  /** Data collection knows no rows, and values that are no text. */
  readonly isCollection: boolean;
}

/** Where a value stands: in the fields, or in a column of a row. */
export interface Place {
  readonly row: number | null;
  readonly name: string;
}

export function askedIn(params: JsonObject, key: 'fields' | 'repeatable_fields'): Asked[] {
  return Object.entries(objectAt(params, key)).map(([name, described]) => ({
    name,
    meaning: typeof described === 'string' ? described : meaningOf(described),
  }));
}

/** The rows, null when it is not said whether there are any. */
export function rowsIn(response: JsonObject | null): JsonObject[] | null {
  const rows = response?.['repeatable_fields'];
  return Array.isArray(rows) ? rows.map((row) => (isObject(row) ? row : {})) : null;
}

/** What stands there: undefined when nothing was said, null when there is nothing to be found. */
export function valueAt(response: JsonObject | null, { row, name }: Place): Json | undefined {
  const record = row === null ? objectAt(response, 'fields') : rowsIn(response)?.[row];
  return record?.[name];
}

export function withValue(
  response: JsonObject | null,
  { row, name }: Place,
  value: Json | undefined,
): JsonObject {
  const changed = (record: JsonObject) =>
    value === undefined ? without(record, name) : { ...record, [name]: value };
  if (row === null) {
    return { ...withFields(response), fields: changed(objectAt(response, 'fields')) };
  }
  const rows = [...(rowsIn(response) ?? [])];
  while (rows.length <= row) rows.push({});
  rows[row] = changed(rows[row] ?? {});
  return withRows(response, rows);
}

export function withRows(response: JsonObject | null, rows: JsonObject[]): JsonObject {
  return { ...withFields(response), repeatable_fields: rows };
}

// `fields` is part of every answer, even of a task that has rows alone.
function withFields(response: JsonObject | null): JsonObject {
  return { ...response, fields: objectAt(response, 'fields') };
}

export function faultsIn(
  response: JsonObject | null,
  { fields, columns, isCollection }: AskedFor,
): Fault[] {
  const malformed = shapeFaults(response, isCollection);
  if (malformed.length > 0) return malformed;
  const faults = recordFaults(['fields'], fields, objectAt(response, 'fields'));
  const fault = (at: (string | number)[], reason: string) =>
    faults.push({ pointer: pointer(...at), sentence: `${at.join('.')} ${reason}` });
  for (const [place, row] of listAt(response, 'repeatable_fields').entries()) {
    const at = ['repeatable_fields', place];
    if (isObject(row) && columns.length > 0) faults.push(...recordFaults(at, columns, row));
    else if (isObject(row)) fault(at, 'is a row, but this task has no columns.');
    else if (columns.length > 0) fault(at, 'is null; a row names every column.');
  }
  if (columns.length > 0 && !Array.isArray(response?.['repeatable_fields'])) {
    const sentence = 'Fill in the rows, or say that there are none.';
    faults.push({ pointer: '/repeatable_fields', sentence });
  }
  return faults;
}

/** What no answer of this type looks like, whatever was asked: a prelabel may. */
function shapeFaults(response: JsonObject | null, isCollection: boolean): Fault[] {
  const faults: Fault[] = [];
  const fault = (at: (string | number)[], reason: string) =>
    faults.push({ pointer: pointer(...at), sentence: `${at.join('.')} ${reason}` });
  const judge = (at: (string | number)[], record: Json) => {
    if (!isObject(record)) fault(at, 'should be a valid dictionary');
    else {
      for (const [name, value] of Object.entries(record)) {
        const isSimple = value === null || (isCollection ? typeof value !== 'object' : false);
        if (isSimple || typeof value === 'string') continue;
        fault([...at, name], isCollection ? 'should be a number' : 'should be a valid string');
      }
    }
  };
  const { fields, repeatable_fields: rows = null, ...rest } = response ?? {};
  if (fields !== undefined) judge(['fields'], fields);
  else if (isCollection && response !== null) fault(['fields'], 'is required');
  if (isCollection) {
    const spent = rest['time_spent_in_seconds'] ?? 0;
    if (typeof spent !== 'number') fault(['time_spent_in_seconds'], 'should be a number');
    else if (spent < 0) {
      fault(['time_spent_in_seconds'], 'should be greater than or equal to 0');
    }
  } else if (rows !== null && !Array.isArray(rows)) {
    fault(['repeatable_fields'], 'should be a valid list');
  } else {
    for (const [place, row] of (rows ?? []).entries()) {
      if (row !== null) judge(['repeatable_fields', place], row);
    }
  }
  const second = isCollection ? 'time_spent_in_seconds' : 'repeatable_fields';
  return [...faults, ...unknownKeys(response, ['fields', second])];
}

function recordFaults(
  at: readonly (string | number)[],
  asked: readonly Asked[],
  given: JsonObject,
): Fault[] {
  const names = new Set(asked.map((one) => one.name));
  const row = at[1];
  const where = row === undefined ? '' : ` in row ${Number(row) + 1}`;
  const fault = (name: string, reason: string) => ({
    pointer: pointer(...at, name),
    sentence: `“${name}”${where} ${reason}`,
  });
  return [
    ...asked.filter(({ name }) => !(name in given)).map(({ name }) => fault(name, 'is required.')),
    ...Object.keys(given)
      .filter((name) => !names.has(name))
      .map((name) => fault(name, 'is not asked for.')),
  ];
}

function meaningOf(described: Json): string {
  if (!isObject(described)) return '';
  return textAt(described, 'description') || textAt(described, 'title');
}
