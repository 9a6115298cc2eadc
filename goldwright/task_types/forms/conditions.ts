/** When a field is shown, as `conditions.py` says: an OR of conditions, each an AND of answers. */
import type { Json, JsonObject } from '@web/editor/contract';
import { isObject, isSame } from '@web/ui/json';

/** Whether any condition holds for these answers; no condition at all means yes. */
export function isShown(conditions: readonly JsonObject[], answers: JsonObject): boolean {
  return conditions.length === 0 || conditions.some((condition) => holds(condition, answers));
}

function holds(condition: JsonObject, answers: JsonObject): boolean {
  return Object.entries(condition).every(([name, wanted]) =>
    name === 'not' && isObject(wanted) ? !holds(wanted, answers) : isMet(wanted, answers[name]),
  );
}

function isMet(wanted: Json, answer: Json | undefined): boolean {
  if (isObject(wanted)) {
    const { not } = wanted;
    return not !== undefined && Object.keys(wanted).length === 1 && !isMet(not, answer);
  }
  const values = Array.isArray(wanted) ? wanted : [wanted];
  const given = Array.isArray(answer) ? answer : [answer];
  return values.some((value) => given.some((one) => (one ?? null) !== null && isSame(value, one)));
}
