import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../messages';
import type { Project } from './queries';
import { WorkOnIt } from './WorkOnIt';
import { useScope } from './scope';
import { NOTHING, sendAll, type Item, type Outcome } from './bulk';

interface Props {
  readonly items: readonly Item[];
  readonly project: Project;
  readonly batch: string;
}

const FAILED_SHOWN = 20;

/** Sends items with a bar, and says what became of all of them; what failed is tried alone again. */
export function Sending({ items, project, batch }: Props) {
  const { link, key } = useScope();
  const queries = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [total, setTotal] = useState(0);
  const [stop, setStop] = useState<AbortController | null>(null);
  const isSending = stop !== null;
  const last = useRef<AbortController | null>(null);
  useEffect(() => () => last.current?.abort(), []);
  useWarning(isSending);

  const send = async (those: readonly Item[], before: Outcome) => {
    const controller = new AbortController();
    last.current = controller;
    setStop(controller);
    setTotal(those.length + before.done);
    const path = `/api/projects/${encodeURIComponent(project.name)}/tasks`;
    await sendAll(those, {
      url: link(path, batch === '' ? {} : { batch }),
      goldUrl: link(`/api/projects/${encodeURIComponent(project.name)}/gold`, {}),
      signal: controller.signal,
      onProgress: (now) => setOutcome(joined(before, now)),
    });
    setStop(null);
    for (const changed of ['tasks', 'gold', 'batches', 'quality', 'statistics', 'outlook']) {
      void queries.invalidateQueries({ queryKey: [...key, changed] });
    }
  };
  const failed = outcome?.failed ?? [];
  const passing = failed.filter((one) => one.isPassing);
  const again = (those: readonly { item: Item }[]) => {
    if (!outcome) return;
    const kept = failed.filter((one) => !those.includes(one));
    const before = { ...outcome, failed: kept, done: outcome.done - those.length };
    void send(
      those.map((one) => one.item),
      before,
    );
  };
  return (
    <>
      <div className="gw-row">
        <button
          type="button"
          className="gw-button gw-primary"
          disabled={items.length === 0 || isSending}
          onClick={() => {
            setOutcome(null);
            void send(items, NOTHING);
          }}
        >
          {t('Send {n} {n|task|tasks}', { n: items.length })}
        </button>
        {isSending ? (
          <button type="button" className="gw-button" onClick={() => stop.abort()}>
            {t('Stop')}
          </button>
        ) : null}
      </div>
      {isSending ? (
        <progress
          className="gw-sent-bar"
          aria-label={t('Sent')}
          value={outcome?.done ?? 0}
          max={Math.max(total, 1)}
        />
      ) : null}
      {outcome === null ? null : (
        <section className="gw-panel" aria-label={t('What became of them')} role="status">
          <p>
            {t('{created} new, {existing} were there already, {refused} refused.', {
              created: outcome.created,
              existing: outcome.existing,
              refused: failed.length,
            })}{' '}
            {!isSending && outcome.done < total
              ? t('{n} were not sent.', { n: total - outcome.done })
              : null}{' '}
            <Link to="/manage/tasks" search={{ project: project.name }}>
              {t('See the tasks')}
            </Link>
          </p>
          {isSending || outcome.created + outcome.existing === 0 ? null : (
            <div className="gw-row">
              <WorkOnIt project={project} isMain />
            </div>
          )}
          {failed.length > 0 ? (
            <ul>
              {failed.slice(0, FAILED_SHOWN).map((one) => (
                <li key={one.item.where}>
                  <strong>{one.item.where}</strong> {one.reason}
                </li>
              ))}
            </ul>
          ) : null}
          {failed.length > FAILED_SHOWN ? (
            <p>{t('And {n} more.', { n: failed.length - FAILED_SHOWN })}</p>
          ) : null}
          {failed.length > 0 && !isSending ? (
            <button
              type="button"
              className="gw-button"
              onClick={() => again(passing.length > 0 ? passing : failed)}
            >
              {t('Send only these again')}
            </button>
          ) : null}
        </section>
      )}
    </>
  );
}

function joined(before: Outcome, now: Outcome): Outcome {
  return {
    created: before.created + now.created,
    existing: before.existing + now.existing,
    failed: [...before.failed, ...now.failed],
    done: before.done + now.done,
  };
}

/** The browser asks before the page is left while something is on its way. */
function useWarning(isSending: boolean): void {
  useEffect(() => {
    if (!isSending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isSending]);
}
