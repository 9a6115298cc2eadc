import { useEffect, useRef, useState } from 'react';
import { ask, type Schemas } from '../../api/client';
import type { JsonObject } from '../../editor/contract';
import { t } from '../../messages';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import type { Mending } from './EditorPane';
import type { Task } from './queries';
import { useScope } from './scope';

type Result = Schemas['AuditRequest']['result'];

interface Props {
  readonly task: Task;
  readonly isMending: boolean;
  readonly onMending: (isMending: boolean) => void;
  readonly read: Mending['read'];
}

/** The customer's own word: the answer is accepted, mended, or goes back to other workers. */
export function Audit({ task, isMending, onMending, read }: Props) {
  const { api, key } = useScope();
  const [comments, setComments] = useState('');
  const [trouble, setTrouble] = useState('');
  const began = useRef(0);
  useEffect(() => {
    began.current = performance.now();
  }, []);
  const send = useAct(
    (said: { result: Result; response?: JsonObject }) =>
      ask(
        api.POST('/api/tasks/{task_id}/audit', {
          params: { path: { task_id: task.id } },
          body: {
            ...said,
            comments: comments.trim() || null,
            seconds: (performance.now() - began.current) / 1000,
          },
        }),
      ),
    [
      [...key, 'tasks'],
      [...key, 'quality'],
    ],
  );
  const say = (result: Result) => {
    if (result === 'rejected' && comments.trim() === '') {
      setTrouble(t('Say why, so that the next worker does better.'));
      return;
    }
    setTrouble('');
    send.mutate({ result });
  };
  const keep = () => {
    const { response, faults } = read();
    if (response === null || faults > 0) {
      setTrouble(t('The answer is not sound yet; {n} places are wrong.', { n: faults }));
      return;
    }
    setTrouble('');
    send.mutate({ result: 'fixed', response }, { onSuccess: () => onMending(false) });
  };
  const said: Record<Result, string> = {
    accepted: t('Accepted.'),
    fixed: t('Your answer stands now.'),
    rejected: t('Rejected: the task goes to other workers.'),
  };
  return (
    <section className="gw-panel" aria-label={t('Audit')}>
      <h2>{t('Audit')}</h2>
      <div className="gw-field">
        <label htmlFor="audit-comments">{t('Reason')}</label>
        <textarea
          id="audit-comments"
          rows={3}
          maxLength={10_000}
          value={comments}
          onChange={(event) => setComments(event.target.value)}
        />
      </div>
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
              disabled={send.isPending}
              onClick={() => say('accepted')}
            >
              {t('Accept')}
            </button>
            <button type="button" className="gw-button" onClick={() => onMending(true)}>
              {t('Fix')}
            </button>
            <button
              type="button"
              className="gw-button"
              disabled={send.isPending}
              onClick={() => say('rejected')}
            >
              {t('Reject')}
            </button>
          </>
        )}
      </div>
      {trouble === '' ? null : (
        <p role="alert" className="gw-refused gw-tight">
          {trouble}
        </p>
      )}
      <p role="status">{send.isSuccess ? said[send.variables.result] : ''}</p>
      <Refused error={send.error} />
    </section>
  );
}
