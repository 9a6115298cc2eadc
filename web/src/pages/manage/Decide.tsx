import { useState } from 'react';
import { ask } from '../../api/client';
import type { JsonObject } from '../../editor/contract';
import { t } from '../../messages';
import { Confirm } from '../../ui/Confirm';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import type { Task } from './queries';
import { useScope } from './scope';
import type { Mended } from './useAudit';

interface Props {
  readonly task: Task;
  /** The answer that is on the screen; null: none was given. */
  readonly chosen: JsonObject | null;
  readonly canMend: boolean;
  readonly isMending: boolean;
  readonly onMending: (isMending: boolean) => void;
  readonly read: () => Mended;
}

/** A task that no method could settle: one of its answers stands, a mended one, or none. */
export function Decide({ task, chosen, canMend, isMending, onMending, read }: Props) {
  const { api, key } = useScope();
  const [trouble, setTrouble] = useState('');
  const send = useAct(
    (response: JsonObject | null) =>
      ask(
        api.POST('/api/tasks/{task_id}/decide', {
          params: { path: { task_id: task.id } },
          body: { response },
        }),
      ),
    [
      [...key, 'tasks'],
      [...key, 'quality'],
      [...key, 'undecided'],
    ],
  );
  const keep = () => {
    const { response, faults } = read();
    if (response === null || faults > 0) {
      setTrouble(
        t('The answer is not sound yet; {n} {n|place is|places are} wrong.', { n: faults }),
      );
      return;
    }
    setTrouble('');
    send.mutate(response, { onSuccess: () => onMending(false) });
  };
  return (
    <section className="gw-panel" aria-label={t('Decide')}>
      <h2>{t('Decide')}</h2>
      <p>{t('The answers differ too much to be joined. Which one stands?')}</p>
      <div className="gw-row">
        {isMending ? (
          <>
            <button
              type="button"
              className="gw-button gw-primary"
              disabled={send.isPending}
              onClick={keep}
            >
              {t('Keep this answer')}
            </button>
            <button type="button" className="gw-button" onClick={() => onMending(false)}>
              {t('Leave it as it was')}
            </button>
          </>
        ) : (
          <>
            <button
              type="button"
              className="gw-button gw-primary"
              disabled={send.isPending || chosen === null}
              onClick={() => send.mutate(chosen)}
            >
              {t('Accept the one shown')}
            </button>
            {canMend ? (
              <button type="button" className="gw-button" onClick={() => onMending(true)}>
                {t('Fix it')}
              </button>
            ) : null}
            <Confirm
              label={t('Reject all')}
              of={task.unique_id ?? task.id}
              question={t('The answers stay paid and count no more; other workers are asked.')}
              onYes={() => send.mutate(null)}
            />
          </>
        )}
      </div>
      {trouble === '' ? null : (
        <p role="alert" className="gw-refused gw-tight">
          {trouble}
        </p>
      )}
      <Refused error={send.error} />
    </section>
  );
}
