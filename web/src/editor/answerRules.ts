/** A project's own rules for answers, checked as the server does: `task_types/answer_rules.py`. */
import type { Fault, Json, JsonObject } from './contract';
import { evaluate, TooManySteps } from './expressions';

const PLACES_MAX = 20_000;
const FAULTS_MAX = 100;

export interface AnswerRule {
  /** What workers read where it is broken. */
  readonly message: string;
  /** Places in the response, as a JSON pointer; `*` is every element. */
  readonly at: string;
  /** Where it holds. */
  readonly when: Json;
  readonly require: Json;
}

/** Where a response breaks which rules, in the order of the rules. */
export function broken(
  rules: readonly AnswerRule[],
  params: JsonObject,
  response: JsonObject,
): Fault[] {
  const found: Fault[] = [];
  for (const rule of rules) {
    try {
      found.push(...faults(rule, params, response));
    } catch (error) {
      if (!(error instanceof TooManySteps)) throw error;
    }
    if (found.length >= FAULTS_MAX) break;
  }
  return found.slice(0, FAULTS_MAX);
}

function faults(rule: AnswerRule, params: JsonObject, response: JsonObject): Fault[] {
  const found: Fault[] = [];
  let count = 0;
  for (const place of places(rule.at.split('/').slice(1), response, '', null)) {
    count += 1;
    if (count > PLACES_MAX) throw new TooManySteps();
    const scope = { value: place.value, key: place.key, params, response };
    if (evaluate(rule.when, scope) !== true) continue;
    if (evaluate(rule.require, scope) !== true)
      found.push({ pointer: place.pointer, sentence: rule.message });
  }
  return found;
}

interface Place {
  readonly pointer: string;
  readonly key: Json;
  readonly value: Json;
}

function* places(steps: string[], value: Json, pointer: string, key: Json): Generator<Place> {
  const [step, ...following] = steps;
  if (step === undefined) {
    yield { pointer, key, value };
    return;
  }
  if (value === null || typeof value !== 'object') return;
  for (const [name, one] of Object.entries(value)) {
    const escaped = name.replaceAll('~', '~0').replaceAll('/', '~1');
    if (step !== '*' && step !== escaped) continue;
    const inner = Array.isArray(value) ? Number(name) : name;
    yield* places(following, one, `${pointer}/${escaped}`, inner);
  }
}
