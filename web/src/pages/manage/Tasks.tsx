/** Tasks, newest first: filtered, page by page, both kept in the address. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { SubmitEvent } from 'react';
import { useTypeTitle } from '../../api/taskTypes';
import { summary } from '../../editor/summary';
import { moment, percent, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { DataTable } from '../../ui/DataTable';
import { Field } from '../../ui/Field';
import { typed } from '../../ui/form';
import { StatusMark, statusName } from '../../ui/Progress';
import { usePageTitle } from '../../ui/usePageTitle';
import { membersQuery, projectsQuery, tasksQuery, type Task, type TaskFilter } from './queries';
import { scopeName } from './Projects';
import { useScope } from './scope';
import { answerOf } from './TaskAnswers';

const STATUSES = ['pending', 'completed', 'cancelled', 'error'] as const;

const TEXTS = [
  'project',
  'batch',
  'unique_id',
  'worker',
  'label',
  'text',
  'field',
  'value',
] as const;
const SHARES = ['confidence_from', 'confidence_until'] as const;
const DAYS = ['created_from', 'created_until'] as const;
const NAMES = ['status', ...TEXTS, ...SHARES, ...DAYS] as const;

type Said = Partial<Record<(typeof NAMES)[number], string>>;

/** What a page looks at before it is cut, as the server has it. */
const LOOKED_AT = 10_000;

export function Tasks() {
  usePageTitle(t('Tasks'));
  const scope = useScope();
  const { after, columns, ...search } = useSearch({ from: '/inside/manage/tasks' });
  const shown = columns?.split(',') ?? [];
  const kept = columns === undefined ? {} : { columns };
  const said = Object.fromEntries(
    NAMES.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])),
  ) as Said; // its names are those
  const filter = filterOf(said);
  const asked = useQuery(
    tasksQuery(scope, after === undefined ? filter : { ...filter, next_token: after }),
  );
  return (
    <>
      <header className="gw-head">
        <h1>{t('Tasks')}</h1>
      </header>
      <Filters key={JSON.stringify(said)} said={said} kept={kept} />
      <Answer asked={asked}>
        {(page) => (
          <>
            <p role="status" className="gw-quiet">
              {totalOf(page.total, page.tasks.length)}{' '}
              {page.is_cut
                ? t('{n} {n|task was|tasks were} looked through; there are more.', {
                    n: page.pages * LOOKED_AT,
                  })
                : null}
            </p>
            <Columns tasks={page.tasks} shown={shown} said={said} after={after} />
            <List tasks={page.tasks} shown={shown} />
            <nav className="gw-pages" aria-label={t('Pages')}>
              {after === undefined ? null : (
                <Link to="/manage/tasks" search={{ ...said, ...kept }}>
                  {t('Newest')}
                </Link>
              )}
              {page.next_token === null ? null : (
                <Link to="/manage/tasks" search={{ ...said, ...kept, after: page.next_token }}>
                  {page.is_cut ? t('Look further') : t('Older')}
                </Link>
              )}
            </nav>
          </>
        )}
      </Answer>
    </>
  );
}

function totalOf(total: number | null, shown: number): string {
  if (total === null) return shown === 0 ? '' : t('{n} on this page.', { n: shown });
  return t('{n} {n|task|tasks}', { n: total });
}

/** The filter as it is asked for: shares and days are typed as people say them. */
function filterOf(said: Said): TaskFilter {
  const status = STATUSES.find((one) => one === said.status);
  const texts = TEXTS.flatMap((name) => (said[name] === undefined ? [] : [[name, said[name]]]));
  const shares = SHARES.flatMap((name) => {
    const share = Number(said[name]) / 100;
    return said[name] !== undefined && share >= 0 && share <= 1 ? [[name, share]] : [];
  });
  const days = DAYS.flatMap((name) => {
    const moment = new Date(
      `${said[name] ?? ''}T${name === 'created_from' ? '00:00:00' : '23:59:59.999'}`,
    );
    return Number.isNaN(moment.getTime()) ? [] : [[name, moment.toISOString()]];
  });
  return {
    ...(Object.fromEntries([...texts, ...shares, ...days]) as TaskFilter), // of these names
    ...(status === undefined ? {} : { status }),
  };
}

function Filters({ said, kept }: { said: Said; kept: { columns?: string } }) {
  const scope = useScope();
  const projects = useQuery(projectsQuery(scope)).data ?? [];
  const members = useQuery(membersQuery(scope)).data ?? [];
  const navigate = useNavigate();
  const go = (form: HTMLFormElement) => {
    const data = new FormData(form);
    const typedIn = NAMES.map((name) => [name, typed(data, name)] as const).filter(
      ([, value]) => value !== '',
    );
    const search: Said = Object.fromEntries(typedIn);
    return navigate({ to: '/manage/tasks', search: { ...search, ...kept } });
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void go(event.currentTarget);
  };
  // A project or a worker by a link is offered too while the list is on its way.
  const names = new Set([
    ...projects.map((one) => one.name),
    ...(said.project === undefined ? [] : [said.project]),
  ]);
  const workers = new Map([
    ...(said.worker === undefined ? [] : [[said.worker, said.worker] as const]),
    ...members.flatMap((one) =>
      one.worker_id === null ? [] : [[one.worker_id, one.email] as const],
    ),
  ]);
  const isMore = [...SHARES, ...DAYS, 'worker', 'label', 'unique_id', 'field'].some(
    (name) => name in said,
  );
  return (
    <form role="search" className="gw-filters" onSubmit={onSubmit}>
      <div className="gw-row">
        <Choice
          name="status"
          label={t('Status')}
          any={t('Any')}
          chosen={said.status}
          of={STATUSES.map((one) => [one, statusName(one)])}
          onChoose={go}
        />
        <Choice
          name="project"
          label={t('Project')}
          any={t('All projects')}
          chosen={said.project}
          of={[...names].map((one) => [one, one])}
          onChoose={go}
        />
        <Field label={t('Batch')} name="batch" defaultValue={said.batch} size={16} />
        <Field
          label={t('Words in name or metadata')}
          name="text"
          defaultValue={said.text}
          size={20}
        />
        <button type="submit" className="gw-button">
          {t('Filter')}
        </button>
        {Object.keys(said).length > 0 ? (
          <Link to="/manage/tasks" search={{}}>
            {t('Show all')}
          </Link>
        ) : null}
      </div>
      <details open={isMore}>
        <summary>{t('More filters')}</summary>
        <div className="gw-row">
          <Field label={t('unique_id')} name="unique_id" defaultValue={said.unique_id} size={20} />
          <Choice
            name="worker"
            label={t('Answered by')}
            any={t('Anybody')}
            chosen={said.worker}
            of={[...workers]}
            onChoose={go}
          />
          <Field label={t('In the answer')} name="label" defaultValue={said.label} size={14} />
          <Field
            label={t('Field of metadata or params')}
            name="field"
            defaultValue={said.field}
            size={14}
          />
          <Field label={t('is')} name="value" defaultValue={said.value} size={14} />
          {SHARES.map((name) => (
            <Field
              key={name}
              label={name === 'confidence_from' ? t('Sure from, %') : t('Sure to, %')}
              name={name}
              type="number"
              min={0}
              max={100}
              step="any"
              defaultValue={said[name]}
            />
          ))}
          {DAYS.map((name) => (
            <Field
              key={name}
              label={name === 'created_from' ? t('Sent from') : t('Sent to')}
              name={name}
              type="date"
              defaultValue={said[name]}
            />
          ))}
        </div>
      </details>
    </form>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly any: string;
  readonly chosen: string | undefined;
  readonly of: readonly (readonly [string, string])[];
  readonly onChoose: (form: HTMLFormElement) => void;
}

function Choice({ name, label, any, chosen, of, onChoose }: ChoiceProps) {
  return (
    <div className="gw-field">
      <label htmlFor={`task-${name}`}>{label}</label>
      <select
        key={of.length}
        id={`task-${name}`}
        name={name}
        className="gw-select"
        defaultValue={chosen ?? ''}
        onChange={(event) => event.target.form && onChoose(event.target.form)}
      >
        <option value="">{any}</option>
        {of.map(([value, shown]) => (
          <option key={value} value={value}>
            {shown}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What a task is about, as far as a line of text can tell. */
function about({ params, instruction }: Task): string {
  const { attachment, text, attachments } = params;
  const first: unknown = Array.isArray(attachments) ? attachments[0] : null;
  const told = [attachment, text, first].find((one) => typeof one === 'string' && one !== '');
  return typeof told === 'string' ? told : instruction;
}

const COLUMNS_MAX = 40;

/** What a task holds under a name, in its metadata or else in its params. */
function fieldOf({ metadata, params }: Task, name: string): string {
  const value = metadata[name] ?? params[name];
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

interface ColumnsProps {
  readonly tasks: readonly Task[];
  readonly shown: readonly string[];
  readonly said: Said;
  readonly after: string | undefined;
}

/** Fields of the tasks on this page, to be shown as columns; the choice is kept in the address. */
function Columns({ tasks, shown, said, after }: ColumnsProps) {
  const navigate = useNavigate();
  const found = tasks.flatMap(({ metadata, params }) => [
    ...Object.keys(metadata),
    ...Object.keys(params),
  ]);
  const names = [...new Set([...shown, ...found])].filter((one) => !one.includes(','));
  if (names.length === 0) return null;
  const choose = (name: string, isShown: boolean) => {
    const next = isShown ? [...shown, name] : shown.filter((one) => one !== name);
    void navigate({
      to: '/manage/tasks',
      search: {
        ...said,
        ...(after === undefined ? {} : { after }),
        ...(next.length > 0 ? { columns: next.join(',') } : {}),
      },
      replace: true,
    });
  };
  return (
    <details open={shown.length > 0}>
      <summary>{t('Columns')}</summary>
      <fieldset className="gw-columns">
        <legend>{t('Fields to show')}</legend>
        {names.slice(0, COLUMNS_MAX).map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={shown.includes(name)}
              onChange={(event) => choose(name, event.target.checked)}
            />{' '}
            {name}
          </label>
        ))}
      </fieldset>
    </details>
  );
}

function List({ tasks, shown }: { tasks: readonly Task[]; shown: readonly string[] }) {
  const scope = useScope();
  const titleOf = useTypeTitle();
  return (
    <DataTable
      label={t('Tasks')}
      rows={tasks}
      keyOf={(one) => one.id}
      empty={t('No tasks match in the {environment} environment.', scopeName(scope))}
      columns={[
        {
          title: t('Task'),
          cell: (one) => (
            <div className="gw-short">
              <Link to="/manage/tasks/$task" params={{ task: one.id }}>
                {one.unique_id ?? one.id}
              </Link>
              <br />
              <small className="gw-quiet">{about(one)}</small>
            </div>
          ),
        },
        ...shown.map((name) => ({
          title: name,
          cell: (one: Task) => <div className="gw-short">{fieldOf(one, name)}</div>,
        })),
        { title: t('Status'), cell: (one) => <StatusMark status={one.status} /> },
        { title: t('Answer'), cell: (one) => summary(answerOf(one.response)) },
        {
          title: t('Project'),
          cell: (one) => (
            <>
              {one.project_name ?? titleOf(one.type)}
              <br />
              <small className="gw-quiet">{one.batch_name}</small>
            </>
          ),
        },
        {
          title: t('Confidence'),
          cell: (one) => percent(one.confidence),
          isNumber: true,
        },
        { title: t('Sent'), cell: (one) => moment(one.created_at) },
      ]}
    />
  );
}
