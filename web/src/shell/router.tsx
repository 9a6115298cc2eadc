/** Every address of the app. Screens load when they are opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { ProblemError } from '../api/problem';
import { texts } from '../ui/search';
import { queries } from './queries';
import { Failed, Loading, NotFound, Shell } from './Shell';
import { forgetSession, mayBeSignedIn, meQuery } from './session';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (
    search: Record<string, unknown>,
  ): { next?: string; arrived?: string; refused?: string } => {
    const { next, ...others } = texts('next', 'arrived', 'refused')(search);
    // An address within the app: `//host` and `/\\host` would lead elsewhere.
    return next !== undefined && /^\/(?![/\\])/.test(next) ? { ...others, next } : others;
  },
  component: lazyRouteComponent(() => import('../pages/sign_in/SignIn'), 'SignIn'),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('../pages/sign_in/SignUp'), 'SignUp'),
});

const lostPassword = createRoute({
  getParentRoute: () => root,
  path: '/lost-password',
  component: lazyRouteComponent(() => import('../pages/sign_in/LostPassword'), 'LostPassword'),
});

const newPassword = createRoute({
  getParentRoute: () => root,
  path: '/new-password',
  component: lazyRouteComponent(() => import('../pages/sign_in/NewPassword'), 'NewPassword'),
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

const feedback = createRoute({
  getParentRoute: () => inside,
  path: '/history/$assignment',
  component: lazyRouteComponent(() => import('../pages/history/FeedbackPage'), 'FeedbackPage'),
});

const earnings = createRoute({
  getParentRoute: () => inside,
  path: '/earnings',
  component: lazyRouteComponent(() => import('../pages/earnings/Earnings'), 'Earnings'),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('../pages/settings/Settings'), 'Settings'),
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

/** The screens of customers: the address says for which organisation and in which environment. */
const manage = createRoute({
  getParentRoute: () => inside,
  path: '/manage',
  validateSearch: texts('organisation', 'environment'),
  search: { middlewares: [retainSearchParams(['organisation', 'environment'])] },
  component: lazyRouteComponent(() => import('../pages/manage/Manage'), 'Manage'),
});

const manageIndex = createRoute({
  getParentRoute: () => manage,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/manage/projects', replace: true });
  },
});

const projects = createRoute({
  getParentRoute: () => manage,
  path: '/projects',
  component: lazyRouteComponent(() => import('../pages/manage/Projects'), 'Projects'),
});

const newProject = createRoute({
  getParentRoute: () => manage,
  path: '/new-project',
  validateSearch: texts('type', 'template'),
  component: lazyRouteComponent(() => import('../pages/manage/NewProject'), 'NewProject'),
});

const project = createRoute({
  getParentRoute: () => manage,
  path: '/projects/$name',
  validateSearch: texts('tab', 'from', 'batch'),
  component: lazyRouteComponent(() => import('../pages/manage/ProjectPage'), 'ProjectPage'),
});

const worker = createRoute({
  getParentRoute: () => manage,
  path: '/projects/$name/workers/$worker',
  component: lazyRouteComponent(() => import('../pages/manage/WorkerPage'), 'WorkerPage'),
});

const batches = createRoute({
  getParentRoute: () => manage,
  path: '/batches',
  validateSearch: texts('project', 'offset'),
  component: lazyRouteComponent(() => import('../pages/manage/Batches'), 'Batches'),
});

const tasks = createRoute({
  getParentRoute: () => manage,
  path: '/tasks',
  validateSearch: texts(
    'project',
    'batch',
    'status',
    'unique_id',
    'worker',
    'label',
    'confidence_from',
    'confidence_until',
    'created_from',
    'created_until',
    'text',
    'field',
    'value',
    'columns',
    'after',
  ),
  component: lazyRouteComponent(() => import('../pages/manage/Tasks'), 'Tasks'),
});

const task = createRoute({
  getParentRoute: () => manage,
  path: '/tasks/$task',
  component: lazyRouteComponent(() => import('../pages/manage/TaskPage'), 'TaskPage'),
});

const team = createRoute({
  getParentRoute: () => manage,
  path: '/team',
  component: lazyRouteComponent(() => import('../pages/manage/Team'), 'Team'),
});

const keys = createRoute({
  getParentRoute: () => manage,
  path: '/keys',
  component: lazyRouteComponent(() => import('../pages/manage/Keys'), 'Keys'),
});

const callbacks = createRoute({
  getParentRoute: () => manage,
  path: '/callbacks',
  validateSearch: texts('state', 'before'),
  component: lazyRouteComponent(() => import('../pages/manage/Callbacks'), 'Callbacks'),
});

const operate = createRoute({
  getParentRoute: () => inside,
  path: '/operate',
  component: lazyRouteComponent(() => import('../pages/operate/Operate'), 'Operate'),
});

const operateIndex = createRoute({
  getParentRoute: () => operate,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/operate/organisations', replace: true });
  },
});

const organisations = createRoute({
  getParentRoute: () => operate,
  path: '/organisations',
  validateSearch: texts('after'),
  component: lazyRouteComponent(() => import('../pages/operate/Organisations'), 'Organisations'),
});

const people = createRoute({
  getParentRoute: () => operate,
  path: '/people',
  validateSearch: texts('after', 'email'),
  component: lazyRouteComponent(() => import('../pages/operate/People'), 'People'),
});

const queues = createRoute({
  getParentRoute: () => operate,
  path: '/queues',
  validateSearch: texts('after'),
  component: lazyRouteComponent(() => import('../pages/operate/Queues'), 'Queues'),
});

const failing = createRoute({
  getParentRoute: () => operate,
  path: '/failing',
  validateSearch: texts('after'),
  component: lazyRouteComponent(() => import('../pages/operate/Failing'), 'Failing'),
});

const deadCallbacks = createRoute({
  getParentRoute: () => operate,
  path: '/callbacks',
  validateSearch: texts('after'),
  component: lazyRouteComponent(() => import('../pages/operate/DeadCallbacks'), 'DeadCallbacks'),
});

const workers = createRoute({
  getParentRoute: () => operate,
  path: '/workers',
  validateSearch: texts('after', 'email'),
  component: lazyRouteComponent(() => import('../pages/operate/Workers'), 'Workers'),
});

const health = createRoute({
  getParentRoute: () => operate,
  path: '/health',
  component: lazyRouteComponent(() => import('../pages/operate/Health'), 'Health'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    signUp,
    lostPassword,
    newPassword,
    invitation,
    inside.addChildren([
      home,
      history,
      feedback,
      earnings,
      settings,
      work,
      manage.addChildren([
        manageIndex,
        projects,
        newProject,
        project,
        worker,
        batches,
        tasks,
        task,
        team,
        keys,
        callbacks,
      ]),
      operate.addChildren([
        operateIndex,
        organisations,
        people,
        workers,
        queues,
        failing,
        deadCallbacks,
        health,
      ]),
    ]),
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
