/** The mask as a canvas over the picture: one pixel of it for each of the picture's. */
import type { Bounds } from '@web/canvas/geometry';
import type { Mask } from './mask';

const FILL_ALPHA = 175; // of 255; the canvas as a whole is faded by the person
const BAND = 256; // rows that are drawn at once

export type Channels = readonly [red: number, green: number, blue: number];

export class Layer {
  readonly element = document.createElement('canvas');
  readonly #context = this.element.getContext('2d');
  #colours = new Map<number, Channels>();

  constructor() {
    this.element.className = 'gw-mask-layer';
  }

  resize(width: number, height: number): void {
    this.element.width = width;
    this.element.height = height;
  }

  /** The colour of each index that is shown; true when one of them is another now. */
  setColours(colours: Map<number, Channels>): boolean {
    const before = this.#colours;
    this.#colours = colours;
    // New ones come with pixels of their own, and those that went have none any more.
    return [...before].some(([index, old]) => {
      const now = colours.get(index);
      return now?.some((channel, place) => channel !== old[place]) ?? false;
    });
  }

  /** Draws these bounds again, and the borders of what is next to them. */
  paint(mask: Mask, area: Bounds): void {
    if (!this.#context) return;
    const left = Math.max(area.left, 0);
    const right = Math.min(area.right + 1, mask.width); // a border is on the far side of a change
    const bottom = Math.min(area.bottom + 1, mask.height);
    if (right <= left) return;
    for (let top = Math.max(area.top, 0); top < bottom; top += BAND) {
      this.#paintBand(this.#context, mask, {
        left,
        top,
        right,
        bottom: Math.min(top + BAND, bottom),
      });
    }
  }

  #paintBand(
    context: CanvasRenderingContext2D,
    mask: Mask,
    { left, top, right, bottom }: Bounds,
  ): void {
    const drawn = context.createImageData(right - left, bottom - top);
    const pixels = new DataView(drawn.data.buffer);
    let at = 0;
    let last = -1;
    let colour: Channels | undefined;
    for (let y = top; y < bottom; y++) {
      const row = mask.row(y);
      const above = y > 0 ? mask.row(y - 1) : row;
      for (let x = left; x < right; x++, at += 4) {
        const index = row[x] ?? 0;
        if (index !== last) {
          last = index;
          colour = this.#colours.get(index);
        }
        if (!colour) continue;
        // Where another segment begins it is stronger, so that neighbours of one label are told apart.
        const isBorder = (x > 0 && row[x - 1] !== index) || above[x] !== index;
        const [red, green, blue] = colour;
        const alpha = isBorder ? 255 : FILL_ALPHA;
        pixels.setUint32(at, ((red << 24) | (green << 16) | (blue << 8) | alpha) >>> 0);
      }
    }
    context.putImageData(drawn, left, top);
  }
}
