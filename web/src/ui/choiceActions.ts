/** Number keys for choices: 1 to 9 and 0 for the first ten, with Shift for ten more. */
import type { Action, Translate } from '../editor/contract';
import type { ChoiceList } from './choiceList';

export const MOST_KEYS = 20;

export interface ChoiceTarget {
  /** How many choices the question has that the keys are for now. */
  readonly count: () => number;
  readonly choose: (index: number) => void;
  /** The list that can be searched now, if it can. */
  readonly searched: () => ChoiceList | null;
}

export function choiceActions(most: number, target: ChoiceTarget, translate: Translate): Action[] {
  const keys = Array.from({ length: Math.min(most, MOST_KEYS) }, (_, index) => ({
    name: choiceAction(index),
    title: translate('Choose answer {number}', { number: index + 1 }),
    group: translate('Answers'),
    shortcut: shortcut(index),
    isEnabled: () => index < target.count(),
    perform: () => target.choose(index),
  }));
  const search: Action = {
    name: 'choose.search',
    title: translate('Search the answers'),
    group: translate('Answers'),
    shortcut: '/',
    isEnabled: () => target.searched() !== null,
    perform: () => target.searched()?.focusSearch(),
  };
  return [...keys, search];
}

export function choiceAction(index: number): string {
  return `choose.${index + 1}`;
}

// With Shift a key says `!` or another sign by layout, so that its place on the keyboard is named.
function shortcut(index: number): string {
  const digit = (index + 1) % 10;
  return index < 10 ? `${digit}` : `Shift+Digit${digit}`;
}
