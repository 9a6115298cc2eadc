import type { ReactNode } from 'react';
import './screens.css';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
}

interface Props<Row> {
  /** What the table lists, for who cannot see it. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  /** Said in place of a table without rows. */
  readonly empty: ReactNode;
}

/** Rows under headings; a wide one scrolls by itself, and on a phone each row is a card. */
export function DataTable<Row>({ label, rows, keyOf, columns, empty }: Props<Row>) {
  if (rows.length === 0) return <div className="gw-empty gw-quiet">{empty}</div>;
  return (
    <div className="gw-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="gw-table gw-lined gw-rows">
        <thead>
          <tr>
            {columns.map((one) => (
              <th key={one.title} scope="col" className={classOf(one)}>
                {one.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((one) => (
                <td key={one.title} className={classOf(one)} data-title={one.title}>
                  {one.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function classOf<Row>(column: Column<Row>): string | undefined {
  return column.isNumber === true ? 'gw-number' : undefined;
}
