/** Reads a picture once, and searches it from wherever it is asked to, off the page's own thread. */
import type { Point } from './geometry';
import { type Field, type Grey, fieldFrom, greyOf } from './scissors';

export type Asked =
  | { readonly picture: ImageBitmap }
  | { readonly start: Point; readonly step: number; readonly number: number };

export type Answered =
  { readonly isReadable: boolean } | { readonly field: Field; readonly number: number };

let grey: Grey | undefined;

self.addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  if ('picture' in data) {
    grey = read(data.picture);
    answer({ isReadable: grey !== undefined });
  } else if (grey) {
    const field = fieldFrom(grey, data.start, data.step);
    answer({ field, number: data.number }, [field.costs.buffer, field.cameFrom.buffer]);
  }
});

/** Undefined for a picture that came from elsewhere, whose pixels a page may not read. */
function read(picture: ImageBitmap): Grey | undefined {
  const { width, height } = picture;
  try {
    const context = new OffscreenCanvas(width, height).getContext('2d', {
      willReadFrequently: true,
    });
    context?.drawImage(picture, 0, 0);
    picture.close();
    const pixels = context?.getImageData(0, 0, width, height).data;
    return pixels && greyOf(pixels, width, height);
  } catch {
    return undefined;
  }
}

function answer(message: Answered, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}
