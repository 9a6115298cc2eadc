/** Light, dark, or whatever the machine says. */
export type Scheme = 'auto' | 'light' | 'dark';

const STORED = 'goldwright.scheme';

export function scheme(): Scheme {
  const stored = localStorage.getItem(STORED);
  return stored === 'light' || stored === 'dark' ? stored : 'auto';
}

export function applyScheme(chosen: Scheme): void {
  localStorage.setItem(STORED, chosen);
  const { dataset } = document.documentElement;
  if (chosen === 'auto') delete dataset['scheme'];
  else dataset['scheme'] = chosen;
}
