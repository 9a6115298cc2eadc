/** The part of the app for operators of the installation. */
import { Outlet } from '@tanstack/react-router';
import { t } from '../../messages';
import { useMe } from '../../shell/session';
import { Places } from '../../ui/Places';

export function Operate() {
  if (!useMe().is_operator) {
    return <p>{t('Only operators of this installation see this. Ask one of them.')}</p>;
  }
  return (
    <>
      <div className="gw-subbar">
        <Places
          label={t('Operate')}
          places={[
            { to: '/operate/organisations', label: t('Organisations') },
            { to: '/operate/people', label: t('People') },
            { to: '/operate/workers', label: t('Workers') },
            { to: '/operate/queues', label: t('Queues') },
            { to: '/operate/failing', label: t('Failing') },
            { to: '/operate/callbacks', label: t('Dead callbacks') },
            { to: '/operate/health', label: t('Health') },
          ]}
        />
      </div>
      <Outlet />
    </>
  );
}
