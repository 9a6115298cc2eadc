import { queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ask, client } from '../api/client';
import { useTaskType } from '../api/taskTypes';
import type { Assignment } from '../api/work';
import { t } from '../messages';
import { queries } from '../shell/queries';
import { InstructionSearch, type Sought } from './InstructionSearch';
import { changedLines } from './instructionChanges';

interface Props {
  readonly assignment: Assignment;
  /** Words to lead to. */
  readonly sought: Sought | null;
}

/** The customer's instructions; where there are none, what this kind of work is. */
export function Instruction({ assignment, sought }: Props) {
  const type = useTaskType(assignment.type);
  if (assignment.instruction)
    return <Given assignment={assignment} sought={sought} text={assignment.instruction} />;
  return (
    <aside className="gw-instruction" aria-label={t('Instructions')} tabIndex={0}>
      <h2>{t('Instructions')}</h2>
      <p>{type?.summary}</p>
      <p className="gw-quiet">{t('The customer gave none of their own.')}</p>
    </aside>
  );
}

/** Their version after the first, and what changed since they were read last. */
function Given({ assignment, sought, text }: Props & { readonly text: string }) {
  const place = useRef<HTMLDivElement>(null);
  const { version, change, markRead } = useLastRead(assignment, text);
  return (
    <aside className="gw-instruction" aria-label={t('Instructions')} tabIndex={0}>
      <h2>
        {t('Instructions')}{' '}
        {version === null || version === 0 ? null : (
          <small className="gw-quiet">{t('version {version}', { version })}</small>
        )}
      </h2>
      <InstructionSearch key={text} within={place} sought={sought} />
      {change === null ? null : <Changes {...change} onRead={markRead} />}
      <div ref={place}>
        <InstructionText text={text} />
      </div>
    </aside>
  );
}

function Changes(props: { before: string; after: string; onRead: () => void }) {
  const lines = changedLines(props.before, props.after).filter(
    (one) => one.kind !== 'same' && one.text.trim() !== '',
  );
  return (
    <section className="gw-banner gw-changed-lines" aria-label={t('What changed')}>
      <p>{t('These changed since you were here last:')}</p>
      <ul>
        {lines.map((one, index) => (
          <li key={`${index} ${one.text}`}>
            {one.kind === 'added' ? <ins>{one.text}</ins> : <del>{one.text}</del>}
          </li>
        ))}
      </ul>
      <button type="button" className="gw-button gw-small" onClick={props.onRead}>
        {t('I have read it')}
      </button>
    </section>
  );
}

/** An instruction as it is meant to be read. */
export function InstructionText({ text }: { text: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let isGone = false;
    // Plain text stands until Markdown is loaded, and stays where that fails.
    place.current?.replaceChildren(text);
    import('../ui/markdown').then(
      ({ markdown }) => {
        if (isGone) return;
        place.current?.replaceChildren(markdown(text));
        place.current?.classList.add('gw-prose');
      },
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [text]);
  return <div ref={place} className="gw-plain" />;
}

/** Asked once for each text of a project; nothing waits for it. */
function instructionQuery({ assignment_id, project }: Assignment, text: string) {
  return queryOptions({
    queryKey: ['instruction', project, text],
    queryFn: () =>
      ask(
        client.GET('/api/assignments/{assignment_id}/instruction', {
          params: { path: { assignment_id } },
        }),
      ),
    staleTime: Infinity,
    enabled: project !== null,
  });
}

interface Change {
  readonly before: string;
  readonly after: string;
}

/**
 * The version on screen, what changed since this person read one last, and how to say it is read. Only
 * a text of a project has versions: a task's own differs from the next one's, and nothing changed.
 */
function useLastRead(
  assignment: Assignment,
  text: string,
): { version: number | null; change: Change | null; markRead: () => void } {
  const { assignment_id } = assignment;
  const query = instructionQuery(assignment, text);
  const { data } = useQuery(query);
  const [isRead, setIsRead] = useState(false);
  const version = data?.version ?? null;
  const keep = useCallback(() => {
    const call = client.PUT('/api/assignments/{assignment_id}/instruction', {
      params: { path: { assignment_id } },
    });
    ask(call).then(
      (kept) => queries.setQueryData(query.queryKey, kept),
      () => undefined, // asked about again next time
    );
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the same key as long as they are
  }, [assignment_id, text]);
  const before = data?.before ?? null;
  const after = data?.after ?? text;
  const isNew = version !== null && data?.is_read === false && before === null;
  useEffect(() => {
    if (isNew) keep();
  }, [isNew, keep]);
  const markRead = () => {
    setIsRead(true);
    keep();
  };
  const change = isRead || before === null || before === after ? null : { before, after };
  return { version, change, markRead };
}
