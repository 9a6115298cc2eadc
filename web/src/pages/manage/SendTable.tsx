import { useQuery } from '@tanstack/react-query';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../messages';
import { DataTable } from '../../ui/DataTable';
import { without } from '../../ui/json';
import type { JsonObject } from '../../editor/contract';
import { Preview, useCheck } from './Preview';
import { printed } from './jsonText';
import { Sending } from './Sending';
import type { SourceProps } from './SendTasks';
import {
  IGNORED,
  METADATA,
  nameOf,
  proposed,
  readTable,
  taskOf,
  UNIQUE_ID,
  type Mapping,
  type Row,
  type Table,
} from './table';
import { templatesQuery } from './templates';

interface Chosen {
  readonly name: string;
  readonly prefix: string;
  readonly table: Table;
}

const BYTES_MAX = 200_000_000;
const PREVIEWED = 5;
const UNREAD_SHOWN = 10;
const CELL_CHARACTERS = 80;

export interface Read {
  readonly name: string;
  readonly text: string;
}

interface TableProps extends SourceProps {
  /** One that was read before. */
  readonly given: Read | undefined;
}

/** A table whose rows become tasks: columns mapped to params, the first rows shown, bad lines told. */
export function SendTable({ project, sample, batch, given }: TableProps) {
  const [trouble, setTrouble] = useState('');
  const form = useQuery(templatesQuery).data?.find((one) => one.task_type === project.task_type);
  const own = Object.keys(sample);
  const others = (form?.form ?? []).map((one) => one.pointer.slice(1)).filter(isOfTask);
  const known = [...new Set([...own, ...others, 'instruction', 'priority', 'tags'])];
  const open = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > BYTES_MAX) {
      setTrouble(t('The file is too large for the browser; send it by the bulk call or in parts.'));
      return;
    }
    read({ name: file.name, text: await file.text() });
  };
  const chosenOf = ({ name, text }: Read): Chosen => ({
    name,
    prefix: `${project.name}/${name}/${nameOf(text)}`,
    table: readTable(name, text),
  });
  const [chosen, setChosen] = useState(() => (given ? chosenOf(given) : null));
  const mappingOf = (one: Chosen) => proposed(one.table.columns, own, known);
  const [mapping, setMapping] = useState<Mapping>(() => (chosen ? mappingOf(chosen) : {}));
  const read = (one: Read) => {
    const now = chosenOf(one);
    setTrouble('');
    setChosen(now);
    setMapping(mappingOf(now));
  };
  return (
    <>
      <div className="gw-field">
        <label htmlFor="table-file">{t('A table: CSV, JSON or JSON Lines')}</label>
        <input
          id="table-file"
          type="file"
          accept=".csv,.tsv,.json,.jsonl,.ndjson,text/csv,application/json"
          onChange={(event) => void open(event.target.files?.[0])}
        />
      </div>
      <Textarea
        label={t('Or paste rows')}
        description={t('The first line names the columns; JSON is read as well.')}
        classNames={{ input: 'gw-code' }}
        onChange={(event) => {
          const text = event.target.value;
          if (text.trim() === '') setChosen(null);
          else read({ name: t('Pasted rows'), text });
        }}
        spellCheck={false}
        autosize
        minRows={2}
        maxRows={8}
      />
      {trouble === '' ? null : <p role="alert">{trouble}</p>}
      {chosen === null ? null : (
        <Mapped
          key={chosen.prefix}
          {...{ project, sample, batch, chosen, mapping, known }}
          onMap={setMapping}
        />
      )}
    </>
  );
}

function isOfTask(name: string): boolean {
  return !name.includes('/');
}

interface Props extends SourceProps {
  readonly chosen: Chosen;
  readonly mapping: Mapping;
  readonly known: readonly string[];
  readonly onMap: (mapping: Mapping) => void;
}

function Mapped({ project, sample, batch, chosen, mapping, known, onMap }: Props) {
  const { table, prefix } = chosen;
  const { columns, rows, unread } = table;
  const options = { sample, prefix };
  const read = rows.map((row) => ({ row, task: taskOf(row, mapping, options) }));
  const refused = [
    ...unread,
    ...read.flatMap(({ row, task }) =>
      typeof task === 'string' ? [{ line: row.line, reason: task }] : [],
    ),
  ].sort((one, two) => one.line - two.line);
  const items = read.flatMap(({ row, task }) =>
    typeof task === 'string'
      ? []
      : [{ where: t('Line {n}', { n: row.line }), task: () => Promise.resolve(task) }],
  );
  const [first] = read;
  return (
    <>
      <p role="status">
        {t('{name}: {rows} rows can be sent, {bad} lines cannot.', {
          name: chosen.name,
          rows: items.length,
          bad: refused.length,
        })}
      </p>
      {refused.length > 0 ? (
        <ul className="gw-refused-lines">
          {refused.slice(0, UNREAD_SHOWN).map((one) => (
            <li key={one.line}>
              <strong>{t('Line {n}', { n: one.line })}</strong> {one.reason}
            </li>
          ))}
          {refused.length > UNREAD_SHOWN ? (
            <li>{t('And {n} more.', { n: refused.length - UNREAD_SHOWN })}</li>
          ) : null}
        </ul>
      ) : null}
      <fieldset className="gw-mapping">
        <legend>{t('What each column is')}</legend>
        {columns.map((column) => (
          <div key={column} className="gw-field">
            <label htmlFor={`column-${column}`}>{column}</label>
            <select
              id={`column-${column}`}
              className="gw-select"
              value={mapping[column] ?? IGNORED}
              onChange={(event) => onMap({ ...mapping, [column]: event.target.value })}
            >
              <option value={IGNORED}>{t('left out')}</option>
              <option value={UNIQUE_ID}>{t('the task’s own name (unique_id)')}</option>
              <option value={METADATA}>{t('metadata')}</option>
              {known.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </div>
        ))}
      </fieldset>
      <Rows rows={rows.slice(0, PREVIEWED)} columns={columns} />
      {first && typeof first.task !== 'string' ? (
        <First key={JSON.stringify(mapping)} project={project} task={first.task} />
      ) : null}
      <Sending items={items} project={project} batch={batch} />
    </>
  );
}

function Rows({ rows, columns }: { rows: readonly Row[]; columns: readonly string[] }) {
  return (
    <DataTable
      label={t('First rows')}
      rows={rows}
      keyOf={(one) => `${one.line}`}
      empty={t('The table has no rows.')}
      columns={[
        { title: t('Line'), cell: (one) => one.line, isNumber: true },
        ...columns.map((name) => ({
          title: name,
          cell: (one: Row) => short(one.values[name]),
        })),
      ]}
    />
  );
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return text.length > CELL_CHARACTERS ? `${text.slice(0, CELL_CHARACTERS)}…` : text;
}

/** The first row as a worker will see it, and what the server would refuse of it. */
function First({ project, task }: { project: SourceProps['project']; task: JsonObject }) {
  const [whole] = useState<JsonObject>(() => ({
    ...(project.params as JsonObject), // params are JSON
    ...without(without(task, UNIQUE_ID), METADATA),
  }));
  const check = useCheck(project.task_type, whole);
  return (
    <details open>
      <summary>{t('The first row as workers see it')}</summary>
      {check.faults.length > 0 ? (
        <div role="alert" className="gw-refused">
          <p>{t('The server would refuse it:')}</p>
          <ul>
            {check.faults.map((one) => (
              <li key={one.pointer + one.sentence}>
                {one.pointer} {one.sentence}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <Preview taskType={project.task_type} params={check.settled} isSound={check.isSound} />
      <details>
        <summary>{t('Its JSON')}</summary>
        <pre className="gw-code" tabIndex={0}>
          {printed(task)}
        </pre>
      </details>
    </details>
  );
}
