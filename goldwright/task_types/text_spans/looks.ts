/** The customer's colours for labels, or ten of ours; after ten they come again, dashed. Names stand beside them. */
import type { Label } from './task';

const HUES = 10;

export function hueOf(label: Label | undefined): string {
  return label ? (label.colour ?? `var(--gw-hue-${label.place % HUES})`) : 'var(--gw-bad)';
}

export function isDashed(label: Label | undefined): boolean {
  return (
    label?.colour === undefined && label !== undefined && Math.floor(label.place / HUES) % 2 === 1
  );
}
