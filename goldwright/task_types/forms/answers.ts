/** Whole forms as values: read, changed without altering what was there, and judged as `check` does. */
import type { Fault, Json, JsonObject } from '@web/editor/contract';
import { isObject, pointer, without } from '@web/ui/json';
import { isShown } from './conditions';
import type { Field } from './fields';
import { answerFault } from './kinds';

/** From the answers of the form to one answer: field ids, and places in lists. */
export type Path = readonly (string | number)[];

export function isAnswer(answer: Json | undefined): answer is Json {
  if (answer === undefined || answer === null || answer === '') return false;
  return !(Array.isArray(answer) && answer.length === 0);
}

/** Answers by field, taken out of `{"type", "field_id", "response": […]}` where need be. */
export function plainAnswers(fields: readonly Field[], annotations: JsonObject): JsonObject {
  let plain = annotations;
  for (const field of fields) {
    const answer = annotations[field.id];
    const read = answer === undefined ? undefined : plainAnswer(field, answer);
    if (read !== undefined && read !== answer) plain = { ...plain, [field.id]: read };
  }
  return plain;
}

function plainAnswer(field: Field, sent: Json): Json {
  let answer = sent;
  if (isObject(sent) && sent['field_id'] === field.id && Array.isArray(sent['response'])) {
    const inside = sent['response'];
    const isSingle = !field.isRepeated && inside.length <= 1;
    answer = isSingle ? (inside[0] ?? null) : inside;
  }
  if (!field.isNested) return answer;
  if (isObject(answer)) return plainAnswers(field.fields, answer);
  if (!Array.isArray(answer)) return answer;
  const plain = answer.map((one) => (isObject(one) ? plainAnswers(field.fields, one) : one));
  return plain.some((one, index) => one !== answer[index]) ? plain : answer;
}

/** The answers with one changed; undefined takes it away, and forms and lists left empty with it. */
export function withAnswer(
  fields: readonly Field[],
  answers: JsonObject,
  path: Path,
  answer: Json | undefined,
): JsonObject {
  const [id, ...rest] = path;
  const field = fields.find((one) => one.id === id);
  if (!field) return answers;
  const before = answers[field.id];
  const next = field.isRepeated
    ? changedList(field, Array.isArray(before) ? before : [], rest, answer)
    : changedOne(field, before, rest, answer);
  return next === undefined ? without(answers, field.id) : { ...answers, [field.id]: next };
}

function changedOne(
  field: Field,
  before: Json | undefined,
  rest: Path,
  answer: Json | undefined,
): Json | undefined {
  if (rest.length === 0) return answer;
  const inside = withAnswer(field.fields, isObject(before) ? before : {}, rest, answer);
  return Object.keys(inside).length > 0 ? inside : undefined;
}

function changedList(
  field: Field,
  before: readonly Json[],
  path: Path,
  answer: Json | undefined,
): Json | undefined {
  const [place, ...rest] = path;
  if (typeof place !== 'number') return answer;
  const next = [...before];
  while (next.length <= place) next.push(null);
  next[place] = changedOne(field, before[place], rest, answer) ?? null;
  while (next.length > 0 && next.at(-1) === null) next.pop();
  return next.length > 0 ? next : undefined;
}

/** What a form keeps of answers that conditions hide, in case they are shown again. */
export type Aside = Map<string, Json>;

/**
 * The answers without those of fields that are hidden now; a field that the change showed again
 * gets back what it held, if it was one of the form itself.
 */
export function settleShown(
  fields: readonly Field[],
  answers: JsonObject,
  { before, aside }: { before: JsonObject; aside: Aside },
): JsonObject {
  let settled = answers;
  // Each round may show or hide fields that wait for others; they do not wait in circles.
  for (let round = 0; round <= fields.length; round += 1) {
    const start = settled;
    for (const field of fields) {
      const answer = settled[field.id];
      const kept = aside.get(field.id);
      if (!isShown(field.conditions, settled)) {
        if (!isAnswer(answer)) continue;
        aside.set(field.id, answer);
        settled = without(settled, field.id);
      } else if (kept !== undefined) {
        aside.delete(field.id);
        const isShownAgain = !isShown(field.conditions, before);
        if (isShownAgain && !isAnswer(answer)) settled = { ...settled, [field.id]: kept };
      }
    }
    if (settled === start) break;
  }
  return withoutHidden(fields, settled, {});
}

function withoutHidden(
  fields: readonly Field[],
  answers: JsonObject,
  outer: JsonObject,
): JsonObject {
  let kept = answers;
  for (const field of fields) {
    const scope = { ...outer, ...kept };
    const answer = kept[field.id];
    if (!isAnswer(answer)) continue;
    if (!isShown(field.conditions, scope)) kept = without(kept, field.id);
    else if (field.isNested) {
      const inside = Array.isArray(answer)
        ? answer.map((one) => (isObject(one) ? withoutHidden(field.fields, one, scope) : one))
        : isObject(answer)
          ? withoutHidden(field.fields, answer, scope)
          : answer;
      const isChanged =
        Array.isArray(inside) && Array.isArray(answer)
          ? inside.some((one, index) => one !== answer[index])
          : inside !== answer;
      if (isChanged) kept = { ...kept, [field.id]: inside };
    }
  }
  // A field further up may have waited for one that is gone now.
  return kept === answers ? answers : withoutHidden(fields, kept, outer);
}

/** What `check` would say of the answers; pointers lead into the response. */
export function faultsIn(fields: readonly Field[], annotations: JsonObject): Fault[] {
  return formFaults(fields, plainAnswers(fields, annotations), {}, []);
}

/** How the sentences of `check` name a place. */
export function placeOf(path: Path): string {
  return path.reduce<string>(
    (place, step) => (typeof step === 'number' ? `${place}[${step}]` : `${place}.${step}`),
    'annotations',
  );
}

/** The fault as people read it: with the titles on the screen, and rows counted from 1. */
export function withTitles(fields: readonly Field[], { pointer: at, sentence }: Fault): Fault {
  const path = at.split('/').slice(2);
  const named: string[] = [];
  let within: readonly Field[] = fields;
  for (const step of path) {
    const field = within.find((one) => one.id === step.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (field) named.push(`“${field.title || field.id}”`);
    else if (/^\d+$/.test(step)) named.push(`${named.pop() ?? ''} ${Number(step) + 1}`);
    else return { pointer: at, sentence };
    within = field?.fields ?? within;
  }
  const reason = /^annotations\S* (.*)$/.exec(sentence)?.[1] ?? sentence;
  return { pointer: at, sentence: `${named.join(', ')} ${reason}` };
}

function formFaults(
  fields: readonly Field[],
  answers: JsonObject,
  outer: JsonObject,
  at: Path,
): Fault[] {
  const scope = { ...outer, ...answers };
  const known = new Set(fields.map((field) => field.id));
  const unknown = Object.keys(answers).filter((name) => !known.has(name));
  return [
    ...unknown.map((name) => fault([...at, name], 'is not a field of this form.')),
    ...fields.flatMap((field) => fieldFaults(field, answers[field.id], scope, [...at, field.id])),
  ];
}

function fieldFaults(field: Field, answer: Json | undefined, scope: JsonObject, at: Path): Fault[] {
  const isBlank = typeof answer === 'string' && answer.trim() === '';
  if (!isShown(field.conditions, scope)) {
    return isAnswer(answer) ? [fault(at, 'is answered although its conditions hide it.')] : [];
  }
  if (!isAnswer(answer) || (field.isRequired && isBlank)) {
    return field.isRequired ? [fault(at, 'is required.')] : [];
  }
  if (!field.isRepeated) return answerFaults(field, answer, scope, at);
  if (!Array.isArray(answer)) return [fault(at, 'must be a list of answers.')];
  const { least, most } = field;
  const isCount = least <= answer.length && answer.length <= most;
  return [
    ...(isCount ? [] : [fault(at, `must have ${least} to ${most} answers.`)]),
    ...answer.flatMap((one, index) => answerFaults(field, one, scope, [...at, index])),
  ];
}

function answerFaults(field: Field, answer: Json, scope: JsonObject, at: Path): Fault[] {
  if (!field.isNested) {
    const reason = answerFault(field, answer);
    return reason === null ? [] : [fault(at, `${reason}.`)];
  }
  if (!isObject(answer)) return [fault(at, 'must be an object of answers.')];
  return formFaults(field.fields, answer, scope, at);
}

function fault(at: Path, reason: string): Fault {
  return { pointer: pointer('annotations', ...at), sentence: `${placeOf(at)} ${reason}` };
}
