/** What every task of a project shares: edited into the next version, and every version before. */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type SubmitEvent } from 'react';
import { ask, type Schemas } from '../../api/client';
import type { JsonObject } from '../../editor/contract';
import { moment, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { textAt, without } from '../../ui/json';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import { differences, type Difference } from './changes';
import { printed } from './jsonText';
import { ParamsForm } from './ParamsForm';
import { Preview, useCheck } from './Preview';
import type { Project } from './queries';
import { useScope, type Scope } from './scope';
import { sampleTask, templatesQuery, type FormField } from './templates';
import '../../editor/frame.css';

type Version = Schemas['ProjectVersion'];

const NO_FORM: readonly FormField[] = [];

function versionsQuery({ api, key }: Scope, name: string) {
  return {
    queryKey: [...key, 'projects', name, 'versions'],
    queryFn: () => ask(api.GET('/api/projects/{name}/versions', { params: { path: { name } } })),
  };
}

export function ProjectParams({ project }: { project: Project }) {
  const scope = useScope();
  const asked = useQuery(versionsQuery(scope, project.name));
  return (
    <>
      {scope.isManager ? <Edit key={project.latest_version} project={project} /> : null}
      <section className="gw-panel">
        <h2>{t('Versions')}</h2>
        <p className="gw-quiet">{t('A task keeps the version it was sent under.')}</p>
        <Answer asked={asked}>{(versions) => <Versions versions={versions} />}</Answer>
      </section>
    </>
  );
}

/** Fields beside the screen that workers would have; a task to try them with is made up. */
function Edit({ project }: { project: Project }) {
  const { api, key } = useScope();
  const kept = project.params as JsonObject; // params are JSON
  const [params, setParams] = useState(kept);
  const [isSoundJson, setIsSoundJson] = useState(true);
  const of = useQuery(templatesQuery).data?.find((one) => one.task_type === project.task_type);
  const own = useMemo(() => sampleTask(of, params), [of, params]);
  const whole = useMemo(() => ({ ...own, ...params }), [own, params]);
  const check = useCheck(project.task_type, whole);
  const changes = differences(kept, params);
  const save = useAct(
    (next: JsonObject) =>
      ask(
        api.POST('/api/projects/{name}/versions', {
          params: { path: { name: project.name } },
          body: { params: next, seen_version: project.latest_version },
        }),
      ),
    [[...key, 'projects']],
  );
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(
      textAt(params, 'instruction').trim() === '' ? without(params, 'instruction') : params,
    );
  };
  // What the made-up task says has no place on the page.
  const faults = check.faults.filter(({ pointer }) => !(`${pointer.split('/')[1]}` in own));
  return (
    <div className="gw-making">
      <form className="gw-form gw-panel" onSubmit={onSubmit}>
        <Refused error={save.error} />
        <ParamsForm
          form={of?.form ?? NO_FORM}
          params={params}
          onChange={setParams}
          onSound={setIsSoundJson}
          faults={faults}
        />
        {changes.length > 0 ? <Changes changes={changes} /> : null}
        <div className="gw-row">
          <button
            type="submit"
            className="gw-button gw-primary"
            disabled={changes.length === 0 || !isSoundJson || save.isPending}
          >
            {t('Save as version {n}', { n: project.latest_version + 1 })}
          </button>
          <span className="gw-quiet">
            {t('New tasks take it; those that were sent stay as they are.')}
          </span>
        </div>
      </form>
      <section className="gw-panel gw-preview" aria-label={t('What workers see')}>
        <h2>{t('What workers see')}</h2>
        <Preview taskType={project.task_type} params={check.settled} isSound={check.isSound} />
      </section>
    </div>
  );
}

function Versions({ versions }: { versions: readonly Version[] }) {
  return (
    <ol className="gw-plain-list">
      {versions.map((one, place) => {
        const before = versions[place + 1];
        const params = one.params as JsonObject; // params are JSON
        const changes = before ? differences(before.params as JsonObject, params) : null;
        return (
          <li key={one.version}>
            <h3>{t('Version {n}', { n: one.version })}</h3>
            <p className="gw-quiet">{moment(one.created_at)}</p>
            {changes === null ? null : <Changes changes={changes} />}
            <details>
              <summary>{t('All of version {n}', { n: one.version })}</summary>
              <pre className="gw-code" tabIndex={0}>
                {printed(params)}
              </pre>
            </details>
          </li>
        );
      })}
    </ol>
  );
}

/** What changed, in words as well as by colour. */
function Changes({ changes }: { changes: readonly Difference[] }) {
  if (changes.length === 0) return <p>{t('Nothing changed.')}</p>;
  return (
    <ul className="gw-changes">
      {changes.map((one) => (
        <li key={one.pointer}>
          <code>{one.pointer}</code> {kindOf(one)}
          {one.before === undefined ? null : <del>{shown(one.before)}</del>}
          {one.after === undefined ? null : <ins>{shown(one.after)}</ins>}
        </li>
      ))}
    </ul>
  );
}

function kindOf({ before, after }: Difference): string {
  if (before === undefined) return t('is new');
  return after === undefined ? t('is gone') : t('changed');
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : printed(value);
}
