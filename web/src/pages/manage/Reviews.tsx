import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/client';
import { isSame } from '../../editor/patch';
import { duration, money, moment, t } from '../../messages';
import { remarksOf } from '../../review/opinion';
import { RemarksReading } from '../../review/RemarkList';
import type { Comparing } from '../../review/useComparing';
import { verdictName } from '../../review/verdicts';
import type { Task } from './queries';
import { useScope } from './scope';
import { answerOf } from './TaskAnswers';

/** What reviewers said of a task, the first first. */
export function Reviews({ task, comparing }: { task: Task; comparing: Comparing }) {
  const { api, key } = useScope();
  const asked = useQuery({
    queryKey: [...key, 'tasks', task.id, 'history', task.updated_at],
    queryFn: () =>
      ask(api.GET('/api/tasks/{task_id}/history', { params: { path: { task_id: task.id } } })),
  });
  const reviews = asked.data?.reviews ?? [];
  if (reviews.length === 0) return null;
  const viewOf = (response: unknown) =>
    comparing.views.findIndex((view) => isSame(view.response, answerOf(response)));
  return (
    <section className="gw-panel" aria-label={t('Reviews')}>
      <h2>{t('Reviews')}</h2>
      {reviews.map((one) => {
        return (
          <div key={one.created_at}>
            <h3>{verdictName(one)}</h3>
            <p className="gw-quiet">
              {[
                t('reviewer {name}', { name: one.reviewer.slice(0, 8) }),
                moment(one.created_at),
                duration(one.active_seconds),
                one.paid_micros > 0 ? money(one.paid_micros, one.currency) : '',
                one.is_counted ? '' : t('of answers that stand no more'),
              ]
                .filter(Boolean)
                .join(', ')}
            </p>
            {one.reason === null ? null : <p className="gw-plain">{one.reason}</p>}
            <RemarksReading
              remarks={remarksOf(one.comments)}
              onReveal={({ pointer = '', verdict }) => {
                const view = viewOf(verdict ? one.judged : one.response);
                if (view >= 0) comparing.reveal(view, pointer);
              }}
            />
          </div>
        );
      })}
    </section>
  );
}
