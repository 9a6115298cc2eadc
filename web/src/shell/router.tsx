/** Every address of the app. Screens load when they are opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { ProblemError } from '../api/problem';
import { queries } from './queries';
import { Failed, Loading, NotFound, Shell } from './Shell';
import { forgetSession, mayBeSignedIn, meQuery } from './session';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = search['next'];
    return typeof next === 'string' && /^\/(?!\/)/.test(next) ? { next } : {};
  },
  component: lazyRouteComponent(() => import('../pages/sign_in/SignIn'), 'SignIn'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('../pages/sign_in/Invitation'), 'Invitation'),
});

/** Everything below is for people who are signed in; others sign in and come back. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    const toSignIn = redirect({ to: '/sign-in', search: { next: location.href } });
    if (!mayBeSignedIn()) throw toSignIn;
    try {
      await queries.query({ ...meQuery, staleTime: 'static' });
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 401) throw error;
      forgetSession();
      throw toSignIn;
    }
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/home/Home'), 'Home'),
});

const history = createRoute({
  getParentRoute: () => inside,
  path: '/history',
  component: lazyRouteComponent(() => import('../pages/history/HistoryPage'), 'HistoryPage'),
});

const earnings = createRoute({
  getParentRoute: () => inside,
  path: '/earnings',
  component: lazyRouteComponent(() => import('../pages/earnings/Earnings'), 'Earnings'),
});

const workPage = lazyRouteComponent(() => import('../pages/work/WorkPage'), 'WorkPage');

/** Work fills the window: it has no navigation round it. */
const work = createRoute({
  getParentRoute: () => inside,
  path: '/work',
  component: workPage,
  validateSearch: (search: Record<string, unknown>): { project?: string } => {
    const project = search['project'];
    return typeof project === 'string' ? { project } : {};
  },
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    invitation,
    inside.addChildren([home, history, earnings, work]),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: Failed,
  defaultNotFoundComponent: NotFound,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
