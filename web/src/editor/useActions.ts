/** The actions of frame and editor together: what toolbar, keyboard and help are made from. */
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useOwnKeys } from '../shell/ownKeys';
import type { Action, Actions } from './contract';
import { Emitter } from './emitter';
import { printed, type Keys } from './keys';

class EditorActions extends Emitter implements Actions {
  list: readonly Action[] = [];
  readonly keys: Keys;
  #states = '';

  constructor(keys: Keys) {
    super();
    this.keys = keys;
  }

  set(actions: readonly Action[]): void {
    this.list = actions;
    this.#states = statesOf(actions);
    this.emit();
  }

  /** Editors say so after every change; most change no button. */
  changed(): void {
    const states = statesOf(this.list);
    if (states === this.#states) return;
    this.#states = states;
    this.emit();
  }

  keyOf(name: string): string {
    const action = this.list.find((one) => one.name === name);
    const shortcut = action && this.keys.of(action)[0];
    return shortcut ? printed(shortcut) : '';
  }
}

/** Which actions can be performed and which are on, each as a digit. */
function statesOf(actions: readonly Action[]): string {
  return actions
    .map((one) => (one.isEnabled?.() === false ? 0 : 1) + (one.isActive?.() === true ? 2 : 0))
    .join('');
}

export interface Bound {
  readonly editor: Actions;
  readonly ofEditor: readonly Action[];
  readonly keys: Keys;
  /** Grows when a key was remapped, so that an editor prints its keys anew. */
  readonly remapped: number;
}

/** Listens for the keys of `frame` and of the editor's actions while it is on the page. */
export function useActions(frame: readonly Action[]): Bound {
  const keys = useOwnKeys();
  const [actions] = useState(() => new EditorActions(keys));
  useSyncExternalStore(actions.subscribe, actions.version);
  const remapped = useSyncExternalStore(actions.keys.subscribe, actions.keys.version);
  const { list } = actions;
  const listener = useMemo(
    () => actions.keys.listener([...frame, ...list]),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a chosen key makes another listener
    [actions, frame, list, remapped],
  );
  useEffect(() => {
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [listener]);
  return { editor: actions, ofEditor: list, keys: actions.keys, remapped };
}
