/** A task on the page of a customer: its answers one by one or side by side, and the one being fixed. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ActionButton } from '../../editor/ActionButton';
import type { Action, Change, Editor, EditorModule, JsonObject } from '../../editor/contract';
import { History } from '../../editor/history';
import type { Bound } from '../../editor/useActions';
import { t } from '../../messages';
import type { Shown } from '../../review/Pane';
import { Panes } from '../../review/Panes';
import type { Comparing } from '../../review/useComparing';
import { editorOf } from '../work/editorOf';
import type { Task } from './queries';
import { useScope } from './scope';
import type { Mended } from './useAudit';

/** The answer that somebody fixes, with its undo. */
export interface Mending {
  readonly isMending: boolean;
  readonly response: JsonObject | null;
  readonly actions: readonly Action[];
  readonly begin: (response: JsonObject | null) => void;
  readonly end: () => void;
  readonly change: (response: JsonObject, how?: Change) => void;
  readonly read: () => Mended;
  readonly editor: { current: Editor | null };
}

const NONE: readonly Action[] = [];

export function useMending(): Mending {
  const [history, setHistory] = useState<History | null>(null);
  const [response, setResponse] = useState<JsonObject | null>(null);
  const editor = useRef<Editor | null>(null);
  const read = useCallback(
    () => ({
      response: history?.present ?? null,
      faults: editor.current?.validate().length ?? 0,
    }),
    [history],
  );
  const actions = useMemo<readonly Action[]>(() => {
    if (!history) return NONE;
    const step = (name: 'undo' | 'redo', title: string, shortcut: readonly string[]): Action => ({
      name: `frame.${name}`,
      title,
      group: t('Audit'),
      shortcut,
      perform: () => {
        history[name]();
        setResponse(history.present);
      },
    });
    return [
      step('undo', t('Undo'), ['$mod+z']),
      step('redo', t('Redo'), ['$mod+Shift+z', '$mod+y']),
    ];
  }, [history]);
  const begin = useCallback((start: JsonObject | null) => {
    setHistory(new History(start));
    setResponse(start);
  }, []);
  const end = useCallback(() => setHistory(null), []);
  const change = useCallback(
    (next: JsonObject, how?: Change) => {
      history?.push(next, how);
      setResponse(next);
    },
    [history],
  );
  return { isMending: history !== null, response, actions, begin, end, change, read, editor };
}

interface Props {
  readonly task: Task;
  readonly comparing: Comparing;
  readonly mending: Mending;
  readonly bound: Bound;
}

export function TaskAnswers({ task, comparing, mending, bound }: Props) {
  const module = useModule(task.type);
  const { link } = useScope();
  const shown = useMemo<Shown | null>(
    () =>
      module instanceof Error || module === null
        ? null
        : {
            module,
            taskType: task.type,
            params: task.params as JsonObject, // params are JSON
            seed: task.id,
            attachmentUrl: (url) =>
              link(`/api/tasks/${encodeURIComponent(task.id)}/attachment`, { url }),
          },
    [module, task.type, task.params, task.id, link],
  );
  if (module instanceof Error) {
    return (
      <p role="alert">{t('The task could not be shown: {reason}', { reason: module.message })}</p>
    );
  }
  if (shown === null) return <p role="status">{t('Loading…')}</p>;
  const { isMending } = mending;
  const tools = isMending
    ? [...mending.actions, ...bound.ofEditor.filter((one) => one.inToolbar === true)]
    : NONE;
  return (
    <>
      {tools.length > 0 ? (
        <div className="gw-row gw-inline" role="toolbar" aria-label={t('Tools')}>
          {tools.map((one) => (
            <ActionButton key={one.name} action={one} keys={bound.keys} />
          ))}
        </div>
      ) : null}
      <div className="gw-task-view">
        <Panes
          key={bound.remapped}
          task={shown}
          comparing={comparing}
          isMending={isMending}
          actions={bound.editor}
          pins={[]}
          onChange={(next, how) => mending.change(next, how)}
          onEditor={(made) => {
            mending.editor.current = made;
          }}
        />
      </div>
    </>
  );
}

function useModule(taskType: string): EditorModule | Error | null {
  const [found, setFound] = useState<{ of: string; module: EditorModule | Error } | null>(null);
  useEffect(() => {
    let isLeft = false;
    const keep = (module: EditorModule | Error) => isLeft || setFound({ of: taskType, module });
    editorOf(taskType).then(keep, (error: unknown) =>
      keep(error instanceof Error ? error : new Error(String(error))),
    );
    return () => {
      isLeft = true;
    };
  }, [taskType]);
  return found?.of === taskType ? found.module : null;
}

/** A response as editors take it; what is no object is none. */
export function answerOf(response: unknown): JsonObject | null {
  return typeof response === 'object' && response !== null && !Array.isArray(response)
    ? (response as JsonObject) // an object of JSON
    : null;
}
