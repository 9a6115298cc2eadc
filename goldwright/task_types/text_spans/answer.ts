/** A response as spans and links, and the changes one can make to it: each gives a new response. */
import type { Json, JsonObject, Layer } from '@web/editor/contract';
import type { Extent } from '@web/text/blocks';
import { isObject, objects, textOf, type Task } from './task';

/** A span in units of the browser. */
export interface Span extends Extent {
  readonly id: string;
  readonly label: string;
  readonly attributes: JsonObject;
  /** The object of the response it was read from. */
  readonly given: JsonObject;
  /** Of another answer that is laid over this one. */
  readonly layer?: {
    readonly name: string;
    readonly colour: string;
    readonly isDiffering: boolean;
  };
}

export interface Link {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly name: string | undefined;
}

export interface Answer {
  /** Spans that can be drawn, as they stand in the text. */
  readonly spans: readonly Span[];
  readonly byId: ReadonlyMap<string, Span>;
  readonly links: readonly Link[];
}

/** Reads responses, and reads what stayed the same since the last one only once. */
export class Reader {
  readonly #task: Task;
  readonly #known = new WeakMap<JsonObject, Span>();

  constructor(task: Task) {
    this.#task = task;
  }

  read(response: JsonObject | null): Answer {
    const spans = objects(response?.['annotations']).flatMap((given) => this.#span(given));
    spans.sort((one, two) => one.start - two.start || two.end - one.end);
    const byId = new Map(spans.map((span) => [span.id, span]));
    const links = objects(response?.['relationships']).map((given) => {
      const name = given['name'];
      return {
        id: textOf(given['id']),
        source: textOf(given['source_ref']),
        target: textOf(given['target_ref']),
        name: typeof name === 'string' ? name : undefined,
      };
    });
    return { spans, byId, links };
  }

  /** None for what does not lie in the text, as a prelabel may; `check` speaks of it. */
  #span(given: JsonObject): Span[] {
    const known = this.#known.get(given);
    if (known) return [known];
    const [start, end] = [given['start'], given['end']];
    const { offsets } = this.#task;
    const isInside =
      Number.isInteger(start) &&
      Number.isInteger(end) &&
      0 <= Number(start) &&
      Number(start) < Number(end) &&
      Number(end) <= offsets.points;
    if (!isInside) return [];
    const attributes = given['attributes'];
    const span = {
      id: textOf(given['id']),
      start: offsets.toUnits(Number(start)),
      end: offsets.toUnits(Number(end)),
      label: textOf(given['label']),
      attributes: isObject(attributes) ? attributes : {},
      given,
    };
    this.#known.set(given, span);
    return [span];
  }
}

/** The spans of another answer, in their places and with ids that are none of this answer's. */
export function layered(reader: Reader, { name, colour, response, differing }: Layer): Span[] {
  const given = objects(response['annotations']);
  return reader.read(response).spans.map((span) => {
    const isDiffering = differing.has(`/annotations/${given.indexOf(span.given)}`);
    return { ...span, id: `${name} ${span.id}`, layer: { name, colour, isDiffering } };
  });
}

/** A span of the answer over the same words with the same label and no answers yet. */
export function twin(answer: Answer, { start, end }: Extent, label: string): Span | undefined {
  return answer.spans.find((one) => {
    return (
      one.start === start &&
      one.end === end &&
      one.label === label &&
      Object.keys(one.attributes).length === 0
    );
  });
}

export function addSpan(
  task: Task,
  response: JsonObject | null,
  id: string,
  extent: Extent,
  label: string,
): JsonObject {
  const span = { id, ...place(task, extent), label };
  return { ...response, annotations: [...list(response, 'annotations'), span] };
}

export function moveSpan(task: Task, response: JsonObject, id: string, extent: Extent): JsonObject {
  return changeSpan(response, id, (span) => ({ ...span, ...place(task, extent) }));
}

/** Gives a span another label; answers to questions that only the old one asked are dropped. */
export function relabelSpan(
  task: Task,
  response: JsonObject,
  id: string,
  label: string,
): JsonObject {
  return changeSpan(response, id, (span) => {
    const asks = (name: string) => {
      return new Set(task.byName.get(name)?.questions.map((question) => question.name));
    };
    const [before, after] = [asks(textOf(span['label'])), asks(label)];
    if (!isObject(span['attributes'])) return { ...span, label };
    const kept = Object.entries(span['attributes']).filter(([name]) => {
      return !before.has(name) || after.has(name);
    });
    return withAttributes({ ...span, label }, kept);
  });
}

/** Answers a question about a span; undefined takes the answer back. */
export function answerSpan(
  response: JsonObject,
  id: string,
  name: string,
  answer: Json | undefined,
): JsonObject {
  return changeSpan(response, id, (span) => {
    const others = isObject(span['attributes']) ? { ...span['attributes'] } : {};
    const entries = Object.entries(others).filter(([key]) => key !== name);
    return withAttributes(span, answer === undefined ? entries : [...entries, [name, answer]]);
  });
}

/** Takes a span away, and its links with it. */
export function removeSpan(response: JsonObject, id: string): JsonObject {
  const isOther = (one: Json) => !isObject(one) || one['id'] !== id;
  const isApart = (one: Json) => {
    return !isObject(one) || (one['source_ref'] !== id && one['target_ref'] !== id);
  };
  return {
    ...response,
    annotations: list(response, 'annotations').filter(isOther),
    ...(response['relationships']
      ? { relationships: list(response, 'relationships').filter(isApart) }
      : {}),
  };
}

export function addLink(response: JsonObject, link: Link): JsonObject {
  const { id, source, target, name } = link;
  const added = {
    id,
    source_ref: source,
    target_ref: target,
    ...(name === undefined ? {} : { name }),
  };
  return { ...response, relationships: [...list(response, 'relationships'), added] };
}

export function removeLink(response: JsonObject, id: string): JsonObject {
  const left = list(response, 'relationships').filter((one) => !isObject(one) || one['id'] !== id);
  return { ...response, relationships: left };
}

/** Takes away what stands at a place, whatever it is: the way out when it is no span at all. */
export function removeAt(response: JsonObject, key: string, index: number): JsonObject {
  return { ...response, [key]: list(response, key).toSpliced(index, 1) };
}

/** A new id; browsers have `randomUUID` only where the page came over HTTPS. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hexadecimal = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hexadecimal.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
}

function place(task: Task, { start, end }: Extent): { start: number; end: number; text: string } {
  return {
    start: task.offsets.toPoints(start),
    end: task.offsets.toPoints(end),
    text: task.text.slice(start, end),
  };
}

function changeSpan(
  response: JsonObject,
  id: string,
  change: (span: JsonObject) => JsonObject,
): JsonObject {
  const annotations = list(response, 'annotations').map((one) => {
    return isObject(one) && one['id'] === id ? change(one) : one;
  });
  return { ...response, annotations };
}

function withAttributes(span: JsonObject, entries: [string, Json][]): JsonObject {
  const { attributes: _, ...rest } = span;
  return entries.length > 0 ? { ...rest, attributes: Object.fromEntries(entries) } : rest;
}

function list(response: JsonObject | null, key: string): Json[] {
  const found = response?.[key];
  return Array.isArray(found) ? found : [];
}
