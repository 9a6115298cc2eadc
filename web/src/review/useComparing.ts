/** Looking through several answers to one task: one after the other, side by side, from place to place. */
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { Action, Editor, JsonObject } from '../editor/contract';
import { t } from '../messages';
import { differences, type Difference } from './differences';

/** One of the answers, under the name it goes by. */
export interface View {
  readonly title: string;
  readonly response: JsonObject | null;
}

export interface Comparing {
  readonly views: readonly View[];
  /** Which is on screen when they are not side by side. */
  readonly shown: number;
  readonly isBeside: boolean;
  readonly found: readonly Difference[];
  /** The difference somebody stands at; -1: none yet. */
  readonly at: number;
  readonly show: (view: number) => void;
  readonly go: (difference: number) => void;
  /** Keeps the editor that shows a view; the first is the one that stays. */
  readonly keep: (view: number, editor: Editor | null) => void;
  /** Shows a place of a view. */
  readonly reveal: (view: number, pointer: string) => void;
  readonly actions: readonly Action[];
}

const DIGITS = 10;

/** `isMending`: somebody edits the first view, whose editor needs the letters for itself. */
export function useComparing(
  views: readonly View[],
  params: JsonObject,
  isMending: boolean,
): Comparing {
  const [wanted, setWanted] = useState(0);
  const [isBeside, setIsBeside] = useState(false);
  const [at, setAt] = useState(-1);
  const [jump, setJump] = useState(0);
  const [wasMending, setWasMending] = useState(isMending);
  if (wasMending !== isMending) {
    setWasMending(isMending);
    setAt(-1); // the answers stand in other places now
  }
  const editors = useRef(new Map<number, Editor>());
  const shown = isMending || isBeside ? 0 : Math.min(wanted, views.length - 1);
  const compared = useDeferredValue(views); // an edit is on screen before what it changes here
  const found = useMemo(
    () =>
      differences(
        compared.map((one) => one.response),
        params,
      ),
    [compared, params],
  );

  const go = useCallback(
    (difference: number) => {
      const there = found[difference];
      if (!there) return;
      setAt(difference);
      setJump((count) => count + 1);
      // Where the answer on screen has nothing there, one that has something is shown.
      setWanted((now) =>
        (there.pointers[now] ?? null) === null
          ? there.pointers.findIndex((pointer) => pointer !== null)
          : now,
      );
    },
    [found],
  );

  // The editors show their responses first; then each goes to its place.
  useEffect(() => {
    const there = found[at];
    if (!there) return;
    for (const [place, editor] of [...editors.current].reverse()) {
      const pointer = there.pointers[place === 0 ? shown : place];
      if (typeof pointer === 'string') editor.focusFault(pointer);
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when somebody goes there
  }, [jump, shown, isBeside]);

  const keep = useCallback((view: number, editor: Editor | null) => {
    if (editor) editors.current.set(view, editor);
    else editors.current.delete(view);
  }, []);
  const [aim, setAim] = useState<{ view: number; pointer: string } | null>(null);
  const reveal = useCallback((view: number, pointer: string) => {
    setWanted(view);
    setAim({ view, pointer });
  }, []);
  useEffect(() => {
    if (aim) editors.current.get(isBeside ? aim.view : 0)?.focusFault(aim.pointer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when somebody aims
  }, [aim]);

  const actions = useMemo<readonly Action[]>(() => {
    const group = t('Compare');
    const step = (by: 1 | -1) => go((at + by + found.length) % found.length);
    return [
      {
        name: 'review.next',
        title: t('Next difference'),
        group,
        shortcut: isMending ? 'F7' : ['j', 'F7'],
        isEnabled: () => found.length > 0,
        perform: () => step(1),
      },
      {
        name: 'review.previous',
        title: t('Previous difference'),
        group,
        shortcut: isMending ? 'Shift+F7' : ['k', 'Shift+F7'],
        isEnabled: () => found.length > 0,
        perform: () => (at < 0 ? go(found.length - 1) : step(-1)),
      },
      {
        name: 'review.beside',
        title: t('Side by side'),
        group,
        shortcut: isMending ? 'F8' : ['s', 'F8'],
        isEnabled: () => views.length > 1,
        isActive: () => isBeside,
        perform: () => setIsBeside(!isBeside),
      },
      ...views.slice(0, DIGITS).map((view, place): Action => ({
        name: `review.show.${place}`,
        title: t('Show: {title}', { title: view.title }),
        group,
        ...(isMending ? {} : { shortcut: `${place}` }),
        isEnabled: () => !isMending && !isBeside && views.length > 1,
        perform: () => setWanted(place),
      })),
    ];
  }, [views, found, at, go, isBeside, isMending]);

  return { views, shown, isBeside, found, at, show: setWanted, go, keep, reveal, actions };
}
