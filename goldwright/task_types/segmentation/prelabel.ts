/** A start in the customers' own form: an image of indexes behind a URL, and what each stands for. */
import type { DecodedPng } from 'fast-png';
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
  const [answer, { decode }] = await Promise.all([fetch(url), import('fast-png')]);
  if (!answer.ok) throw new Error(`No image of indexes: ${answer.status}`);
  return responseOf(params, decode(await answer.arrayBuffer()));
}

/** As many bits as the file has; a canvas would give eight of them, and of a palette the colours. */
export function responseOf(params: JsonObject, image: DecodedPng): JsonObject {
  const { width, height } = image;
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
  const known = new Set(segments.map((one) => one['index']));
  const used = new Set<number>();
  const indexes = indexesOf(image, isExtended).map((index) => {
    if (!known.has(index)) return 0;
    used.add(index);
    return index;
  });
  return {
    width,
    height,
    segments: segments.filter((one) => used.has(Number(one['index']))),
    runs: runsOf(indexes),
  };
}

/** Of colours, red is the lowest byte; what has one channel, or should have, is read by the first. */
function indexesOf(image: DecodedPng, isExtended: boolean): Uint32Array {
  const { data, width, height, channels, depth } = image;
  if (depth < 8) return unpacked(image);
  const indexes = new Uint32Array(width * height);
  for (let pixel = 0, at = 0; pixel < indexes.length; pixel++, at += channels) {
    const [low, middle, high] = [data[at], data[at + 1], data[at + 2]];
    const isWhole = isExtended && channels > 2;
    indexes[pixel] = (low ?? 0) + (isWhole ? (middle ?? 0) * 256 + (high ?? 0) * 65_536 : 0);
  }
  return indexes;
}

/** Several pixels a byte, the first in its highest bits; each row begins with a byte of its own. */
function unpacked({ data, width, height, depth }: DecodedPng): Uint32Array {
  const stride = Math.ceil((width * depth) / 8);
  return Uint32Array.from({ length: width * height }, (_, pixel) => {
    const bit = (pixel % width) * depth;
    const byte = data[Math.floor(pixel / width) * stride + (bit >> 3)] ?? 0;
    return (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  });
}
