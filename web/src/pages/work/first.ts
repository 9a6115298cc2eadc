/**
 * The first tasks, asked for while the app is still drawing its frame; with their answer the editor of
 * the first one comes too. The page takes them when it is there.
 */
import { taskTypesQuery } from '../../api/taskTypes';
import { workApi } from '../../api/work';
import { HOLD } from '../../editor/workQueue';
import { queries } from '../../shell/queries';
import { editorOf } from './editorOf';

let early: { readonly project: string | null; readonly first: First } | undefined;

type First = ReturnType<typeof workApi.next>;

/** Asks before the page is there. */
export function askForFirst(project: string | null): void {
  const first = ask(project);
  early = { project, first };
  first.catch(() => (early = undefined)); // of somebody who must sign in first
}

/** What was asked for early, once; else it is asked for now. Whoever needs it meets the error. */
export function takeFirst(project: string | null): First {
  const first = early?.project === project ? early.first : ask(project);
  early = undefined;
  return first;
}

function ask(project: string | null): First {
  queries.query(taskTypesQuery).catch(() => undefined);
  const first = workApi.next(project, HOLD, []);
  first.then(([task]) => (task?.type ? editorOf(task.type) : null)).catch(() => undefined);
  return first;
}
