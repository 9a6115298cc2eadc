/** A task as workers will see it, while its params are typed. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ask } from '../../api/client';
import type { Fault, JsonObject } from '../../editor/contract';
import { InstructionText } from '../../editor/Instruction';
import { t } from '../../messages';
import { textAt, without } from '../../ui/json';
import { EditorPane } from './EditorPane';
import { useScope } from './scope';
import street from './street.png';

const QUIET_MS = 300;
const NO_FAULTS: readonly Fault[] = [];

/** The value once nothing about it has changed for a while. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), QUIET_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** What the server would refuse of a task with these params, asked while they are typed. */
export function useCheck(taskType: string, params: JsonObject) {
  const { api, key } = useScope();
  const settled = useSettled(params);
  const asked = useQuery({
    queryKey: [...key, 'check', taskType, settled],
    queryFn: () =>
      ask(
        api.POST('/api/task-types/{name}/check', {
          params: { path: { name: taskType } },
          body: { params: without(settled, 'instruction') },
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  const faults: readonly Fault[] =
    asked.data?.faults.map((one) => ({ pointer: one.pointer, sentence: one.message })) ?? NO_FAULTS;
  const isSound = asked.data !== undefined && !asked.isPlaceholderData && faults.length === 0;
  return { faults, settled, isSound };
}

/** The examples of templates lie nowhere; a picture of ours stands in for theirs. */
function sampleUrl(url: string): string {
  return /^https:\/\/example\.com\/.*\.(jpe?g|png)$/.test(url) ? street : url;
}

interface Props {
  readonly taskType: string;
  /** Of a whole task, as `useCheck` settled them, and whether they are sound. */
  readonly params: JsonObject;
  readonly isSound: boolean;
}

export function Preview({ taskType, params, isSound }: Props) {
  // Params that are not sound may be more than an editor can draw; the last sound ones stay.
  const [shown, setShown] = useState<{ taskType: string; params: JsonObject } | null>(null);
  if (isSound && (shown?.params !== params || shown.taskType !== taskType)) {
    setShown({ taskType, params });
  }
  if (shown?.taskType !== taskType) {
    return <p className="gw-quiet">{t('Nothing to show until the params are sound.')}</p>;
  }
  const instruction = textAt(shown.params, 'instruction');
  return (
    <>
      {isSound || shown.params === params ? null : (
        <p className="gw-note" role="status">
          {t('Shown as it last was sound; what is wrong stands beside its place.')}
        </p>
      )}
      {instruction === '' ? null : (
        <details open>
          <summary>{t('Instructions')}</summary>
          <InstructionText text={instruction} />
        </details>
      )}
      <EditorPane
        taskType={taskType}
        params={shown.params}
        response={null}
        seed="preview"
        readOnly={false}
        takesFocus={false}
        attachmentUrl={sampleUrl}
      />
    </>
  );
}
