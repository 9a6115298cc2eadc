/** The customer's own word on a task: sending it, and the keys for it. */
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState, type RefObject } from 'react';
import { ask, type Schemas } from '../../api/client';
import type { Action, JsonObject } from '../../editor/contract';
import { t } from '../../messages';
import { useAct } from '../../ui/useAct';
import type { Task } from './queries';
import { useScope } from './scope';

type Result = Schemas['AuditRequest']['result'];

/** The answer as it is being fixed, and how many places of it are not sound. */
export interface Mended {
  readonly response: JsonObject | null;
  readonly faults: number;
}

export interface Auditing {
  readonly comments: string;
  readonly trouble: string;
  readonly error: Error | null;
  /** What was said before, in words. */
  readonly done: string;
  readonly actions: readonly Action[];
  readonly reason: RefObject<HTMLTextAreaElement | null>;
  readonly write: (comments: string) => void;
}

interface Needs {
  readonly canMend: boolean;
  readonly isMending: boolean;
  readonly onMending: (isMending: boolean) => void;
  readonly read: () => Mended;
}

export function useAudit(task: Task, needs: Needs): Auditing {
  const { canMend, isMending, onMending, read } = needs;
  const { api, key } = useScope();
  const navigate = useNavigate();
  const [comments, setComments] = useState('');
  const [trouble, setTrouble] = useState('');
  const reason = useRef<HTMLTextAreaElement>(null);
  const [began] = useState(() => performance.now());
  const send = useAct(
    (said: { result: Result; response?: JsonObject }) =>
      ask(
        api.POST('/api/tasks/{task_id}/audit', {
          params: { path: { task_id: task.id } },
          body: {
            ...said,
            comments: comments.trim() || null,
            seconds: (performance.now() - began) / 1000,
          },
        }),
      ),
    [
      [...key, 'tasks'],
      [...key, 'quality'],
    ],
  );
  const next = useAct(() =>
    ask(api.GET('/api/tasks/{task_id}/next-to-audit', { params: { path: { task_id: task.id } } })),
  );
  const { mutate, isPending } = send;
  const { mutate: lookFor, isPending: isLooking } = next;

  const actions = useMemo<readonly Action[]>(() => {
    const group = t('Audit');
    const isFree = () => !isPending;
    const accept = () => {
      setTrouble('');
      mutate({ result: 'accepted' });
    };
    const reject = () => {
      if (comments.trim() === '') {
        setTrouble(t('Say why, so that the next worker does better.'));
        reason.current?.focus();
        return;
      }
      setTrouble('');
      mutate({ result: 'rejected' });
    };
    const mend = () => {
      setTrouble('');
      onMending(true);
    };
    const keep = () => {
      const { response, faults } = read();
      if (response === null || faults > 0) {
        setTrouble(
          t('The answer is not sound yet; {n} {n|place is|places are} wrong.', { n: faults }),
        );
        return;
      }
      setTrouble('');
      mutate({ result: 'fixed', response }, { onSuccess: () => onMending(false) });
    };
    const goOn = () =>
      lookFor(undefined, {
        onSuccess: ({ task_id: id }) =>
          id === null
            ? setTrouble(t('No older completed task of this project waits for your word.'))
            : void navigate({ to: '/manage/tasks/$task', params: { task: id } }),
      });
    const named = (name: string, title: string, shortcut: string, perform: () => void): Action => ({
      name,
      title,
      group,
      shortcut,
      isEnabled: isFree,
      perform,
    });
    return isMending
      ? [
          {
            ...named('frame.submit', t('Keep this answer'), '$mod+Enter', keep),
            whileTyping: true,
          },
          named('review.leave', t('Leave it as it was'), '$mod+Shift+l', () => onMending(false)),
        ]
      : [
          named('frame.submit', t('Accept'), 'a', accept),
          ...(canMend ? [named('review.fix', t('Fix'), 'f', mend)] : []),
          named('review.reject', t('Reject'), 'r', reject),
          {
            ...named('audit.next', t('Next task'), 'n', goOn),
            isEnabled: () => !isPending && !isLooking,
          },
        ];
  }, [
    canMend,
    comments,
    isLooking,
    isMending,
    isPending,
    lookFor,
    mutate,
    navigate,
    onMending,
    read,
  ]);

  const said: Record<Result, string> = {
    accepted: t('Accepted.'),
    fixed: t('Your answer stands now.'),
    rejected: t('Rejected: the task goes to other workers.'),
  };
  return {
    comments,
    trouble,
    error: send.error ?? next.error,
    done: send.isSuccess ? said[send.variables.result] : '',
    actions,
    reason,
    write: (text) => {
      setTrouble('');
      setComments(text);
    },
  };
}
