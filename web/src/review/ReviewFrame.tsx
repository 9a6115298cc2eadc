/** The frame round a review: the answer in its editor, what differs, and the verdict; keys for all. */
import { Link } from '@tanstack/react-router';
import {
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { attachmentUrl } from '../api/work';
import { useTypeTitle } from '../api/taskTypes';
import { ActionButton } from '../editor/ActionButton';
import type { Action, Change, Editor, JsonObject, Pin, Place } from '../editor/contract';
import { faultsOf } from '../editor/answerRules';
import { Held } from '../editor/Decisions';
import { Faults } from '../editor/Faults';
import { frameActions } from '../editor/frameActions';
import { Lost, Refusals, useInstructed, useTicking } from '../editor/Frame';
import { Gestures } from '../editor/gestures';
import { Instruction } from '../editor/Instruction';
import type { Session } from '../editor/session';
import { ShortcutHelp } from '../editor/ShortcutHelp';
import { SkipDialog } from '../editor/SkipDialog';
import { Done, LeaseClock, Pay, SaveMark } from '../editor/Status';
import { useActions } from '../editor/useActions';
import { useHasEditor } from '../editor/useHasEditor';
import type { WorkQueue } from '../editor/workQueue';
import { percent, t } from '../messages';
import { DifferenceList } from './DifferenceList';
import { placesOf } from './differences';
import {
  hindrance,
  readOpinion,
  verdictOf,
  type Hindrance,
  withResponse,
  type Opinion,
  type Remark,
  type Verdict,
} from './opinion';
import { Panes } from './Panes';
import type { Shown } from './Pane';
import { partIn, judgePart, type Part } from './parts';
import { PartList } from './PartList';
import { Rejections } from './Rejections';
import { RemarksWriting } from './RemarkList';
import type { Subject } from './subject';
import { useComparing, type View } from './useComparing';
import { SIGNS } from './verdicts';
import '../editor/frame.css';
import './review.css';

type Open = 'none' | 'help' | 'skip';

interface Props {
  readonly queue: WorkQueue;
  readonly session: Session;
  readonly subject: Subject;
}

export function ReviewFrame({ queue, session, subject }: Props) {
  useSyncExternalStore(session.subscribe, session.version);
  useTicking(session);
  const [open, setOpen] = useState<Open>('none');
  const { isInstructed, setIsInstructed, sought, seek } = useInstructed();
  const [begun, setBegun] = useState<string | null>(null);
  const [pointing, setPointing] = useState<string | null>(null);
  const [canPoint, setCanPoint] = useState(false);
  const editor = useRef<Editor | null>(null);
  const reason = useRef<HTMLTextAreaElement>(null);
  const [gestures] = useState(() => new Gestures());

  const { assignment, response: draft } = session;
  const titleOf = useTypeTitle();
  const { params } = assignment;
  const opinion = useMemo(() => readOpinion(draft), [draft]);
  const verdict = verdictOf(opinion);
  const isFixing = verdict === 'fixed';
  const judged = subject.response;
  const views = useViews(subject, opinion.response);
  const comparing = useComparing(views, params, isFixing);
  const first = views[0]?.response ?? null;
  const places = useDeferredValue(first);
  const named = useMemo(() => placesOf(places, params), [places, params]);
  const parts = useMemo(() => placesOf(judged, params), [judged, params]);
  const task = useMemo<Shown>(
    () => ({
      module: session.module,
      taskType: assignment.type,
      params,
      seed: session.id,
      attachmentUrl: (attachment) => attachmentUrl(session.id, attachment),
    }),
    [session, assignment.type, params],
  );

  const say = useCallback(
    (next: Opinion, change?: Change) =>
      session.change({ ...next } as unknown as JsonObject, change),
    [session],
  );
  const focusTask = useCallback(() => editor.current?.focus(), []);

  const comment = useCallback(() => {
    const [selected, difference] = [editor.current?.selection?.(), comparing.found[comparing.at]];
    // Remarks are about the answer that stands, also while another is on screen.
    const pointer = (comparing.shown === 0 ? selected : null) ?? difference?.pointers[0] ?? null;
    const about = pointer === null ? difference?.place : placesOf(first, params).get(pointer);
    const remark: Remark = {
      id: crypto.randomUUID(),
      text: '',
      ...(pointer === null ? {} : { pointer }),
      ...(about === undefined ? {} : { about }),
    };
    say({ ...opinion, remarks: [...opinion.remarks, remark] });
    setBegun(remark.id);
  }, [comparing, first, params, opinion, say]);

  const send = useCallback(() => {
    const hinders = hindrance(opinion, judged);
    const faults =
      hinders !== undefined
        ? [{ pointer: '', sentence: HINDRANCES[hinders]() }]
        : isFixing
          ? faultsOf(editor.current, assignment, opinion.response ?? {})
          : [];
    session.setFaults(faults);
    const [fault] = faults;
    if (fault === undefined) void queue.submit(session, session.response ?? {});
    else if (hinders === 'no-reason') reason.current?.focus();
    else editor.current?.focusFault(fault.pointer);
  }, [opinion, judged, isFixing, assignment, session, queue]);

  /** The thing to be judged by itself: what is selected, or else the difference one stands at. */
  const partAt = useCallback((): Part | null => {
    if (judged === null || first === null || comparing.shown !== 0) return null;
    const there =
      editor.current?.selection?.() ?? comparing.found[comparing.at]?.pointers[0] ?? null;
    const pointer = there === null ? null : partIn(there, first, judged);
    const about = pointer === null ? undefined : parts.get(pointer);
    return pointer === null || about === undefined ? null : { pointer, about };
  }, [comparing.shown, comparing.found, comparing.at, first, judged, parts]);

  const judgeOne = useCallback(
    (one: Verdict) => {
      const part = partAt();
      if (part === null || judged === null) return;
      const next = judgePart(opinion, part, one, judged);
      say(next);
      const said = next.remarks.find((it) => it.verdict && it.pointer === part.pointer);
      if (said?.verdict === 'rejected') setBegun(said.id);
      else if (said?.verdict === 'fixed') focusTask();
      else if (said) {
        const after = nextPart([...parts.keys()], part.pointer, next.remarks);
        const there = after === undefined ? null : partIn(after, judged, first ?? judged);
        if (there !== null) comparing.reveal(0, there);
      }
    },
    [comparing, first, focusTask, judged, opinion, partAt, parts, say],
  );

  const base = views[comparing.shown]?.response ?? null;
  const canFix = useHasEditor(assignment.type);
  const own = useMemo<readonly Action[]>(() => {
    const group = t('Review');
    const isLive = () => !session.isLost;
    const isPlain = verdict === 'accepted';
    return [
      {
        name: 'frame.submit',
        title: isPlain ? t('Accept') : isFixing ? t('Send the fix') : t('Send the rejection'),
        group,
        shortcut: isPlain ? ['a', '$mod+Enter'] : '$mod+Enter',
        whileTyping: !isPlain,
        isEnabled: () => isLive() && !(isPlain && judged === null),
        perform: send,
      },
      {
        name: 'review.fix',
        title: t('Fix'),
        group,
        shortcut: 'f',
        isEnabled: () => canFix && isLive() && isPlain,
        perform: () => {
          say(withResponse(opinion, base ?? {}, judged));
          focusTask();
        },
      },
      {
        name: 'review.reject',
        title: t('Reject'),
        group,
        ...(isPlain ? { shortcut: 'r' } : {}),
        isEnabled: () => isLive() && isPlain,
        perform: () => say({ ...opinion, reason: '' }),
      },
      {
        name: 'review.leave',
        title: isFixing ? t('Leave it as it was') : t('Not after all'),
        group,
        shortcut: isFixing ? '$mod+Shift+l' : 'Escape',
        whileTyping: true,
        isEnabled: () => !isPlain,
        perform: () => {
          const { reason: _, ...rest } = withResponse(opinion, undefined, judged);
          const remarks = rest.remarks.filter((one) => (one.verdict ?? 'accepted') === 'accepted');
          say(isFixing ? { ...rest, remarks } : rest);
          focusTask();
        },
      },
      {
        name: 'review.comment',
        title: t('Comment'),
        group,
        shortcut: isFixing ? 'F9' : ['c', 'F9'],
        perform: comment,
      },
      ...PARTS.map((one): Action => {
        const key = PART_KEYS[one];
        return {
          name: `review.part.${one}`,
          title: partTitle(one),
          group: t('One by one'),
          shortcut: isFixing ? `Shift+${key}` : [key, `Shift+${key}`],
          isEnabled: () => isLive() && partAt() !== null,
          perform: () => judgeOne(one),
        };
      }),
      ...comparing.actions,
      {
        name: 'frame.undo',
        title: t('Undo'),
        group,
        shortcut: '$mod+z',
        isEnabled: () => session.canUndo,
        perform: () => session.undo(),
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
  }, [
    base,
    canFix,
    comment,
    comparing.actions,
    focusTask,
    isFixing,
    isInstructed,
    judged,
    judgeOne,
    opinion,
    partAt,
    queue,
    say,
    send,
    session,
    setIsInstructed,
    verdict,
  ]);
  const bound = useActions(own);
  const button = (name: string) => {
    const found = own.find((one) => one.name === name);
    return found ? <ActionButton action={found} keys={bound.keys} /> : null;
  };
  const tools = bound.ofEditor.filter((one) => one.inToolbar === true);
  const pins = useMemo(
    () => pinsOf(opinion.remarks, judged, first),
    [opinion.remarks, judged, first],
  );
  const isRejecting = verdict === 'rejected';
  useEffect(() => {
    if (isRejecting) reason.current?.focus();
  }, [isRejecting]);

  const point = (place: Place) => {
    const { pointer, position } = place;
    const words =
      pointer === undefined
        ? Object.entries(position ?? {}).map(([axis, at]) => `${axis} ${Math.round(at)}`)
        : [placesOf(first, params).get(pointer) ?? pointer];
    const remarks = opinion.remarks.map((one) =>
      one.id === pointing ? { id: one.id, text: one.text, ...place, about: words.join(', ') } : one,
    );
    say({ ...opinion, remarks });
    setBegun(pointing);
    setPointing(null);
  };

  return (
    <div className="gw-frame gw-review">
      <header className="gw-frame-bar">
        <Link to="/" className="gw-button" aria-label={t('Leave work; what you did is kept')}>
          ←
        </Link>
        <h1>{assignment.project ?? titleOf(assignment.type)}</h1>
        <span className="gw-tag">
          {subject.stage === 'second_review' ? t('Second review') : t('Review')}
        </span>
        {subject.is_blind ? (
          <span className="gw-quiet">{t('You are not told what the first reviewer said.')}</span>
        ) : null}
        <Pay assignment={assignment} />
        <LeaseClock
          session={session}
          onExtend={() => void session.extend().catch(() => undefined)}
        />
        <Done queue={queue} />
        <SaveMark session={session} sending={queue.outbox.waiting} />
        <div className="gw-frame-end">
          {button('frame.undo')}
          {button('frame.redo')}
          {button('review.beside')}
          {comparing.canOver ? button('review.over') : null}
          {button('frame.instruction')}
          {button('frame.help')}
        </div>
      </header>
      {isFixing && tools.length > 0 ? (
        <div className="gw-tools" role="toolbar" aria-label={t('Tools')}>
          {tools.map((one) => (
            <ActionButton key={one.name} action={one} keys={bound.keys} />
          ))}
        </div>
      ) : null}
      <main className="gw-frame-work" aria-label={t('Task')}>
        <Refusals queue={queue} />
        {session.isLost ? <Lost queue={queue} session={session} /> : null}
        <Panes
          key={bound.remapped}
          task={task}
          comparing={comparing}
          isMending={isFixing}
          actions={bound.editor}
          pins={pins}
          onChange={(response, change) =>
            say(withResponse(readOpinion(session.response), response, judged), change)
          }
          onFault={(faults) => session.setFaults(faults)}
          onPlace={pointing === null ? undefined : point}
          onEditor={(made) => {
            editor.current = made;
            setCanPoint(made?.placeAt !== undefined);
            made?.focus();
          }}
        />
      </main>
      <div className="gw-review-side">
        {isRejecting ? (
          <section className="gw-review-part" aria-label={t('Rejection')}>
            <div className="gw-field">
              <label htmlFor="gw-reason">{t('Why is it rejected?')}</label>
              <textarea
                ref={reason}
                id="gw-reason"
                rows={4}
                maxLength={10_000}
                required
                value={opinion.reason}
                aria-describedby="gw-reason-help"
                onChange={(event) =>
                  say(
                    { ...opinion, reason: event.target.value },
                    { gesture: gestures.typing('/reason') },
                  )
                }
              />
            </div>
            <p id="gw-reason-help" className="gw-quiet">
              {t('Who answered and who answers next read it.')}
            </p>
          </section>
        ) : null}
        <Confidence subject={subject} />
        <Rejections rejections={subject.rejections} />
        <DifferenceList comparing={comparing} />
        {parts.size > 0 ? (
          <PartList
            remarks={opinion.remarks}
            count={parts.size}
            begun={begun}
            buttons={PARTS.map((one) => button(`review.part.${one}`))}
            onChange={(remark) =>
              say(
                {
                  ...opinion,
                  remarks: opinion.remarks.map((one) => (one.id === remark.id ? remark : one)),
                },
                { gesture: gestures.typing(`/remarks/${remark.id}`) },
              )
            }
            onUndo={({ pointer = '', about = '', verdict: said }) => {
              if (judged && said) say(judgePart(opinion, { pointer, about }, said, judged));
            }}
            onReveal={({ pointer = '' }) => {
              const there = judged && partIn(pointer, judged, first ?? judged);
              if (there !== null) comparing.reveal(0, there);
            }}
            onDone={focusTask}
          />
        ) : null}
        <section className="gw-review-part" aria-label={t('Comments')}>
          <h2>{t('Comments')}</h2>
          <RemarksWriting
            remarks={opinion.remarks.filter((one) => one.verdict === undefined)}
            places={named}
            begun={begun}
            isPointing={pointing}
            onPoint={canPoint && comparing.shown === 0 ? setPointing : undefined}
            onChange={(remark) =>
              say(
                {
                  ...opinion,
                  remarks: opinion.remarks.map((one) => (one.id === remark.id ? remark : one)),
                },
                { gesture: gestures.typing(`/remarks/${remark.id}`) },
              )
            }
            onRemove={(id) =>
              say({ ...opinion, remarks: opinion.remarks.filter((one) => one.id !== id) })
            }
            onReveal={({ pointer }) => {
              if (pointer !== undefined) comparing.reveal(0, pointer);
            }}
            onDone={focusTask}
          />
          {button('review.comment')}
        </section>
        {isInstructed ? <Instruction assignment={assignment} sought={sought} /> : null}
      </div>
      <footer className="gw-frame-foot">
        <Faults
          faults={session.faults}
          onGo={(fault) => editor.current?.focusFault(fault.pointer)}
          onSee={seek}
        />
        {session.faults.length === 0 ? <Held queue={queue} /> : null}
        {button('frame.release')}
        {button('frame.skip')}
        {verdict === 'accepted' ? (
          <>
            {button('review.reject')}
            {canFix ? button('review.fix') : null}
          </>
        ) : (
          button('review.leave')
        )}
        {button('frame.submit')}
      </footer>
      {open === 'help' ? (
        <ShortcutHelp
          keys={bound.keys}
          actions={[...own, ...bound.ofEditor]}
          onClose={() => setOpen('none')}
        />
      ) : null}
      {open === 'skip' ? (
        <SkipDialog
          onClose={() => setOpen('none')}
          onSkip={(why) => void queue.skip(session, why)}
        />
      ) : null}
    </div>
  );
}

const PARTS = ['accepted', 'fixed', 'rejected'] as const;
const PART_KEYS: Record<Verdict, string> = { accepted: 'y', fixed: 'e', rejected: 'n' };

function partTitle(verdict: Verdict): string {
  if (verdict === 'accepted') return t('Accept it');
  return verdict === 'fixed' ? t('Fix it') : t('Reject it');
}

/** The next thing after one, round and round, that nobody judged yet. */
function nextPart(
  all: readonly string[],
  from: string,
  remarks: readonly Remark[],
): string | undefined {
  const at = all.indexOf(from);
  const isJudged = new Set(remarks.flatMap((one) => (one.verdict ? (one.pointer ?? []) : [])));
  return [...all.slice(at + 1), ...all.slice(0, at)].find((one) => !isJudged.has(one));
}

/** Remarks in their places on the answer on screen: numbers, and signs of things judged. */
function pinsOf(
  remarks: readonly Remark[],
  judged: JsonObject | null,
  shown: JsonObject | null,
): Pin[] {
  let number = 0;
  return remarks.flatMap((one): Pin[] => {
    if (one.verdict === undefined) return [{ ...one, name: `${(number += 1)}` }];
    const pointer = judged && shown && partIn(one.pointer ?? '', judged, shown);
    return pointer === null ? [] : [{ pointer, name: SIGNS[one.verdict] }];
  });
}

const HINDRANCES: Record<Hindrance, () => string> = {
  'no-response': () => t('There is no answer that could be accepted: fix one, or reject.'),
  'no-reason': () => t('Say why it is rejected; who answers next reads it.'),
  'no-part-reason': () => t('Say why each single thing is rejected; who drew it reads it.'),
  'part-not-accepted': () =>
    t('A single thing is rejected or fixed: fix the answer, or reject all of it.'),
  unchanged: () => t('Nothing is changed yet: change it, or accept it as it was.'),
};

/** The answer that is judged or its fix first, then the answers it was made of. */
function useViews(subject: Subject, fix: JsonObject | undefined): readonly View[] {
  return useMemo(() => {
    const { response, answers } = subject;
    const given = answers.map((one, place) => ({
      title: t('Answer {n}', { n: place + 1 }),
      response: one,
    }));
    const isAsAnswered = subject.stage === 'review' || subject.is_blind;
    const judged = isAsAnswered ? t('The settled answer') : t('After the first review');
    if (fix !== undefined) {
      const before = response === null ? [] : [{ title: judged, response }];
      return [{ title: t('Your fix'), response: fix }, ...before, ...given];
    }
    const isOne = given.length === 1 && isAsAnswered;
    if (isOne && response !== null) return [{ title: t('The answer'), response }];
    return response === null ? given : [{ title: judged, response }, ...given];
  }, [subject, fix]);
}

function Confidence({ subject }: { subject: Subject }) {
  if (subject.response === null) {
    return (
      <p className="gw-note">
        {t('The answers differ too much to be joined. Show one and fix it, or reject all.')}
      </p>
    );
  }
  if (subject.confidence === null) return null;
  return (
    <p className="gw-quiet gw-review-part">
      {t('Confidence: {share}', { share: percent(subject.confidence) })}
    </p>
  );
}
