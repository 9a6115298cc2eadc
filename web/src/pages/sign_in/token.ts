/** The token after `#`, which is taken out of the address so that it is not copied on. */
import { useEffect, useState } from 'react';

export function useLinkToken(): string {
  const [token] = useState(() => decodeURIComponent(window.location.hash.slice(1)));
  useEffect(() => {
    const { pathname, search } = window.location;
    if (token !== '') window.history.replaceState(window.history.state, '', pathname + search);
  }, [token]);
  return token;
}
