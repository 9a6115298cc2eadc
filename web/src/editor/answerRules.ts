/** A project's own rules for answers, checked as the server does: `task_types/answer_rules.py`. */
import type { Editor, Fault, Json, JsonObject } from './contract';
import { evaluate, Steps, STEPS_MAX, TooManySteps } from './expressions';

const ALL_STEPS_MAX = 500_000;
const FAULTS_MAX = 100;

export interface AnswerRule {
  /** What workers read where it is broken. */
  readonly message: string;
  /** Places in the response, as a JSON pointer; `*` is every element. */
  readonly at: string;
  /** Where it holds. */
  readonly when: Json;
  readonly require: Json;
  /** Words of the instructions that say more, or none. */
  readonly see: string;
}

/** What the editor finds wrong; where that is nothing, which rules of the project are broken. */
export function faultsOf(
  editor: Editor | null,
  { rules, params }: { readonly rules: readonly AnswerRule[]; readonly params: JsonObject },
  response: JsonObject | null,
): readonly Fault[] {
  const found = editor?.validate() ?? [];
  return found.length > 0 || response === null ? found : broken(rules, params, response);
}

/** Where a response breaks which rules, in the order of the rules. */
export function broken(
  rules: readonly AnswerRule[],
  params: JsonObject,
  response: JsonObject,
): Fault[] {
  const found: Fault[] = [];
  let left = ALL_STEPS_MAX;
  for (const rule of rules) {
    const most = Math.min(STEPS_MAX, left);
    const steps = new Steps(most);
    try {
      found.push(...faults(rule, params, response, steps));
    } catch (error) {
      if (!(error instanceof TooManySteps)) throw error;
    }
    left -= most - Math.max(steps.left, 0);
    if (found.length >= FAULTS_MAX) break;
  }
  return found.slice(0, FAULTS_MAX);
}

function faults(rule: AnswerRule, params: JsonObject, response: JsonObject, steps: Steps): Fault[] {
  const found: Fault[] = [];
  for (const place of places(rule.at.split('/').slice(1), response, steps, '', null)) {
    const scope = { value: place.value, key: place.key, params, response };
    if (evaluate(rule.when, scope, steps) !== true) continue;
    if (evaluate(rule.require, scope, steps) === true) continue;
    const see = rule.see ? { see: rule.see } : {};
    found.push({ pointer: place.pointer, sentence: rule.message, ...see });
  }
  return found;
}

interface Place {
  readonly pointer: string;
  readonly key: Json;
  readonly value: Json;
}

function* places(
  way: string[],
  value: Json,
  steps: Steps,
  pointer: string,
  key: Json,
): Generator<Place> {
  const [sought, ...following] = way;
  if (sought === undefined) {
    yield { pointer, key, value };
    return;
  }
  if (value === null || typeof value !== 'object') return;
  const children = Object.entries(value);
  steps.take(children.length);
  for (const [name, one] of children) {
    const escaped = name.replaceAll('~', '~0').replaceAll('/', '~1');
    if (sought !== '*' && sought !== escaped) continue;
    const inner = Array.isArray(value) ? Number(name) : name;
    yield* places(following, one, steps, `${pointer}/${escaped}`, inner);
  }
}
