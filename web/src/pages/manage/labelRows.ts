/** Labels as rows of a table, and what can be done to a row; finer labels stand deeper, below theirs. */
import type { Json, JsonObject } from '../../editor/contract';
import { isObject, textAt, without } from '../../ui/json';

export interface LabelRow {
  readonly depth: number;
  readonly name: string;
  /** What else is said of the label, such as its colour. */
  readonly beside: JsonObject;
}

export interface TreeRows {
  readonly read: (value: Json | undefined) => LabelRow[];
  /** Depths need only grow and shrink: a row belongs to the last one above that is less deep. */
  readonly write: (rows: readonly LabelRow[]) => Json[];
}

export const TREES = {
  labels: rowsOf('choice', 'subchoices', true),
  named_labels: rowsOf('name', 'children', false),
} as const;

function rowsOf(nameKey: string, partsKey: string, mayBeText: boolean): TreeRows {
  const read = (value: Json | undefined, depth: number): LabelRow[] =>
    (Array.isArray(value) ? value : []).flatMap((one): LabelRow[] => {
      if (typeof one === 'string') return [{ depth, name: one, beside: {} }];
      if (!isObject(one)) return [];
      const beside = without(without(one, nameKey), partsKey);
      return [{ depth, name: textAt(one, nameKey), beside }, ...read(one[partsKey], depth + 1)];
    });
  const write = (rows: readonly LabelRow[]): Json[] => {
    const labels: Json[] = [];
    for (let place = 0; place < rows.length;) {
      const row = rows[place];
      if (!row) break;
      const end = endOf(rows, place);
      const parts = write(rows.slice(place + 1, end));
      const isText = mayBeText && parts.length === 0 && Object.keys(row.beside).length === 0;
      const own = { [nameKey]: row.name, ...row.beside };
      labels.push(isText ? row.name : parts.length > 0 ? { ...own, [partsKey]: parts } : own);
      place = end;
    }
    return labels;
  };
  return { read: (value) => read(value, 0), write };
}

/** The place after a row and all that stand under it. */
export function endOf(rows: readonly LabelRow[], place: number): number {
  const { depth } = rows[place] ?? { depth: 0 };
  const next = rows.findIndex((one, at) => at > place && one.depth <= depth);
  return next < 0 ? rows.length : next;
}

/** Without the row; what stood under it stands in its place. */
export function removed(rows: readonly LabelRow[], place: number): LabelRow[] {
  const end = endOf(rows, place);
  return rows.flatMap((one, at) => {
    if (at === place) return [];
    return at > place && at < end ? [{ ...one, depth: one.depth - 1 }] : [one];
  });
}

/** Where the neighbour begins that a row would change places with; undefined at either end. */
export function neighbour(
  rows: readonly LabelRow[],
  place: number,
  isDown: boolean,
): number | undefined {
  const { depth } = rows[place] ?? { depth: 0 };
  if (isDown) {
    const next = endOf(rows, place);
    return rows[next]?.depth === depth ? next : undefined;
  }
  const before = rows.findLastIndex((one, at) => at < place && one.depth <= depth);
  return rows[before]?.depth === depth ? before : undefined;
}

/** The row, with all under it, after or before its neighbour; and where it stands then. */
export function moved(
  rows: readonly LabelRow[],
  place: number,
  isDown: boolean,
): { readonly rows: readonly LabelRow[]; readonly place: number } {
  const other = neighbour(rows, place, isDown);
  if (other === undefined) return { rows, place };
  const [first, second] = isDown ? [place, other] : [other, place];
  const end = endOf(rows, second);
  const [one, two] = [rows.slice(first, second), rows.slice(second, end)];
  return {
    rows: [...rows.slice(0, first), ...two, ...one, ...rows.slice(end)],
    place: isDown ? first + two.length : first,
  };
}

/** Rows with some in the place of one, each as deep as that; what was said of a known name stays. */
export function pasted(
  rows: readonly LabelRow[],
  place: number,
  names: readonly string[],
): LabelRow[] {
  const { depth, beside } = rows[place] ?? { depth: 0, beside: {} };
  const made = names.map((name, at) => ({ depth, name, beside: at === 0 ? beside : {} }));
  return [...rows.slice(0, place), ...made, ...rows.slice(place + 1)];
}

/** The row with a colour of its own, or with undefined with one of ours. */
export function coloured(row: LabelRow, colour: string | undefined): LabelRow {
  const others = without(row.beside, 'color');
  return { ...row, beside: colour === undefined ? others : { ...others, color: colour } };
}
