/** Colours for labels: apart from each other for most colour-blind eyes, and on most images. */

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

/** The look of the n-th label: after ten the colours come again, with dashes. */
export function lookOf(place: number): LabelLook {
  return {
    colour: COLOURS[place % COLOURS.length] ?? COLOURS[0],
    dash: DASHES[Math.floor(place / COLOURS.length) % DASHES.length] ?? [],
  };
}
