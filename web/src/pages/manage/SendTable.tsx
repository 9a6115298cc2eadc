import { useQuery } from '@tanstack/react-query';
import { Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
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
  KNOWN,
  METADATA,
  PRELABEL,
  proposed,
  readTable,
  tasksOf,
  UNIQUE_ID,
  type Mapping,
  type Row,
  type Table,
} from './table';
import { readFile, type TextFile } from './tableFile';
import { templatesQuery } from './templates';

interface Chosen {
  readonly name: string;
  readonly prefix: string;
  readonly table: Table;
  readonly text: string;
}

const PREVIEWED = 5;
const UNREAD_SHOWN = 10;
const CELL_CHARACTERS = 80;

interface TableProps extends SourceProps {
  /** One that was read before. */
  readonly given: TextFile | undefined;
}

/** A table whose rows become tasks: columns mapped to params, the first rows shown, bad lines told. */
export function SendTable({ project, sample, batch, given }: TableProps) {
  const form = useQuery(templatesQuery).data?.find((one) => one.task_type === project.task_type);
  const own = Object.keys(sample);
  const others = (form?.form ?? []).map((one) => one.pointer.slice(1)).filter(isOfTask);
  const known = [...new Set([...own, ...others, PRELABEL, 'instruction', 'priority', 'tags'])];
  const chosenOf = ({ name, text }: TextFile): Chosen | null =>
    text === null
      ? null
      : { name, prefix: `${project.name}/${name}`, table: readTable(name, text), text };
  const [unreadable, setUnreadable] = useState<TextFile | null>(
    given && given.text === null ? given : null,
  );
  const [chosen, setChosen] = useState(() => (given ? chosenOf(given) : null));
  const mappingOf = (one: Chosen) => proposed(one.table.columns, own, known);
  const [mapping, setMapping] = useState<Mapping>(() => (chosen ? mappingOf(chosen) : {}));
  const [isReading, setIsReading] = useState(false);
  const show = (one: TextFile) => {
    const now = chosenOf(one);
    setUnreadable(now === null ? one : null);
    setChosen(now);
    setMapping(now === null ? {} : mappingOf(now));
  };
  const open = async (reading: Promise<TextFile>) => {
    setIsReading(true);
    show(await reading);
    setIsReading(false);
  };
  return (
    <>
      <div className="gw-field">
        <label htmlFor="table-file">{t('A table: CSV, JSON or JSON Lines')}</label>
        <input
          id="table-file"
          type="file"
          accept=".csv,.tsv,.json,.jsonl,.ndjson,text/csv,application/json"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void open(readFile(file));
            event.target.value = ''; // so that the same, mended, may be chosen once more
          }}
        />
      </div>
      <Textarea
        label={t('Or paste rows')}
        description={t('The first line names the columns; JSON is read as well.')}
        classNames={{ input: 'gw-code' }}
        onChange={(event) => {
          const text = event.target.value;
          if (text.trim() === '') setChosen(null);
          else show({ name: t('Pasted rows'), text });
        }}
        spellCheck={false}
        autosize
        minRows={2}
        maxRows={8}
      />
      {isReading ? <p role="status">{t('Reading…')}</p> : null}
      {unreadable === null ? null : (
        <div role="alert" className="gw-refused">
          <p>
            {t('{name} cannot be read.', { name: unreadable.name })} {unreadable.fault}
          </p>
          {unreadable.asWestern === undefined ? null : (
            <button
              type="button"
              className="gw-button"
              onClick={() => unreadable.asWestern && void open(unreadable.asWestern())}
            >
              {t('Read it as Windows-1252')}
            </button>
          )}
        </div>
      )}
      {chosen === null ? null : (
        <Mapped
          key={chosen.name + chosen.text}
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
  const { columns, rows, unread, notes } = table;
  const takesSeveral = project.params['allow_multiple'] === true;
  const read = useMemo(
    () => tasksOf(rows, mapping, { sample, prefix, takesSeveral }),
    [rows, mapping, sample, prefix, takesSeveral],
  );
  const lost = read.flatMap(({ row, lost: said }) =>
    said === undefined ? [] : [{ line: row.line, reason: said.join('; ') }],
  );
  const refused = [
    ...unread,
    ...read.flatMap(({ row, task }) =>
      typeof task === 'string' ? [{ line: row.line, reason: task }] : [],
    ),
  ].sort((one, two) => one.line - two.line);
  const items = read.flatMap(({ row, task, known: answer }) =>
    typeof task === 'string'
      ? []
      : [
          {
            where: t('Line {n}', { n: row.line }),
            task: () => Promise.resolve(task),
            placeOf: (pointer: string) => columnAt(pointer, mapping),
            ...(answer === undefined ? {} : { known: answer }),
          },
        ],
  );
  const [first] = read;
  return (
    <>
      <p role="status">
        {refused.length === 0
          ? t('{name}: {rows} {rows|row|rows} can be sent.', {
              name: chosen.name,
              rows: items.length,
            })
          : t('{name}: {rows} {rows|row|rows} can be sent, {bad} {bad|line|lines} cannot.', {
              name: chosen.name,
              rows: items.length,
              bad: refused.length,
            })}
      </p>
      {notes.map((one) => (
        <p key={one} className="gw-note">
          {one}
        </p>
      ))}
      <Lines lines={refused} />
      {lost.length > 0 ? (
        <p className="gw-note">{t('Of some lines not all can be read; the rest is sent:')}</p>
      ) : null}
      <Lines lines={lost} />
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
              <option value={KNOWN}>{t('the right answer (a gold task)')}</option>
              {known.map((one) => (
                <option key={one} value={one}>
                  {one === PRELABEL ? t('an answer to start from (hypothesis)') : one}
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

interface Told {
  readonly line: number;
  readonly reason: string;
}

function Lines({ lines }: { lines: readonly Told[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className="gw-refused-lines">
      {lines.slice(0, UNREAD_SHOWN).map((one) => (
        <li key={one.line}>
          <strong>{t('Line {n}', { n: one.line })}</strong> {one.reason}
        </li>
      ))}
      {lines.length > UNREAD_SHOWN ? (
        <li>{t('And {n} more.', { n: lines.length - UNREAD_SHOWN })}</li>
      ) : null}
    </ul>
  );
}

/** What a pointer into a task is in the table. */
function columnAt(pointer: string, mapping: Mapping): string {
  const [, param = ''] = pointer.split('/');
  const column = Object.keys(mapping).find((one) => mapping[one] === param);
  if (column === undefined) return t('{pointer} (no column is that)', { pointer });
  return t('column {column}, {pointer}', { column, pointer });
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
