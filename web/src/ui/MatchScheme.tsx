import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { scheme } from './scheme';

/** Keeps Mantine's parts as light or dark as the page, also when that is changed. */
export function MatchScheme() {
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    const match = () => setColorScheme(scheme());
    match();
    const observer = new MutationObserver(match);
    observer.observe(document.documentElement, { attributeFilter: ['data-scheme'] });
    return () => observer.disconnect();
  }, [setColorScheme]);
  return null;
}
