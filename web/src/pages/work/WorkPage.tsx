/** The screen people work on: opens their journal, keeps the queue, shows one task after the other. */
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { ProblemError } from '../../api/problem';
import { workApi } from '../../api/work';
import { Decisions, Held } from '../../editor/Decisions';
import { Frame } from '../../editor/Frame';
import { Journal } from '../../editor/journal';
import { WorkQueue } from '../../editor/workQueue';
import { t } from '../../messages';
import { forgetSession, useMe } from '../../shell/session';
import { usePageTitle } from '../../ui/usePageTitle';
import { editorOf } from './editorOf';
import { takeFirst } from './first';

export { askForFirst } from './first';

const ReviewFrame = lazy(async () => {
  const { ReviewFrame: component } = await import('../../review/ReviewFrame');
  return { default: component };
});

export function WorkPage() {
  const { project } = useSearch({ from: '/inside/work' });
  usePageTitle(t('Work'));
  const [queue, problem] = useQueue(project ?? null);
  if (problem) return <Waiting text={problem.message} isProblem />;
  return queue ? <Queue queue={queue} /> : <Waiting text={t('Loading…')} />;
}

function useQueue(project: string | null): [WorkQueue | null, Error | null] {
  const { user_id: person } = useMe();
  const [queue, setQueue] = useState<WorkQueue | null>(null);
  const [problem, setProblem] = useState<Error | null>(null);
  const queries = useQueryClient();
  useEffect(() => {
    let opened: WorkQueue | null = null;
    let isLeft = false;
    const begin = async () => {
      const first = takeFirst(project); // on its way while the journal opens
      const journal = await Journal.open(person);
      if (isLeft) {
        journal.close();
        return;
      }
      opened = new WorkQueue(project, { api: workApi, journal, editor: editorOf });
      setQueue(opened);
      await opened.start(first);
    };
    // A browser that keeps nothing, as some do in private windows, could lose work: it is told.
    begin().catch((error: unknown) => {
      setProblem(error instanceof Error ? error : new Error(String(error)));
    });
    // Whoever looks away may not come back: nothing is held any longer.
    const onHidden = () => {
      if (document.visibilityState === 'hidden') opened?.outbox.sendNow();
    };
    document.addEventListener('visibilitychange', onHidden);
    window.addEventListener('pagehide', onHidden);
    return () => {
      isLeft = true;
      document.removeEventListener('visibilitychange', onHidden);
      window.removeEventListener('pagehide', onHidden);
      const sent = opened?.end();
      setQueue(null);
      // What was done here shows at once on the other screens.
      void sent?.then(() => {
        for (const key of ['assignments', 'history', 'earnings', 'offers']) {
          void queries.invalidateQueries({ queryKey: [key] });
        }
      });
    };
  }, [person, project, queries]);
  return [queue, problem];
}

function Queue({ queue }: { queue: WorkQueue }) {
  useSyncExternalStore(queue.subscribe, queue.version);
  const navigate = useNavigate();
  const isSignedOut = queue.problem instanceof ProblemError && queue.problem.status === 401;
  useEffect(() => {
    if (!isSignedOut) return;
    forgetSession();
    void navigate({
      to: '/sign-in',
      search: { next: window.location.pathname + window.location.search },
    });
  }, [isSignedOut, navigate]);

  const { current } = queue;
  if (current?.isReview === true && current.subject) {
    return (
      <Suspense fallback={<Waiting text={t('Loading…')} />}>
        <ReviewFrame key={current.id} queue={queue} session={current} subject={current.subject} />
      </Suspense>
    );
  }
  if (current) return <Frame key={current.id} queue={queue} session={current} />;
  if (queue.problem) return <Waiting text={queue.problem.message} isProblem />;
  return (
    <Waiting
      text={
        queue.state === 'empty'
          ? t('Nothing waits now. New tasks show up here by themselves.')
          : t('Loading…')
      }
    >
      <Held queue={queue} />
      <Decisions queue={queue} />
    </Waiting>
  );
}

interface WaitingProps {
  readonly text: string;
  readonly isProblem?: boolean;
  readonly children?: ReactNode;
}

function Waiting({ text, isProblem = false, children }: WaitingProps) {
  return (
    <main className="gw-center">
      <h1>{t('Work')}</h1>
      <p role={isProblem ? 'alert' : 'status'}>{text}</p>
      {children}
      <Link to="/" className="gw-button">
        {t('Go home')}
      </Link>
    </main>
  );
}
