/** What the server would refuse about a response, in its words, with the place of each fault. */
import type { Fault, Json, JsonObject, Translate } from '@web/editor/contract';
import { allowed, isObject, textOf, type Task } from './task';

type Say = (pointer: string, sentence: string) => void;

/** The faults of a response, in reading order; empty when it is sound. */
export function check(task: Task, response: JsonObject | null, translate: Translate): Fault[] {
  const faults: Fault[] = [];
  const say: Say = (pointer, sentence) => faults.push({ pointer, sentence });
  const annotations = response?.['annotations'];
  if (!Array.isArray(annotations)) {
    const sentence = task.start
      ? translate('Nothing was changed yet. Change something, or keep all as shown.')
      : translate('Mark something, or say that there is nothing to mark.');
    say('', sentence);
    return faults;
  }
  const links = response?.['relationships'];
  const spans = annotations.map((one) => (isObject(one) ? one : {}));
  const linked = (Array.isArray(links) ? links : []).map((one) => (isObject(one) ? one : {}));
  checkSpans(task, spans, say, translate);
  checkIds([...spans, ...linked], spans.length, say, translate);
  checkLinks(task, spans, linked, say, translate);
  return faults;
}

function checkSpans(task: Task, spans: JsonObject[], say: Say, translate: Translate): void {
  const seen = new Set<string>();
  spans.forEach((span, index) => {
    const pointer = `/annotations/${index}`;
    const at = `annotations.${index}`;
    const [start, end, label] = [Number(span['start']), Number(span['end']), textOf(span['label'])];
    const text = textOf(span['text']);
    const key = JSON.stringify([start, end, label, canonical(span['attributes'] ?? {})]);
    if (!task.byName.has(label)) {
      say(pointer, translate('{at} has the unknown label "{label}".', { at, label }));
    } else if (!(start >= 0 && start < end && end <= task.offsets.points)) {
      const values = { at, start: `${start}`, end: `${end}`, count: `${task.offsets.points}` };
      say(
        pointer,
        translate('{at} runs from {start} to {end} in a text of {count} characters.', values),
      );
    } else {
      const words = task.text.slice(task.offsets.toUnits(start), task.offsets.toUnits(end));
      const isSame = text === words || (task.mergesNewlines && spaced(text) === spaced(words));
      if (!isSame) {
        say(
          pointer,
          translate('{at} has the text "{text}" where the task has "{words}".', {
            at,
            text,
            words,
          }),
        );
      }
      checkAnswers(task, span, pointer, say, translate);
    }
    if (seen.has(key)) {
      say(pointer, translate('{at} marks the same words with the same label again.', { at }));
    }
    seen.add(key);
  });
}

/** Stricter than the server, which takes any attributes: what the customer requires is required. */
function checkAnswers(
  task: Task,
  span: JsonObject,
  pointer: string,
  say: Say,
  translate: Translate,
): void {
  const answers = isObject(span['attributes']) ? span['attributes'] : {};
  for (const { name, title, isRequired } of task.byName.get(textOf(span['label']))?.questions ??
    []) {
    if (!isRequired || name in answers) continue;
    const sentence = translate('"{title}" of "{words}" has no answer yet.', {
      title,
      words: textOf(span['text']),
    });
    say(`${pointer}/attributes/${escaped(name)}`, sentence);
  }
}

function checkIds(things: JsonObject[], spans: number, say: Say, translate: Translate): void {
  const places = new Map<string, number[]>();
  things.forEach((thing, index) => {
    const id = textOf(thing['id']);
    places.set(id, [...(places.get(id) ?? []), index]);
  });
  for (const [id, [, second = 0, ...others]] of places) {
    if (second === 0) continue;
    const pointer = second < spans ? `/annotations/${second}` : `/relationships/${second - spans}`;
    const count = others.length + 2;
    say(pointer, translate('The id "{id}" is used {count} times.', { id, count }));
  }
}

function checkLinks(
  task: Task,
  spans: JsonObject[],
  links: JsonObject[],
  say: Say,
  translate: Translate,
): void {
  const labels = new Map(spans.map((span) => [textOf(span['id']), textOf(span['label'])]));
  const seen = new Set<string>();
  links.forEach((link, index) => {
    const at = `relationships.${index}`;
    const reason = linkReason(task, link, labels, translate, at);
    if (reason !== undefined) say(`/relationships/${index}`, reason);
    const key = linkKey(task, textOf(link['source_ref']), textOf(link['target_ref']), link['name']);
    if (reason === undefined && seen.has(key)) {
      say(
        `/relationships/${index}`,
        translate('{at} links the same spans by the same name again.', { at }),
      );
    }
    seen.add(key);
  });
}

function linkReason(
  task: Task,
  link: JsonObject,
  labels: ReadonlyMap<string, string>,
  translate: Translate,
  at: string,
): string | undefined {
  const [source, target] = [textOf(link['source_ref']), textOf(link['target_ref'])];
  const [from, to] = [labels.get(source), labels.get(target)];
  const name = link['name'];
  if (from === undefined || to === undefined) {
    const missing = from === undefined ? source : target;
    return translate('{at} leads to "{missing}", which is no span.', { at, missing });
  }
  if (source === target) return translate('{at} links a span to itself.', { at });
  if (typeof name !== 'string') return undefined;
  if (!task.relationships.some((kind) => kind.name === name)) {
    return translate('{at} has the unknown name "{name}".', { at, name });
  }
  if (allowed(task, from, to).some((kind) => kind.name === name)) return undefined;
  return translate('{at} links "{from}" to "{to}", which "{name}" does not allow.', {
    at,
    from,
    to,
    name,
  });
}

/** What a link says: the ends of one without direction in one order. */
export function linkKey(
  task: Task,
  source: string,
  target: string,
  name: Json | undefined,
): string {
  const isDirected = task.relationships.every((kind) => kind.name !== name || kind.isDirected);
  const ends = isDirected ? [source, target] : [source, target].sort();
  return JSON.stringify([...ends, name ?? null]);
}

function canonical(value: Json): string {
  return JSON.stringify(value, (_, part: Json) => {
    return isObject(part) ? Object.fromEntries(Object.entries(part).sort()) : part;
  });
}

function spaced(text: string): string {
  return text.trim().split(/\s+/).join(' ');
}

function escaped(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}
