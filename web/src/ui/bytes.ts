import { t } from '../messages';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size as people read it, in powers of a thousand. */
export function bytes(size: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(size, 1)) / 3), UNITS.length - 1);
  const shown = size / 1000 ** power;
  return t('{n} {unit}', {
    n: power === 0 || shown >= 10 ? Math.round(shown) : Math.round(shown * 10) / 10,
    unit: UNITS[power] ?? '',
  });
}
