import { Link } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { ask, type Schemas } from '../../api/client';
import { t } from '../../messages';
import { faultAt } from '../../ui/faults';
import { Field } from '../../ui/Field';
import { typed } from '../../ui/form';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import type { Project } from './queries';
import { useScope } from './scope';

/** Makes a batch, which is then there to send tasks to. */
export function NewBatch({ projects, chosen }: { projects: readonly Project[]; chosen?: string }) {
  const { api, key, environment } = useScope();
  const [isOpen, setIsOpen] = useState(false);
  const create = useAct(
    (body: Schemas['NewBatchForm']) => ask(api.POST('/api/batches', { body })),
    [
      [...key, 'batches'],
      [...key, 'batch-order'],
    ],
  );
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const body = {
      name: typed(data, 'name'),
      project: typed(data, 'project'),
      is_staging: data.has('is_staging'),
      callback: typed(data, 'callback') || null,
      metadata: {},
    };
    create.mutate(body, { onSuccess: () => setIsOpen(false) });
  };
  if (projects.length === 0) {
    return (
      <p className="gw-quiet">
        {t('Batches are made in projects.')}{' '}
        <Link to="/manage/new-project">{t('Make the first one')}</Link>
      </p>
    );
  }
  if (!isOpen) {
    return (
      <button type="button" className="gw-button gw-primary" onClick={() => setIsOpen(true)}>
        {t('New batch')}
      </button>
    );
  }
  return (
    <section className="gw-panel" aria-label={t('New batch')}>
      <h2>{t('New batch')}</h2>
      <form className="gw-row gw-inline" onSubmit={onSubmit}>
        <Field
          label={t('Name')}
          name="name"
          maxLength={200}
          aria-invalid={faultAt(create.error, '/name') !== undefined}
          autoFocus
          required
        />
        <div className="gw-field">
          <label htmlFor="new-batch-project">{t('Project')}</label>
          <select
            id="new-batch-project"
            name="project"
            className="gw-select"
            defaultValue={chosen ?? projects.at(-1)?.name}
          >
            {projects.map((one) => (
              <option key={one.id}>{one.name}</option>
            ))}
          </select>
        </div>
        <Field label={t('Callback when it is done')} name="callback" type="text" size={28} />
        {environment === 'live' ? (
          <label className="gw-check">
            <input type="checkbox" name="is_staging" />
            {t('Hold it back until I release it')}
          </label>
        ) : null}
        <button type="submit" className="gw-button gw-primary" disabled={create.isPending}>
          {t('Make the batch')}
        </button>
        <button type="button" className="gw-button" onClick={() => setIsOpen(false)}>
          {t('Leave it')}
        </button>
      </form>
      <Refused error={create.error} />
    </section>
  );
}
