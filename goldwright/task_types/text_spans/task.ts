/** What a task asks, read once from its params: labels with their lines, questions and links. */
import type { Json, JsonObject } from '@web/editor/contract';
import { startOf } from '@web/editor/start';
import { ownColour } from '@web/canvas/colours';
import { asShown } from '@web/text/blocks';
import { Offsets } from '@web/text/offsets';

/** One question about a span of some label. */
export interface Question {
  readonly name: string;
  readonly kind: 'category' | 'number' | 'text';
  readonly title: string;
  readonly choices: readonly string[];
  readonly takesSeveral: boolean;
  readonly isRequired: boolean;
}

export interface Label {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Names from the top of the tree down to this one. */
  readonly line: readonly string[];
  /** Its own questions and those of the labels above it. */
  readonly questions: readonly Question[];
  /** Its place in the tree read from the top: its key follows from it, and its colour if it has none. */
  readonly place: number;
  readonly colour: string | undefined;
}

export interface Relationship {
  readonly name: string;
  readonly description: string;
  readonly isDirected: boolean;
  readonly sourceLabel: string | undefined;
  readonly targetLabel: string | undefined;
}

export interface Task {
  readonly text: string;
  /** The text as it is drawn; unit for unit the same. */
  readonly shown: string;
  readonly offsets: Offsets;
  readonly labels: readonly Label[];
  readonly byName: ReadonlyMap<string, Label>;
  readonly relationships: readonly Relationship[];
  readonly mergesNewlines: boolean;
  /** What was marked before, which is shown until somebody says otherwise. */
  readonly start: JsonObject | null;
}

export function readTask(params: JsonObject): Task {
  const text = textOf(params['text']);
  const mergesNewlines = params['merge_newlines'] !== false;
  const labels = readLabels(objects(params['labels']), [], []).map((label, place) => {
    return { ...label, place };
  });
  return {
    text,
    shown: asShown(text, mergesNewlines),
    offsets: new Offsets(text),
    labels,
    byName: new Map(labels.map((label) => [label.name, label])),
    relationships: objects(params['relationships']).map(readRelationship),
    mergesNewlines,
    start: startOf(params),
  };
}

/** The relationships by which one span may be linked to another, in the order of the task. */
export function allowed(task: Task, source: string, target: string): Relationship[] {
  return task.relationships.filter((kind) => {
    return (
      mayLink(task, kind, source, target) ||
      (!kind.isDirected && mayLink(task, kind, target, source))
    );
  });
}

/** Whether the ends have the labels asked for; a finer label counts as those above it. */
function mayLink(task: Task, kind: Relationship, source: string, target: string): boolean {
  const isA = (label: string, wanted: string | undefined) => {
    return wanted === undefined || task.byName.get(label)?.line.includes(wanted) === true;
  };
  return isA(source, kind.sourceLabel) && isA(target, kind.targetLabel);
}

function readLabels(
  given: readonly JsonObject[],
  above: readonly string[],
  asked: readonly Question[],
): Label[] {
  return given.flatMap((one) => {
    const name = textOf(one['name']);
    const line = [...above, name];
    const questions = [...asked, ...readQuestions(one['attributes'])];
    const title = textOf(one['display_name']) || name;
    const label = {
      name,
      title,
      description: textOf(one['description']),
      line,
      questions,
      place: 0,
      colour: ownColour(one),
    };
    return [label, ...readLabels(objects(one['children']), line, questions)];
  });
}

/**
 * Questions as customers write them: names, records with a `name`, or definitions by name as in
 * image tasks. The server keeps `attributes` as they come, so whatever else they hold is passed over.
 */
function readQuestions(given: Json | undefined): Question[] {
  if (Array.isArray(given)) {
    return given.flatMap((one) => {
      if (typeof one === 'string') return [readQuestion(one, {})];
      const name = isObject(one) ? textOf(one['name']) : '';
      return isObject(one) && name !== '' ? [readQuestion(name, one)] : [];
    });
  }
  if (!isObject(given)) return [];
  return Object.entries(given).map(([name, one]) => {
    return readQuestion(name, isObject(one) ? one : { choices: one });
  });
}

function readQuestion(name: string, given: JsonObject): Question {
  const listed = given['choices'] ?? given['values'];
  const choices = Array.isArray(listed) ? listed.flatMap(choicesOf) : [];
  const kind = given['type'] === 'number' || given['type'] === 'angle' ? 'number' : 'text';
  return {
    name,
    kind: choices.length > 0 ? 'category' : kind,
    title: textOf(given['description']) || name,
    choices,
    takesSeveral: given['allow_multiple'] === true,
    isRequired: given['required'] === true,
  };
}

function choicesOf(given: Json): string[] {
  if (typeof given === 'string') return [given];
  if (!isObject(given)) return [];
  const finer = given['subchoices'];
  if (Array.isArray(finer) && finer.length > 0) return finer.flatMap(choicesOf);
  const name = textOf(given['choice']);
  return name === '' ? [] : [name];
}

function readRelationship(given: JsonObject): Relationship {
  return {
    name: textOf(given['name']),
    description: textOf(given['description']),
    isDirected: given['is_directed'] !== false,
    sourceLabel: textOf(given['source_label']) || undefined,
    targetLabel: textOf(given['target_label']) || undefined,
  };
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
