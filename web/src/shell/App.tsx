import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queries } from './queries';
import { router } from './router';
import { mayBeSignedIn, meQuery } from './session';

const OUTSIDE = /^\/(sign-in|sign-up|lost-password|new-password|invitation)\b/;

// Asked before anything is drawn, where somebody has to be in; whoever needs the answer meets the error.
const { pathname, search } = window.location;
if (mayBeSignedIn() && !OUTSIDE.test(pathname)) {
  queries.query({ ...meQuery, staleTime: 'static' }).catch(() => undefined);
  if (pathname === '/work') {
    import('../pages/work/WorkPage')
      .then(({ askForFirst }) => askForFirst(new URLSearchParams(search).get('project')))
      .catch(() => undefined);
  }
}

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
