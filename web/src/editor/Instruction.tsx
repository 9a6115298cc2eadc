import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ask, client } from '../api/client';
import type { Assignment } from '../api/work';
import { t } from '../messages';
import { useMe } from '../shell/session';
import { changedLines } from './instructionChanges';

/** The customer's instructions, their version after the first, and what changed since last read. */
export function Instruction({ assignment, text }: { assignment: Assignment; text: string }) {
  const version = useVersion(assignment, text);
  const [before, markRead] = useLastRead(assignment.project ?? assignment.type, text);
  return (
    <aside className="gw-instruction" aria-label={t('Instructions')} tabIndex={0}>
      <h2>
        {t('Instructions')}{' '}
        {version === null || version === 0 ? null : (
          <small className="gw-quiet">{t('version {version}', { version })}</small>
        )}
      </h2>
      {before === null ? null : <Changes before={before} after={text} onRead={markRead} />}
      <InstructionText text={text} />
    </aside>
  );
}

function Changes(props: { before: string; after: string; onRead: () => void }) {
  const lines = changedLines(props.before, props.after).filter(
    (one) => one.kind !== 'same' && one.text.trim() !== '',
  );
  return (
    <section className="gw-banner gw-changes" aria-label={t('What changed')}>
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
function useVersion(assignment: Assignment, text: string): number | null {
  const { assignment_id } = assignment;
  const { data } = useQuery({
    queryKey: ['instruction', assignment.project, text],
    queryFn: () =>
      ask(
        client.GET('/api/assignments/{assignment_id}/instruction', {
          params: { path: { assignment_id } },
        }),
      ),
    staleTime: Infinity,
    enabled: assignment.project !== null,
  });
  return data?.version ?? null;
}

/** The text this person read last in this browser, where it is another; and how to say it is read. */
function useLastRead(project: string, text: string): [string | null, () => void] {
  const place = `goldwright.instruction.${useMe().user_id}.${project}`;
  const [isRead, setIsRead] = useState(false);
  const before = localStorage.getItem(place);
  useEffect(() => {
    if (before === null) remember(place, text);
  }, [before, place, text]);
  const markRead = () => {
    remember(place, text);
    setIsRead(true);
  };
  return [isRead || before === null || before === text ? null : before, markRead];
}

function remember(place: string, text: string): void {
  try {
    localStorage.setItem(place, text);
  } catch {
    // A browser that is full shows no changes next time, and nothing else is lost.
  }
}
