import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queries } from './queries';
import { router } from './router';
import { mayBeSignedIn, meQuery } from './session';

// Asked before anything is drawn; whoever needs the answer meets the error.
if (mayBeSignedIn()) queries.query({ ...meQuery, staleTime: 'static' }).catch(() => undefined);

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
