/** A task that exists, in the editor of its kind. */
import { useCallback, useMemo } from 'react';
import type { JsonObject } from '../../editor/contract';
import { EditorPane, type Mending } from './EditorPane';
import type { Task } from './queries';
import { useScope } from './scope';

interface Props {
  readonly task: Task;
  /** Shown in place of the task's own. */
  readonly response?: JsonObject | null;
  readonly readOnly: boolean;
  readonly onReady: (mending: Mending) => void;
}

export function TaskView({ task, response, readOnly, onReady }: Props) {
  const { link } = useScope();
  const own = useMemo(() => answerOf(task.response), [task]);
  const attachmentUrl = useCallback(
    (url: string) => link(`/api/tasks/${encodeURIComponent(task.id)}/attachment`, { url }),
    [link, task.id],
  );
  return (
    <EditorPane
      taskType={task.type}
      params={task.params as JsonObject} // params are JSON
      response={response === undefined ? own : response}
      seed={task.id}
      readOnly={readOnly}
      attachmentUrl={attachmentUrl}
      onReady={onReady}
    />
  );
}

/** A response as editors take it; what is no object is none. */
export function answerOf(response: unknown): JsonObject | null {
  return typeof response === 'object' && response !== null && !Array.isArray(response)
    ? (response as JsonObject) // an object of JSON
    : null;
}
