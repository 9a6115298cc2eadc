/** Taking a project's work away: what of it, how much that is, and the file with its receipt. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { ask, client, type Schemas } from '../../api/client';
import type { paths } from '../../api/schema.gen';
import { moment, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { bytes } from '../../ui/bytes';
import { DataTable } from '../../ui/DataTable';
import { statusName } from '../../ui/Progress';
import { Refused } from '../../ui/Refused';
import { download, save, type Received } from './download';
import { batchesQuery, type Project } from './queries';
import { useScope, type Scope } from './scope';

type Sought = NonNullable<paths['/api/projects/{name}/export/count']['get']['parameters']['query']>;
type Format = NonNullable<Sought['format']>;
type Status = NonNullable<Sought['status']>;

const TASKS = 'tasks';
const RECEIPTS = 'receipts';
const OWN = 'as:';
const TABLES: readonly Format[] = ['jsonl', 'csv', 'parquet'];
const FORMATS: Readonly<Record<Format, string>> = {
  jsonl: 'JSON Lines',
  csv: 'CSV',
  parquet: 'Parquet',
  json: 'JSON',
};
const STATUSES: readonly Status[] = ['completed', 'pending', 'error', 'cancelled'];

interface Choice {
  readonly what: string;
  readonly format: Format;
  readonly batch: string;
  readonly status: Status | '';
  readonly since: string;
}

function soughtBy({ what, format, batch, status, since }: Choice): Sought {
  return {
    format,
    ...(what === RECEIPTS ? { receipts: true } : {}),
    ...(what.startsWith(OWN) ? { as: what.slice(OWN.length) } : {}),
    ...(batch === '' ? {} : { batch }),
    ...(status === '' || what.startsWith(OWN) ? {} : { status }),
    ...(since === '' ? {} : { since: new Date(`${since}T00:00:00`).toISOString() }),
  };
}

function formatsQuery(taskType: string) {
  return {
    queryKey: ['task-types', taskType, 'export-formats'],
    queryFn: () =>
      ask(
        client.GET('/api/task-types/{name}/export-formats', {
          params: { path: { name: taskType } },
        }),
      ),
    staleTime: Infinity,
  };
}

function countQuery({ api, key }: Scope, name: string, query: Sought) {
  return {
    queryKey: [...key, 'export-count', name, query],
    queryFn: () =>
      ask(api.GET('/api/projects/{name}/export/count', { params: { path: { name }, query } })),
    placeholderData: keepPreviousData,
    retry: false,
  };
}

export function Exports({ project }: { project: Project }) {
  const formats = useQuery(formatsQuery(project.task_type));
  return <Answer asked={formats}>{(own) => <Chosen project={project} own={own} />}</Answer>;
}

function Chosen({ project, own }: { project: Project; own: readonly Schemas['ExportFormat'][] }) {
  const scope = useScope();
  const { batch = '' } = useSearch({ from: '/inside/manage/projects/$name' });
  const [choice, setChoice] = useState<Choice>({
    what: TASKS,
    format: 'jsonl',
    batch,
    status: '',
    since: '',
  });
  const sought = soughtBy(choice);
  const counted = useQuery(countQuery(scope, project.name, sought));
  const isOwn = choice.what.startsWith(OWN);
  const offered = own.find((one) => `${OWN}${one.name}` === choice.what)?.formats ?? TABLES;
  // One format may go by two names.
  const distinct = [...new Map(own.map((one) => [one.title, one])).values()];
  const choose = (change: Partial<Choice>) => setChoice({ ...choice, ...change });
  return (
    <section className="gw-panel">
      <h2>{t('Export')}</h2>
      <fieldset className="gw-fieldset">
        <legend>{t('What')}</legend>
        <What value={TASKS} {...{ choice, choose, formats: TABLES }}>
          {t('Tasks, with the settled answer of each')}
        </What>
        <What value={RECEIPTS} {...{ choice, choose, formats: TABLES }}>
          {t('Receipts: every answer with who gave it, when, in what time and for what pay')}
        </What>
        {distinct.map((one) => (
          <What
            key={one.name}
            value={`${OWN}${one.name}`}
            {...{ choice, choose, formats: one.formats }}
          >
            {t('Completed tasks: {title}', { title: one.title })}
          </What>
        ))}
      </fieldset>
      <div className="gw-row">
        <Select
          id="export-format"
          label={t('Written as')}
          value={choice.format}
          of={offered.map((one) => [one, FORMATS[one]])}
          onChoose={(format) => choose({ format })}
        />
        <Select
          id="export-status"
          label={t('Status of the task')}
          value={isOwn ? 'completed' : choice.status}
          isDisabled={isOwn}
          of={[['', t('Any')], ...STATUSES.map((one) => [one, statusName(one)] as const)]}
          onChoose={(status) => choose({ status })}
        />
        <InBatch
          project={project}
          value={choice.batch}
          onChoose={(one) => choose({ batch: one })}
        />
        <div className="gw-field">
          <label htmlFor="export-since">
            {choice.what === RECEIPTS ? t('Answered since') : t('Changed since')}
          </label>
          <input
            id="export-since"
            type="date"
            value={choice.since}
            onChange={(event) => choose({ since: event.target.value })}
          />
        </div>
      </div>
      <Answer asked={counted}>
        {({ count }) => (
          <p role="status" aria-busy={counted.isPlaceholderData}>
            <Held count={count} isReceipts={choice.what === RECEIPTS} />
          </p>
        )}
      </Answer>
      <Fetching
        project={project}
        sought={sought}
        count={counted.data?.count ?? null}
        isEmpty={counted.data?.count === 0 && !counted.isPlaceholderData}
      />
    </section>
  );
}

function Held({ count, isReceipts }: { count: number | null; isReceipts: boolean }) {
  if (count === null)
    return t('How much it will hold takes too long to count; the file holds all of it.');
  if (count === 0)
    return isReceipts ? t('No answer is chosen by this.') : t('No task is chosen by this.');
  if (isReceipts) return t('It will hold {n} {n|answer|answers}.', { n: count });
  return t('It will hold {n} {n|task|tasks}.', { n: count });
}

interface WhatProps {
  readonly value: string;
  readonly formats: readonly Format[];
  readonly choice: Choice;
  readonly choose: (change: Partial<Choice>) => void;
  readonly children: ReactNode;
}

function What({ value, formats, choice, choose, children }: WhatProps) {
  return (
    <label className="gw-check">
      <input
        type="radio"
        name="export-what"
        checked={choice.what === value}
        onChange={() =>
          choose({
            what: value,
            format: formats.includes(choice.format) ? choice.format : (formats[0] ?? 'jsonl'),
          })
        }
      />
      {children}
    </label>
  );
}

interface SelectProps<Value extends string> {
  readonly id: string;
  readonly label: string;
  readonly value: Value;
  readonly of: readonly (readonly [Value, string])[];
  readonly isDisabled?: boolean;
  readonly onChoose: (value: Value) => void;
}

function Select<Value extends string>(props: SelectProps<Value>) {
  const { id, label, value, of, isDisabled = false, onChoose } = props;
  return (
    <div className="gw-field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="gw-select"
        value={value}
        disabled={isDisabled}
        onChange={(event) => {
          const chosen = of.find(([one]) => one === event.target.value);
          if (chosen) onChoose(chosen[0]);
        }}
      >
        {of.map(([one, shown]) => (
          <option key={one} value={one}>
            {shown}
          </option>
        ))}
      </select>
    </div>
  );
}

interface InBatchProps {
  readonly project: Project;
  readonly value: string;
  readonly onChoose: (batch: string) => void;
}

/** The newest batches are offered; others are typed. */
function InBatch({ project, value, onChoose }: InBatchProps) {
  const batches = useQuery(batchesQuery(useScope(), { project: project.name }, 0)).data?.batches;
  return (
    <div className="gw-field">
      <label htmlFor="export-batch">{t('Batch')}</label>
      <input
        id="export-batch"
        list="export-batches"
        placeholder={t('All')}
        defaultValue={value}
        size={16}
        onBlur={(event) => onChoose(event.target.value.trim())}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onChoose(event.currentTarget.value.trim());
        }}
        onInput={(event) => {
          const typed = event.currentTarget.value;
          if (typed === '' || batches?.some((one) => one.name === typed)) onChoose(typed);
        }}
      />
      <datalist id="export-batches">
        {(batches ?? []).map((one) => (
          <option key={one.id}>{one.name}</option>
        ))}
      </datalist>
    </div>
  );
}

interface Saved {
  readonly file: string;
  readonly blob: Blob;
  readonly lines: number | null;
  readonly at: Date;
}

interface FetchingProps {
  readonly project: Project;
  readonly sought: Sought;
  readonly count: number | null;
  readonly isEmpty: boolean;
}

function Fetching({ project, sought, count, isEmpty }: FetchingProps) {
  const { link } = useScope();
  const [now, setNow] = useState<Received | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [saved, setSaved] = useState<readonly Saved[]>([]);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const isLines = sought.format === 'jsonl';
  const named = Object.fromEntries(Object.entries(sought).map(([name, one]) => [name, `${one}`]));
  const address = link(`/api/projects/${encodeURIComponent(project.name)}/export`, named);
  const begin = async () => {
    const controller = new AbortController();
    stop.current = controller;
    setError(null);
    setNow({ bytes: 0, lines: 0 });
    let last: Received = { bytes: 0, lines: 0 };
    try {
      const blob = await download(address, {
        signal: controller.signal,
        onProgress: (received) => setNow((last = received)),
      });
      const file = fileName(project.name, sought);
      save(blob, file);
      setSaved((before) => [
        { file, blob, lines: isLines ? last.lines : null, at: new Date() },
        ...before,
      ]);
    } catch (reason) {
      if (!controller.signal.aborted) setError(reason as Error); // `download` throws nothing else
    }
    setNow(null);
  };
  // A line is a task or a receipt there; in a task type's own format it may be a part of one.
  const share = isLines && sought.as === undefined && count ? (now?.lines ?? 0) / count : undefined;
  return (
    <>
      <Refused error={error} />
      <div className="gw-row">
        <button
          type="button"
          className="gw-button gw-primary"
          disabled={now !== null || isEmpty}
          onClick={() => void begin()}
        >
          {error === null ? t('Download') : t('Try again')}
        </button>
        {now === null ? null : (
          <button type="button" className="gw-button" onClick={() => stop.current?.abort()}>
            {t('Stop')}
          </button>
        )}
        {now === null && !isEmpty ? (
          <a href={address} download>
            {t('Too large for this page? Save it straight to disk')}
          </a>
        ) : null}
      </div>
      {now === null ? null : (
        <>
          <progress
            className="gw-sent-bar"
            aria-label={t('Downloaded')}
            {...(share === undefined ? {} : { value: Math.min(share, 1) })}
          />
          <p className="gw-quiet">
            {isLines
              ? t('{size} so far, {n} {n|line|lines}.', { size: bytes(now.bytes), n: now.lines })
              : t('{size} so far.', { size: bytes(now.bytes) })}
          </p>
        </>
      )}
      {saved.length === 0 ? null : (
        <>
          <h3>{t('Downloaded')}</h3>
          <DataTable
            label={t('Downloaded')}
            rows={saved}
            keyOf={(one) => one.at.toISOString()}
            empty=""
            columns={[
              { title: t('File'), cell: (one) => <span className="gw-break">{one.file}</span> },
              {
                title: t('Lines'),
                cell: (one) => (one.lines === null ? '–' : t('{n}', { n: one.lines })),
                isNumber: true,
              },
              { title: t('Size'), cell: (one) => bytes(one.blob.size), isNumber: true },
              { title: t('When'), cell: (one) => moment(one.at.toISOString()) },
              {
                title: '',
                cell: (one) => (
                  <button
                    type="button"
                    className="gw-button gw-small"
                    onClick={() => save(one.blob, one.file)}
                  >
                    {t('Save again')}
                    <span className="gw-hidden"> {one.file}</span>
                  </button>
                ),
              },
            ]}
          />
        </>
      )}
    </>
  );
}

/** A name that says what is in it and that any disk takes. */
function fileName(project: string, { format = 'jsonl', receipts, as, batch, status }: Sought) {
  const parts = [project, batch, status, as ?? (receipts ? RECEIPTS : undefined)];
  const words = parts.filter((one) => one !== undefined && one !== '');
  return `${words.join(' ').replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}.${format}`;
}
