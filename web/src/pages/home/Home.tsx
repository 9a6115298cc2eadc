/** Where a person lands: for workers what they can work on, for others what they belong to. */
import { Link } from '@tanstack/react-router';
import { t } from '../../messages';
import { places } from '../../shell/navigation';
import { useMe } from '../../shell/session';
import { usePageTitle } from '../../ui/usePageTitle';
import { Lately } from './Lately';
import { Offers } from './Offers';

export function Home() {
  usePageTitle(t('Home'));
  const me = useMe();
  if (me.worker_id !== null) {
    return (
      <>
        <Offers />
        <Lately />
      </>
    );
  }
  return (
    <>
      <h1>{t('Welcome')}</h1>
      <p>{t('You are signed in as {email}.', { email: me.email })}</p>
      <p className="gw-quiet">{t('You do no tasks yourself here.')}</p>
      <ul className="gw-cards">
        {places(me)
          .filter((place) => place.to !== '/')
          .map((place) => (
            <li key={place.to} className="gw-card">
              <Link to={place.to}>{place.label}</Link>
            </li>
          ))}
      </ul>
    </>
  );
}
