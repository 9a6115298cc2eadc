/** A task in the editor of its kind, outside of the work frame: to be looked at, or answered. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { ActionButton } from '../../editor/ActionButton';
import type { Action, Editor, EditorModule, JsonObject } from '../../editor/contract';
import { History } from '../../editor/history';
import { useActions } from '../../editor/useActions';
import { t } from '../../messages';
import { editorOf } from '../work/editorOf';

export interface Mending {
  /** What the answer has become, and how many places of it are not sound. */
  readonly read: () => { response: JsonObject | null; faults: number };
}

interface Props {
  readonly taskType: string;
  /** Values: another object is another task, and the editor is mounted anew. */
  readonly params: JsonObject;
  readonly response: JsonObject | null;
  readonly seed: string;
  readonly readOnly: boolean;
  readonly attachmentUrl: (url: string) => string;
  /** False where somebody is typing beside it. */
  readonly takesFocus?: boolean;
  readonly onReady?: (mending: Mending) => void;
}

export function EditorPane(props: Props) {
  const { taskType } = props;
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
  if (found?.of !== taskType) return <p role="status">{t('Loading…')}</p>;
  if (found.module instanceof Error) return <Unshown reason={found.module.message} />;
  return <Mounted {...props} module={found.module} />;
}

function Unshown({ reason }: { reason: string }) {
  return <p role="alert">{t('The task could not be shown: {reason}', { reason })}</p>;
}

const NO_ACTIONS: readonly Action[] = [];

function Mounted(props: Props & { readonly module: EditorModule }) {
  const { module, taskType, params, response, seed, readOnly, attachmentUrl, onReady } = props;
  const { takesFocus = true } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const [trouble, setTrouble] = useState('');
  // params belong to it: what was answered to another task is not undone into this one
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const history = useMemo(() => new History(response), [response, params]);
  const own = useMemo(() => undoing(history, () => editor.current), [history]);
  const bound = useActions(readOnly ? NO_ACTIONS : own);
  const { editor: actions } = bound;

  useEffect(() => {
    const place = host.current;
    if (!place) return;
    let mounted: Editor;
    try {
      mounted = module.mountEditor(place, {
        taskType,
        params,
        response: history.present,
        readOnly,
        seed,
        onChange: (next, change) => history.push(next, change),
        actions,
        attachmentUrl,
        translate: t,
      });
    } catch (error) {
      // Params that nobody has checked yet, as while they are typed, may be more than it can draw.
      place.replaceChildren();
      setTrouble(error instanceof Error ? error.message : String(error));
      return;
    }
    setTrouble('');
    editor.current = mounted;
    if (!readOnly && takesFocus) mounted.focus();
    onReady?.({
      read: () => ({ response: history.present, faults: mounted.validate().length }),
    });
    return () => {
      editor.current = null;
      mounted.destroy();
    };
  }, [
    module,
    taskType,
    params,
    readOnly,
    history,
    actions,
    seed,
    attachmentUrl,
    takesFocus,
    onReady,
  ]);

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
      {trouble === '' ? null : <Unshown reason={trouble} />}
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
