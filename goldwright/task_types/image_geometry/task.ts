/** What a task of any of the image types asks for, read from its params. */
import type { Json, JsonObject } from '@web/editor/contract';
import { startOf } from '@web/editor/start';
import { type Attribute, readAttributes } from '@web/objects/attributes';
import { type Label, type LabelRow, labelRows, labelsOf } from '@web/objects/labels';
import type { KindName } from '@web/canvas/shapes';
import { isObject, listAt, numberAt, objectAt, textAt } from '@web/ui/json';

export type GeometryName = KindName;

export const GEOMETRIES: readonly GeometryName[] = [
  'box',
  'polygon',
  'line',
  'point',
  'cuboid',
  'ellipse',
];

export interface Connection {
  readonly pair: readonly [string, string];
  /** Points of one pair share its value. */
  readonly attribute: string | undefined;
}

export interface Geometry {
  readonly name: GeometryName;
  readonly minWidth: number;
  readonly minHeight: number;
  readonly canRotate: boolean;
  readonly isWhole: boolean;
  readonly minVertices: number;
  readonly maxVertices: number;
  readonly isCurved: boolean;
  readonly connections: readonly Connection[];
}

export interface LinkKind {
  readonly name: string;
  readonly isBidirectional: boolean;
  /** Labels it may start from and lead to; empty: any. */
  readonly from: readonly string[];
  readonly to: readonly string[];
}

export interface Permissions {
  readonly canAdd: boolean;
  readonly canEdit: boolean;
  readonly canRelabel: boolean;
  readonly canDelete: boolean;
}

export interface Task {
  /** The wire name. */
  readonly type: string;
  readonly attachment: string;
  readonly geometries: ReadonlyMap<GeometryName, Geometry>;
  readonly rows: readonly LabelRow[];
  readonly labels: ReadonlyMap<string, Label>;
  readonly attributes: readonly Attribute[];
  readonly links: readonly LinkKind[];
  /** Whether links of this name have no direction: what they join is a group. */
  isUndirected(link: string): boolean;
  /** Objects of the older types carry neither uuid nor type of their own accord. */
  readonly isBare: boolean;
  readonly mayOmitLabels: boolean;
  readonly minObjects: number;
  readonly maxObjects: number;
  /** How far beyond the picture may be drawn, in pixels. */
  readonly padding: { readonly x: number; readonly y: number };
  /** What to start from when there is no response yet. */
  readonly start: JsonObject | null;
  /** The objects the four permissions speak of. */
  readonly given: readonly JsonObject[];
  readonly permissions: Permissions;
}

/** The one geometry of each older type. */
const SINGLE: Record<string, GeometryName> = {
  annotation: 'box',
  polygonannotation: 'polygon',
  lineannotation: 'line',
  pointannotation: 'point',
  cuboidannotation: 'cuboid',
  laneannotation: 'line',
};

export function readTask(taskType: string, params: JsonObject): Task {
  const single = SINGLE[taskType];
  const definitions = single ? { [single]: olderDefinition(single, params) } : given(params);
  // In our order: databases that store objects forget the one in which keys were sent.
  const asked = GEOMETRIES.flatMap((name) => geometry(name, definitions[name]));
  const rows = labelRows(
    Object.fromEntries(
      asked.map(([name]) => [name, listAt(definitions[name], 'objects_to_annotate')]),
    ),
  );
  const base = objectAt(params, 'base_annotations');
  const hasBase = listAt(base, 'annotations').length > 0;
  const links = single ? [] : Object.entries(objectAt(params, 'links')).map(readLink);
  const undirected = new Set(links.flatMap((one) => (one.isBidirectional ? [one.name] : [])));
  return {
    type: taskType,
    attachment: readAttachment(params),
    geometries: new Map(asked),
    rows,
    labels: new Map(labelsOf(rows).map((label) => [label.name, label])),
    attributes: readAttributes(objectAt(params, 'annotation_attributes')),
    links,
    isUndirected: (link) => undirected.has(link),
    isBare: single !== undefined,
    mayOmitLabels: single !== undefined && params['with_labels'] === false,
    minObjects: single === 'cuboid' ? (numberAt(params, 'min_annotations') ?? 0) : 0,
    maxObjects: (single === 'cuboid' && numberAt(params, 'max_annotations')) || Infinity,
    padding: {
      x: numberAt(params, 'paddingX') ?? numberAt(params, 'padding') ?? 0,
      y: numberAt(params, 'paddingY') ?? numberAt(params, 'padding') ?? 0,
    },
    start: hasBase ? base : startOf(params),
    given: hasBase ? listAt(base, 'annotations').filter(isObject) : [],
    permissions: {
      canAdd: params['can_add_base_annotations'] !== false,
      canEdit: params['can_edit_base_annotations'] !== false,
      canRelabel: params['can_edit_base_annotation_labels'] !== false,
      canDelete: params['can_delete_base_annotations'] !== false,
    },
  };
}

function given(params: JsonObject): Partial<Record<string, JsonObject>> {
  const found = Object.entries(objectAt(params, 'geometries'));
  return Object.fromEntries(found.flatMap(([name, one]) => (isObject(one) ? [[name, one]] : [])));
}

function olderDefinition(name: GeometryName, params: JsonObject): JsonObject {
  const labels: Json[] = [...listAt(params, 'objects_to_annotate'), ...listAt(params, 'labels')];
  return {
    ...params,
    objects_to_annotate: labels,
    ...(name === 'box' ? { can_rotate: true } : { min_width: 0, min_height: 0 }),
  };
}

function geometry(name: GeometryName, sent: JsonObject | undefined): [GeometryName, Geometry][] {
  if (!sent) return [];
  const one: Geometry = {
    name,
    minWidth: numberAt(sent, 'min_width') ?? 0,
    minHeight: numberAt(sent, 'min_height') ?? 0,
    canRotate: sent['can_rotate'] === true,
    isWhole: sent['integer_pixels'] === true,
    minVertices: numberAt(sent, 'min_vertices') ?? 1,
    maxVertices: numberAt(sent, 'max_vertices') ?? Infinity,
    isCurved: sent['splines'] === true,
    connections: listAt(sent, 'connections').flatMap(readConnection),
  };
  return [[name, one]];
}

function readConnection(sent: Json): Connection[] {
  if (!isObject(sent)) return [];
  const [from, to] = listAt(sent, 'pair');
  if (typeof from !== 'string' || typeof to !== 'string') return [];
  return [{ pair: [from, to], attribute: textAt(sent, 'connection_attribute') || undefined }];
}

function readLink([name, sent]: [string, Json]): LinkKind {
  const link = isObject(sent) ? sent : {};
  const texts = (key: string) => listAt(link, key).filter((one) => typeof one === 'string');
  return {
    name,
    isBidirectional: link['is_bidirectional'] === true,
    from: texts('from_allowed_labels'),
    to: texts('to_allowed_labels'),
  };
}

function readAttachment(params: JsonObject): string {
  const first = listAt(params, 'attachments').find((one) => typeof one === 'string');
  return first ?? textAt(params, 'attachment');
}
