/** The screen for shapes in an image: picture, tools, labels, questions and the list of objects. */
import type {
  Editor,
  EditorInput,
  Fault,
  JsonObject,
  Layer,
  MountEditor,
  Pin,
  Place,
} from '@web/editor/contract';
import type { Attribute } from '@web/objects/attributes';
import type { Label } from '@web/objects/labels';
import type { ObjectRow } from '@web/objects/object_list';
import type { Item } from '@web/canvas/scene';
import { Stage } from '@web/canvas/stage';
import { type Shape, dragged, handles, shapeBounds } from '@web/canvas/shapes';
import {
  type Neighbours,
  edgeShares,
  pulled,
  shapesOf,
  split,
  vertexShares,
  withoutVertices,
} from '@web/canvas/sharing';
import { type Bounds, type Point, union } from '@web/canvas/geometry';
import { toImage } from '@web/canvas/view';
import { make, setText, uniqueId } from '@web/ui/dom';
import { type Commands, editorActions } from './actions';
import { Faults } from './faults';
import { paintOverlay } from './overlay';
import { findOutline } from '@web/objects/outlines';
import { PictureBar, loadPicture } from '@web/objects/picture';
import { Showing, type Tie, faultsByKey } from './showing';
import { Side } from './side';
import { type GeometryName, type Task, readTask } from './task';
import { type Mode, Toolbox, unreadable } from './toolbox';
import { type Shapes, Work } from './work';
import '@web/ui/controls.css';
import '@web/objects/objects.css';
import '@web/objects/picture.css';

export const mountEditor: MountEditor = (host, input) => new ImageEditor(host, input);

const LATER_MS = 30; // list and marks of faults follow what was drawn
const OPACITY_STEP = 0.08;
const TURN_STEP = Math.PI / 180;

/** What the next object that is clicked or chosen in the list is for. */
interface Pick {
  /** What was selected when it began. */
  readonly source: readonly string[];
  readonly allowed: readonly string[];
  take(key: string): void;
}

class ImageEditor implements Editor, Commands {
  readonly work: Work;
  readonly translate: EditorInput['translate'];
  mode: Mode = 'select';
  hasTags = true;
  hasPatterns = false;
  hasMagic = false;
  /** Why the server finds no outlines; empty while it does, or nobody knows yet. */
  #noMagic = '';
  #image: HTMLImageElement | undefined;
  readonly #input: EditorInput;
  readonly #host: HTMLElement;
  readonly #task: Task;
  readonly #faults: Faults;
  readonly #stage: Stage;
  readonly #showing: Showing;
  readonly #toolbox: Toolbox;
  readonly #side: Side;
  readonly #bar: PictureBar;
  readonly #status = make('p', { class: 'gw-hidden', role: 'status' });
  readonly #notice = make('p', { class: 'gw-image-notice', hidden: true });
  #toolOf = '';
  #preview: Shapes | undefined;
  /** Where the mouse is. */
  #under: Point | undefined;
  /** Where the keyboard set a place last. */
  #pointed: Point | undefined;
  #hovered: string | undefined;
  #handle: string | undefined;
  #pick: Pick | undefined;
  #ties: readonly Tie[] = [];
  #pins: readonly Pin[] = [];
  #rows: readonly ObjectRow[] = [];
  #found: readonly Fault[] = [];
  #faulty: ReadonlyMap<string, string> = new Map();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isDestroyed = false;

  constructor(host: HTMLElement, input: EditorInput) {
    this.#host = host;
    this.#input = input;
    this.translate = input.translate;
    this.#task = readTask(input.taskType, input.params);
    this.#faults = new Faults(this.#task, input.translate);
    this.work = new Work(
      this.#task,
      {
        edited: (response, gesture) =>
          input.onChange(response, gesture === undefined ? {} : { gesture }),
        changed: () => this.#refresh(),
        selected: () => this.#refreshSelection(),
      },
      { response: input.response, readOnly: input.readOnly },
    );
    this.#showing = new Showing(this.work, input.translate);
    const picture = make('div', { class: 'gw-image-picture' });
    this.#bar = new PictureBar(
      () => this.#stage,
      input.translate,
      (opacity) => {
        this.#showing.setOpacity(opacity);
        this.#show(this.#preview);
      },
    );
    this.#stage = new Stage(picture, {
      title: input.translate('Picture'),
      paintOverlay: (overlay) => this.#paint(overlay),
      onView: (view) => this.#bar.showView(view.scale),
    });
    this.#describeStage(picture);
    this.#toolbox = new Toolbox({
      stage: this.#stage,
      work: this.work,
      translate: input.translate,
      look: () => this.#showing.look(this.work.label?.name, this.work.geometry !== 'line', false),
      preview: (shapes) => this.#show(shapes),
      hover: (key) => this.#hover(key),
      open: (key) => this.#open(key),
      tell: (sentence) => this.#explain(sentence),
      find: (pointed) => findOutline(input.assist, this.#task.attachment, pointed, this.translate),
      image: () => this.#image,
    });
    input.actions.set(editorActions(this));
    this.#side = this.#makeSide();
    const centre = make('div', { class: 'gw-image-centre' }, picture, this.#bar.element);
    host.append(make('div', { class: 'gw-image' }, centre, this.#side.element, this.#status));
    if (!this.work.isReadOnly && this.work.canAdd && !this.work.drawing.objects.length)
      this.mode = 'draw';
    this.#refresh();
    void this.#load();
    void this.#askForMagic();
  }

  setResponse(response: JsonObject | null): void {
    this.#preview = undefined;
    this.work.show(response);
  }

  setReadOnly(readOnly: boolean): void {
    this.work.isReadOnly = readOnly;
    if (readOnly) this.mode = 'select';
    this.#input.actions.set(editorActions(this));
    this.#refresh();
  }

  validate(): Fault[] {
    if (this.#stage.tool.isBusy) {
      const sentence = this.translate(
        'A shape is not finished: Enter finishes it, Escape drops it.',
      );
      return [{ pointer: '', sentence }];
    }
    if (this.work.isUntouched) {
      const sentence = this.#task.start
        ? this.translate('Nothing was changed yet. Change something, or keep all as shown.')
        : this.translate(
            'Nothing is drawn yet. Draw something, or say that there is nothing to mark.',
          );
      return [{ pointer: '', sentence }];
    }
    return this.#faults.of(this.work.drawing);
  }

  focusFault(pointer: string): void {
    const [part, place, below, name] = pointer.split('/').slice(1).map(unescaped);
    if (part === 'global_attributes' && this.#side.globals.focus(place)) return;
    const links = this.work.drawing.links;
    const linked =
      part === 'links' ? this.work.drawing.byUuid(links[Number(place)]?.from ?? '') : undefined;
    const object =
      linked ?? (part === 'annotations' ? this.work.drawing.objects[Number(place)] : undefined);
    if (!object) {
      this.focus();
      return;
    }
    this.work.select([object.key]);
    this.#reveal();
    if (below === 'attributes' && this.#side.questions.focus(name)) return;
    this.focus();
  }

  selection(): string | null {
    const [only] = this.work.selected;
    return only ? this.#pointerOf(only.key) : null;
  }

  placeAt(clientX: number, clientY: number): Place | null {
    const at = this.#stage.placeAt(clientX, clientY);
    if (!at) return null;
    const [hit] = this.#stage.scene.hits(at, this.#stage.reach);
    const pointer = hit ? this.#pointerOf(hit.id) : null;
    return { position: { x: at.x, y: at.y }, ...(pointer === null ? {} : { pointer }) };
  }

  pin(pins: readonly Pin[]): void {
    this.#pins = pins;
    this.#stage.repaint();
  }

  overlay(layers: readonly Layer[], isOwnHidden: boolean): void {
    this.#showing.overlay(layers, isOwnHidden);
    this.#show(this.#preview);
  }

  focus(): void {
    this.#stage.element.focus({ preventScroll: true });
  }

  destroy(): void {
    this.#isDestroyed = true;
    clearTimeout(this.#timer);
    this.#toolbox.destroy();
    this.#stage.destroy();
    this.#side.destroy();
    this.#host.replaceChildren();
  }

  get canCancel(): boolean {
    return (
      this.#pick !== undefined ||
      this.mode !== 'select' ||
      this.work.selection.size > 0 ||
      this.#handle !== undefined
    );
  }

  get isOnStage(): boolean {
    return document.activeElement === this.#stage.element;
  }

  get isSnapping(): boolean {
    return this.#toolbox.isSnapping;
  }

  get isFilled(): boolean {
    return this.#showing.isFilled;
  }

  get isFollowing(): boolean {
    return this.#toolbox.isFollowing;
  }

  setMode(mode: Mode): void {
    this.mode = mode;
    this.#endPick();
    if (mode === 'magic') this.#chooseOutlined();
    this.#refresh();
    this.focus();
  }

  draw(geometry: GeometryName): void {
    this.mode = 'draw';
    this.#endPick();
    this.work.draw(geometry);
    this.focus();
  }

  repeat(): void {
    const at = this.#stage.cursor ?? this.#under;
    if (at) this.work.repeat(at);
    else this.#tell(this.translate('Point at the place first.'));
  }

  /** With the selection tool the selected objects change label; else the next are drawn with it. */
  choose(label: Label | undefined): void {
    if (this.mode === 'select' && this.work.relabel(label)) return;
    if (this.work.canAdd) this.mode = 'draw';
    this.work.choose(label);
    if (!this.#side.element.contains(document.activeElement)) this.focus();
  }

  cancel(): void {
    if (this.#pick) this.#endPick();
    else if (this.#stage.tool.cancel?.()) return;
    else if (this.mode !== 'select') this.setMode('select');
    else if (this.#handle !== undefined) this.#handle = undefined;
    else this.work.select([]);
    this.#stage.repaint();
  }

  finish(): void {
    if (this.mode === 'select') {
      if (this.#side.hasQuestions) this.#side.questions.focus();
      return;
    }
    const { tool } = this.#stage;
    if (this.mode === 'magic' && this.#isRepeated() && tool.finish?.()) return;
    if (this.#stage.cursor) {
      const { x, y } = (this.#pointed = this.#stage.pressCursor());
      this.#tell(this.translate('Placed at {x}, {y}', { x: Math.round(x), y: Math.round(y) }));
    } else if (!tool.finish?.()) this.#stage.moveCursor(0, 0);
  }

  back(): boolean {
    return this.#stage.tool.back?.() ?? false;
  }

  remove(): void {
    const item = this.#handle === undefined ? undefined : this.#only;
    const shares = item ? vertexShares(item, Number(this.#handle), this.#among) : [];
    if (shares.length) {
      this.work.reshape(withoutVertices(shares) ?? new Map());
      this.#handle = undefined;
    } else this.work.remove();
  }

  step(x: number, y: number): void {
    if (this.mode !== 'select' && this.mode !== 'pan') {
      const at = this.#stage.moveCursor(x, y);
      this.#bar.showPlace(at);
      this.#tell(`${Math.round(at.x)}, ${Math.round(at.y)}`);
    } else if (this.#handle !== undefined) this.#dragHandle(x, y);
    else if (this.work.selection.size) this.work.nudge(x, y);
    else
      this.#stage.setView({
        ...this.#stage.view,
        x: this.#stage.view.x - x * 5,
        y: this.#stage.view.y - y * 5,
      });
  }

  nextHandle(step: 1 | -1): void {
    const [only] = this.work.selected;
    if (!only?.shape || !this.work.canReshape(only.key)) return;
    if (this.mode !== 'select') this.setMode('select');
    const shown = handles(only.shape, this.#stage.reach);
    const from = shown.findIndex(({ id }) => id === this.#handle);
    const place =
      from < 0 && step < 0 ? shown.length - 1 : (from + step + shown.length) % shown.length;
    const handle = shown[place];
    if (!handle) return;
    this.#handle = handle.id;
    this.focus();
    const { x, y } = handle.at;
    this.#stage.reveal({ left: x, top: y, right: x, bottom: y });
    const title = `${this.translate(handle.title)} ${place + 1}/${shown.length}`;
    this.#tell(`${title}: ${Math.round(x)}, ${Math.round(y)}`);
    this.#stage.repaint();
  }

  insertVertex(): void {
    const item = this.#only;
    const place = Number(this.#handle ?? 0);
    const shares = item ? edgeShares(item, place, this.#among) : [];
    const vertices = shares[0]?.shape.vertices ?? [];
    const [from, to] = [vertices[place], vertices[place + 1] ?? vertices[0]];
    if (!from || !to) return;
    const at = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    this.work.reshape(shapesOf(split(shares, at)));
    this.#handle = `${place + 1}`;
    this.#stage.repaint();
  }

  startLink(): void {
    const kinds = this.work.linkKinds();
    const [kind] = kinds;
    if (!kind) return;
    // The one kind of link whose far end the object has decides; with several, the first that fits.
    const sentence = this.translate(
      'Choose the object that “{link}” leads to, here or in the list; Escape cancels.',
      {
        link: kinds.map(({ name }) => name).join(' / '),
      },
    );
    const allowed = kinds.some(({ to }) => !to.length) ? [] : kinds.flatMap(({ to }) => to);
    this.#startPick(sentence, allowed, (key) => {
      const label = this.work.drawing.get(key)?.label;
      const fitting = kinds.find(
        ({ to }) => !to.length || (label !== undefined && to.includes(label)),
      );
      if (fitting) this.work.link(fitting, key);
    });
  }

  fit(): void {
    this.#stage.fit();
  }

  actualSize(): void {
    this.#stage.actualSize();
  }

  zoom(factor: number): void {
    this.#stage.zoom(factor);
  }

  zoomToSelection(): void {
    const bounds = this.#selectedBounds();
    if (bounds) this.#stage.zoomTo(bounds);
  }

  toggleSnapping(): void {
    this.#toolbox.isSnapping = !this.#toolbox.isSnapping;
    this.#input.actions.changed();
  }

  toggleTags(): void {
    this.hasTags = !this.hasTags;
    this.#stage.setTags(this.hasTags);
    this.#input.actions.changed();
  }

  toggleFill(): void {
    this.#showing.isFilled = !this.#showing.isFilled;
    this.#refresh();
  }

  toggleFollowing(): void {
    const isOn = !this.#toolbox.isFollowing;
    if (!this.#toolbox.follow(isOn)) this.#explain(unreadable(this.translate));
    this.#input.actions.changed();
  }

  togglePatterns(): void {
    this.hasPatterns = !this.hasPatterns;
    this.#showing.setPatterns(this.hasPatterns);
    this.#refresh();
  }

  fade(step: number): void {
    this.#bar.setOpacity(this.#showing.opacity + step * OPACITY_STEP);
  }

  pointOutside(): void {
    this.#pointed = this.#stage.pressCursor({ alt: true });
  }

  join(): void {
    if (!this.work.join()) this.#explain(this.translate('The selected polygons do not touch.'));
  }

  answerAbout(step: 0 | 1 | -1): void {
    const name = this.#side.questions.focused;
    const count = this.work.drawing.objects.length;
    if (!this.work.selection.size) this.work.selectNext(1);
    else if (step) this.work.selectNext(step);
    for (let tries = 1; tries < count && !this.#side.hasQuestions; tries++) {
      this.work.selectNext(step || 1);
    }
    if (!this.#side.hasQuestions) return;
    this.#reveal();
    if (!this.#side.questions.focus(name)) this.#side.questions.focus();
    this.#tell(this.#side.title);
  }

  focusList(): void {
    this.#refreshLater(); // keys may come faster than the list would
    this.#side.list.focus();
  }

  #makeSide(): Side {
    const { work, translate } = this;
    return new Side({
      work,
      showing: this.#showing,
      actions: this.#input.actions,
      translate,
      choose: (label) => this.choose(label),
      pick: (attribute) => this.#pickFor(attribute),
      startLink: () => this.startLink(),
      select: (keys, mode) => {
        // While an object is looked for, the list only shows where each one is.
        if (this.#pick) this.#hover(keys.at(-1));
        else {
          this.work.select(keys, mode);
          this.#reveal();
        }
      },
      open: (key) => this.#open(key),
      hover: (key) => this.#hover(key),
      focusStage: () => this.focus(),
    });
  }

  #describeStage(picture: HTMLElement): void {
    const id = uniqueId('picture');
    const text = this.translate(
      'Choose a tool or a label by its key. Arrow keys move the crosshair, Enter sets a place. Selected shapes move with the arrow keys, E goes through their corners. G leads to the list of objects.',
    );
    picture.append(make('p', { id, class: 'gw-hidden' }, text), this.#notice);
    this.#stage.element.setAttribute('aria-describedby', id);
    this.#stage.element.addEventListener('pointermove', ({ offsetX, offsetY }) => {
      this.#under = toImage(this.#stage.view, { x: offsetX, y: offsetY });
      this.#bar.showPlace(this.#under);
    });
  }

  async #load(): Promise<void> {
    const url = this.#input.attachmentUrl(this.#task.attachment);
    this.#image = await loadPicture(this.#stage, url);
    const isThere = this.#image !== undefined;
    if (this.#isDestroyed) return;
    const { width, height } = this.#stage.picture;
    this.#bar.showSize(width, height);
    if (!isThere) this.#say(this.translate('The picture could not be loaded.'));
    this.#host.dataset['loaded'] = `${isThere}`;
  }

  async #askForMagic(): Promise<void> {
    const { assist } = this.#input;
    const isWanted = ['polygon', 'box'].some((one) =>
      this.#task.geometries.has(one as GeometryName),
    );
    if (!assist || !isWanted) return;
    const problem = await assist.whyNot().catch(() => undefined); // offline: asked again next time
    if (this.#isDestroyed || problem === undefined) return;
    this.#noMagic = problem;
    this.hasMagic = !problem;
    this.#input.actions.set(editorActions(this));
    this.#syncTool();
  }

  /** Outlines become polygons, or boxes where none are asked for. */
  #chooseOutlined(): void {
    const { geometries } = this.#task;
    const isFitting = this.work.geometry === 'polygon' || this.work.geometry === 'box';
    if (!isFitting || !this.work.label?.geometries.includes(this.work.geometry)) {
      this.work.draw(geometries.has('polygon') ? 'polygon' : 'box');
    }
  }

  /** Whether the keyboard's crosshair stands where it clicked last: Enter then takes the outline. */
  #isRepeated(): boolean {
    const { cursor } = this.#stage;
    return !cursor || (this.#pointed?.x === cursor.x && this.#pointed.y === cursor.y);
  }

  /** Shows what has changed: the picture now, list and faults when there is time. */
  #refresh(): void {
    this.#refreshSelection();
    this.#show(this.#preview);
    if (this.#side.list.hasFocus) this.#refreshLater();
    else this.#timer ??= setTimeout(() => this.#refreshLater(), LATER_MS);
  }

  /** Shows what is selected now: cheap however many objects there are. */
  #refreshSelection(): void {
    this.#syncTool();
    if (this.work.selection.size !== 1) this.#handle = undefined;
    this.#side.show();
    this.#side.list.show(this.#rows, this.work.selection);
    this.#showFaults();
    this.#stage.repaint();
    this.#input.actions.changed();
  }

  #refreshLater(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#found = this.#faults.of(this.work.drawing);
    const faulty = faultsByKey(this.work, this.#found);
    const isSame =
      faulty.size === this.#faulty.size && [...faulty.keys()].every((key) => this.#faulty.has(key));
    this.#faulty = faulty;
    this.#rows = this.#showing.rows((key) => this.#faulty.get(key) ?? '');
    this.#side.list.show(this.#rows, this.work.selection);
    this.#showFaults();
    if (!isSame) this.#show(this.#preview);
  }

  /** The faults found last, beside the questions they are about. */
  #showFaults(): void {
    const [only] = this.work.selected;
    const place = only ? this.work.drawing.objects.indexOf(only) : -1;
    const sentenceAt = (pointer: string) =>
      this.#found.find((fault) => fault.pointer === pointer)?.sentence ?? '';
    this.#side.questions.showFaults((name) =>
      sentenceAt(`/annotations/${place}/attributes/${escaped(name)}`),
    );
    this.#side.globals.showFaults((name) => sentenceAt(`/global_attributes/${escaped(name)}`));
  }

  #syncTool(): void {
    if (this.#pick) return;
    if (this.mode === 'hole' && !this.work.cuttable) this.mode = 'select';
    if (this.mode === 'draw' && !this.work.canAdd) this.mode = 'select';
    const wanted = this.mode === 'draw' ? this.work.geometry : this.mode;
    if (wanted !== this.#toolOf) {
      this.#toolOf = wanted;
      this.#stage.setTool(this.#toolbox.tool(this.mode));
    }
    const isDrawingPolygon = this.mode === 'draw' && this.work.geometry === 'polygon';
    const hint = this.#toolbox.hint(this.mode, this.work.geometry);
    this.#bar.showHint(isDrawingPolygon && this.#noMagic ? `${hint} ${this.#noMagic}` : hint);
  }

  #show(preview: Shapes | undefined): void {
    this.#preview = preview;
    const faulty = new Set(this.#faulty.keys());
    this.#stage.setItems(this.#showing.items(faulty, preview));
    this.#ties = this.#showing.ties();
  }

  #pointerOf(key: string): string | null {
    const place = this.work.drawing.objects.findIndex((one) => one.key === key);
    return place < 0 ? null : `/annotations/${place}`;
  }

  /** Where each pin stands: at its own point, or at the corner of its shape. */
  #pinned(): { at: Point; name: string }[] {
    return this.#pins.flatMap(({ position, pointer, name }) => {
      if (position) return [{ at: { x: position['x'] ?? 0, y: position['y'] ?? 0 }, name }];
      const place = Number(/^\/annotations\/(\d+)/.exec(pointer ?? '')?.[1]);
      const shape = this.work.drawing.objects[place]?.shape;
      if (!shape) return [];
      const { left, top } = shapeBounds(shape);
      return [{ at: { x: left, y: top }, name }];
    });
  }

  #paint(overlay: Parameters<typeof paintOverlay>[0]): void {
    paintOverlay(overlay, {
      work: this.work,
      stage: this.#stage,
      ties: this.#ties,
      hovered: this.#hovered,
      activeHandle: this.#handle,
      hasHandles: this.mode === 'select',
      snapped: this.#toolbox.snapped,
      pins: this.#pinned(),
    });
  }

  #hover(key: string | undefined): void {
    if (key === this.#hovered) return;
    this.#hovered = key;
    this.#stage.repaint();
  }

  #open(key: string): void {
    if (this.#pick) {
      this.#take(key);
      return;
    }
    this.work.select([key]);
    this.#reveal();
    if (this.#side.hasQuestions) this.#side.questions.focus();
    else this.focus();
  }

  #reveal(): void {
    const bounds = this.#selectedBounds();
    if (bounds) this.#stage.reveal(bounds);
  }

  #selectedBounds(): Bounds | undefined {
    return this.work.selected
      .flatMap(({ shape }) => (shape ? [shapeBounds(shape)] : []))
      .reduce<Bounds | undefined>((all, one) => (all ? union(all, one) : one), undefined);
  }

  #dragHandle(x: number, y: number): void {
    const [only] = this.work.selected;
    if (!only?.shape || this.#handle === undefined) return;
    const handle = handles(only.shape, this.#stage.reach).find(({ id }) => id === this.#handle);
    if (!handle) return;
    const to = { x: handle.at.x + x, y: handle.at.y + y };
    const item = handle.role === 'vertex' ? this.#only : undefined;
    const shares = item ? vertexShares(item, Number(handle.id), this.#among) : [];
    let shape: Shape;
    if (handle.role === 'turn' && only.shape.kind === 'box') {
      shape = { ...only.shape, rotation: only.shape.rotation + (x - y) * TURN_STEP };
    } else shape = dragged(only.shape, handle.id, to);
    const shapes = shares.length ? pulled(shares, to) : new Map([[only.key, shape]]);
    this.work.reshape(shapes, `handle ${only.key} ${handle.id}`);
  }

  /** The one selected object, as the stage shows it. */
  get #only(): Item | undefined {
    const [only, ...others] = this.work.selected;
    return only && !others.length ? this.#stage.scene.get(only.key) : undefined;
  }

  /** Where shapes are looked for that share a vertex; with snapping switched off each is alone. */
  get #among(): Neighbours | undefined {
    const canReshape = (key: string) => this.work.canReshape(key);
    return this.#toolbox.isSnapping ? { scene: this.#stage.scene, canReshape } : undefined;
  }

  #pickFor(attribute: Attribute): void {
    const sentence = this.translate(
      'Choose the object for “{name}”, here or in the list; Escape cancels.',
      {
        name: attribute.description || attribute.name,
      },
    );
    this.#startPick(sentence, attribute.allowedLabels, (key) =>
      this.work.answerWithObject(attribute, key),
    );
  }

  #startPick(sentence: string, allowed: readonly string[], take: (key: string) => void): void {
    if (this.mode !== 'select') this.setMode('select');
    this.#pick = { source: [...this.work.selection], allowed, take };
    this.#toolOf = 'pick';
    this.#stage.setTool({
      cursor: 'pointer',
      move: ({ at, reach }) => this.#hover(this.#stage.scene.hits(at, reach)[0]?.id),
      up: ({ at, reach }) => {
        const hits = this.#stage.scene.hits(at, reach).map(({ id }) => id);
        const key = hits.find((id) => this.#isAllowed(id));
        if (key !== undefined) this.#take(key);
      },
    });
    this.#say(sentence);
  }

  #isAllowed(key: string): boolean {
    const label = this.work.drawing.get(key)?.label;
    const allowed = this.#pick?.allowed ?? [];
    return !allowed.length || (label !== undefined && allowed.includes(label));
  }

  #take(key: string): void {
    if (!this.#isAllowed(key)) {
      const allowed = this.#pick?.allowed.join(', ') ?? '';
      this.#tell(this.translate('That cannot be chosen here; {allowed} can.', { allowed }));
      return;
    }
    const pick = this.#pick;
    this.#endPick();
    if (pick) {
      this.work.select(pick.source);
      pick.take(key);
    }
    this.focus();
  }

  #endPick(): void {
    if (!this.#pick) return;
    this.#pick = undefined;
    this.#notice.hidden = true;
    this.#syncTool();
  }

  /** Shows a sentence over the picture, and speaks it. */
  #say(sentence: string): void {
    setText(this.#notice, sentence);
    this.#notice.hidden = false;
    this.#tell(sentence);
  }

  /** Says a sentence in the line below the picture, and speaks it. */
  #explain(sentence: string): void {
    this.#bar.showHint(sentence);
    this.#tell(sentence);
  }

  #tell(sentence: string): void {
    this.#status.textContent = sentence;
  }
}

function escaped(step: string): string {
  return step.replace(/~/g, '~0').replace(/\//g, '~1');
}

function unescaped(step: string): string {
  return step.replace(/~1/g, '/').replace(/~0/g, '~');
}
