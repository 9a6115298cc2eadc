/** The response as it stands, what is chosen, and every change to it. */
import type { Fault, Json, JsonObject, Translate } from '@web/editor/contract';
import type { Bounds } from '@web/canvas/geometry';
import { answerFaults, stillAsked } from '@web/objects/attributes';
import type { Label } from '@web/objects/labels';
import { isObject, listAt, numberAt, objectAt, pointer, textAt, without } from '@web/ui/json';
import { Mask, type Paint, type Runs, boundsIn, counted } from './mask';
import type { Emit } from './regions';
import type { Task } from './task';

export interface Segment {
  readonly index: number;
  readonly label: string;
  readonly answers: JsonObject;
  readonly json: JsonObject;
}

export interface WorkEvents {
  /** The person changed the response. */
  edited(response: JsonObject, gesture?: string): void;
  /** Something else is shown now; the bounds of pixels that differ, or all of them. */
  changed(pixels?: Bounds | 'all'): void;
}

const MOST_SIZE = 500;
const SIZE_STEP = 1.25;

export class Work {
  readonly task: Task;
  isReadOnly: boolean;
  isErasing = false;
  /** Whether only pixels without a label are painted. */
  isCareful = false;
  brush = 24;
  label: Label | undefined;
  mask: Mask | undefined;
  segments: readonly Segment[] = [];
  readonly hidden = new Set<number>();
  readonly locked = new Set<number>();
  readonly hiddenLabels = new Set<string>();
  readonly #events: WorkEvents;
  #response: JsonObject | null;
  /** What is shown while there is no response: a prelabel. */
  #start: JsonObject | null = null;
  #selected: number | undefined;
  #counts = new Map<number, number>();
  /** Whether the runs spell as many pixels as there are. */
  #isWhole = true;
  #paint: Paint | undefined;
  /** The index and label of a segment that is being painted for the first time. */
  #fresh: { readonly index: number; readonly label: string } | undefined;

  constructor(
    task: Task,
    events: WorkEvents,
    { response, readOnly }: { response: JsonObject | null; readOnly: boolean },
  ) {
    this.task = task;
    this.#events = events;
    this.isReadOnly = readOnly;
    this.#response = response;
    this.label = [...task.labels.values()][0];
    this.#read();
  }

  get isUntouched(): boolean {
    return this.#response === null;
  }

  get isPainting(): boolean {
    return this.#paint !== undefined;
  }

  /** What is painted for the first time. */
  get fresh(): { readonly index: number; readonly label: string } | undefined {
    return this.#fresh;
  }

  get hasStart(): boolean {
    return this.#start !== null;
  }

  get canPaint(): boolean {
    return !this.isReadOnly && this.mask !== undefined && this.label !== undefined;
  }

  get selected(): Segment | undefined {
    return this.segments.find(({ index }) => index === this.#selected);
  }

  get unlabeled(): number {
    return this.#counts.get(0) ?? 0;
  }

  countOf(index: number): number {
    return this.#counts.get(index) ?? 0;
  }

  boundsOf(index: number): Bounds | undefined {
    return this.mask && boundsIn(this.mask.runs, this.mask.width, index);
  }

  isShown({ index, label }: Segment): boolean {
    return !this.hidden.has(index) && !this.hiddenLabels.has(label);
  }

  /** Shows another response: undo, redo, a merged draft. */
  show(response: JsonObject | null): void {
    this.#response = response;
    this.#events.changed(this.#read());
  }

  /** The picture is there: an empty mask of its size, or what a prelabel says. */
  open(width: number, height: number, start: JsonObject | null): void {
    this.#start = start;
    if (!this.mask || start) {
      this.mask ??= new Mask(width, height);
      this.#read();
    }
    this.#events.changed('all');
  }

  choose(label: Label): void {
    const isAgain = this.label === label;
    this.label = label;
    this.isErasing = false;
    const { selected } = this;
    const isOther = selected?.label !== label.name;
    // An object told apart is gone on with until its label is chosen again.
    if (isOther || (isAgain && this.task.instances.has(label.name))) this.#selected = undefined;
    this.#events.changed();
  }

  /** The next stroke begins another object. */
  startObject(): void {
    this.#selected = undefined;
    this.isErasing = false;
    this.#events.changed();
  }

  select(index: number | undefined): void {
    this.#selected = index;
    const label = this.selected && this.task.labels.get(this.selected.label);
    if (label) this.label = label;
    this.#events.changed();
  }

  selectNext(step: 1 | -1): void {
    const { length } = this.segments;
    if (!length) return;
    const now = this.segments.findIndex(({ index }) => index === this.#selected);
    const place = now < 0 && step < 0 ? length - 1 : (now + step + length) % length;
    this.select(this.segments[place]?.index);
  }

  resizeBrush(step: 1 | -1): void {
    const size = step > 0 ? this.brush * SIZE_STEP : this.brush / SIZE_STEP;
    this.setBrush(step > 0 ? Math.ceil(size) : Math.floor(size));
  }

  /** How wide the brush is, in pixels of the picture. */
  setBrush(size: number): void {
    this.brush = Math.min(Math.max(size, 1), MOST_SIZE);
    this.#events.changed();
  }

  /** Begins to paint; false when nothing can be painted. `isReversed`: erase in place of painting. */
  begin(isReversed = false): boolean {
    if (!this.canPaint || !this.label) return false;
    const isErasing = this.isErasing !== isReversed;
    const index = isErasing ? 0 : this.#indexFor(this.label);
    const isCareful = this.isCareful && !isErasing;
    const kept = new Set(
      this.segments
        .filter((one) => this.locked.has(one.index) || !this.isShown(one))
        .map((one) => one.index),
    );
    this.#paint = { index, canReplace: (one) => !kept.has(one) && !(isCareful && one) };
    return true;
  }

  /** Paints parts of rows, seen at once; nothing is kept before `end`. */
  paint(rows: (emit: Emit) => void): Bounds | undefined {
    const { mask } = this;
    const paint = this.#paint;
    if (!mask || !paint) return undefined;
    let [left, top, right, bottom] = [Infinity, Infinity, 0, 0];
    rows((y, from, to) => {
      if (!mask.paint(y, from, to, paint)) return;
      left = Math.min(left, Math.max(from, 0));
      right = Math.max(right, Math.min(to, mask.width));
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    });
    if (bottom <= top) return undefined;
    const bounds = { left, top, right, bottom };
    this.#events.changed(bounds);
    return bounds;
  }

  flood(x: number, y: number): void {
    const painted = this.mask && this.#paint && this.mask.flood(x, y, this.#paint);
    if (painted) this.#events.changed(painted);
    this.end(painted);
  }

  end(painted: Bounds | undefined): void {
    const before = this.mask?.runs;
    const runs = this.mask && painted ? this.mask.commit(painted) : before;
    const index = this.#paint?.index;
    this.#paint = undefined;
    if (!runs || runs === before) this.#fresh = undefined;
    else {
      if (index) this.#selected = index;
      this.#keep(runs);
    }
    this.#events.changed();
  }

  drop(painted: Bounds | undefined): void {
    this.#paint = this.#fresh = undefined;
    if (painted) this.mask?.revert(painted);
    this.#events.changed(painted);
  }

  /** Gives all pixels without a label the chosen one. */
  fillRest(): void {
    this.isErasing = false;
    if (!this.unlabeled || !this.begin() || !this.mask || !this.#paint) return;
    const { index } = this.#paint;
    this.#paint = undefined;
    this.#selected = index;
    this.#keep(this.mask.recode(0, index));
    this.#events.changed('all');
  }

  /** Erases the selected segment. */
  remove(): void {
    const { selected, mask } = this;
    if (!selected || !mask || this.isReadOnly || this.locked.has(selected.index)) return;
    this.#selected = undefined;
    this.#keep(mask.recode(selected.index, 0));
    this.#events.changed('all');
  }

  /** Gives the selected segment another label; false when nothing is selected. */
  relabel(label: Label): boolean {
    const { selected, mask } = this;
    if (!selected || !mask || this.isReadOnly || this.locked.has(selected.index)) return false;
    this.label = label;
    if (selected.label === label.name) return true;
    const isInstance = this.task.instances.has(label.name);
    const twin = isInstance ? undefined : this.segments.find((one) => one.label === label.name);
    if (twin) {
      this.#selected = twin.index;
      this.#keep(mask.recode(selected.index, twin.index));
    } else {
      const answers = isInstance
        ? stillAsked(this.task.attributes, label.name, selected.answers)
        : {};
      this.#replace(selected, withAnswers({ ...selected.json, label: label.name }, answers));
    }
    this.#events.changed('all');
    return true;
  }

  answer(name: string, answer: Json | undefined, gesture?: string): void {
    const { selected } = this;
    if (!selected || this.isReadOnly) return;
    const answers =
      answer === undefined
        ? without(selected.answers, name)
        : { ...selected.answers, [name]: answer };
    const asked = stillAsked(this.task.attributes, selected.label, answers);
    this.#replace(selected, withAnswers(selected.json, asked), gesture);
    this.#events.changed();
  }

  /** Takes over what is shown as the answer. */
  keep(): void {
    if (!this.mask || this.isReadOnly) return;
    this.#keep(this.mask.runs);
    this.#events.changed();
  }

  toggle(index: number, which: 'hidden' | 'locked'): void {
    if (!this[which].delete(index)) this[which].add(index);
    this.#events.changed(which === 'hidden' ? 'all' : undefined);
  }

  toggleLabel({ name }: Label): void {
    if (!this.hiddenLabels.delete(name)) this.hiddenLabels.add(name);
    this.#events.changed('all');
  }

  showAll(): void {
    this.hidden.clear();
    this.hiddenLabels.clear();
    this.#events.changed('all');
  }

  /** What is asked about the selected object; nothing about what is not told apart. */
  get isAsked(): boolean {
    const { selected } = this;
    return selected !== undefined && this.task.instances.has(selected.label);
  }

  /** Everything that the server's `check` would refuse. */
  faults(translate: Translate): Fault[] {
    const found: Fault[] = [];
    if (!this.#isWhole) {
      const sentence = translate('The stored pixels do not fit the picture; paint to mend them.');
      found.push({ pointer: '/runs', sentence });
    }
    if (this.unlabeled && !this.task.mayLeaveOut) {
      const sentence = translate('{count} {count|pixel has|pixels have} no label yet.', {
        count: this.unlabeled,
      });
      found.push({ pointer: '/runs', sentence });
    }
    const singles = new Set<string>();
    const indexes = new Set<number>([0]);
    this.segments.forEach((segment, place) => {
      const { index, label, answers } = segment;
      const say = (steps: readonly string[], sentence: string) =>
        found.push({ pointer: pointer('segments', place, ...steps), sentence });
      if (indexes.has(index))
        say(['index'], translate('{label} has the number of another.', { label }));
      indexes.add(index);
      if (!this.task.labels.has(label)) {
        say(['label'], translate('{label} is not a label of this task.', { label }));
      } else if (this.task.instances.has(label)) {
        if (!this.countOf(index)) say([], translate('{label} has no pixels.', { label }));
        for (const { name, sentence } of answerFaults(this.task.attributes, answers, {
          label,
          labelOf: () => undefined,
          isGlobal: false,
          translate,
        })) {
          say(['attributes', name], `${label}: ${sentence}.`);
        }
      } else {
        if (singles.has(label)) say(['label'], translate('{label} is there already.', { label }));
        singles.add(label);
        if (Object.keys(answers).length) {
          say(['attributes'], translate('{label} is not asked about.', { label }));
        }
      }
    });
    for (const [index, count] of this.#counts) {
      if (!indexes.has(index)) {
        const sentence = translate(
          '{count} {count|pixel belongs|pixels belong} to an object that is gone.',
          { count },
        );
        found.push({ pointer: '/runs', sentence });
      }
    }
    return found;
  }

  /** A pixel without a label, or of an object that is gone. */
  firstOpen(): { x: number; y: number } | undefined {
    const { mask } = this;
    if (!mask) return undefined;
    const known = new Set(this.segments.map(({ index }) => index));
    let at = 0;
    for (let pair = 0; pair < mask.runs.length; pair += 2) {
      if (!known.has(mask.runs[pair] ?? 0)) {
        return { x: at % mask.width, y: Math.floor(at / mask.width) };
      }
      at += mask.runs[pair + 1] ?? 0;
    }
    return undefined;
  }

  #indexFor(label: Label): number {
    const { selected } = this;
    if (selected?.label === label.name) return selected.index;
    const single = this.segments.find((one) => one.label === label.name);
    if (single && !this.task.instances.has(label.name)) return single.index;
    const used = new Set([...this.segments.map((one) => one.index), ...this.#counts.keys()]);
    let index = 1;
    while (used.has(index)) index += 1;
    this.#fresh = { index, label: label.name };
    return index;
  }

  #replace(segment: Segment, json: JsonObject, gesture?: string): void {
    if (!this.mask) return;
    const segments = this.segments.map((one) => (one === segment ? json : one.json));
    this.#emit(segments, this.mask.runs, gesture);
  }

  /** Segments follow the pixels: who has none left goes, who has the first ones comes. */
  #keep(runs: Runs): void {
    const counts = counted(runs);
    const fresh = this.#fresh;
    this.#fresh = undefined;
    const segments = this.segments.filter(({ index }) => counts.get(index)).map(({ json }) => json);
    if (fresh && counts.get(fresh.index)) segments.push({ ...fresh });
    this.#emit(segments, runs);
  }

  #emit(segments: readonly JsonObject[], runs: Runs, gesture?: string): void {
    if (!this.mask) return;
    const { width, height } = this.mask;
    const before = listAt(this.#response, 'segments');
    const isSame =
      before.length === segments.length && segments.every((one, place) => one === before[place]);
    const kept = isSame ? (before as Json[]) : [...segments];
    this.#response = { width, height, segments: kept, runs: runs as Json[] }; // never changed in place
    this.#read();
    this.#events.edited(this.#response, gesture);
  }

  /** Reads the response anew; the bounds of the pixels that differ now. */
  #read(): Bounds | 'all' | undefined {
    const shown = this.#response ?? this.#start;
    const [width, height] = [numberAt(shown ?? {}, 'width'), numberAt(shown ?? {}, 'height')];
    const runs = listAt(shown, 'runs').filter((one) => typeof one === 'number');
    const isSameSize = this.mask?.width === width && this.mask?.height === height;
    let changed: Bounds | 'all' | undefined;
    if (width && height && !isSameSize) {
      this.mask = new Mask(width, height, runs);
      changed = 'all';
    } else if (this.mask && this.mask.runs !== listAt(shown, 'runs'))
      changed = this.mask.show(runs);
    const spelt = runs.reduce((sum, one, place) => (place % 2 ? sum + one : sum), 0);
    this.#isWhole = !shown || !this.mask || spelt === this.mask.width * this.mask.height;
    this.#counts = counted(this.mask?.runs ?? []);
    const known = new Map(this.segments.map((one) => [one.json, one]));
    this.segments = listAt(shown, 'segments')
      .filter(isObject)
      .map((json) => known.get(json) ?? readSegment(json));
    if (!this.selected) this.#selected = undefined;
    return changed;
  }
}

function readSegment(json: JsonObject): Segment {
  return {
    index: numberAt(json, 'index') ?? 0,
    label: textAt(json, 'label'),
    answers: objectAt(json, 'attributes'),
    json,
  };
}

function withAnswers(json: JsonObject, answers: JsonObject): JsonObject {
  return Object.keys(answers).length
    ? { ...json, attributes: answers }
    : without(json, 'attributes');
}
