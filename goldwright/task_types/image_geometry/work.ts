/** What is drawn, selected, hidden and locked, and what people may do about it; no screen. */
import type { Json, JsonObject } from '@web/editor/contract';
import { Gestures } from '@web/editor/gestures';
import type { Attribute } from '@web/objects/attributes';
import type { Label } from '@web/objects/labels';
import { cutAlong, joined } from '@web/canvas/combining';
import { withHole } from '@web/canvas/cutting';
import { type Point, middle, union } from '@web/canvas/geometry';
import { type Shape, moved, shapeBounds } from '@web/canvas/shapes';
import { type DrawnLink, type DrawnObject, type Drawing, Drawings, PASTE_OFFSET } from './drawing';
import type { GeometryName, LinkKind, Task } from './task';

export interface WorkHost {
  /** The person changed the response. */
  edited(response: JsonObject, gesture: string | undefined): void;
  /** Something to show has changed. */
  changed(): void;
  /** Nothing but the selection has. */
  selected(): void;
}

const MOST_GROUPED = 50; // every two of them are linked

export type Shapes = ReadonlyMap<string, Shape>;

/** What was copied last, in whichever task: it may be pasted into the next of the same type. */
let copied: { readonly taskType: string; readonly objects: readonly JsonObject[] } | undefined;

export class Work {
  readonly task: Task;
  readonly #host: WorkHost;
  readonly #drawings: Drawings;
  readonly #gestures = new Gestures();
  drawing: Drawing;
  /** Whether nobody has said anything yet: what is shown is where the task starts. */
  isUntouched: boolean;
  isReadOnly: boolean;
  selection: ReadonlySet<string> = new Set();
  hidden: ReadonlySet<string> = new Set();
  locked: ReadonlySet<string> = new Set();
  hiddenLabels: ReadonlySet<string> = new Set();
  /** What new objects get. */
  label: Label | undefined;
  geometry: GeometryName;

  constructor(
    task: Task,
    host: WorkHost,
    { response, readOnly }: { response: JsonObject | null; readOnly: boolean },
  ) {
    this.task = task;
    this.#host = host;
    this.#drawings = new Drawings(task);
    this.isUntouched = response === null;
    this.isReadOnly = readOnly;
    this.drawing = this.#drawings.read(response ?? task.start);
    const [first] = task.labels.values();
    this.label = task.mayOmitLabels ? undefined : first;
    this.geometry = this.#geometryFor(first);
  }

  /** Shows another response and keeps what of the selection is still there. */
  show(response: JsonObject | null): void {
    this.isUntouched = response === null;
    this.drawing = this.#drawings.read(response ?? this.task.start);
    this.#keepSelection();
    this.#host.changed();
  }

  get selected(): DrawnObject[] {
    return [...this.selection].flatMap((key) => this.drawing.get(key) ?? []);
  }

  get canAdd(): boolean {
    return !this.isReadOnly && (this.task.permissions.canAdd || !this.task.given.length);
  }

  canReshape(key: string): boolean {
    const object = this.drawing.get(key);
    if (!object || this.isReadOnly || this.locked.has(key)) return false;
    return !object.isGiven || this.task.permissions.canEdit;
  }

  canRelabel(object: DrawnObject): boolean {
    return !this.isReadOnly && (!object.isGiven || this.task.permissions.canRelabel);
  }

  canDelete(object: DrawnObject): boolean {
    const isFree = !object.isGiven || this.task.permissions.canDelete;
    return !this.isReadOnly && !this.locked.has(object.key) && isFree;
  }

  /** Whether the object can be seen. */
  isHidden({ key, label }: DrawnObject): boolean {
    return this.hidden.has(key) || (label !== undefined && this.hiddenLabels.has(label));
  }

  select(keys: readonly string[], mode: 'only' | 'toggle' = 'only'): void {
    const next = new Set(mode === 'only' ? [] : this.selection);
    for (const key of keys) {
      if (mode === 'toggle' && next.has(key)) next.delete(key);
      else next.add(key);
    }
    this.selection = next;
    this.#host.selected();
  }

  /** The next object in the list after the selected one, round and round. */
  selectNext(step: 1 | -1): void {
    const { objects } = this.drawing;
    if (!objects.length) return;
    const last = [...this.selection].at(-1);
    const from = objects.findIndex(({ key }) => key === last);
    const place = from < 0 && step < 0 ? objects.length - 1 : from + step;
    const next = objects[(place + objects.length) % objects.length];
    if (next) this.select([next.key]);
  }

  selectAll(): void {
    this.select(this.drawing.objects.filter((one) => !this.isHidden(one)).map(({ key }) => key));
  }

  /** The selected objects that may carry this label get it; false when there is none. */
  relabel(label: Label | undefined): boolean {
    const fitting = this.selected.filter(
      (object) =>
        this.canRelabel(object) &&
        (label ? isAmong(label.geometries, object.geometry?.name) : this.task.mayOmitLabels),
    );
    if (!fitting.length) return false;
    this.label = label;
    const keys = fitting.map(({ key }) => key);
    this.#edit(this.drawing.relabelled(keys, label?.name));
    return true;
  }

  /** New objects get this label, and the geometry changes to one that is drawn with it. */
  choose(label: Label | undefined): void {
    this.label = label;
    if (label && !isAmong(label.geometries, this.geometry))
      this.geometry = this.#geometryFor(label);
    this.#host.changed();
  }

  /** Draws this geometry from now on, with a label that it may carry. */
  draw(geometry: GeometryName): void {
    this.geometry = geometry;
    const fits =
      this.label === undefined ? this.task.mayOmitLabels : this.label.geometries.includes(geometry);
    if (!fits) {
      this.label = [...this.task.labels.values()].find((one) => one.geometries.includes(geometry));
    }
    this.#host.changed();
  }

  /** A new object, selected; for keypoints the next label of the skeleton follows. */
  add(shape: Shape): void {
    if (!this.canAdd) return;
    const { drawing, keys } = this.drawing.added(shape, this.label?.name, this.#sharedAnswer());
    this.selection = new Set(keys);
    this.label = this.#labelAfter(shape) ?? this.label;
    this.#edit(drawing);
  }

  /** Draws the selected shape, or else the newest, once more with its middle at a place. */
  repeat(at: Point): void {
    const [source = this.drawing.objects.at(-1)] = this.selected;
    if (!this.canAdd || !source?.shape) return;
    const from = middle(shapeBounds(source.shape));
    const shape = moved(source.shape, at.x - from.x, at.y - from.y);
    const { drawing, keys } = this.drawing.added(shape, source.label);
    this.selection = new Set(keys);
    this.#edit(drawing);
  }

  /** Changes of shape; those in one spell of `typing` at a place are one step. */
  reshape(shapes: Shapes, typing?: string): void {
    const wanted = new Map([...shapes].filter(([key]) => this.canReshape(key)));
    const gesture = typing === undefined ? this.#gestures.next() : this.#gestures.typing(typing);
    this.#edit(this.drawing.reshaped(wanted), gesture);
  }

  nudge(x: number, y: number): void {
    const shapes = new Map<string, Shape>();
    for (const { key, shape } of this.selected) if (shape) shapes.set(key, moved(shape, x, y));
    this.reshape(shapes, `nudge ${[...this.selection].join(' ')}`);
  }

  remove(): void {
    const keys = this.selected.filter((one) => this.canDelete(one)).map(({ key }) => key);
    if (keys.length) this.#edit(this.drawing.removed(new Set(keys)));
  }

  copy(): void {
    copied = { taskType: this.task.type, objects: this.selected.map(({ json }) => json) };
  }

  get canPaste(): boolean {
    return this.canAdd && copied?.taskType === this.task.type && copied.objects.length > 0;
  }

  paste(): void {
    if (!copied) return;
    // On the next picture they lie where they lay on the last: what does not move is marked once.
    this.#duplicate(
      copied.objects,
      copied.objects.some((one) => this.#isShown(one)),
    );
    this.copy(); // pasted again they lie a step further
  }

  duplicate(): void {
    this.#duplicate(this.selected.map(({ json }) => json));
  }

  #isShown(json: JsonObject): boolean {
    return this.drawing.objects.some((one) => one.json === json);
  }

  stack(where: 'front' | 'back'): void {
    if (this.selection.size && !this.isReadOnly) {
      this.#edit(this.drawing.stacked(this.selection, where));
    }
  }

  toggleHidden(keys: readonly string[] = [...this.selection]): void {
    this.hidden = toggled(this.hidden, keys);
    this.#host.changed();
  }

  toggleLocked(keys: readonly string[] = [...this.selection]): void {
    this.locked = toggled(this.locked, keys);
    this.#host.changed();
  }

  toggleLabel(label: Label): void {
    this.hiddenLabels = toggled(this.hiddenLabels, [label.name]);
    this.#host.changed();
  }

  showAll(): void {
    this.hidden = new Set();
    this.hiddenLabels = new Set();
    this.#host.changed();
  }

  answer(name: string, answer: Json | undefined, isTyping: boolean): void {
    const keys = this.selected.filter(({ key }) => this.canReshape(key)).map(({ key }) => key);
    const place = `${name} ${keys.join(' ')}`;
    const gesture = isTyping ? this.#gestures.typing(place) : undefined;
    this.#edit(this.drawing.answered(keys, name, answer), gesture);
  }

  answerGlobally(name: string, answer: Json | undefined, isTyping: boolean): void {
    if (this.isReadOnly) return;
    const gesture = isTyping ? this.#gestures.typing(`global ${name}`) : undefined;
    this.#edit(this.drawing.answeredGlobally(name, answer), gesture);
  }

  /** An answer that leads from the selected objects to another. */
  answerWithObject(attribute: Attribute, target: string): void {
    if (this.isReadOnly) return;
    const { drawing, uuid } = this.drawing.identified(target);
    let next = drawing;
    for (const { key, answers } of this.selected) {
      const before = answers[attribute.name];
      const list = Array.isArray(before) ? before : [];
      const answer = attribute.allowMultiple ? [...list.filter((one) => one !== uuid), uuid] : uuid;
      if (key !== target) next = next.answered([key], attribute.name, answer);
    }
    this.#edit(next);
  }

  /** The links that may start from the selected object. */
  linkKinds(): LinkKind[] {
    const [only, ...others] = this.selected;
    if (!only || others.length || this.isReadOnly) return [];
    return this.task.links.filter(({ from }) => !from.length || isAmong(from, only.label));
  }

  link(kind: LinkKind, target: string): void {
    const [only] = this.selected;
    if (!only || only.key === target || this.isReadOnly) return;
    this.#edit(this.drawing.linked(kind.name, kind.isBidirectional, only.key, target));
  }

  /** The kind of link that can make a group of the selected objects, if they are none yet. */
  get groupKind(): LinkKind | undefined {
    const { selected } = this;
    if (this.isReadOnly || selected.length < 2 || selected.length > MOST_GROUPED) return undefined;
    const [group, ...others] = new Set(selected.map(({ key }) => this.drawing.groups.get(key)));
    if (group && !others.length) return undefined;
    return this.task.links.find(
      ({ isBidirectional, from, to }) =>
        isBidirectional &&
        selected.every(({ label }) =>
          [from, to].every((allowed) => !allowed.length || isAmong(allowed, label)),
        ),
    );
  }

  get isGrouped(): boolean {
    const { groups } = this.drawing;
    return groups.size > 0 && [...this.selection].some((key) => groups.has(key));
  }

  group(): void {
    const kind = this.groupKind;
    if (kind) this.#edit(this.drawing.grouped(kind.name, [...this.selection]));
  }

  /** Takes the selected objects out of their groups; of a whole one nothing is left. */
  ungroup(): void {
    if (!this.isReadOnly) this.#edit(this.drawing.ungrouped(this.selection));
  }

  selectGroups(): void {
    const { groups } = this.drawing;
    this.select([...this.selection].flatMap((key) => groups.get(key) ?? [key]));
  }

  unlink(link: DrawnLink): void {
    if (!this.isReadOnly) this.#edit(this.drawing.unlinked(link));
  }

  /** The polygon a hole can be cut into. */
  get cuttable(): DrawnObject | undefined {
    const [only, ...others] = this.selected;
    const isPolygon = only?.shape?.kind === 'polygon' && !others.length;
    return isPolygon && this.canReshape(only.key) ? only : undefined;
  }

  /** Cuts a hole into the selected polygon; false when it does not lie wholly inside. */
  cut(hole: readonly Point[]): boolean {
    const shape = this.cuttable?.shape;
    if (shape?.kind !== 'polygon' || !this.cuttable) return false;
    const vertices = withHole(shape.vertices, hole);
    if (!vertices) return false;
    this.reshape(new Map([[this.cuttable.key, { ...shape, vertices }]]));
    return true;
  }

  /** Cuts the selected polygon in parts along a line; false when the line does not cross it. */
  split(line: readonly Point[]): boolean {
    const object = this.cuttable;
    const shape = object?.shape;
    if (!object || shape?.kind !== 'polygon' || !this.canAdd) return false;
    const parts = cutAlong(shape.vertices, line);
    if (!parts) return false;
    const shapes = parts.map((vertices): Shape => ({ kind: 'polygon', vertices }));
    const { drawing, keys } = this.drawing.divided(object.key, shapes);
    this.selection = new Set(keys);
    this.#edit(drawing);
    return true;
  }

  /** Whether the selected objects can become one: polygons or boxes, two or more. */
  get canJoin(): boolean {
    const { selected } = this;
    const kinds = new Set(selected.map(({ shape }) => shape?.kind));
    return (
      selected.length > 1 &&
      kinds.size === 1 &&
      (kinds.has('polygon') || kinds.has('box')) &&
      selected.every((one) => this.canReshape(one.key) && this.canDelete(one))
    );
  }

  /** The selected objects as one, which is the first of them; false when polygons lie apart. */
  join(): boolean {
    const [first, ...others] = this.selected;
    const shape = this.canJoin ? together(this.selected.flatMap((one) => one.shape ?? [])) : null;
    if (!first || !shape) return false;
    const gone = new Set(others.map(({ key }) => key));
    this.selection = new Set([first.key]);
    this.#edit(this.drawing.removed(gone).reshaped(new Map([[first.key, shape]])));
    return true;
  }

  /** Takes what is shown as the answer. */
  keep(): void {
    this.#edit(this.drawing, undefined, true);
  }

  #duplicate(copies: readonly JsonObject[], isBeside = true): void {
    if (!this.canAdd || !copies.length) return;
    const { drawing, keys } = this.drawing.duplicated(copies, isBeside ? PASTE_OFFSET : 0);
    this.selection = new Set(keys);
    this.#edit(drawing);
  }

  #edit(drawing: Drawing, gesture?: string, isForced = false): void {
    if (this.isReadOnly || (drawing === this.drawing && !isForced)) {
      this.#host.changed();
      return;
    }
    this.drawing = drawing;
    this.isUntouched = false;
    this.#keepSelection();
    this.#host.edited(drawing.response, gesture);
    this.#host.changed();
  }

  #keepSelection(): void {
    const left = [...this.selection].filter((key) => this.drawing.get(key));
    if (left.length < this.selection.size) this.selection = new Set(left);
  }

  #geometryFor(label: Label | undefined): GeometryName {
    const [first] = this.task.geometries.keys();
    const wanted = label?.geometries[0];
    const found = [...this.task.geometries.keys()].find((name) => name === wanted) ?? first;
    if (!found) throw new Error('The task asks for no geometry.');
    return found;
  }

  /** The label that follows in the skeleton after a keypoint. */
  #labelAfter(shape: Shape): Label | undefined {
    if (shape.kind !== 'point' || !this.label) return undefined;
    const pairs = this.task.geometries.get('point')?.connections ?? [];
    const names = [...new Set(pairs.flatMap(({ pair }) => pair))];
    const place = names.indexOf(this.label.name);
    const next = place < 0 ? undefined : names[(place + 1) % names.length];
    return next === undefined ? undefined : this.task.labels.get(next);
  }

  /** What a new keypoint shares with the one before it, so that they are shown connected. */
  #sharedAnswer(): JsonObject {
    const [before] = this.selected;
    const pairs = this.task.geometries.get('point')?.connections ?? [];
    if (this.geometry !== 'point' || before?.shape?.kind !== 'point') return {};
    const shared = pairs.find(
      ({ pair, attribute }) =>
        attribute !== undefined && isAmong(pair, this.label?.name) && isAmong(pair, before.label),
    )?.attribute;
    const value = shared === undefined ? undefined : before.answers[shared];
    return shared === undefined || value === undefined ? {} : { [shared]: value };
  }
}

/** The outline of polygons that touch, or the box round boxes. */
function together(shapes: readonly Shape[]): Shape | undefined {
  const borders = shapes.flatMap((one) => (one.kind === 'polygon' ? [one.vertices] : []));
  if (borders.length === shapes.length) {
    const vertices = joined(borders);
    return vertices && { kind: 'polygon', vertices };
  }
  const { left, top, right, bottom } = shapes.map(shapeBounds).reduce(union);
  const sides = { left, top, width: right - left, height: bottom - top };
  return {
    kind: 'box',
    ...sides,
    rotation: 0,
    canTurn: shapes.some((one) => 'canTurn' in one && one.canTurn),
  };
}

function isAmong(list: readonly string[], one: string | undefined): boolean {
  return one !== undefined && list.includes(one);
}

/** All of them in, unless all of them are in already: then out. */
function toggled(set: ReadonlySet<string>, keys: readonly string[]): ReadonlySet<string> {
  const next = new Set(set);
  const isOn = keys.every((key) => set.has(key));
  for (const key of keys) {
    if (isOn) next.delete(key);
    else next.add(key);
  }
  return next;
}
