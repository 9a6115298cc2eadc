/** A response as objects with lasting keys, and the changes people make to it; all of it values. */
import type { Json, JsonObject } from '@web/editor/contract';
import { isAsked, stillAsked } from '@web/objects/attributes';
import { type Shape, moved } from '@web/canvas/shapes';
import { isObject, isSame, listAt, objectAt, textAt, without } from '@web/ui/json';
import { geometryOf, shapeOf, withShape } from './shape_json';
import type { Geometry, Task } from './task';

export interface DrawnObject {
  /** The same through every change, undo included; its uuid where it has one. */
  readonly key: string;
  readonly json: JsonObject;
  readonly geometry: Geometry | undefined;
  /** Undefined when it cannot be read: it is kept, but not drawn. */
  readonly shape: Shape | undefined;
  readonly label: string | undefined;
  readonly answers: JsonObject;
  /** Whether the four permissions of the task speak of it. */
  readonly isGiven: boolean;
}

export interface DrawnLink {
  readonly json: JsonObject;
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

export const PASTE_OFFSET = 10;

/** Reads responses of one task. What did not change between two readings is the same object. */
export class Drawings {
  readonly task: Task;
  readonly #known = new WeakMap<JsonObject, DrawnObject>();
  readonly #keys = new WeakMap<JsonObject, string>();
  readonly #givenUuids: ReadonlySet<string>;
  /** Objects to start from that have no uuid: as text, and by key once they have been seen. */
  readonly #givenTexts: ReadonlySet<string>;
  readonly #givenKeys = new Set<string>();
  #count = 0;

  constructor(task: Task) {
    this.task = task;
    this.#givenUuids = new Set(task.given.map((one) => textAt(one, 'uuid')).filter(Boolean));
    this.#givenTexts = new Set(task.given.map((one) => JSON.stringify(one)));
  }

  read(response: JsonObject | null): Drawing {
    const taken = new Set<string>();
    const objects = listAt(response, 'annotations').flatMap((json) => {
      if (!isObject(json)) return [];
      const object = this.#read(json, taken);
      taken.add(object.key);
      return [object];
    });
    return new Drawing(this, response ?? { annotations: [] }, objects);
  }

  /** Lets a changed object keep its key where it has no uuid to tell. */
  keep(json: JsonObject, key: string): JsonObject {
    this.#keys.set(json, key);
    return json;
  }

  #read(json: JsonObject, taken: ReadonlySet<string>): DrawnObject {
    const known = this.#known.get(json);
    if (known && !taken.has(known.key)) return known;
    const uuid = textAt(json, 'uuid');
    const key = (uuid && !taken.has(uuid) && uuid) || this.#keyOf(json);
    const name = geometryOf(this.task, json);
    const geometry = name && this.task.geometries.get(name);
    const object: DrawnObject = {
      key,
      json,
      geometry,
      shape: geometry && shapeOf(json, geometry),
      label: typeof json['label'] === 'string' ? json['label'] : undefined,
      answers: objectAt(json, 'attributes'),
      isGiven: uuid ? this.#givenUuids.has(uuid) : this.#isGiven(key, json),
    };
    this.#known.set(json, object);
    return object;
  }

  #isGiven(key: string, json: JsonObject): boolean {
    const isGiven =
      this.#givenKeys.has(key) ||
      (this.#givenTexts.size > 0 && this.#givenTexts.has(JSON.stringify(json)));
    if (isGiven) this.#givenKeys.add(key);
    return isGiven;
  }

  #keyOf(json: JsonObject): string {
    let key = this.#keys.get(json);
    if (key === undefined) {
      this.#count += 1;
      key = `object ${this.#count}`;
      this.#keys.set(json, key);
    }
    return key;
  }
}

export class Drawing {
  readonly response: JsonObject;
  readonly objects: readonly DrawnObject[];
  readonly #drawings: Drawings;
  #byKey: ReadonlyMap<string, DrawnObject> | undefined;
  #groups: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(drawings: Drawings, response: JsonObject, objects: readonly DrawnObject[]) {
    this.#drawings = drawings;
    this.response = response;
    this.objects = objects;
  }

  get(key: string): DrawnObject | undefined {
    this.#byKey ??= new Map(this.objects.map((object) => [object.key, object]));
    return this.#byKey.get(key);
  }

  byUuid(uuid: string): DrawnObject | undefined {
    return this.get(uuid) ?? this.objects.find(({ json }) => json['uuid'] === uuid);
  }

  get links(): DrawnLink[] {
    return listAt(this.response, 'links').flatMap((json) => {
      if (!isObject(json)) return [];
      const [label, from, to] = ['label', 'from', 'to'].map((name) => textAt(json, name));
      return [{ json, label: label ?? '', from: from ?? '', to: to ?? '' }];
    });
  }

  /** By the key of each object in a group, the keys of all in it: links without direction make one. */
  get groups(): ReadonlyMap<string, readonly string[]> {
    this.#groups ??= groupsOf(
      this.links
        .filter((link) => this.#drawings.task.isUndirected(link.label))
        .map(({ from, to }) => [this.byUuid(from)?.key, this.byUuid(to)?.key]),
    );
    return this.#groups;
  }

  get globalAnswers(): JsonObject {
    return objectAt(this.response, 'global_attributes');
  }

  /** A new object on top of all others. */
  added(shape: Shape, label: string | undefined, answers: JsonObject = {}): Change {
    const { task } = this.#drawings;
    const geometry = task.geometries.get(shape.kind);
    if (!geometry) throw new Error(`Nobody asked for a ${shape.kind}.`);
    const head = task.isBare ? {} : { uuid: newUuid(), type: geometry.name };
    const named = label === undefined ? {} : { label };
    const json = withAnswers(withShape({ ...head, ...named }, shape, geometry), answers);
    return this.#appended([json]);
  }

  /** Copies of these objects, a little apart, with identities of their own. */
  duplicated(copies: readonly JsonObject[], offset: number): Change {
    const made = copies.flatMap((json) => {
      const name = geometryOf(this.#drawings.task, json);
      const geometry = name && this.#drawings.task.geometries.get(name);
      const shape = geometry && shapeOf(json, geometry);
      if (!geometry || !shape) return [];
      const own = 'uuid' in json ? { ...json, uuid: newUuid() } : json;
      return [withShape(own, moved(shape, offset, offset), geometry)];
    });
    return this.#appended(made);
  }

  reshaped(shapes: ReadonlyMap<string, Shape>): Drawing {
    return this.#changed(shapes.keys(), (object) => {
      const shape = shapes.get(object.key);
      return shape && object.geometry
        ? withShape(object.json, shape, object.geometry)
        : object.json;
    });
  }

  /** Answers that are no longer asked for under the new label fall away. */
  relabelled(keys: Iterable<string>, label: string | undefined): Drawing {
    return this.#changed(keys, ({ json, answers }) => {
      const named = label === undefined ? without(json, 'label') : { ...json, label };
      return withAnswers(named, stillAsked(this.#drawings.task.attributes, label, answers));
    });
  }

  /** An answer about each of these objects that is asked; undefined takes it back. */
  answered(keys: Iterable<string>, name: string, answer: Json | undefined): Drawing {
    const { attributes } = this.#drawings.task;
    const attribute = attributes.find((one) => one.name === name);
    return this.#changed(keys, ({ json, answers, label }) => {
      if (!attribute || !isAsked(attribute, label, answers)) return json;
      const given = answer === undefined ? without(answers, name) : { ...answers, [name]: answer };
      return withAnswers(json, stillAsked(attributes, label, given));
    });
  }

  answeredGlobally(name: string, answer: Json | undefined): Drawing {
    const before = this.globalAnswers;
    const given = answer === undefined ? without(before, name) : { ...before, [name]: answer };
    const answers = stillAsked(this.#drawings.task.attributes, undefined, given);
    const rest = without(this.response, 'global_attributes');
    return this.#with(Object.keys(answers).length ? { ...rest, global_attributes: answers } : rest);
  }

  /** The response without these objects, their links, and answers that led to them. */
  removed(keys: ReadonlySet<string>): Drawing {
    const uuids = new Set(
      this.objects.filter(({ key }) => keys.has(key)).map(({ json }) => json['uuid']),
    );
    const linked = this.#drawings.task.attributes.filter((one) => one.kind === 'linked');
    const annotations = this.objects
      .filter(({ key }) => !keys.has(key))
      .map((object) =>
        this.#keep(
          object,
          unlinked(
            object,
            linked.map(({ name }) => name),
            uuids,
          ),
        ),
      );
    const links = listAt(this.response, 'links').filter(
      (one) => !isObject(one) || !(uuids.has(one['from']) || uuids.has(one['to'])),
    );
    return this.#with(
      'links' in this.response
        ? { ...this.response, annotations, links }
        : { ...this.response, annotations },
    );
  }

  /** The object in several shapes: the first keeps its identity, the others get their own. */
  divided(key: string, [first, ...others]: readonly Shape[]): Change {
    const object = this.get(key);
    const geometry = object?.geometry;
    if (!object || !geometry || !first) return { drawing: this, keys: [] };
    const made = others.map((shape) => {
      const own = 'uuid' in object.json ? { ...object.json, uuid: newUuid() } : object.json;
      return withShape(own, shape, geometry);
    });
    const { drawing, keys } = this.reshaped(new Map([[key, first]])).#appended(made);
    return { drawing, keys: [key, ...keys] };
  }

  /** These objects above all others, or below. */
  stacked(keys: ReadonlySet<string>, where: 'front' | 'back'): Drawing {
    const taken = this.objects.filter(({ key }) => keys.has(key));
    const rest = this.objects.filter(({ key }) => !keys.has(key));
    const ordered = where === 'front' ? [...rest, ...taken] : [...taken, ...rest];
    return this.#with({ ...this.response, annotations: ordered.map(({ json }) => json) });
  }

  /** A link between two objects; an object without identity gets one. */
  linked(kind: string, isBidirectional: boolean, from: string, to: string): Drawing {
    const named = this.#identified([from, to]);
    const link = newLink(kind, isBidirectional, named.#uuidOf(from), named.#uuidOf(to));
    const links = [...listAt(named.response, 'links'), link];
    return named.#with({ ...named.response, links });
  }

  /** Every two of these objects linked without a direction: in whichever order, the same group. */
  grouped(kind: string, keys: readonly string[]): Drawing {
    const named = this.#identified(keys);
    const uuids = keys.map((key) => named.#uuidOf(key));
    const known = new Set(
      named.links
        .filter(({ label }) => label === kind)
        .flatMap(({ from, to }) => [`${from}\n${to}`, `${to}\n${from}`]),
    );
    const made = uuids.flatMap((from, place) =>
      uuids
        .slice(place + 1)
        .filter((to) => !known.has(`${from}\n${to}`))
        .map((to) => newLink(kind, true, from, to)),
    );
    const links = [...listAt(named.response, 'links'), ...made];
    return made.length ? named.#with({ ...named.response, links }) : this;
  }

  /** These objects in no group any more; links with a direction stay. */
  ungrouped(keys: Iterable<string>): Drawing {
    const uuids = new Set([...keys].map((key) => this.#uuidOf(key)));
    const gone = new Set<Json>(
      this.links
        .filter(({ label }) => this.#drawings.task.isUndirected(label))
        .filter(({ from, to }) => uuids.has(from) || uuids.has(to))
        .map(({ json }) => json),
    );
    const links = listAt(this.response, 'links').filter((one) => !gone.has(one));
    return gone.size ? this.#with({ ...this.response, links }) : this;
  }

  unlinked(link: DrawnLink): Drawing {
    const links = listAt(this.response, 'links').filter((one) => one !== link.json);
    return this.#with({ ...this.response, links });
  }

  /** The uuid of an object, and the drawing in which it has one. */
  identified(key: string): { drawing: Drawing; uuid: string } {
    const drawing = this.#identified([key]);
    return { drawing, uuid: drawing.#uuidOf(key) };
  }

  #uuidOf(key: string): string {
    return textAt(this.get(key)?.json, 'uuid');
  }

  #identified(keys: readonly string[]): Drawing {
    return this.#changed(keys, ({ json }) => (json['uuid'] ? json : { ...json, uuid: newUuid() }));
  }

  #appended(made: readonly JsonObject[]): Change {
    const before = listAt(this.response, 'annotations');
    const drawing = this.#with({ ...this.response, annotations: [...before, ...made] });
    const keys = drawing.objects.slice(drawing.objects.length - made.length).map(({ key }) => key);
    return { drawing, keys };
  }

  #changed(keys: Iterable<string>, change: (object: DrawnObject) => JsonObject): Drawing {
    const wanted = new Set(keys);
    const annotations = this.objects.map((object) =>
      wanted.has(object.key) ? this.#keep(object, change(object)) : object.json,
    );
    const isChanged = annotations.some((json, place) => json !== this.objects[place]?.json);
    return isChanged ? this.#with({ ...this.response, annotations }) : this;
  }

  #keep(object: DrawnObject, json: JsonObject): JsonObject {
    if (json === object.json || isSame(json, object.json)) return object.json;
    return this.#drawings.keep(json, object.key);
  }

  #with(response: JsonObject): Drawing {
    return this.#drawings.read(response);
  }
}

export interface Change {
  readonly drawing: Drawing;
  /** Of the objects that are new. */
  readonly keys: readonly string[];
}

function withAnswers(json: JsonObject, answers: JsonObject): JsonObject {
  if (Object.keys(answers).length) return { ...json, attributes: answers };
  return without(json, 'attributes');
}

function unlinked(
  { json, answers }: DrawnObject,
  names: readonly string[],
  gone: ReadonlySet<Json | undefined>,
): JsonObject {
  let left = answers;
  for (const name of names) {
    const answer = left[name];
    if (Array.isArray(answer)) {
      const others = answer.filter((one) => !gone.has(one));
      if (others.length < answer.length) {
        left = others.length ? { ...left, [name]: others } : without(left, name);
      }
    } else if (answer !== undefined && gone.has(answer)) left = without(left, name);
  }
  return left === answers ? json : withAnswers(json, left);
}

function newLink(kind: string, isBidirectional: boolean, from: string, to: string): JsonObject {
  return { uuid: newUuid(), label: kind, from, to, is_bidirectional: isBidirectional };
}

function groupsOf(
  pairs: readonly (readonly (string | undefined)[])[],
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const [one, two] of pairs) {
    if (one === undefined || two === undefined || one === two) continue;
    const [here = [one], there = [two]] = [groups.get(one), groups.get(two)];
    if (here === there) continue;
    const all = [...here, ...there];
    for (const key of all) groups.set(key, all);
  }
  return groups;
}

/** A random uuid; pages served without TLS have no `crypto.randomUUID`. */
function newUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte, place) => {
    const marked = place === 6 ? (byte & 0x0f) | 0x40 : place === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, '0');
  });
  return [4, 6, 8, 10, 16]
    .map((end, part, ends) => hex.slice(part ? ends[part - 1] : 0, end).join(''))
    .join('-');
}
