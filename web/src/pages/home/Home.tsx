/** Where a person lands: for workers what they can work on, for others what they belong to. */
import { t } from '../../messages';
import { useMe } from '../../shell/session';
import { usePageTitle } from '../../ui/usePageTitle';
import { Offers } from './Offers';

export function Home() {
  usePageTitle(t('Home'));
  const me = useMe();
  if (me.worker_id !== null) return <Offers />;
  return (
    <>
      <h1>{t('Welcome')}</h1>
      <p>{t('You are signed in as {email}.', { email: me.email })}</p>
      <p className="gw-quiet">
        {t('You do no tasks yourself here. Projects are run through the API under /v1 and /api.')}
      </p>
    </>
  );
}
