/** Making a project: its kind of work, what its tasks share, and its settings. */
import { Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { ask, type Schemas } from '../../api/client';
import { taskTypesQuery } from '../../api/taskTypes';
import { t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { faultAt } from '../../ui/faults';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import { usePageTitle } from '../../ui/usePageTitle';
import { printed, readObject, sharedOf } from './jsonText';
import { exampleQuery } from './queries';
import { useScope } from './scope';
import { NEW } from './settings';
import { SettingsFields } from './SettingsFields';

export function NewProject() {
  usePageTitle(t('New project'));
  const types = useQuery(taskTypesQuery);
  return (
    <>
      <header className="gw-head">
        <h1>{t('New project')}</h1>
      </header>
      <Answer asked={types}>{(known) => <Form types={known} />}</Answer>
    </>
  );
}

function Form({ types }: { types: readonly Schemas['TaskTypeShown'][] }) {
  const scope = useScope();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [taskType, setTaskType] = useState<string | null>(null);
  const [instruction, setInstruction] = useState('');
  const [typedParams, setTypedParams] = useState<string | null>(null);
  const [settings, setSettings] = useState(NEW);
  const example = useQuery({ ...exampleQuery(taskType ?? ''), enabled: taskType !== null }).data;
  const type = types.find((one) => one.name === taskType);
  const params = typedParams ?? (example ? printed(sharedOf(example.params)) : '{}');
  const read = readObject(params);
  const create = useAct(
    (body: Schemas['NewProjectForm']) => ask(scope.api.POST('/api/projects', { body })),
    [[...scope.key, 'projects']],
  );

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (typeof read === 'string' || taskType === null) return;
    const shared = instruction.trim() === '' ? read : { ...read, instruction };
    const body = { name, task_type: taskType, params: shared, settings };
    create.mutate(body, {
      onSuccess: () => {
        void navigate({ to: '/manage/projects/$name', params: { name }, search: { tab: 'send' } });
      },
    });
  };

  return (
    <form className="gw-form" onSubmit={onSubmit}>
      <Refused error={create.error} />
      <TextInput
        label={t('Name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={faultAt(create.error, '/name')}
        required
      />
      <Select
        label={t('Kind of work')}
        description={type?.summary}
        placeholder={t('Choose one')}
        data={types.map((one) => ({ value: one.name, label: one.title }))}
        value={taskType}
        onChange={(chosen) => {
          setTaskType(chosen);
          setTypedParams(null); // another kind has other params
        }}
        error={faultAt(create.error, '/task_type')}
        allowDeselect={false}
        searchable
        required
      />
      <Textarea
        label={t('Instructions')}
        description={t('Markdown. Workers read them beside every task.')}
        value={instruction}
        onChange={(event) => setInstruction(event.target.value)}
        error={faultAt(create.error, '/instruction')}
        autosize
        minRows={3}
        maxRows={16}
      />
      <Textarea
        label={t('What every task shares')}
        description={t(
          'Params as JSON; the example is of the kind chosen. A task may say otherwise.',
        )}
        classNames={{ input: 'gw-code' }}
        value={params}
        onChange={(event) => setTypedParams(event.target.value)}
        error={typeof read === 'string' ? read : faultAt(create.error, '/params')}
        spellCheck={false}
        autosize
        minRows={4}
        maxRows={24}
      />
      <SettingsFields
        settings={settings}
        onChange={setSettings}
        error={create.error}
        at="/settings"
      />
      <div>
        <button
          type="submit"
          className="gw-button gw-primary"
          disabled={create.isPending || typeof read === 'string'}
        >
          {t('Make the project')}
        </button>
      </div>
    </form>
  );
}
