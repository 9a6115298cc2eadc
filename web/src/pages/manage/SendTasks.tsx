/** Sending tasks: files, tables, addresses and buckets, or JSON; told one by one what became of them. */
import { Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { ask, type Schemas } from '../../api/client';
import type { JsonObject } from '../../editor/contract';
import { t } from '../../messages';
import { Refused } from '../../ui/Refused';
import { Segments } from '../../ui/Segments';
import { useAct } from '../../ui/useAct';
import { printed } from './jsonText';
import { readTasks } from './lines';
import { batchesQuery, type Project } from './queries';
import { useScope } from './scope';
import { isWords, SendBucket, SendFiles, targetsOf } from './SendFiles';
import { Sending } from './Sending';
import { SendTable } from './SendTable';
import { readFile, type TextFile } from './tableFile';
import { sampleTask, templatesQuery } from './templates';

export interface SourceProps {
  readonly project: Project;
  /** A task as the kind of work has it, without what the project shares. */
  readonly sample: JsonObject;
  readonly batch: string;
}

export function SendTasks({ project }: { project: Project }) {
  const scope = useScope();
  const navigate = useNavigate();
  const { from: asked } = useSearch({ from: '/inside/manage/projects/$name' });
  const [table, setTable] = useState<TextFile | undefined>();
  const [batch, setBatch] = useState('');
  const templates = useQuery(templatesQuery).data;
  const batches = useQuery(batchesQuery(scope, { project: project.name }, 0)).data?.batches ?? [];
  const buckets = useQuery({
    queryKey: [...scope.key, 'buckets'],
    queryFn: () => ask(scope.api.GET('/api/buckets')),
  }).data;
  const sample = useMemo(() => {
    const shared = project.params as JsonObject; // params are JSON
    const of = templates?.find((one) => one.task_type === project.task_type);
    return sampleTask(of, shared);
  }, [templates, project]);
  if (templates === undefined) return <p role="status">{t('Loading…')}</p>;
  const source = { project, sample, batch: batch.trim() };
  // Words come in tables, pictures in files of their own.
  const [target] = targetsOf(sample, project);
  const usual = target !== undefined && isWords(target) ? 'table' : 'files';
  const from = asked ?? usual;
  const choose = (name: string) =>
    void navigate({
      to: '/manage/projects/$name',
      params: { name: project.name },
      search: { tab: 'send', ...(name === usual ? {} : { from: name }) },
      replace: true,
    });
  return (
    <section className="gw-panel" aria-label={t('Send tasks')}>
      <div className="gw-row gw-filters">
        <Segments
          label={t('Where the data is')}
          choices={[
            { name: 'files', label: t('Files') },
            { name: 'table', label: t('Table') },
            { name: 'addresses', label: t('Addresses') },
            ...((buckets?.urls.length ?? 0) > 0 ? [{ name: 'bucket', label: t('Bucket') }] : []),
            { name: 'json', label: t('JSON') },
          ]}
          chosen={from}
          onChoose={choose}
        />
      </div>
      <div className="gw-form">
        <TextInput
          label={t('Batch')}
          description={t('The name of one that exists; empty for none.')}
          value={batch}
          onChange={(event) => setBatch(event.target.value)}
          list="batches-of-project"
        />
        {batch.trim() === '' || batches.some((one) => one.name === batch.trim()) ? null : (
          <MakeBatch key={batch} project={project} name={batch.trim()} />
        )}
        <datalist id="batches-of-project">
          {batches
            .filter((one) => one.status === 'staging' || one.status === 'in_progress')
            .map((one) => (
              <option key={one.id}>{one.name}</option>
            ))}
        </datalist>
        {from === 'files' ? (
          <SendFiles
            {...source}
            onTable={(file) => {
              void readFile(file).then((read) => {
                setTable(read);
                choose('table');
              });
            }}
          />
        ) : null}
        {from === 'table' ? <SendTable {...source} given={table} /> : null}
        {from === 'addresses' ? <SendAddresses {...source} /> : null}
        {from === 'bucket' ? <SendBucket {...source} urls={buckets?.urls ?? []} /> : null}
        {from === 'json' ? <SendJson {...source} /> : null}
      </div>
    </section>
  );
}

/** A batch that is named and may not be there yet. */
function MakeBatch({ project, name }: { project: Project; name: string }) {
  const { api, key } = useScope();
  const create = useAct(
    (body: Schemas['NewBatchForm']) => ask(api.POST('/api/batches', { body })),
    [
      [...key, 'batches'],
      [...key, 'batch-order'],
    ],
  );
  return (
    <div className="gw-row">
      <button
        type="button"
        className="gw-button"
        disabled={create.isPending}
        onClick={() =>
          create.mutate({
            name,
            project: project.name,
            is_staging: false,
            callback: null,
            metadata: {},
          })
        }
      >
        {t('Make the batch {name}', { name })}
      </button>
      <span className="gw-quiet">{t('unless it is there already.')}</span>
      <Refused error={create.error} />
    </div>
  );
}

/** Addresses that the server fetches, one a line. */
function SendAddresses({ project, sample, batch }: SourceProps) {
  const [text, setText] = useState('');
  const [target] = targetsOf(sample, project);
  const found = [...new Set(text.split('\n').flatMap((one) => one.trim() || []))];
  const bad = found.filter((one) => !/^(https?|scaledata):\/\/\S+$/.test(one));
  const items = found
    .filter((one) => !bad.includes(one))
    .map((url) => ({
      where: url,
      task: () =>
        Promise.resolve<JsonObject>({
          unique_id: `${project.name}/${url}`,
          [target?.name ?? 'attachment']: Array.isArray(target?.sample) ? [url] : url,
        }),
    }));
  return (
    <>
      <Textarea
        label={t('Addresses')}
        description={t(
          'One a line, each becomes a task. They are fetched once and kept, so they must be public.',
        )}
        classNames={{ input: 'gw-code' }}
        value={text}
        onChange={(event) => setText(event.target.value)}
        error={
          bad.length > 0
            ? t('These begin with neither https:// nor http:// and are left out: {list}', {
                list: bad.slice(0, 5).join(', '),
              })
            : undefined
        }
        spellCheck={false}
        autosize
        minRows={6}
        maxRows={20}
      />
      <Sending items={items} project={project} batch={batch} />
    </>
  );
}

function SendJson({ project, sample, batch }: SourceProps) {
  const [text, setText] = useState(() => printed(sample));
  const { tasks, fault } = readTasks(text, project.name);
  const items = tasks.map((one, place) => ({
    where: t('Task {n}', { n: place + 1 }),
    task: () => Promise.resolve(one),
  }));
  return (
    <>
      <Textarea
        label={t('Tasks')}
        description={t(
          'A JSON object for each task: one, a list, or one a line. What the project shares may be left out.',
        )}
        classNames={{ input: 'gw-code' }}
        value={text}
        onChange={(event) => setText(event.target.value)}
        error={fault}
        spellCheck={false}
        autosize
        minRows={6}
        maxRows={20}
      />
      <Sending items={items} project={project} batch={batch} />
    </>
  );
}
