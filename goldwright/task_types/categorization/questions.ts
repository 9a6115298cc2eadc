/** What a categorization asks, read and written in its response, and judged as `check` does. */
import type { Fault, Json, JsonObject, Translate } from '@web/editor/contract';
import { leaves, readChoices, type Choice } from '@web/ui/choices';
import { isObject, listAt, objectAt, pointer, textAt, unknownKeys, without } from '@web/ui/json';

export interface Question {
  /** Where its answer stands: `category`, or `taxonomies` and a name. */
  readonly path: readonly [string] | readonly [string, string];
  readonly title: string;
  readonly description: string;
  readonly choices: readonly Choice[];
  readonly isMultiple: boolean;
}

export function questionsOf(params: JsonObject, translate: Translate): Question[] {
  const categories = listAt(params, 'categories');
  const plain: Question = {
    path: ['category'],
    title: translate('Category'),
    description: '',
    choices: readChoices(categories),
    isMultiple: params['allow_multiple'] === true,
  };
  const taxonomies = Object.entries(objectAt(params, 'taxonomies')).map(
    ([name, taxonomy]): Question => {
      const sent = isObject(taxonomy) ? taxonomy : {};
      return {
        path: ['taxonomies', name],
        title: name,
        description: textAt(sent, 'description'),
        choices: readChoices(listAt(sent, 'choices')),
        isMultiple: sent['allow_multiple'] === true,
      };
    },
  );
  return categories.length > 0 ? [plain, ...taxonomies] : taxonomies;
}

export function placeOf(question: Question): string {
  return question.path.join('.');
}

export function pointerOf(question: Question): string {
  return pointer(...question.path);
}

/** The classes chosen; null when the question is not answered. */
export function chosenIn(response: JsonObject | null, question: Question): Json[] | null {
  const answer = answerIn(response, question);
  if (answer === undefined || answer === null) return null;
  return Array.isArray(answer) ? answer : [answer];
}

/** The response with this answer, and without answers to what is not asked. */
export function withChosen(
  response: JsonObject | null,
  question: Question,
  values: Json[] | null,
  asked: readonly Question[],
): JsonObject {
  const answer = question.isMultiple ? values : (values?.[0] ?? null);
  const [parent, name] = question.path;
  const next = name === undefined ? put(response ?? {}, parent, answer) : { ...response };
  const known = new Set(asked.map(placeOf));
  if (!known.has('category')) delete next['category'];
  if (!asked.some((one) => one.path[0] === 'taxonomies')) return without(next, 'taxonomies');
  if (name === undefined) return next;
  const taxonomies = put(objectAt(response, 'taxonomies'), name, answer);
  const kept = Object.entries(taxonomies).filter(([one]) => known.has(`taxonomies.${one}`));
  return { ...next, taxonomies: Object.fromEntries(kept) };
}

/** What `check` would say, question by question. */
export function faultsIn(response: JsonObject | null, asked: readonly Question[]): Fault[] {
  const malformed = shapeFaults(response);
  if (malformed.length > 0) return malformed;
  const faults = asked.flatMap((question) =>
    sentencesOn(question, answerIn(response, question)).map((sentence) => ({
      pointer: pointerOf(question),
      sentence,
    })),
  );
  const known = new Set(asked.map(placeOf));
  if ((response?.['category'] ?? null) !== null && !known.has('category')) {
    const sentence = 'category is not asked for: this task has taxonomies only.';
    faults.push({ pointer: '/category', sentence });
  }
  for (const name of Object.keys(objectAt(response, 'taxonomies'))) {
    if (known.has(`taxonomies.${name}`)) continue;
    const sentence = `taxonomies.${name} is not one of the taxonomies.`;
    faults.push({ pointer: pointer('taxonomies', name), sentence });
  }
  return faults;
}

/** What no answer of this type looks like, whatever was asked: a prelabel may. */
function shapeFaults(response: JsonObject | null): Fault[] {
  const { category = null, taxonomies = null } = response ?? {};
  const parts = isObject(taxonomies)
    ? Object.entries(taxonomies).flatMap(([name, answer]) =>
        classFaults(['taxonomies', name], answer),
      )
    : taxonomies === null
      ? []
      : [{ pointer: '/taxonomies', sentence: 'taxonomies should be a valid dictionary' }];
  return [
    ...(category === null ? [] : classFaults(['category'], category)),
    ...parts,
    ...unknownKeys(response, ['category', 'category_id', 'taxonomies']),
  ];
}

function classFaults(path: readonly string[], answer: Json): Fault[] {
  const fault = (at: readonly (string | number)[], reason: string) => ({
    pointer: pointer(...at),
    sentence: `${at.join('.')} ${reason}`,
  });
  if (typeof answer === 'string') return [];
  if (!Array.isArray(answer)) return [fault(path, 'should be text or an object that describes it')];
  return answer.flatMap((one, place) =>
    typeof one === 'string' ? [] : [fault([...path, place], 'should be a valid string')],
  );
}

function sentencesOn(question: Question, answer: Json | undefined): string[] {
  const where = placeOf(question);
  if (answer === undefined || answer === null) return [`${where} is not answered.`];
  if (Array.isArray(answer) !== question.isMultiple) {
    return [`${where} must be ${question.isMultiple ? 'a list of classes' : 'one class'}.`];
  }
  const chosen = Array.isArray(answer) ? answer : [answer];
  const known = new Set(leaves(question.choices).map((one) => one.value));
  const unknown = chosen.filter((one) => !known.has(one));
  const sentences = unknown.map(
    (one) => `${where} ${JSON.stringify(one)} is not one of the classes.`,
  );
  if (new Set(chosen).size < chosen.length) sentences.push(`${where} names a class twice.`);
  return sentences;
}

function answerIn(response: JsonObject | null, { path }: Question): Json | undefined {
  const [parent, name] = path;
  return name === undefined ? response?.[parent] : objectAt(response, parent)[name];
}

function put(object: JsonObject, key: string, answer: Json): JsonObject {
  return answer === null ? without(object, key) : { ...object, [key]: answer };
}
