/** What was labelled in Label Studio before, as a response of ours; what cannot be read is named. */
import type { Json, JsonObject } from '../../editor/contract';
import { t } from '../../messages';
import { isObject, listAt, textAt } from '../../ui/json';

export interface Labelled {
  /** Null: nothing of it could be read. */
  readonly response: JsonObject | null;
  /** Sentences on what is not in the response. */
  readonly lost: readonly string[];
}

interface Options {
  /** What spans are of. */
  readonly text: string;
  /** Whether several categories may hold. */
  readonly takesSeveral: boolean;
}

/** The results of a finished annotation, the known one first; else those of a prediction. */
export function resultsOf(task: JsonObject): Json[] | undefined {
  const done = listAt(task, 'annotations').filter(isObject);
  const kept = done.filter((one) => one['was_cancelled'] !== true);
  const known = kept.find((one) => one['ground_truth'] === true);
  const best = known ?? kept[0] ?? listAt(task, 'predictions').find(isObject);
  return best === undefined ? undefined : [...listAt(best, 'result')];
}

export function readResults(results: readonly Json[], options: Options): Labelled {
  const annotations: JsonObject[] = [];
  const relationships: JsonObject[] = [];
  const chosen = new Map<string, Json[]>();
  const lost: string[] = [];
  results.filter(isObject).forEach((result, place) => {
    const type = textAt(result, 'type');
    const value = isObject(result['value']) ? result['value'] : {};
    const shape = SHAPES.get(shapeOf(type, value));
    if (shape || isSpan(type, value)) {
      const read = shape ? drawn(result, value, shape) : spanned(value, options.text);
      if (typeof read === 'string') lost.push(read);
      else annotations.push({ [shape ? 'uuid' : 'id']: idOf(result, place), ...read });
    } else if (type === 'choices') {
      const name = textAt(result, 'from_name');
      chosen.set(name, [...(chosen.get(name) ?? []), ...listAt(value, 'choices')]);
    } else if (type === 'relation') {
      relationships.push(relation(result, place));
    } else lost.push(t('{type} is of a kind that is not read', { type: type || t('a part') }));
  });
  const ids = new Set(annotations.map((one) => one['id']));
  const links = relationships.filter((one) => {
    const isWhole = ids.has(one['source_ref'] ?? null) && ids.has(one['target_ref'] ?? null);
    if (!isWhole) lost.push(t('a relation leads to what is not here'));
    return isWhole;
  });
  if (annotations.length > 0) {
    if (chosen.size > 0) lost.push(t('choices beside marked objects are not read'));
    return {
      response: links.length > 0 ? { annotations, relationships: links } : { annotations },
      lost,
    };
  }
  return { response: chosen.size > 0 ? choices(chosen, options) : null, lost };
}

function choices(chosen: ReadonlyMap<string, Json[]>, { takesSeveral }: Options): JsonObject {
  const answer = (values: readonly Json[]) => (takesSeveral ? [...values] : (values[0] ?? null));
  const [first = []] = chosen.values();
  if (chosen.size === 1) return { category: answer(first) };
  const all = [...chosen].map(([name, values]): [string, Json] => [
    name,
    values.length === 1 ? (values[0] ?? null) : values,
  ]);
  return { taxonomies: Object.fromEntries(all) };
}

function idOf(result: JsonObject, place: number): string {
  return textAt(result, 'id') || `${place + 1}`;
}

function relation(result: JsonObject, place: number): JsonObject {
  const [from, to] = [textAt(result, 'from_id'), textAt(result, 'to_id')];
  const [source, target] = result['direction'] === 'left' ? [to, from] : [from, to];
  const [name] = listAt(result, 'labels');
  return {
    id: `relation-${place + 1}`,
    source_ref: source,
    target_ref: target,
    ...(typeof name === 'string' ? { name } : {}),
  };
}

// Spans.

function isSpan(type: string, value: JsonObject): boolean {
  return type === 'labels' && 'start' in value && 'end' in value && !('channel' in value);
}

function spanned(value: JsonObject, text: string): JsonObject | string {
  const [start, end] = [Number(value['start']), Number(value['end'])];
  const [label] = listAt(value, 'labels');
  const words = textAt(value, 'text');
  if (typeof label !== 'string') return t('a span has no label');
  // Its own words tell whether places count code points, as here, or units of the browser.
  const points = Array.from(text);
  const inPoints = points.slice(start, end).join('');
  const inUnits = text.slice(start, end);
  const isPoints = words === '' || isAlike(inPoints, words);
  if (!isPoints && !isAlike(inUnits, words)) {
    return t('“{words}” does not stand at {start} to {end} of the text', { words, start, end });
  }
  const place = (unit: number) => Array.from(text.slice(0, unit)).length;
  const [from, to] = isPoints ? [start, end] : [place(start), place(end)];
  return { start: from, end: to, text: points.slice(from, to).join(''), label };
}

function isAlike(one: string, two: string): boolean {
  const plain = (text: string) => text.replaceAll('\\n', ' ').replace(/\s+/g, ' ').trim();
  return plain(one) === plain(two);
}

// Shapes: percents of the picture there, pixels here.

interface Scale {
  readonly x: (percent: Json | undefined) => number;
  readonly y: (percent: Json | undefined) => number;
}

type Shape = (value: JsonObject, scale: Scale) => JsonObject;

const SHAPES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['rectanglelabels', box],
  ['polygonlabels', polygon],
  ['keypointlabels', (value, { x, y }) => ({ type: 'point', x: x(value['x']), y: y(value['y']) })],
  ['ellipselabels', ellipse],
]);

/** `Labels` beside `Rectangle` and the like say by their values what was drawn. */
function shapeOf(type: string, value: JsonObject): string {
  if (type !== 'labels') return type;
  if ('points' in value) return 'polygonlabels';
  if ('radiusX' in value) return 'ellipselabels';
  return 'height' in value && 'x' in value ? 'rectanglelabels' : type;
}

function drawn(result: JsonObject, value: JsonObject, shape: Shape): JsonObject | string {
  const [wide, high] = [Number(result['original_width']), Number(result['original_height'])];
  if (!(wide > 0 && high > 0)) return t('an object says not how large its picture is');
  const [label] = [...listAt(value, textAt(result, 'type')), ...listAt(value, 'labels')];
  if (typeof label !== 'string') return t('an object has no label');
  const scale: Scale = {
    x: (percent) => rounded((Number(percent) * wide) / 100),
    y: (percent) => rounded((Number(percent) * high) / 100),
  };
  const { type, ...rest } = shape(value, scale);
  return { type: type ?? '', label, ...rest };
}

function box(value: JsonObject, { x, y }: Scale): JsonObject {
  const [left, top] = [x(value['x']), y(value['y'])];
  const [width, height] = [x(value['width']), y(value['height'])];
  const turn = (Number(value['rotation'] ?? 0) * Math.PI) / 180;
  const upright = { type: 'box', left, top, width, height };
  if (turn === 0) return upright;
  // There it turns about its corner at the top left, here about its centre.
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const corner = (dx: number, dy: number) => ({
    x: rounded(left + dx * cos - dy * sin),
    y: rounded(top + dx * sin + dy * cos),
  });
  const centre = corner(width / 2, height / 2);
  return {
    ...upright,
    left: rounded(centre.x - width / 2),
    top: rounded(centre.y - height / 2),
    rotation: turn,
    vertices: [corner(0, 0), corner(width, 0), corner(width, height), corner(0, height)],
  };
}

function polygon(value: JsonObject, { x, y }: Scale): JsonObject {
  const vertices = listAt(value, 'points').flatMap((one) =>
    Array.isArray(one) ? [{ x: x(one[0]), y: y(one[1]) }] : [],
  );
  return { type: 'polygon', vertices };
}

function ellipse(value: JsonObject, { x, y }: Scale): JsonObject {
  const [centreX, centreY] = [x(value['x']), y(value['y'])];
  const [wide, high] = [x(value['radiusX']), y(value['radiusY'])];
  const turn = (Number(value['rotation'] ?? 0) * Math.PI) / 180;
  const end = (dx: number, dy: number) => ({
    x: rounded(centreX + dx * Math.cos(turn) - dy * Math.sin(turn)),
    y: rounded(centreY + dx * Math.sin(turn) + dy * Math.cos(turn)),
  });
  return { type: 'ellipse', vertices: [end(0, -high), end(wide, 0), end(0, high), end(-wide, 0)] };
}

function rounded(pixels: number): number {
  return Math.round(pixels * 1000) / 1000;
}
