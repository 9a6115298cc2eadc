/** A start in the customers' own form: an image of indexes behind a URL, and what each stands for. */
import type { JsonObject } from '@web/editor/contract';
import { isObject, numberAt, objectAt, textAt } from '@web/ui/json';
import { runsOf } from './mask';

/** The address of the image to start from; empty when there is none. */
export function prelabelOf(params: JsonObject): string {
  const combined = objectAt(objectAt(objectAt(params, 'hypothesis'), 'annotations'), 'combined');
  return textAt(combined, 'extendedIndexedImage') || textAt(combined, 'indexedImage');
}

/** The response that the image tells; rejects when it cannot be read. */
export async function readPrelabel(params: JsonObject, url: string): Promise<JsonObject> {
  const image = document.createElement('img');
  image.src = url;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser reads no pixels.');
  context.drawImage(image, 0, 0);
  return responseOf(params, context.getImageData(0, 0, width, height));
}

/** Red is the lowest byte; an image of one channel has all three alike and is read by it alone. */
export function responseOf(
  params: JsonObject,
  { data, width, height }: Pick<ImageData, 'data' | 'width' | 'height'>,
): JsonObject {
  const hypothesis = objectAt(params, 'hypothesis');
  const combined = objectAt(objectAt(hypothesis, 'annotations'), 'combined');
  const isExtended = textAt(combined, 'extendedIndexedImage') !== '';
  const segments = Object.entries(objectAt(hypothesis, 'labelMapping')).flatMap(([label, sent]) =>
    (Array.isArray(sent) ? sent : [sent]).filter(isObject).map((one): JsonObject => {
      const attributes = objectAt(one, 'attributes');
      const answers = Object.keys(attributes).length ? { attributes } : {};
      return { index: numberAt(one, 'index') ?? 0, label, ...answers };
    }),
  );
  if (!isExtended && segments.some((one) => Number(one['index']) > 255)) {
    throw new Error('Browsers read eight bits of a channel: send an extendedIndexedImage.');
  }
  const known = new Set(segments.map((one) => one['index']));
  const indexes = new Uint32Array(width * height);
  const used = new Set<number>();
  for (let pixel = 0; pixel < indexes.length; pixel++) {
    const [red, green, blue] = [data[4 * pixel], data[4 * pixel + 1], data[4 * pixel + 2]];
    const index = (red ?? 0) + (isExtended ? (green ?? 0) * 256 + (blue ?? 0) * 65_536 : 0);
    if (!known.has(index)) continue;
    indexes[pixel] = index;
    used.add(index);
  }
  const runs = runsOf(indexes);
  return {
    width,
    height,
    segments: segments.filter((one) => used.has(Number(one['index']))),
    runs,
  };
}
