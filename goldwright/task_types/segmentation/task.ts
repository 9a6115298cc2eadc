/** What a segmentation task asks for, read from its params. */
import type { Json, JsonObject } from '@web/editor/contract';
import { type Attribute, readAttributes } from '@web/objects/attributes';
import { type Label, type LabelRow, labelRows, labelsOf } from '@web/objects/labels';
import { isObject, listAt, objectAt, textAt } from '@web/ui/json';

export interface Task {
  readonly attachment: string;
  readonly rows: readonly LabelRow[];
  readonly labels: ReadonlyMap<string, Label>;
  /** The labels whose objects are told apart. */
  readonly instances: ReadonlySet<string>;
  readonly attributes: readonly Attribute[];
  readonly mayLeaveOut: boolean;
}

export function readTask(params: JsonObject): Task {
  const legacy = listAt(params, 'instance_labels');
  const withParents = params['allow_parent_labels'] === true;
  const sent = [...listAt(params, 'labels'), ...legacy];
  const rows = labelRows({ mask: withParents ? sent.flatMap(opened) : sent });
  const first = listAt(params, 'attachments').find((one) => typeof one === 'string');
  return {
    attachment: first ?? textAt(params, 'attachment'),
    rows,
    labels: new Map(labelsOf(rows).map((label) => [label.name, label])),
    instances: new Set([
      ...listAt(params, 'labels').flatMap((one) => instancesIn(one, false)),
      ...legacy.flatMap((one) => instancesIn(one, true)),
    ]),
    attributes: readAttributes(objectAt(params, 'annotation_attributes')),
    mayLeaveOut: params['allow_unlabeled'] === true,
  };
}

/** A group as a label of its own beside the labels below it. */
function opened(sent: Json): Json[] {
  if (!isObject(sent)) return [sent];
  const finer = listAt(sent, 'subchoices');
  if (!finer.length) return [sent];
  return [{ ...sent, subchoices: [] }, ...finer.flatMap(opened)];
}

function instancesIn(sent: Json, isInstance: boolean): string[] {
  if (!isObject(sent)) return isInstance && typeof sent === 'string' ? [sent] : [];
  const isOwn = isInstance || sent['instance_label'] === true;
  const finer = listAt(sent, 'subchoices').flatMap((one) => instancesIn(one, isOwn));
  return isOwn ? [textAt(sent, 'choice'), ...finer] : finer;
}
