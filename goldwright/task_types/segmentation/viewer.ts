/** Masks over their picture, to be read: what an editor will stand on. */
import type { JsonObject } from '@web/editor/contract';
import { type ShownMask, pictureViewer } from '@web/editor/pictureViewer';
import { isObject, listAt, numberAt, textAt, without } from '@web/ui/json';

export const { mountEditor } = pictureViewer((params, response) => {
  const first = listAt(params, 'attachments').find((one) => typeof one === 'string');
  const attachment = first ?? textAt(params, 'attachment');
  const pages = [{ attachment, objects: [], mask: maskOf(response) }];
  return response ? { pages, rest: without(response, 'runs') } : { pages };
});

/** Runs are pairs of a segment and how many pixels it goes on for, row by row. */
export function maskOf(response: JsonObject | null): ShownMask | undefined {
  const [width, height] = [numberAt(response ?? {}, 'width'), numberAt(response ?? {}, 'height')];
  if (!width || !height) return undefined;
  const pixels = new Uint16Array(width * height);
  const segments = listAt(response, 'segments').filter(isObject);
  const places = new Map(segments.map((one, place) => [numberAt(one, 'index'), place + 1]));
  const runs = listAt(response, 'runs');
  let at = 0;
  for (let pair = 0; pair + 1 < runs.length; pair += 2) {
    const length = Number(runs[pair + 1]);
    pixels.fill(places.get(Number(runs[pair])) ?? 0, at, at + length);
    at += length;
  }
  return { width, height, pixels, labels: segments.map((one) => textAt(one, 'label')) };
}
