/** The frame round every editor: what the task pays and how long it may take, undo, saving, submit. */
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTaskType } from '../api/taskTypes';
import { t } from '../messages';
import { ActionButton } from './ActionButton';
import { faultsOf } from './answerRules';
import type { Action, Editor } from './contract';
import { Decisions, Held } from './Decisions';
import { EditorHost } from './EditorHost';
import { Faults } from './Faults';
import { frameActions } from './frameActions';
import { Instruction } from './Instruction';
import type { Sought } from './InstructionSearch';
import type { Session } from './session';
import { ShortcutHelp } from './ShortcutHelp';
import { SkipDialog } from './SkipDialog';
import { Rejections } from '../review/Rejections';
import { Done, LeaseClock, Pay, SaveMark } from './Status';
import { useActions } from './useActions';
import { useHasEditor } from './useHasEditor';
import type { WorkQueue } from './workQueue';
import './frame.css';

type Open = 'none' | 'help' | 'skip';

interface Props {
  readonly queue: WorkQueue;
  readonly session: Session;
}

export function Frame({ queue, session }: Props) {
  useSyncExternalStore(session.subscribe, session.version);
  const editor = useRef<Editor | null>(null);
  const [open, setOpen] = useState<Open>('none');
  const { isInstructed, setIsInstructed, sought, seek } = useInstructed();
  useTicking(session);

  const type = useTaskType(session.assignment.type);
  const hasEditor = useHasEditor(session.assignment.type);

  const submit = useCallback(() => {
    const found = faultsOf(editor.current, session.assignment, session.response);
    const nothing = { pointer: '', sentence: t('Nothing is answered yet.') };
    const faults = found.length || session.response ? found : [nothing];
    session.setFaults(faults);
    const first = faults[0];
    if (first) editor.current?.focusFault(first.pointer);
    else if (session.response) void queue.submit(session, session.response);
  }, [queue, session]);

  const frame = useMemo<readonly Action[]>(() => {
    const group = t('Task');
    const isLive = () => !session.isLost && session.hasLease;
    const back = () => queue.outbox.latestHeld;
    const latest = () => queue.outbox.decisions[0];
    return [
      {
        name: 'frame.submit',
        title: session.isRevision ? t('Submit the change') : t('Submit'),
        group,
        shortcut: '$mod+Enter',
        whileTyping: true,
        isEnabled: () => hasEditor && !session.isLost && !session.isDecided,
        perform: submit,
      },
      {
        name: 'frame.undo',
        title: t('Undo'),
        group,
        shortcut: '$mod+z',
        // Where nothing is left to undo here, what was submitted or skipped last is.
        isEnabled: () => session.canUndo || back() !== undefined,
        perform: () => {
          const held = back();
          if (session.canUndo) session.undo();
          else if (held) void queue.reopen(held);
        },
      },
      {
        name: 'frame.leave',
        title: t('Leave it as it was'),
        group,
        isEnabled: () => !session.hasLease,
        perform: () => queue.drop(session),
      },
      {
        name: 'frame.back',
        title: t('Back to the last answer'),
        group,
        shortcut: '$mod+Backspace',
        isEnabled: () => latest() !== undefined,
        perform: () => {
          const last = latest();
          if (last) void queue.reopen(last).catch(() => undefined);
        },
      },
      ...frameActions({
        queue,
        session,
        group,
        isLive,
        isInstructed,
        setIsInstructed,
        open: setOpen,
      }),
    ];
  }, [queue, session, submit, hasEditor, isInstructed, setIsInstructed]);
  const bound = useActions(frame);
  const action = (name: string) => {
    const found = frame.find((one) => one.name === name);
    return found ? <ActionButton action={found} keys={bound.keys} /> : null;
  };
  const tools = bound.ofEditor.filter((one) => one.inToolbar === true);
  const { assignment } = session;

  return (
    <div className="gw-frame">
      <header className="gw-frame-bar">
        <Link to="/" className="gw-button" aria-label={t('Leave work; what you did is kept')}>
          ←
        </Link>
        <h1>{assignment.project ?? type?.title ?? assignment.type}</h1>
        {assignment.is_onboarding ? <span className="gw-tag">{t('Practice')}</span> : null}
        <Pay assignment={assignment} />
        {session.hasLease ? (
          <LeaseClock
            session={session}
            onExtend={() => void session.extend().catch(() => undefined)}
          />
        ) : null}
        <Done queue={queue} />
        <SaveMark session={session} sending={queue.outbox.waiting} />
        <div className="gw-frame-end">
          {action('frame.undo')}
          {action('frame.redo')}
          {action('frame.instruction')}
          {action('frame.help')}
        </div>
      </header>
      {tools.length > 0 ? (
        <div className="gw-tools" role="toolbar" aria-label={t('Tools')}>
          {tools.map((one) => (
            <ActionButton key={one.name} action={one} keys={bound.keys} />
          ))}
        </div>
      ) : null}
      <main className="gw-frame-work" aria-label={t('Task')}>
        <Refusals queue={queue} />
        {session.hasLease ? null : <Earlier session={session} />}
        {session.isLost ? <Lost queue={queue} session={session} /> : null}
        {session.subject ? <Rejections rejections={session.subject.rejections} /> : null}
        <EditorHost key={bound.remapped} session={session} actions={bound.editor} editor={editor} />
      </main>
      {isInstructed ? (
        <div className="gw-frame-beside">
          <Instruction assignment={assignment} sought={sought} />
          <Decisions queue={queue} />
        </div>
      ) : null}
      <footer className="gw-frame-foot">
        <Faults
          faults={session.faults}
          onGo={(fault) => editor.current?.focusFault(fault.pointer)}
          onSee={seek}
        />
        {session.faults.length === 0 ? <Held queue={queue} /> : null}
        {session.hasLease ? action('frame.release') : action('frame.leave')}
        {session.hasLease ? action('frame.skip') : null}
        {session.isDecided || !hasEditor ? null : action('frame.submit')}
      </footer>
      {open === 'help' ? (
        <ShortcutHelp
          keys={bound.keys}
          actions={[...bound.ofEditor, ...frame]}
          onClose={() => setOpen('none')}
        />
      ) : null}
      {open === 'skip' ? (
        <SkipDialog
          onClose={() => setOpen('none')}
          onSkip={(reason) => void queue.skip(session, reason)}
        />
      ) : null}
    </div>
  );
}

export function Refusals({ queue }: { queue: WorkQueue }) {
  return queue.outbox.refusals.map((one) => (
    <p key={one.assignmentId} className="gw-refused" role="alert">
      {t('An answer was not taken: {message}', { message: one.message })}{' '}
      <button
        type="button"
        className="gw-link"
        onClick={() => queue.outbox.forgetRefusal(one.assignmentId)}
      >
        {t('I see')}
      </button>
    </p>
  ));
}

function Earlier({ session }: { session: Session }) {
  return (
    <p className="gw-banner" role="status">
      {session.isRevision
        ? t('You submitted this before. Change it and submit the change, or leave it as it was.')
        : t('You submitted this before, and its task is decided: it can no longer be changed.')}
    </p>
  );
}

export function Lost({ queue, session }: { queue: WorkQueue; session: Session }) {
  return (
    <p className="gw-refused" role="alert">
      {t(
        'The time for this task is over, and it may be with somebody else now. What you did is kept.',
      )}{' '}
      <button type="button" className="gw-link" onClick={() => queue.drop(session)}>
        {t('Go on with the next')}
      </button>
    </p>
  );
}

/** Counts time each second, and notices signs of a person and of leaving. */
export function useTicking(session: Session): void {
  useEffect(() => {
    const sign = () => session.clock.sign(performance.now());
    const onVisibility = () => {
      session.clock.setInView(document.visibilityState === 'visible', performance.now());
      void session.flush();
    };
    const timer = setInterval(() => session.tick(), 1000);
    const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const one of signs) window.addEventListener(one, sign, { passive: true });
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('pagehide', onVisibility);
    return () => {
      clearInterval(timer);
      for (const one of signs) window.removeEventListener(one, sign);
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('pagehide', onVisibility);
    };
  }, [session]);
}

const INSTRUCTED = 'goldwright.instructed';

/**
 * Whether the instructions stand beside the task, and which words of them are asked for. Remembered,
 * and at first only where there is room; whoever asks for words has them shown.
 */
export function useInstructed() {
  const [sought, setSought] = useState<Sought | null>(null);
  const [isInstructed, setShown] = useState(() => {
    const stored = localStorage.getItem(INSTRUCTED);
    return stored === null ? window.innerWidth >= 900 : stored === 'yes';
  });
  const setIsInstructed = useCallback((next: boolean) => {
    localStorage.setItem(INSTRUCTED, next ? 'yes' : 'no');
    setShown(next);
    setSought(null);
  }, []);
  const seek = useCallback((words: string) => {
    setShown(true);
    setSought({ words });
  }, []);
  return { isInstructed, setIsInstructed, sought, seek };
}
