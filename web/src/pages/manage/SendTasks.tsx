import { Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { failure, UnreachableError } from '../../api/problem';
import { t } from '../../messages';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import { ownOf, printed } from './jsonText';
import { readTasks } from './lines';
import { exampleQuery, type Project } from './queries';
import { useScope } from './scope';

interface Outcome {
  readonly line?: number;
  readonly task_id?: string;
  readonly unique_id?: string | null;
  readonly status?: 'created' | 'existing';
  readonly error?: string;
  readonly faults?: readonly { readonly pointer: string; readonly message: string }[];
}

/** Tasks typed or from a file, sent in bulk; each that is refused says why. */
export function SendTasks({ project }: { project: Project }) {
  const { link, key } = useScope();
  const example = useQuery(exampleQuery(project.task_type)).data;
  const [text, setText] = useState<string | null>(null);
  const [batch, setBatch] = useState('');
  const [prefix, setPrefix] = useState(newPrefix);
  const shown = text ?? (example ? printed(ownOf(example.params, project.params)) : '');
  const { tasks, fault } = readTasks(shown, prefix);
  const send = useAct(async () => {
    const path = `/api/projects/${encodeURIComponent(project.name)}/tasks`;
    const sent = await fetch(link(path, batch.trim() === '' ? {} : { batch: batch.trim() }), {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: tasks.map((one) => `${JSON.stringify(one)}\n`).join(''),
    }).catch(() => {
      throw new UnreachableError();
    });
    if (!sent.ok) throw failure(sent.status, await sent.json().catch(() => undefined));
    const lines = (await sent.text()).split('\n').filter((one) => one !== '');
    return lines.map((one) => JSON.parse(one) as Outcome); // what bulk ingest answers
  }, [
    [...key, 'tasks'],
    [...key, 'batches'],
    [...key, 'quality', project.name],
  ]);
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    send.mutate(undefined, {
      onSuccess: (outcomes) => {
        // Sending again must repeat only what was refused, so the names stay until all is taken.
        if (outcomes.every((one) => one.error === undefined)) setPrefix(newPrefix());
      },
    });
  };
  return (
    <>
      <form className="gw-form gw-panel" onSubmit={onSubmit}>
        <Textarea
          label={t('Tasks')}
          description={t(
            'A JSON object for each task: one, a list, or one a line. What the project shares may be left out.',
          )}
          classNames={{ input: 'gw-code' }}
          value={shown}
          onChange={(event) => setText(event.target.value)}
          error={fault}
          spellCheck={false}
          autosize
          minRows={6}
          maxRows={20}
        />
        <div className="gw-field">
          <label htmlFor="tasks-file">{t('Or from a file (JSON, JSON Lines)')}</label>
          <input
            id="tasks-file"
            type="file"
            accept=".json,.jsonl,.ndjson,application/json"
            onChange={async (event) => setText((await event.target.files?.[0]?.text()) ?? null)}
          />
        </div>
        <TextInput
          label={t('Batch')}
          description={t('The name of one that exists; empty for none.')}
          value={batch}
          onChange={(event) => setBatch(event.target.value)}
        />
        <div>
          <button
            type="submit"
            className="gw-button gw-primary"
            disabled={tasks.length === 0 || send.isPending}
          >
            {tasks.length === 1 ? t('Send 1 task') : t('Send {n} tasks', { n: tasks.length })}
          </button>
        </div>
        <Refused error={send.error} />
      </form>
      {send.data ? <Outcomes outcomes={send.data} project={project} /> : null}
    </>
  );
}

function Outcomes({ outcomes, project }: { outcomes: readonly Outcome[]; project: Project }) {
  const refused = outcomes.filter((one) => one.error !== undefined);
  const created = outcomes.filter((one) => one.status === 'created').length;
  return (
    <section className="gw-panel" aria-label={t('What became of them')} role="status">
      <p>
        {t('{created} new, {existing} were there already, {refused} refused.', {
          created,
          existing: outcomes.length - refused.length - created,
          refused: refused.length,
        })}{' '}
        <Link to="/manage/tasks" search={{ project: project.name }}>
          {t('See the tasks')}
        </Link>
      </p>
      {refused.length > 0 ? (
        <ul>
          {refused.slice(0, REFUSED_SHOWN).map((one) => (
            <li key={one.line}>
              <strong>{t('Task {n}', { n: one.line ?? 0 })}</strong>{' '}
              {(one.faults ?? []).length > 0
                ? one.faults?.map((fault) => `${fault.pointer} ${fault.message}`).join('; ')
                : one.error}
            </li>
          ))}
        </ul>
      ) : null}
      {refused.length > REFUSED_SHOWN ? (
        <p>{t('And {n} more.', { n: refused.length - REFUSED_SHOWN })}</p>
      ) : null}
    </section>
  );
}

const REFUSED_SHOWN = 20;

function newPrefix(): string {
  return `web-${new Date().toISOString().slice(0, 19)}-${Math.random().toString(36).slice(2, 6)}`;
}
