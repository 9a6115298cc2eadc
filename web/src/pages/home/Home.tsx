/** Where a person lands: workers at what they can work on, others at the first place that they have. */
import { Navigate } from '@tanstack/react-router';
import { t } from '../../messages';
import { places } from '../../shell/navigation';
import { useMe } from '../../shell/session';
import { usePageTitle } from '../../ui/usePageTitle';
import { Lately } from './Lately';
import { Offers } from './Offers';

export function Home() {
  usePageTitle(t('Work'));
  const me = useMe();
  if (me.worker_id !== null) {
    return (
      <>
        <Offers />
        <Lately />
      </>
    );
  }
  const [first] = places(me);
  if (first) return <Navigate to={first.to} replace />;
  return (
    <>
      <h1>{t('Welcome')}</h1>
      <p>
        {t(
          'You are signed in as {email}, but belong to no organisation. Ask yours to invite you.',
          {
            email: me.email,
          },
        )}
      </p>
    </>
  );
}
