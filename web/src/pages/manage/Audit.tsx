import { ActionButton } from '../../editor/ActionButton';
import type { Keys } from '../../editor/keys';
import { t } from '../../messages';
import { Refused } from '../../ui/Refused';
import type { Auditing } from './useAudit';

/** The customer's own word: the answer is accepted, fixed, or goes back to other workers. */
export function Audit({ auditing, keys }: { auditing: Auditing; keys: Keys }) {
  const { actions, comments, trouble } = auditing;
  return (
    <section className="gw-panel" aria-label={t('Audit')}>
      <h2>{t('Audit')}</h2>
      <div className="gw-field">
        <label htmlFor="audit-comments">{t('Reason')}</label>
        <textarea
          ref={auditing.reason}
          id="audit-comments"
          rows={3}
          maxLength={10_000}
          value={comments}
          onChange={(event) => auditing.write(event.target.value)}
        />
      </div>
      <div className="gw-row">
        {actions.map((one) => (
          <ActionButton key={one.name} action={one} keys={keys} />
        ))}
      </div>
      {trouble === '' ? null : (
        <p role="alert" className="gw-refused gw-tight">
          {trouble}
        </p>
      )}
      <p role="status">{auditing.done}</p>
      <Refused error={auditing.error} />
    </section>
  );
}
