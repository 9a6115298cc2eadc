/**
 * An answer in a few words, whatever its type: the labels that were given and how often, or else the
 * first texts in it; without any, the first numbers, or else what was affirmed and denied.
 */
import { t } from '../messages';
import type { Json, JsonObject } from './contract';

const WORDS_MAX = 3;
const WORD_LENGTH_MAX = 40;
const ID = /^(?:[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{24,})$/i;

export function summary(response: JsonObject | null): string {
  if (response === null) return '';
  const given = Map.groupBy(labelsIn(response), (label) => label);
  if (given.size > 0) {
    return [...given]
      .slice(0, WORDS_MAX)
      .map(([label, { length }]) => (length > 1 ? `${short(label)} × ${length}` : short(label)))
      .join(', ');
  }
  const leaves = leavesOf(response);
  const texts = leaves.filter((one) => typeof one === 'string' && one !== '' && !ID.test(one));
  const words = texts.length > 0 ? texts : leaves.filter((one) => typeof one === 'number');
  const said = [...new Set(words.length > 0 ? words : affirmed(response))];
  return said.slice(0, WORDS_MAX).map(short).join(', ') || t('Nothing marked');
}

function affirmed(value: Json): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, one]) => {
    if (typeof one !== 'boolean') return affirmed(one);
    return one ? t('{name}: yes', { name }) : t('{name}: no', { name });
  });
}

function labelsIn(value: Json): string[] {
  if (value === null || typeof value !== 'object') return [];
  if (!Array.isArray(value) && typeof value['label'] === 'string') return [value['label']];
  return Object.values(value).flatMap(labelsIn);
}

function leavesOf(value: Json): (string | number | boolean)[] {
  if (value === null) return [];
  return typeof value === 'object' ? Object.values(value).flatMap(leavesOf) : [value];
}

function short(word: string | number | boolean): string {
  const text = String(word);
  return text.length > WORD_LENGTH_MAX ? `${text.slice(0, WORD_LENGTH_MAX - 1)}…` : text;
}
