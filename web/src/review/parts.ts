/** Judging the things of an answer one by one: each accepted, fixed, or rejected and so taken out. */
import type { Json, JsonObject } from '../editor/contract';
import { diff } from '../editor/patch';
import { isObject, isSame, pointer as pointerOf } from '../ui/json';
import { idOf } from './matching';
import { movedPointer, withResponse, type Opinion, type Remark, type Verdict } from './opinion';

/** A thing of what is judged: where it stands there, and what it is called. */
export interface Part {
  readonly pointer: string;
  readonly about: string;
}

/** The opinion in which a thing has this verdict, or none any more when it had it already. */
export function judgePart(
  opinion: Opinion,
  part: Part,
  verdict: Verdict,
  judged: JsonObject,
): Opinion {
  const before = opinion.remarks.find(
    (one) => one.verdict !== undefined && one.pointer === part.pointer,
  );
  const now: Remark | undefined =
    before?.verdict === verdict
      ? undefined
      : { id: before?.id ?? crypto.randomUUID(), text: before?.text ?? '', ...part, verdict };
  const others = opinion.remarks.filter((one) => one !== before);
  const remarks = now === undefined ? others : [...others, now];
  // Where the whole is rejected there is no response to take anything out of.
  if (opinion.reason !== undefined) return { ...opinion, remarks };
  const response = changed(opinion.response ?? judged, part.pointer, judged, {
    was: before?.verdict,
    is: now?.verdict,
  });
  const isTouched =
    !isSame(response, judged) || remarks.some((one) => one.verdict && one.verdict !== 'accepted');
  return withResponse({ ...opinion, remarks }, isTouched ? response : undefined, judged);
}

function changed(
  response: JsonObject,
  pointer: string,
  judged: JsonObject,
  { was, is }: { was: Verdict | undefined; is: Verdict | undefined },
): JsonObject {
  if (is === 'rejected' && was !== 'rejected') {
    const there = partIn(pointer, judged, response);
    return there === null ? response : withoutPart(response, there);
  }
  return was === 'rejected' && is !== 'rejected' ? restored(response, pointer, judged) : response;
}

/** Where a thing of one response stands in another: by its id, or else where changes moved it. */
export function partIn(pointer: string, from: JsonObject, to: JsonObject): string | null {
  if (from === to) return pointer;
  const steps = stepsOf(pointer);
  const list = valueAt(to, steps.slice(0, -1));
  const id = idOf(valueAt(from, steps));
  if (id === undefined || !Array.isArray(list)) return movedPointer(pointer, diff(from, to));
  const place = list.findIndex((one) => idOf(one) === id);
  return place < 0 ? null : pointerOf(...steps.slice(0, -1), place);
}

/** The response without a thing, and without what leads to it or from it. */
export function withoutPart(response: JsonObject, pointer: string): JsonObject {
  const steps = stepsOf(pointer);
  const id = idOf(valueAt(response, steps));
  const less = changedAt(response, steps.slice(0, -1), (parent) => {
    const last = steps.at(-1) ?? '';
    if (Array.isArray(parent)) return parent.toSpliced(Number(last), 1);
    if (!isObject(parent)) return parent;
    return Object.fromEntries(Object.entries(parent).filter(([key]) => key !== last));
  }) as JsonObject; // an object stays one
  if (id === undefined) return less;
  const entries = Object.entries(less).map(([key, list]): [string, Json] => {
    if (!Array.isArray(list) || !list.some((one) => leadsTo(one, id))) return [key, list];
    return [key, list.filter((one) => !leadsTo(one, id))];
  });
  return Object.fromEntries(entries);
}

/** The response with a thing of what was judged back in its place, and what leads to it. */
function restored(response: JsonObject, pointer: string, judged: JsonObject): JsonObject {
  const steps = stepsOf(pointer);
  const thing = valueAt(judged, steps);
  if (thing === undefined || partIn(pointer, judged, response) !== null) return response;
  const last = steps.at(-1) ?? '';
  const more = changedAt(response, steps.slice(0, -1), (parent) => {
    if (Array.isArray(parent)) return parent.toSpliced(Number(last), 0, thing);
    return isObject(parent) ? { ...parent, [last]: thing } : parent;
  }) as JsonObject; // an object stays one
  const id = idOf(thing);
  if (id === undefined) return more;
  const entries = Object.entries(more).map(([key, list]): [string, Json] => {
    const old = judged[key];
    if (!Array.isArray(list) || !Array.isArray(old)) return [key, list];
    const missing = old.filter((one) => leadsTo(one, id) && !list.some((it) => isSame(it, one)));
    return [key, missing.length === 0 ? list : [...list, ...missing]];
  });
  return Object.fromEntries(entries);
}

/** Whether a thing of its own names the thing with this id, as a link does. */
function leadsTo(thing: Json, id: string): boolean {
  return isObject(thing) && idOf(thing) !== id && Object.values(thing).includes(id);
}

function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function valueAt(value: Json | undefined, steps: readonly string[]): Json | undefined {
  return steps.reduce<Json | undefined>((inside, step) => {
    if (Array.isArray(inside)) return inside[Number(step)];
    return isObject(inside) ? inside[step] : undefined;
  }, value);
}

function changedAt(value: Json, steps: readonly string[], change: (value: Json) => Json): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.map((one, at) => (at === Number(step) ? changedAt(one, rest, change) : one));
  }
  if (!isObject(value) || value[step] === undefined) return value;
  return { ...value, [step]: changedAt(value[step], rest, change) };
}
