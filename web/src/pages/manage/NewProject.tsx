/** Making a project: from a template, with the worker's screen beside what is typed. */
import { Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState, type SubmitEvent } from 'react';
import { ask, type Schemas } from '../../api/client';
import { taskTypesQuery } from '../../api/taskTypes';
import type { Fault, JsonObject } from '../../editor/contract';
import { t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { ProblemError } from '../../api/problem';
import { faultAt } from '../../ui/faults';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import { usePageTitle } from '../../ui/usePageTitle';
import { FromLabelStudio } from './FromLabelStudio';
import { Gallery } from './Gallery';
import { printed, readObject } from './jsonText';
import type { ReadConfig } from './labelStudioConfig';
import { ParamsForm } from './ParamsForm';
import { Preview, useCheck } from './Preview';
import { useScope } from './scope';
import { NEW } from './settings';
import { SettingsFields } from './SettingsFields';
import {
  sampleTask,
  templatesQuery,
  type FormField,
  type Template,
  type TypeTemplates,
} from './templates';
import '../../editor/frame.css';

export function NewProject() {
  usePageTitle(t('New project'));
  const { type: name, template: place } = useSearch({ from: '/inside/manage/new-project' });
  const [config, setConfig] = useState<ReadConfig | null>(null);
  const types = useQuery(taskTypesQuery);
  const templates = useQuery(templatesQuery);
  return (
    <>
      <header className="gw-head">
        <h1>{t('New project')}</h1>
        {name === undefined && config === null ? null : (
          <Link to="/manage/new-project" search={{}} onClick={() => setConfig(null)}>
            {t('Other templates')}
          </Link>
        )}
      </header>
      <Answer asked={types}>
        {(known) =>
          name === undefined && config === null ? (
            <>
              <FromLabelStudio onRead={setConfig} />
              <Gallery types={known} />
            </>
          ) : (
            <Answer asked={templates}>
              {(all) => {
                const wanted = config?.taskType ?? name;
                const of = all.find((one) => one.task_type === wanted);
                const type = known.find((one) => one.name === wanted);
                const template = config
                  ? templateOf(config, of)
                  : of?.templates[Number(place ?? 0)];
                if (!of || !type || !template) {
                  return <p role="alert">{t('There is no such template; choose another.')}</p>;
                }
                return (
                  <>
                    {config?.lost.map((one) => (
                      <p key={one} className="gw-note">
                        {one}
                      </p>
                    ))}
                    <Making
                      key={`${wanted} ${place}`}
                      type={type}
                      form={of.form}
                      template={template}
                    />
                  </>
                );
              }}
            </Answer>
          )
        }
      </Answer>
    </>
  );
}

/** A template made of a configuration, tried with a task of the template that is most like it. */
function templateOf(config: ReadConfig, of: TypeTemplates | undefined): Template {
  return {
    title: t('From Label Studio.'),
    summary: t('Read from its configuration; change what you like.'),
    shared: config.shared,
    task: sampleTask(of, config.shared),
  };
}

interface Props {
  readonly type: Schemas['TaskTypeShown'];
  readonly form: readonly FormField[];
  readonly template: Template;
}

function Making({ type, form, template }: Props) {
  const scope = useScope();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [shared, setShared] = useState<JsonObject>(() => ({
    ...(type.default_instruction === '' ? {} : { instruction: type.default_instruction }),
    ...(template.shared as JsonObject), // params are JSON
  }));
  const [isSoundJson, setIsSoundJson] = useState(true);
  const [task, setTask] = useState(() => printed(template.task));
  const [settings, setSettings] = useState(NEW);
  const own = readObject(task);
  const whole = useMemo(() => {
    const read = readObject(task);
    return { ...shared, ...(typeof read === 'string' ? {} : read) };
  }, [shared, task]);
  const check = useCheck(type.name, whole);
  const create = useAct(
    (body: Schemas['NewProjectForm']) => ask(scope.api.POST('/api/projects', { body })),
    [[...scope.key, 'projects']],
  );
  const ofTask = (one: Fault) =>
    typeof own !== 'string' &&
    Object.keys(own).some((key) => one.pointer === `/${key}` || one.pointer.startsWith(`/${key}/`));
  const faults = [...check.faults.filter((one) => !ofTask(one)), ...faultsOf(create.error)];

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(
      { name, task_type: type.name, params: shared, settings },
      {
        onSuccess: () =>
          void navigate({
            to: '/manage/projects/$name',
            params: { name },
            search: { tab: 'send' },
          }),
      },
    );
  };

  return (
    <div className="gw-making">
      <form className="gw-form" onSubmit={onSubmit}>
        <p>
          <strong>{template.title}</strong>{' '}
          <span className="gw-quiet">
            {template.summary} {type.title}.
          </span>
        </p>
        <Refused error={create.error} />
        <TextInput
          label={t('Name')}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={faultAt(create.error, '/name')}
          required
          autoFocus
        />
        <ParamsForm
          form={form}
          params={shared}
          onChange={setShared}
          onSound={setIsSoundJson}
          faults={faults}
        />
        <details className="gw-more">
          <summary>{t('Pay, answers and who may work on it')}</summary>
          <div className="gw-form">
            <SettingsFields
              settings={settings}
              onChange={setSettings}
              error={create.error}
              at="/settings"
            />
          </div>
        </details>
        <div className="gw-row">
          <button
            type="submit"
            className="gw-button gw-primary"
            disabled={create.isPending || !isSoundJson}
          >
            {t('Make the project')}
          </button>
          {faults.length > 0 ? (
            <span role="status" className="gw-quiet">
              {t('Tasks would be refused as it stands: {n} {n|place is|places are} wrong.', {
                n: faults.length,
              })}
            </span>
          ) : null}
        </div>
      </form>
      <section className="gw-panel gw-preview" aria-label={t('What workers see')}>
        <h2>{t('What workers see')}</h2>
        <Preview taskType={type.name} params={check.settled} isSound={check.isSound} />
        <details>
          <summary>{t('The task it is tried with')}</summary>
          <Textarea
            label={t('A task')}
            description={t('What it says itself, as JSON. It is not sent.')}
            classNames={{ input: 'gw-code' }}
            value={task}
            onChange={(event) => setTask(event.target.value)}
            error={
              typeof own === 'string'
                ? own
                : check.faults
                    .filter(ofTask)
                    .map((one) => `${one.pointer} ${one.sentence}`)
                    .join('; ') || undefined
            }
            spellCheck={false}
            autosize
            minRows={3}
            maxRows={16}
          />
        </details>
      </section>
    </div>
  );
}

/** What the server refused of the params when the project was made. */
function faultsOf(error: Error | null): readonly Fault[] {
  if (!(error instanceof ProblemError)) return [];
  return error.faults.filter(
    (one) => !one.pointer.startsWith('/settings') && one.pointer !== '/name',
  );
}
