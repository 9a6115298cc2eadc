/** Who is paid another rate than a project's, and whom its doubts are kept for. */
import { useQuery } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { ask, type Schemas } from '../../api/client';
import { money, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { Confirm } from '../../ui/Confirm';
import { DataTable } from '../../ui/DataTable';
import { Field } from '../../ui/Field';
import { typed } from '../../ui/form';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import type { Project } from './queries';
import { useScope } from './scope';

const MICROS = 1_000_000;

export function Rates({ project }: { project: Project }) {
  const { api, key } = useScope();
  const kept = [...key, 'rates', project.name];
  const at = { params: { path: { name: project.name } } };
  const asked = useQuery({
    queryKey: kept,
    queryFn: () => ask(api.GET('/api/projects/{name}/rates', at)),
  });
  const set = useAct(
    (body: Schemas['RateChange']) => ask(api.PUT('/api/projects/{name}/rates', { ...at, body })),
    [kept],
  );
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const sent = new FormData(form);
    const rate = Math.round(Number(typed(sent, 'rate')) * MICROS);
    set.mutate(
      { workers: [typed(sent, 'worker')], groups: [], rate_micros: rate },
      { onSuccess: () => form.reset() },
    );
  };
  return (
    <section className="gw-panel" aria-label={t('Rates of single workers')}>
      <h2>{t('Rates of single workers')}</h2>
      <p className="gw-quiet">
        {t(
          'Who is paid more than the project’s rate is asked about doubts first, unless answers show that others are as good. A rate holds from the next task on.',
        )}
      </p>
      <form className="gw-row gw-inline" onSubmit={onSubmit}>
        <Field label={t('E-mail or id of a worker')} name="worker" required size={28} />
        <Field
          label={t('Pay for one answer, in {currency}', { currency: project.currency })}
          name="rate"
          type="number"
          min={0}
          step="any"
          required
        />
        <button type="submit" className="gw-button" disabled={set.isPending}>
          {t('Set the rate')}
        </button>
      </form>
      <Refused error={set.error} />
      <Answer asked={asked}>
        {(rates) => (
          <DataTable
            label={t('Rates of single workers')}
            rows={rates}
            keyOf={(one) => one.worker_id}
            empty={t('Everybody is paid the project’s rate.')}
            columns={[
              { title: t('Worker'), cell: (one) => one.email ?? one.worker_id },
              {
                title: t('Pay for one answer'),
                cell: (one) => money(one.rate_micros, project.currency),
                isNumber: true,
              },
              {
                title: t('What they are given'),
                cell: (one) =>
                  one.is_expert ? t('Doubts first: an expert') : t('What everybody is given'),
              },
              {
                title: '',
                cell: (one) => (
                  <Confirm
                    label={t('Remove')}
                    of={one.email ?? one.worker_id}
                    question={t('From the next task on they are paid the project’s rate.')}
                    onYes={() =>
                      set.mutate({ workers: [one.worker_id], groups: [], rate_micros: null })
                    }
                  />
                ),
              },
            ]}
          />
        )}
      </Answer>
    </section>
  );
}
