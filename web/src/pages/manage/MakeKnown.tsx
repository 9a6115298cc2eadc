import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '../../messages';
import { Refused } from '../../ui/Refused';
import { purposeName, useAddKnown, type Purpose } from './Gold';
import { answerOf } from './TaskAnswers';
import type { Task } from './queries';

/** A task with a good answer becomes one that workers are measured by: a copy, the task stays. */
export function MakeKnown({ task, project }: { task: Task; project: string }) {
  const [purpose, setPurpose] = useState<Purpose>('gold');
  const add = useAddKnown(project);
  const response = answerOf(task.response);
  if (response === null) return null;
  const make = () => add.mutate({ purpose, task: task.params, expected_response: response });
  return (
    <section className="gw-panel" aria-label={t('Gold task')}>
      <h2>{t('Measure workers by it')}</h2>
      <p className="gw-quiet">{t('A copy with this answer is given to workers.')}</p>
      <div className="gw-row">
        <select
          className="gw-select"
          aria-label={t('What for')}
          value={purpose}
          onChange={(event) =>
            setPurpose(event.target.value === 'onboarding' ? 'onboarding' : 'gold')
          }
        >
          {(['gold', 'onboarding'] as const).map((one) => (
            <option key={one} value={one}>
              {purposeName(one)}
            </option>
          ))}
        </select>
        <button
          type="button"
          className="gw-button"
          disabled={add.isPending || add.isSuccess}
          onClick={make}
        >
          {t('Make it a gold task')}
        </button>
      </div>
      <p role="status">
        {add.isSuccess ? (
          <>
            {t('It is known now.')}{' '}
            <Link to="/manage/projects/$name" params={{ name: project }} search={{ tab: 'gold' }}>
              {t('See the gold tasks')}
            </Link>
          </>
        ) : null}
      </p>
      <Refused error={add.error} />
    </section>
  );
}
