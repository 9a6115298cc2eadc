/** Questions asked about objects or the whole task: when they are asked and what answers they take. */
import type { Json, JsonObject, Translate } from '@web/editor/contract';
import { isObject, isSame, listAt, numberAt, objectAt, textAt, without } from '@web/ui/json';
import { type Choice, leaves, readChoices } from '@web/ui/choices';

export const KINDS = ['category', 'number', 'angle', 'text', 'x_line', 'y_line', 'linked'] as const;
export type AttributeKind = (typeof KINDS)[number];

export interface Attribute {
  readonly name: string;
  readonly kind: AttributeKind;
  readonly description: string;
  readonly choices: readonly Choice[];
  readonly allowMultiple: boolean;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly allowedLabels: readonly string[];
  readonly isRequired: boolean;
  readonly isGlobal: boolean;
  /** Labels it is asked for; undefined: all. */
  readonly labels: readonly string[] | undefined;
  /** Answers to other attributes it waits for. */
  readonly answers: Readonly<Record<string, readonly Json[]>>;
}

/** A fault of an answer: which attribute, and what is wrong with it. */
export interface AnswerFault {
  readonly name: string;
  readonly sentence: string;
}

/** What faults of answers depend on beside the answers. */
export interface Surroundings {
  readonly label: string | undefined;
  /** The label of an object by its uuid; undefined when there is none. */
  readonly labelOf: (uuid: string) => string | undefined;
  readonly isGlobal: boolean;
  readonly translate: Translate;
}

export function readAttributes(definitions: JsonObject): Attribute[] {
  return Object.entries(definitions).flatMap(([name, sent]) =>
    isObject(sent) ? [readOne(name, sent)] : [],
  );
}

function readOne(name: string, sent: JsonObject): Attribute {
  const conditions = objectAt(sent, 'conditions');
  const onLabels = conditions['label_condition'];
  const waits = Object.entries(objectAt(conditions, 'attribute_conditions'));
  return {
    name,
    kind: KINDS.find((kind) => kind === sent['type']) ?? 'category',
    description: textAt(sent, 'description'),
    choices: readChoices(listAt(sent, 'choices')),
    allowMultiple: sent['allow_multiple'] === true,
    min: numberAt(sent, 'min'),
    max: numberAt(sent, 'max'),
    allowedLabels: texts(listAt(sent, 'allowed_labels')),
    isRequired: sent['required'] === true,
    isGlobal: sent['global'] === true,
    labels: isObject(onLabels) ? texts(listAt(onLabels, 'label')) : undefined,
    answers: Object.fromEntries(waits.map(([other, wanted]) => [other, asList(wanted)])),
  };
}

/** Whether the conditions hold for an object of this label with these other answers. */
export function isAsked(
  attribute: Attribute,
  label: string | undefined,
  answers: JsonObject,
): boolean {
  if (attribute.labels && (label === undefined || !attribute.labels.includes(label))) return false;
  return Object.entries(attribute.answers).every(([name, wanted]) => {
    const given = asList(answers[name] ?? null);
    return given.some((one) => wanted.some((other) => isSame(one, other)));
  });
}

/** The answers that are still asked for; an answer that falls away can take others with it. */
export function stillAsked(
  attributes: readonly Attribute[],
  label: string | undefined,
  answers: JsonObject,
): JsonObject {
  const gone = attributes.find((one) => one.name in answers && !isAsked(one, label, answers));
  return gone ? stillAsked(attributes, label, without(answers, gone.name)) : answers;
}

/** What is wrong with the answers about one object, or with `isGlobal` about the task. */
export function answerFaults(
  attributes: readonly Attribute[],
  answers: JsonObject,
  around: Surroundings,
): AnswerFault[] {
  const { translate } = around;
  const found: AnswerFault[] = [];
  for (const [name, answer] of Object.entries(answers)) {
    const attribute = attributes.find((one) => one.name === name);
    if (!attribute || attribute.isGlobal !== around.isGlobal) {
      const sentence = translate('{name} is not an attribute that was asked for', { name });
      found.push({ name, sentence });
    } else if (!isAsked(attribute, around.label, answers)) {
      const sentence = translate('{name} is answered although its conditions are not met', {
        name,
      });
      found.push({ name, sentence });
    } else {
      for (const sentence of valueFaults(attribute, answer, around)) found.push({ name, sentence });
    }
  }
  for (const attribute of attributes) {
    const { name } = attribute;
    const isDue = attribute.isRequired && attribute.isGlobal === around.isGlobal;
    if (isDue && !(name in answers) && isAsked(attribute, around.label, answers)) {
      found.push({ name, sentence: translate('{name} is required', { name }) });
    }
  }
  return found;
}

function valueFaults(attribute: Attribute, answer: Json, around: Surroundings): string[] {
  const isList = attribute.allowMultiple && ['category', 'linked'].includes(attribute.kind);
  if (!isList) return singleFault(attribute, answer, around);
  if (!Array.isArray(answer)) {
    return [around.translate('{name} should be a list', { name: attribute.name })];
  }
  return answer.flatMap((one) => singleFault(attribute, one, around));
}

function singleFault(attribute: Attribute, answer: Json, around: Surroundings): string[] {
  const { name, kind } = attribute;
  const { translate } = around;
  if (kind === 'category') {
    const known = leaves(attribute.choices);
    if (known.some(({ value }) => value === answer)) return [];
    const choices = known.map(({ text }) => text).join(', ');
    return [translate('{name} should be one of {choices}', { name, choices })];
  }
  if (kind === 'linked') return linkFault(attribute, answer, around);
  if (kind === 'text') {
    return typeof answer === 'string' ? [] : [translate('{name} should be text', { name })];
  }
  if (typeof answer !== 'number') return [translate('{name} should be a number', { name })];
  const [least, most] = kind === 'angle' ? [0, 360] : [attribute.min, attribute.max];
  if (least !== undefined && answer < least) {
    return [translate('{name} is {answer}, less than {least}', { name, answer, least })];
  }
  if (most !== undefined && answer > most) {
    return [translate('{name} is {answer}, more than {most}', { name, answer, most })];
  }
  return [];
}

function linkFault(attribute: Attribute, answer: Json, around: Surroundings): string[] {
  const { name, allowedLabels } = attribute;
  const label = typeof answer === 'string' ? around.labelOf(answer) : undefined;
  if (label === undefined) {
    return [around.translate('{name} should lead to an object that is there', { name })];
  }
  if (!allowedLabels.length || allowedLabels.includes(label)) return [];
  const allowed = allowedLabels.join(', ');
  return [
    around.translate('{name} leads to a {label}; {allowed} allowed', { name, label, allowed }),
  ];
}

function asList(value: Json): Json[] {
  return Array.isArray(value) ? value : [value];
}

function texts(values: readonly Json[]): string[] {
  return values.filter((one) => typeof one === 'string');
}
