import { useEffect } from 'react';

/** Names the page in its tab and for screen readers. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Goldwright`;
  }, [title]);
}
