/** What differs between two versions of params, place by place. */
import type { Json, JsonObject } from '../../editor/contract';
import { isObject, isSame, pointer } from '../../ui/json';

export interface Difference {
  readonly pointer: string;
  /** Absent: it was added. */
  readonly before?: Json;
  /** Absent: it was taken away. */
  readonly after?: Json;
}

/** Every place that differs; objects are looked into, lists and values count as one place. */
export function differences(
  before: JsonObject,
  after: JsonObject,
  at: readonly string[] = [],
): Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [one, two] = [before[name], after[name]];
    const steps = [...at, name];
    if (isSame(one, two)) return [];
    if (isObject(one) && isObject(two)) return differences(one, two, steps);
    return [
      {
        pointer: pointer(...steps),
        ...(one === undefined ? {} : { before: one }),
        ...(two === undefined ? {} : { after: two }),
      },
    ];
  });
}
