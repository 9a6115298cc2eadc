/** An editor on the page for somebody who looks and compares, and who may mend. */
import { useEffect, useEffectEvent, useRef, type PointerEvent } from 'react';
import type {
  Actions,
  Change,
  Editor,
  EditorModule,
  Fault,
  JsonObject,
  Layer,
  Pin,
  Place,
} from '../editor/contract';
import { t } from '../messages';

/** What the panes of one task have in common; another object mounts the editors anew. */
export interface Shown {
  readonly module: EditorModule;
  readonly taskType: string;
  readonly params: JsonObject;
  readonly seed: string;
  readonly attachmentUrl: (attachment: string) => string;
}

interface Props {
  readonly task: Shown;
  readonly response: JsonObject | null;
  readonly readOnly?: boolean;
  /** Absent: its keys are not bound. */
  readonly actions?: Actions;
  readonly pins?: readonly Pin[];
  /** Other answers that lie over this one. */
  readonly layers?: readonly Layer[];
  readonly isHidden?: boolean;
  readonly onChange?: (response: JsonObject, change?: Change) => void;
  readonly onFault?: (faults: readonly Fault[]) => void;
  /** While given, the next press on the task names a place instead of doing anything there. */
  readonly onPlace?: ((place: Place) => void) | undefined;
  /** Told when the editor is there, and with null when it goes. */
  readonly onEditor: (editor: Editor | null) => void;
}

const SILENT: Actions = { set: () => undefined, changed: () => undefined, keyOf: () => '' };
const NO_PINS: readonly Pin[] = [];
const NO_LAYERS: readonly Layer[] = [];

export function Pane(props: Props) {
  const { task, response, readOnly = true, actions = SILENT, pins = NO_PINS, onPlace } = props;
  const { layers = NO_LAYERS, isHidden = false } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const emitted = useRef<JsonObject | null>(response);
  const change = useEffectEvent((next: JsonObject, how?: Change) => {
    emitted.current = next;
    props.onChange?.(next, how);
  });
  const fault = useEffectEvent((faults: readonly Fault[]) => props.onFault?.(faults));
  const tell = useEffectEvent((made: Editor | null) => props.onEditor(made));
  const first = useEffectEvent(() => ({ response, readOnly }));

  useEffect(() => {
    const place = host.current;
    if (!place) return;
    const begin = first();
    emitted.current = begin.response;
    const mounted = task.module.mountEditor(place, {
      taskType: task.taskType,
      params: task.params,
      seed: task.seed,
      attachmentUrl: task.attachmentUrl,
      ...begin,
      onChange: (next, how) => change(next, how),
      onFault: (faults) => fault(faults),
      actions,
      translate: t,
    });
    editor.current = mounted;
    tell(mounted);
    return () => {
      editor.current = null;
      tell(null);
      mounted.destroy();
    };
  }, [task, actions]);

  useEffect(() => {
    if (emitted.current === response) return;
    emitted.current = response;
    editor.current?.setResponse(response);
  }, [response]);

  const wasReadOnly = useRef(readOnly);
  useEffect(() => {
    if (wasReadOnly.current === readOnly) return;
    wasReadOnly.current = readOnly;
    editor.current?.setReadOnly(readOnly);
  }, [readOnly]);

  useEffect(() => editor.current?.pin?.(pins), [pins, task, actions]);

  useEffect(() => editor.current?.overlay?.(layers, isHidden), [layers, isHidden, task, actions]);

  const onPointerDown = (event: PointerEvent) => {
    if (!onPlace) return;
    event.preventDefault();
    event.stopPropagation();
    const place = editor.current?.placeAt?.(event.clientX, event.clientY);
    if (place) onPlace(place);
  };
  return (
    <div
      ref={host}
      className={onPlace ? 'gw-editor gw-pointing' : 'gw-editor'}
      onPointerDownCapture={onPointerDown}
    />
  );
}
