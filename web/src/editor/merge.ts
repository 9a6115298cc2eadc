/** Two windows changed one response: what both did, and where both changed one place, ours. */
import type { Json } from './contract';
import { isObject, isSame } from './patch';

/** `base` is what both began with. Lists of things with a uuid or id are merged thing by thing. */
export function merge(base: Json, ours: Json, theirs: Json): Json {
  if (isSame(ours, base) || isSame(ours, theirs)) return theirs;
  if (isSame(theirs, base)) return ours;
  if (isObject(ours) && isObject(theirs)) {
    return mergeObjects(isObject(base) ? base : {}, ours, theirs);
  }
  const named = [ours, theirs, base].map(byName);
  const [our, their, shared] = named;
  if (!our || !their) return ours;
  return Object.values(
    mergeObjects(
      shared ?? {},
      our,
      their,
      named.map((one) => one ?? {}),
    ),
  );
}

type Things = Record<string, Json>;

function mergeObjects(base: Things, ours: Things, theirs: Things, orders = [theirs, ours]): Things {
  const keys = new Set(orders.flatMap((one) => Object.keys(one)));
  const entries: [string, Json][] = [];
  for (const key of keys) {
    const merged = mergeKey(own(base, key), own(ours, key), own(theirs, key));
    if (merged !== undefined) entries.push([key, merged]);
  }
  return Object.fromEntries(entries);
}

/** Absent is a state of its own: who took a thing away that the other left alone has done so. */
function mergeKey(
  base: Json | undefined,
  ours: Json | undefined,
  theirs: Json | undefined,
): Json | undefined {
  if (ours !== undefined && theirs !== undefined) return merge(base ?? null, ours, theirs);
  const left = ours ?? theirs;
  if (left === undefined || base === undefined) return left;
  return isSame(left, base) ? undefined : left; // changed here, taken away there: work is kept
}

function own(things: Things, key: string): Json | undefined {
  return Object.hasOwn(things, key) ? things[key] : undefined;
}

/** The things of a list by uuid or id; undefined when some have none or share one. */
function byName(list: Json | undefined): Things | undefined {
  if (!Array.isArray(list)) return undefined;
  const entries = list.flatMap((one): [string, Json][] => {
    const name = isObject(one) ? (one['uuid'] ?? one['id']) : undefined;
    return typeof name === 'string' || typeof name === 'number' ? [[`:${name}`, one]] : [];
  });
  const things = Object.fromEntries(entries);
  return Object.keys(things).length === list.length ? things : undefined;
}
