/** JSON as people type it. */
import type { Json, JsonObject } from '../../editor/contract';
import { t } from '../../messages';
import { isObject } from '../../ui/json';

export function printed(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** Why a line is not JSON; that it is the first line of itself is not said. */
export function reasonOfLine(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return said.replace(/ \(line 1 (column \d+)\)$/, ' ($1)');
}

/** The object that was typed, or one sentence that says why it is none. */
export function readObject(text: string): JsonObject | string {
  try {
    const value = JSON.parse(text) as Json; // JSON.parse gives JSON
    return isObject(value) ? value : t('This should be an object: { … }');
  } catch (error) {
    return t('This is not JSON yet: {reason}', {
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

const OF_ONE_TASK = ['attachment', 'attachments', 'unique_id'];

/** What the tasks of a project may have in common, out of the params of one. */
export function sharedOf(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).filter(([name]) => !OF_ONE_TASK.includes(name)));
}

/** What a task says itself, out of the params of one: all that the project does not share already. */
export function ownOf(
  params: Readonly<Record<string, unknown>>,
  shared: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).filter(([name]) => !(name in shared)));
}
