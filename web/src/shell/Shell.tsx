/** What surrounds every screen: the bar with the places to go, and the skip link past it. */
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { t } from '../messages';
import { places } from './navigation';
import { signOut, useMe } from './session';

const FULL_WINDOW = new Set(['/work']);

export function Shell() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  if (FULL_WINDOW.has(path)) return <Outlet />;
  return (
    <>
      <a className="gw-skip" href="#main">
        {t('Skip to the content')}
      </a>
      <Bar />
      <main id="main" className="gw-page" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}

function Bar() {
  const me = useMe();
  const navigate = useNavigate();
  const leave = () => signOut(() => navigate({ to: '/sign-in' }));
  return (
    <header className="gw-bar">
      <Link to="/" className="gw-brand">
        <img src="/favicon.svg" alt="" width="24" height="24" /> Goldwright
      </Link>
      <nav aria-label={t('Places')}>
        {places(me).map((place) => (
          <Link key={place.to} to={place.to} activeOptions={{ exact: place.to === '/' }}>
            {place.label}
          </Link>
        ))}
      </nav>
      <div className="gw-bar-end">
        <span className="gw-quiet gw-wide">{me.email}</span>
        <Link to="/settings">{t('Settings')}</Link>
        <button type="button" className="gw-button" onClick={leave}>
          {t('Sign out')}
        </button>
      </div>
    </header>
  );
}

export function Loading() {
  return (
    <p className="gw-quiet gw-center" role="status">
      {t('Loading…')}
    </p>
  );
}

export function Failed({ error }: { error: unknown }) {
  return (
    <div className="gw-center" role="alert">
      <h1>{t('This did not work')}</h1>
      <p>{error instanceof Error ? error.message : String(error)}</p>
      <button type="button" className="gw-button" onClick={() => window.location.reload()}>
        {t('Try again')}
      </button>
    </div>
  );
}

export function NotFound() {
  return (
    <div className="gw-center">
      <h1>{t('There is no such page')}</h1>
      <Link to="/">{t('Go home')}</Link>
    </div>
  );
}
