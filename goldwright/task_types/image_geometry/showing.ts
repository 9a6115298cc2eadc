/** The drawing as the stage and the list show it; objects that did not change stay the same. */
import type { Fault, JsonObject, Layer, Translate } from '@web/editor/contract';
import { type LabelLook, lookOf } from '@web/canvas/colours';
import { type Point, middle } from '@web/canvas/geometry';
import { FILL_OPACITY } from '@web/canvas/paint';
import type { Item, Look } from '@web/canvas/scene';
import { shapeBounds } from '@web/canvas/shapes';
import type { ObjectRow } from '@web/objects/object_list';
import { type DrawnObject, Drawings } from './drawing';
import type { Shapes, Work } from './work';

/** A line between two objects: a link, or two keypoints of one skeleton. */
export interface Tie {
  readonly from: Point;
  readonly to: Point;
  readonly colour: string;
  readonly hasHead: boolean;
}

const PLAIN = '#ffffff';
const DOTS = [2, 3];
const MOST_FILLED = 600; // things that differ; above, a fill tells none apart and takes long to draw

interface Shown {
  readonly object: DrawnObject;
  readonly look: Look;
  readonly item: Item;
}

export class Showing {
  readonly #work: Work;
  readonly #translate: Translate;
  /** By label, with and without fill and fault. */
  readonly #looks = new Map<string | undefined, Look[]>();
  #shown = new Map<string, Shown>();
  #rows: readonly ObjectRow[] = [];
  isFilled = true;
  /** The shapes of other answers, out of reach. */
  #others: readonly Item[] = [];
  #isOverlaid = false;
  #isOwnHidden = false;
  #hasFills = true;
  readonly #read = new WeakMap<JsonObject, readonly DrawnObject[]>();
  #opacity = FILL_OPACITY;
  #hasPatterns = false;

  constructor(work: Work, translate: Translate) {
    this.#work = work;
    this.#translate = translate;
  }

  get opacity(): number {
    return this.#opacity;
  }

  setOpacity(opacity: number): void {
    this.#opacity = opacity;
    this.#looks.clear();
  }

  setPatterns(isOn: boolean): void {
    this.#hasPatterns = isOn;
    this.#looks.clear();
  }

  /** Lays other answers over one's own, which loses its colours to them: what differs is named and filled. */
  overlay(layers: readonly Layer[], isOwnHidden: boolean): void {
    this.#hasFills = layers.reduce((sum, one) => sum + one.differing.size, 0) <= MOST_FILLED;
    this.#others = layers.flatMap((layer) =>
      this.#objectsOf(layer.response).flatMap((object, place): Item[] => {
        const { shape, geometry } = object;
        if (!shape) return [];
        const isDiffering = layer.differing.has(`/annotations/${place}`);
        const look: Look = {
          colour: layer.colour,
          dash: isDiffering ? [] : DOTS,
          isFilled: isDiffering && this.#isFilledNow && geometry?.name !== 'line',
          isFaulty: false,
        };
        const tag = isDiffering ? `${layer.name} ${this.textOf(object)}` : '';
        const id = `${layer.name} ${place}`;
        return [{ id, shape, look, tag, isHidden: false, isLocked: true }];
      }),
    );
    this.#isOverlaid = layers.length > 0;
    this.#isOwnHidden = isOwnHidden;
    this.#looks.clear();
  }

  /** Items for the stage; `preview` are the shapes being dragged. */
  items(faulty: ReadonlySet<string>, preview: Shapes | undefined): Item[] {
    const next = new Map<string, Shown>();
    const items: Item[] = [];
    for (const object of this.#work.drawing.objects) {
      const shown = this.#item(object, faulty.has(object.key), preview);
      if (!shown) continue;
      next.set(object.key, shown);
      items.push(shown.item);
    }
    this.#shown = next;
    return this.#others.length > 0 ? [...items, ...this.#others] : items;
  }

  /** What the list shows; rows, and the list of them, are the same where nothing differs. */
  rows(faultOf: (key: string) => string): readonly ObjectRow[] {
    const work = this.#work;
    const before = this.#rows;
    const counts = new Map<string | undefined, number>();
    const details = new Map<string | undefined, string>();
    const numbers = new Map([...new Set(work.drawing.groups.values())].map((one, at) => [one, at]));
    const rows = work.drawing.objects.map((object, place) => {
      const count = (counts.get(object.label) ?? 0) + 1;
      counts.set(object.label, count);
      const kind = object.geometry?.name;
      const detail = details.get(kind) ?? this.#translate(kind ?? 'unknown');
      details.set(kind, detail);
      const number = numbers.get(work.drawing.groups.get(object.key) ?? []);
      const row: ObjectRow = {
        id: object.key,
        text: `${this.textOf(object)} ${count}`,
        detail:
          number === undefined
            ? detail
            : `${detail} · ${this.#translate('group {number}', { number: number + 1 })}`,
        colour: this.lookOf(object, false).colour,
        isHidden: work.isHidden(object),
        isLocked: work.locked.has(object.key),
        fault: faultOf(object.key),
      };
      const known = before[place];
      return known && isSameRow(known, row) ? known : row;
    });
    const isSame = rows.length === before.length && rows.every((row, at) => row === before[at]);
    return isSame ? before : (this.#rows = rows);
  }

  textOf({ label }: DrawnObject): string {
    if (label === undefined) return this.#translate('No label');
    return this.#work.task.labels.get(label)?.text ?? label;
  }

  lookOf({ label, geometry }: DrawnObject, isFaulty: boolean): Look {
    return this.look(label, geometry?.name !== 'line', isFaulty);
  }

  /** The look of a label; one object for each, since looks are compared by identity. */
  look(label: string | undefined, hasArea: boolean, isFaulty: boolean): Look {
    const isFilled = this.#isFilledNow && hasArea;
    const place = (isFilled ? 1 : 0) + (isFaulty ? 2 : 0);
    let looks = this.#looks.get(label);
    if (!looks) this.#looks.set(label, (looks = []));
    return (looks[place] ??= {
      ...this.#colours(label),
      isFilled,
      isFaulty,
      opacity: this.#opacity,
      pattern: this.#hasPatterns ? this.#work.task.labels.get(label ?? '')?.place : undefined,
    });
  }

  get #isFilledNow(): boolean {
    return this.isFilled && this.#hasFills;
  }

  #objectsOf(response: JsonObject): readonly DrawnObject[] {
    const known = this.#read.get(response);
    if (known) return known;
    const { objects } = new Drawings(this.#work.task).read(response);
    this.#read.set(response, objects);
    return objects;
  }

  #colours(label: string | undefined): LabelLook {
    const known = label === undefined ? undefined : this.#work.task.labels.get(label);
    if (known === undefined || this.#isOverlaid) return { colour: PLAIN, dash: [] };
    return lookOf(known.place, known.colour);
  }

  /** Lines between the objects that belong together. */
  ties(): Tie[] {
    return [...this.#links(), ...this.#skeletons()];
  }

  #item(object: DrawnObject, isFaulty: boolean, preview: Shapes | undefined): Shown | undefined {
    const { key } = object;
    const shape = preview?.get(key) ?? object.shape;
    if (!shape) return undefined;
    const look = this.lookOf(object, isFaulty);
    const isHidden = this.#isOwnHidden || this.#work.isHidden(object);
    const isLocked = this.#work.locked.has(key);
    const before = this.#shown.get(key);
    const isSame =
      before?.object.json === object.json &&
      before.look === look &&
      before.item.shape === shape &&
      before.item.isHidden === isHidden &&
      before.item.isLocked === isLocked;
    if (isSame) return before;
    const tag = object.label === undefined ? '' : this.textOf(object);
    return { object, look, item: { id: key, shape, look, tag, isHidden, isLocked } };
  }

  #centre(object: DrawnObject | undefined): Point | undefined {
    if (!object?.shape || this.#work.isHidden(object)) return undefined;
    const shape = this.#shown.get(object.key)?.item.shape ?? object.shape;
    return middle(shapeBounds(shape));
  }

  #links(): Tie[] {
    const { drawing, task } = this.#work;
    const linked = task.attributes.filter(({ kind }) => kind === 'linked');
    const ties = drawing.links.map(({ label, from, to }) => ({
      from: this.#centre(drawing.byUuid(from)),
      to: this.#centre(drawing.byUuid(to)),
      hasHead: task.links.find(({ name }) => name === label)?.isBidirectional === false,
    }));
    for (const object of linked.length ? drawing.objects : []) {
      for (const { name } of linked) {
        for (const uuid of [object.answers[name] ?? []].flat()) {
          if (typeof uuid !== 'string') continue;
          const [from, to] = [this.#centre(object), this.#centre(drawing.byUuid(uuid))];
          ties.push({ from, to, hasHead: true });
        }
      }
    }
    return ties.flatMap(({ from, to, hasHead }) =>
      from && to ? [{ from, to, hasHead, colour: PLAIN }] : [],
    );
  }

  /** The n-th point of one label with the n-th of the other, or those that share an answer. */
  #skeletons(): Tie[] {
    const { drawing, task } = this.#work;
    const connections = task.geometries.get('point')?.connections ?? [];
    if (!connections.length) return [];
    const byLabel = Map.groupBy(
      drawing.objects.filter(({ shape }) => shape?.kind === 'point'),
      ({ label }) => label,
    );
    return connections.flatMap(({ pair: [one, two], attribute }) => {
      const others = byLabel.get(two) ?? [];
      return (byLabel.get(one) ?? []).flatMap((object, place) => {
        const other =
          attribute === undefined
            ? others[place]
            : others.find(({ answers }) => answers[attribute] === object.answers[attribute]);
        const [from, to] = [this.#centre(object), this.#centre(other)];
        if (!from || !to) return [];
        return [{ from, to, hasHead: false, colour: this.lookOf(object, false).colour }];
      });
    });
  }
}

function isSameRow(one: ObjectRow, two: ObjectRow): boolean {
  return (
    one.id === two.id &&
    one.text === two.text &&
    one.detail === two.detail &&
    one.colour === two.colour &&
    one.isHidden === two.isHidden &&
    one.isLocked === two.isLocked &&
    one.fault === two.fault
  );
}

/** The faults of objects, by key: the first sentence of each. */
export function faultsByKey(work: Work, faults: readonly Fault[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { pointer, sentence } of faults) {
    const place = /^\/annotations\/(\d+)/.exec(pointer)?.[1];
    const key = place === undefined ? undefined : work.drawing.objects[Number(place)]?.key;
    if (key !== undefined && !found.has(key)) found.set(key, sentence);
  }
  return found;
}
