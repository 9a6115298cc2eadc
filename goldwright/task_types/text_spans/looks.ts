/** Ten colours for labels; after ten they come again, dashed. The name always stands beside them. */
import type { Label } from './task';

const HUES = 10;

export function hueOf(label: Label | undefined): string {
  return label ? `var(--gw-hue-${label.place % HUES})` : 'var(--gw-bad)';
}

export function isDashed(label: Label | undefined): boolean {
  return label !== undefined && Math.floor(label.place / HUES) % 2 === 1;
}
