/** The questions of a form as its params describe them; null and nonsense count as not given. */
import type { Json, JsonObject } from '@web/editor/contract';
import { leaves, readChoices, type Choice } from '@web/ui/choices';
import { isObject, listAt, textAt } from '@web/ui/json';

export interface Field {
  readonly type: string;
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly hint: string;
  readonly isRequired: boolean;
  /** Least and greatest number of answers. */
  readonly least: number;
  readonly most: number;
  /** Whether its answer is a list of answers. */
  readonly isRepeated: boolean;
  /** Whether an answer is a form of its own. */
  readonly isNested: boolean;
  readonly conditions: readonly JsonObject[];
  readonly mostCharacters: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly hasSlider: boolean;
  readonly prefix: string;
  readonly suffix: string;
  readonly choices: readonly Choice[];
  readonly leastChoices: number;
  readonly mostChoices: number;
  readonly fields: readonly Field[];
}

export function readFields(params: JsonObject): Field[] {
  return listAt(params, 'fields').flatMap((one) => (isObject(one) ? [readField(one)] : []));
}

function readField(sent: JsonObject): Field {
  const type = textAt(sent, 'type');
  const listed = listAt(sent, 'choices');
  const choices = readChoices(listed.length > 0 ? listed : listAt(sent, 'options'));
  const most = numberOf(sent['max_responses_required']) ?? 1;
  return {
    type,
    id: textAt(sent, 'field_id'),
    title: textAt(sent, 'title'),
    description: textAt(sent, 'description'),
    hint: textAt(sent, 'hint'),
    isRequired: sent['required'] === true,
    least: numberOf(sent['min_responses_required']) ?? 1,
    most,
    isRepeated: most > 1,
    isNested: type === 'form' || type === 'fieldset',
    conditions: listAt(sent, 'conditions').filter(isObject),
    mostCharacters: numberOf(sent['max_characters']),
    min: numberOf(sent['min']),
    max: numberOf(sent['max']),
    hasSlider: sent['use_slider'] === true,
    prefix: textAt(sent, 'prefix'),
    suffix: textAt(sent, 'suffix'),
    choices,
    leastChoices: numberOf(sent['min_choices']) ?? 1,
    mostChoices: numberOf(sent['max_choices']) ?? (type === 'select' ? leaves(choices).length : 1),
    fields: readFields(sent),
  };
}

/** Older clients send numbers as text. */
function numberOf(sent: Json | undefined): number | undefined {
  if (typeof sent === 'number') return sent;
  return typeof sent === 'string' && sent.trim() !== '' && Number.isFinite(Number(sent))
    ? Number(sent)
    : undefined;
}
