/** Looking through several answers to one task: one after the other, side by side, from place to place. */
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { lookOf } from '../canvas/colours';
import type { Action, Editor, JsonObject, Layer } from '../editor/contract';
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
  /** Whether all lie over one another in one editor; then each may be hidden. */
  readonly isOver: boolean;
  /** Whether the editor can show them so. */
  readonly canOver: boolean;
  readonly hidden: ReadonlySet<number>;
  /** The other views over the first; empty unless they lie over one another. */
  readonly layers: readonly Layer[];
  readonly found: readonly Difference[];
  /** The difference somebody stands at; -1: none yet. */
  readonly at: number;
  /** Shows a view alone; where they lie over one another it goes or comes back. */
  readonly show: (view: number) => void;
  readonly go: (difference: number) => void;
  /** Keeps the editor that shows a view; the first is the one that stays. */
  readonly keep: (view: number, editor: Editor | null) => void;
  /** Shows a place of a view. */
  readonly reveal: (view: number, pointer: string) => void;
  readonly actions: readonly Action[];
}

const DIGITS = 10;
const NO_LAYERS: readonly Layer[] = [];

/** The colour of a view that lies over the first. */
export const colourOf = (view: number) => lookOf(view - 1).colour;

/** `isMending`: somebody edits the first view, whose editor needs the letters for itself. */
export function useComparing(
  views: readonly View[],
  params: JsonObject,
  isMending: boolean,
): Comparing {
  const [wanted, setWanted] = useState(0);
  const [way, setWay] = useState<'alone' | 'beside' | 'over'>('alone');
  const [canOver, setCanOver] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const [at, setAt] = useState(-1);
  const [jump, setJump] = useState(0);
  const [wasMending, setWasMending] = useState(isMending);
  if (wasMending !== isMending) {
    setWasMending(isMending);
    setHidden(new Set());
    setAt(-1); // the answers stand in other places now
  }
  const editors = useRef(new Map<number, Editor>());
  const isBeside = way === 'beside';
  const isOver = way === 'over' && canOver && views.length > 1;
  const shown = isMending || isBeside || isOver ? 0 : Math.min(wanted, views.length - 1);
  const compared = useDeferredValue(views); // an edit is on screen before what it changes here
  const found = useMemo(
    () =>
      differences(
        compared.map((one) => one.response),
        params,
      ),
    [compared, params],
  );

  const layers = useMemo<readonly Layer[]>(
    () => (isOver ? layersOf(compared, found, hidden) : NO_LAYERS),
    [isOver, compared, found, hidden],
  );
  const show = useCallback(
    (view: number) => {
      if (!isOver) setWanted(view);
      else {
        setHidden((now) => {
          const next = new Set(now);
          if (!next.delete(view)) next.add(view);
          return next;
        });
      }
    },
    [isOver],
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
    if (view === 0 && editor) setCanOver(editor.overlay !== undefined);
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
        perform: () => setWay(isBeside ? 'alone' : 'beside'),
      },
      {
        name: 'review.over',
        title: t('One over the other'),
        group,
        shortcut: isMending ? 'Shift+F8' : ['o', 'Shift+F8'],
        isEnabled: () => canOver && views.length > 1,
        isActive: () => isOver,
        perform: () => setWay(isOver ? 'alone' : 'over'),
      },
      ...views.slice(0, DIGITS).map((view, place): Action => ({
        name: `review.show.${place}`,
        title: isOver
          ? t('Show or hide: {title}', { title: view.title })
          : t('Show: {title}', { title: view.title }),
        group,
        ...(isMending ? {} : { shortcut: `${place}` }),
        isEnabled: () => !isMending && !isBeside && views.length > 1,
        perform: () => show(place),
      })),
    ];
  }, [views, found, at, go, show, isBeside, isOver, canOver, isMending]);

  return {
    views,
    shown,
    isBeside,
    isOver,
    canOver,
    hidden,
    layers,
    found,
    at,
    show,
    go,
    keep,
    reveal,
    actions,
  };
}

function layersOf(
  views: readonly View[],
  found: readonly Difference[],
  hidden: ReadonlySet<number>,
): Layer[] {
  const telling = found.filter((one) => one.kind !== 'slight');
  return [...views.entries()].slice(1).flatMap(([place, { response }]) => {
    if (response === null || hidden.has(place)) return [];
    const pointers = telling.flatMap((one) => one.pointers[place] ?? []);
    return [{ name: `${place}`, colour: colourOf(place), response, differing: new Set(pointers) }];
  });
}
