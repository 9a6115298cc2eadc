/** What a worker starts from: the task's prelabel, shown until it is kept or something is changed. */
import { isObject } from '@web/ui/json';
import { isTyping } from './keys';
import type { Action, Fault, JsonObject, Translate } from './contract';

/** The task's `hypothesis`; an empty one is none. */
export function startOf(params: JsonObject): JsonObject | null {
  const start = params['hypothesis'];
  return isObject(start) && Object.keys(start).length > 0 ? start : null;
}

/** Makes the answer of what is shown. */
export function keeping(translate: Translate, does: Pick<Action, 'isEnabled' | 'perform'>): Action {
  return {
    name: 'answer.keep',
    title: translate('Keep as shown'),
    group: translate('Answers'),
    shortcut: 'x',
    inToolbar: true,
    ...does,
  };
}

/** Lets go of a text field, which would take the key that keeps all as shown for a letter. */
export function leaveText(): void {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && isTyping(focused)) focused.blur();
}

/** Why a start that nobody kept or changed is no answer yet. */
export function notKept(translate: Translate): Fault[] {
  const sentence = 'Nothing was changed yet. Change something, or keep all as shown.';
  return [{ pointer: '', sentence: translate(sentence) }];
}
