/** A task in the editor of its kind: to be looked at, or its answer mended. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { ActionButton } from '../../editor/ActionButton';
import type { Action, Editor, EditorModule, JsonObject } from '../../editor/contract';
import { History } from '../../editor/history';
import { useActions } from '../../editor/useActions';
import { t } from '../../messages';
import { editorOf } from '../work/editorOf';
import type { Task } from './queries';
import { useScope } from './scope';

export interface Mending {
  /** What the answer has become, and whether it is sound. */
  readonly read: () => { response: JsonObject | null; faults: number };
}

interface Props {
  readonly task: Task;
  readonly readOnly: boolean;
  readonly onReady: (mending: Mending) => void;
}

export function TaskView({ task, readOnly, onReady }: Props) {
  const [module, setModule] = useState<EditorModule | Error | null>(null);
  useEffect(() => {
    let isLeft = false;
    editorOf(task.type).then(
      (found) => isLeft || setModule(found),
      (error: unknown) =>
        isLeft || setModule(error instanceof Error ? error : new Error(String(error))),
    );
    return () => {
      isLeft = true;
    };
  }, [task.type]);
  if (module === null) return <p role="status">{t('Loading…')}</p>;
  if (module instanceof Error) {
    return (
      <p role="alert">
        {t('The viewer could not be loaded: {reason}', { reason: module.message })}
      </p>
    );
  }
  return <Mounted module={module} task={task} readOnly={readOnly} onReady={onReady} />;
}

function Mounted({ module, task, readOnly, onReady }: Props & { readonly module: EditorModule }) {
  const { link } = useScope();
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const history = useMemo(() => new History(answerOf(task)), [task]);
  const own = useMemo(() => undoing(history, () => editor.current), [history]);
  const bound = useActions(readOnly ? [] : own);
  const { editor: actions } = bound;

  useEffect(() => {
    if (!host.current) return;
    const mounted = module.mountEditor(host.current, {
      taskType: task.type,
      params: task.params as JsonObject, // params are JSON
      response: history.present,
      readOnly,
      seed: task.id,
      onChange: (response, change) => history.push(response, change),
      actions,
      attachmentUrl: (url) => link(`/api/tasks/${encodeURIComponent(task.id)}/attachment`, { url }),
      translate: t,
    });
    editor.current = mounted;
    if (!readOnly) mounted.focus();
    onReady({
      read: () => ({ response: history.present, faults: mounted.validate().length }),
    });
    return () => {
      editor.current = null;
      mounted.destroy();
    };
  }, [module, task, readOnly, history, actions, link, onReady]);

  const tools = readOnly ? [] : [...own, ...bound.ofEditor.filter((one) => one.inToolbar === true)];
  return (
    <>
      {tools.length > 0 ? (
        <div className="gw-row gw-inline" role="toolbar" aria-label={t('Tools')}>
          {tools.map((one) => (
            <ActionButton key={one.name} action={one} keys={bound.keys} />
          ))}
        </div>
      ) : null}
      <div ref={host} className="gw-editor gw-task-view" />
    </>
  );
}

function undoing(history: History, editor: () => Editor | null): Action[] {
  const show = () => editor()?.setResponse(history.present);
  return [
    {
      name: 'frame.undo',
      title: t('Undo'),
      shortcut: '$mod+z',
      perform: () => {
        history.undo();
        show();
      },
    },
    {
      name: 'frame.redo',
      title: t('Redo'),
      shortcut: ['$mod+Shift+z', '$mod+y'],
      perform: () => {
        history.redo();
        show();
      },
    },
  ];
}

export function answerOf(task: Task): JsonObject | null {
  const { response } = task;
  return typeof response === 'object' && response !== null && !Array.isArray(response)
    ? (response as JsonObject) // an object of JSON
    : null;
}
