/** Tasks whose answer is known: how workers met them, adding one in the real editor, removing. */
import { Textarea } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useState } from 'react';
import { ask, type Schemas } from '../../api/client';
import type { JsonObject } from '../../editor/contract';
import { moment, percent, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { Confirm } from '../../ui/Confirm';
import { DataTable } from '../../ui/DataTable';
import { Refused } from '../../ui/Refused';
import { Segments } from '../../ui/Segments';
import { useAct } from '../../ui/useAct';
import { ShowMore } from '../../ui/ShowMore';
import { EditorPane, type Mending } from './EditorPane';
import { ownOf, printed, readObject } from './jsonText';
import { exampleQuery, type Project } from './queries';
import { useScope, type Scope } from './scope';

type Known = Schemas['KnownTaskShown'];
export type Purpose = Known['purpose'];

export function purposeName(purpose: Purpose): string {
  return purpose === 'gold' ? t('Gold: mixed in unseen') : t('Practice: with feedback');
}

export function goldKey({ key }: Scope, project: string) {
  return [...key, 'gold', project];
}

/** Adds a task with its answer to those that workers are measured by. */
export function useAddKnown(project: string) {
  const scope = useScope();
  return useAct(
    (body: Schemas['KnownTask']) =>
      ask(
        scope.api.POST('/api/projects/{name}/gold', { params: { path: { name: project } }, body }),
      ),
    [goldKey(scope, project)],
  );
}

export function Gold({ project }: { project: Project }) {
  const scope = useScope();
  const { api } = scope;
  const asked = useInfiniteQuery({
    queryKey: goldKey(scope, project.name),
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/projects/{name}/gold', {
          params: {
            path: { name: project.name },
            query: pageParam === '' ? {} : { after: pageParam },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_after ?? undefined,
  });
  const [isAdding, setIsAdding] = useState(false);
  return (
    <>
      {project.gold_share === 0 ? (
        <p className="gw-note">
          {t('No gold is mixed in now; its share is set under')}{' '}
          <Link
            to="/manage/projects/$name"
            params={{ name: project.name }}
            search={{ tab: 'settings' }}
          >
            {t('Settings')}
          </Link>
          .
        </p>
      ) : null}
      {isAdding ? (
        <Author project={project} onDone={() => setIsAdding(false)} />
      ) : (
        <p>
          <button type="button" className="gw-button gw-primary" onClick={() => setIsAdding(true)}>
            {t('Add a gold task')}
          </button>
        </p>
      )}
      <Answer asked={asked}>
        {({ pages }) => <List project={project} known={pages.flatMap((one) => one.tasks)} />}
      </Answer>
      <ShowMore asked={asked} />
    </>
  );
}

function List({ project, known }: { project: Project; known: readonly Known[] }) {
  const scope = useScope();
  const remove = useAct(
    (id: string) =>
      ask(
        scope.api.DELETE('/api/projects/{name}/gold/{task_id}', {
          params: { path: { name: project.name, task_id: id } },
        }),
      ),
    [goldKey(scope, project.name)],
  );
  return (
    <>
      <Refused error={remove.error} />
      <DataTable
        label={t('Gold tasks')}
        rows={known}
        keyOf={(one) => one.task_id}
        empty={t('There are no gold tasks yet. Add one here, or from the page of a good answer.')}
        columns={[
          { title: t('Task'), cell: (one) => <Shown project={project} known={one} /> },
          { title: t('What for'), cell: (one) => <WhatFor known={one} /> },
          { title: t('Answered'), cell: (one) => t('{n}', { n: one.answers }), isNumber: true },
          { title: t('Agreement'), cell: (one) => <Met known={one} />, isNumber: true },
          { title: t('Made'), cell: (one) => moment(one.created_at) },
          {
            title: '',
            cell: (one) => (
              <Confirm
                label={t('Remove')}
                of={one.unique_id ?? one.task_id}
                question={t('Nobody is given it any more. What it told of workers stays.')}
                onYes={() => remove.mutate(one.task_id)}
              />
            ),
          },
        ]}
      />
    </>
  );
}

/** Gold for reviewers is what they judge; others answer it. */
function WhatFor({ known }: { known: Known }) {
  return (
    <>
      {purposeName(known.purpose)}
      {known.stage === 'review' ? (
        <>
          <br />
          <small className="gw-quiet">{t('for reviewers, who judge an answer to it')}</small>
        </>
      ) : null}
    </>
  );
}

const DOUBTFUL = 0.5;
const ENOUGH = 5;

function Met({ known }: { known: Known }) {
  if (known.agreement === null) return '–';
  const isDoubtful = known.answers >= ENOUGH && known.agreement < DOUBTFUL;
  return (
    <>
      {percent(known.agreement)}
      {isDoubtful ? (
        <>
          <br />
          <small className="gw-quiet">{t('Is the known answer right?')}</small>
        </>
      ) : null}
    </>
  );
}

const asIs = (url: string) => url;

function Shown({ project, known }: { project: Project; known: Known }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{known.unique_id ?? known.task_id}</summary>
      {isOpen ? (
        <EditorPane
          taskType={project.task_type}
          params={known.params as JsonObject} // params are JSON
          response={known.expected_response as JsonObject}
          seed={known.task_id}
          readOnly
          attachmentUrl={asIs}
        />
      ) : null}
    </details>
  );
}

/** A task typed as params and answered in the editor that workers have. */
function Author({ project, onDone }: { project: Project; onDone: () => void }) {
  const example = useQuery(exampleQuery(project.task_type)).data;
  const [text, setText] = useState<string | null>(null);
  const [purpose, setPurpose] = useState<Purpose>('gold');
  const [mending, setMending] = useState<Mending | null>(null);
  const [trouble, setTrouble] = useState('');
  const add = useAddKnown(project.name);
  const shown = text ?? (example ? printed(ownOf(example.params, project.params)) : '{}');
  const read = readObject(shown);
  const settled = useDeferredValue(shown);
  const params = useMemo(() => {
    const own = readObject(settled);
    return typeof own === 'string' ? null : ({ ...project.params, ...own } as JsonObject);
  }, [settled, project.params]);
  const keep = () => {
    const { response, faults } = mending?.read() ?? { response: null, faults: 0 };
    if (typeof read === 'string') return;
    if (response === null || faults > 0) {
      setTrouble(
        t('Answer the task below first; {n} {n|place is|places are} wrong.', { n: faults }),
      );
      return;
    }
    setTrouble('');
    add.mutate({ purpose, task: read, expected_response: response }, { onSuccess: onDone });
  };
  return (
    <section className="gw-panel gw-form" aria-label={t('New gold task')}>
      <h2>{t('New gold task')}</h2>
      <Segments
        label={t('What for')}
        choices={(['gold', 'onboarding'] as const).map((name) => ({
          name,
          label: purposeName(name),
        }))}
        chosen={purpose}
        onChoose={(name) => setPurpose(name === 'onboarding' ? 'onboarding' : 'gold')}
      />
      <Textarea
        label={t('The task')}
        description={t('Its params as JSON; what the project shares may be left out.')}
        classNames={{ input: 'gw-code' }}
        value={shown}
        onChange={(event) => setText(event.target.value)}
        error={typeof read === 'string' ? read : undefined}
        spellCheck={false}
        autosize
        minRows={4}
        maxRows={16}
      />
      <h3>{t('Its right answer')}</h3>
      {params === null ? null : (
        <EditorPane
          taskType={project.task_type}
          params={params}
          response={null}
          seed={project.id}
          readOnly={false}
          attachmentUrl={asIs}
          onReady={setMending}
        />
      )}
      {trouble === '' ? null : (
        <p role="alert" className="gw-refused gw-tight">
          {trouble}
        </p>
      )}
      <Refused error={add.error} />
      <div className="gw-row">
        <button
          type="button"
          className="gw-button gw-primary"
          disabled={add.isPending || typeof read === 'string'}
          onClick={keep}
        >
          {t('Keep it with this answer')}
        </button>
        <button type="button" className="gw-button" onClick={onDone}>
          {t('Leave it')}
        </button>
      </div>
    </section>
  );
}
