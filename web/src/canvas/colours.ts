/** Colours for labels: apart from each other for most colour-blind eyes, and on most images. */

import type { Json } from '../editor/contract';
import { isObject } from '../ui/json';

/** Okabe and Ito 2008, lightened where dark, and two more; drawn over a dark halo. */
const COLOURS = [
  '#56b4e9',
  '#e69f00',
  '#2fc79a',
  '#f0e442',
  '#e07bb5',
  '#ff7a3d',
  '#8fa8ff',
  '#c4e86b',
  '#ff8f8f',
  '#9be7e0',
] as const;
const DASHES: readonly (readonly number[])[] = [[], [8, 4], [2, 3]];

export interface LabelLook {
  readonly colour: string;
  readonly dash: readonly number[];
}

/** The look of the n-th label: its own colour, or one of ten, which come again with dashes. */
export function lookOf(place: number, own?: string): LabelLook {
  if (own !== undefined) return { colour: own, dash: [] };
  return {
    colour: COLOURS[place % COLOURS.length] ?? COLOURS[0],
    dash: DASHES[Math.floor(place / COLOURS.length) % DASHES.length] ?? [],
  };
}

/** The colour that a customer gave a label, as `#rrggbb`. */
export function ownColour(label: Json): string | undefined {
  const colour = isObject(label) ? label['color'] : undefined;
  return typeof colour === 'string' && /^#[0-9a-f]{6}$/i.test(colour) ? colour : undefined;
}
