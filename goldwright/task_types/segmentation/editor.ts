/** The screen for masks: picture, brush, labels, questions and the list of what is painted. */
import type {
  Editor,
  EditorInput,
  Fault,
  JsonObject,
  MountEditor,
  Pin,
  Place,
} from '@web/editor/contract';
import { Gestures } from '@web/editor/gestures';
import { lookOf } from '@web/canvas/colours';
import { type Bounds, type Point, clamped } from '@web/canvas/geometry';
import { LiveWire } from '@web/canvas/live_wire';
import { panTool } from '@web/canvas/navigation';
import { paintHandles } from '@web/canvas/paint';
import type { Look } from '@web/canvas/scene';
import type { Shape } from '@web/canvas/shapes';
import { Stage } from '@web/canvas/stage';
import type { Overlay, StagePointer, Tool } from '@web/canvas/tool';
import { PathTool } from '@web/canvas/tools/path';
import { PointingTool } from '@web/canvas/tools/pointing';
import { toImage } from '@web/canvas/view';
import { AttributePanel } from '@web/objects/attribute_panel';
import { LabelPanel } from '@web/objects/label_panel';
import type { Label } from '@web/objects/labels';
import { ObjectList, type ObjectRow } from '@web/objects/object_list';
import { findOutline, told } from '@web/objects/outlines';
import { PictureBar } from '@web/objects/picture';
import { labelAction } from '@web/objects/picture_actions';
import { make, setText, uniqueId } from '@web/ui/dom';
import { type Commands, type Mode, editorActions } from './actions';
import { BrushTool } from './brush';
import { type Channels, Layer } from './layer';
import { prelabelOf, readPrelabel } from './prelabel';
import { ringRows } from './regions';
import { readTask } from './task';
import { type Segment, Work } from './work';
import '@web/ui/controls.css';
import '@web/objects/objects.css';
import '@web/objects/picture.css';
import './editor.css';

export const mountEditor: MountEditor = (host, input) => new MaskEditor(host, input);

const OPACITY = 0.6;
const OPACITY_STEP = 0.08;
const BRUSH_STOPS = 500;
const NEAR_PX = 12; // round a pixel that is brought into view

class MaskEditor implements Editor, Commands {
  readonly work: Work;
  readonly translate: EditorInput['translate'];
  mode: Mode = 'select';
  isFollowing = false;
  hasMagic = false;
  readonly #input: EditorInput;
  readonly #host: HTMLElement;
  readonly #stage: Stage;
  readonly #layer = new Layer();
  readonly #image = make('img', { alt: '', draggable: 'false' });
  readonly #bar: PictureBar;
  readonly #labels: LabelPanel;
  readonly #questions: AttributePanel;
  readonly #list: ObjectList;
  readonly #side = make('div', { class: 'gw-image-side' });
  readonly #about: HTMLElement;
  readonly #title = make('h3', { class: 'gw-side-title' });
  readonly #size = make('input', { type: 'range', min: 1, max: BRUSH_STOPS });
  readonly #sizeText = make('output', {});
  readonly #left = make('p', { class: 'gw-mask-left' });
  readonly #status = make('p', { class: 'gw-hidden', role: 'status' });
  readonly #notice = make('p', { class: 'gw-image-notice', hidden: true });
  readonly #gestures = new Gestures();
  #wire: LiveWire | undefined;
  #opacity = OPACITY;
  #toolOf: Mode | undefined;
  #hovered: number | undefined;
  #pins: readonly Pin[] = [];
  #isThere = false;
  #isDestroyed = false;

  constructor(host: HTMLElement, input: EditorInput) {
    this.#host = host;
    this.#input = input;
    const { translate } = input;
    this.translate = translate;
    const task = readTask(input.params);
    this.work = new Work(
      task,
      {
        edited: (response, gesture) =>
          input.onChange(response, gesture === undefined ? {} : { gesture }),
        changed: (pixels) => this.#changed(pixels),
      },
      { response: input.response, readOnly: input.readOnly },
    );
    const picture = make('div', { class: 'gw-image-picture' });
    this.#bar = new PictureBar(
      () => ({
        // The light is the picture's alone: colours of labels stay as they are.
        setFilter: (brightness, contrast) => {
          this.#image.style.filter = `brightness(${brightness}) contrast(${contrast})`;
        },
      }),
      translate,
      (opacity) => {
        this.#opacity = opacity;
        this.#layer.element.style.opacity = `${opacity}`;
      },
    );
    this.#stage = new Stage(picture, {
      title: translate('Picture'),
      paintOverlay: (overlay) => this.#paint(overlay),
      onView: (view) => this.#bar.showView(view.scale),
    });
    this.#bar.setOpacity(OPACITY);
    this.#describeStage(picture);
    input.actions.set(editorActions(this));
    this.#labels = new LabelPanel({
      rows: task.rows,
      mayOmit: false,
      translate,
      hintOf: ({ name }) => (task.instances.has(name) ? translate('one by one') : ''),
      keyOf: (label) => input.actions.keyOf(labelAction(label)),
      onChoose: (label) => label && this.choose(label),
      onHide: (label) => this.work.toggleLabel(label),
    });
    this.#questions = new AttributePanel({
      attributes: task.attributes.filter(({ isGlobal }) => !isGlobal),
      translate,
      onAnswer: (name, answer, isTyping) =>
        this.work.answer(name, answer, isTyping ? this.#gestures.typing(`/${name}`) : undefined),
      onPick: () => undefined, // objects of a mask have no identity that could be linked to
      nameOf: (uuid) => uuid,
    });
    this.#list = new ObjectList({
      translate,
      onSelect: (ids) => this.work.select(ids.length ? Number(ids.at(-1)) : undefined),
      onOpen: (id) => {
        this.work.select(Number(id));
        this.zoomToSelection();
        if (this.work.isAsked) this.#questions.focus();
        else this.focus();
      },
      onHide: (id) => this.work.toggle(Number(id), 'hidden'),
      onLock: (id) => this.work.toggle(Number(id), 'locked'),
      onHover: (id) => {
        this.#hovered = id === undefined ? undefined : Number(id);
        this.#stage.repaint();
      },
    });
    this.#about = make('section', { class: 'gw-side-part' }, this.#title, this.#questions.element);
    this.#fillSide();
    const centre = make('div', { class: 'gw-image-centre' }, picture, this.#bar.element);
    host.append(make('div', { class: 'gw-image' }, centre, this.#side, this.#status));
    this.#changed('all');
    void this.#load();
    void this.#askForMagic();
  }

  setResponse(response: JsonObject | null): void {
    this.work.show(response);
  }

  setReadOnly(readOnly: boolean): void {
    this.work.isReadOnly = readOnly;
    if (readOnly) this.mode = 'select';
    this.#input.actions.set(editorActions(this));
    this.#changed();
  }

  validate(): Fault[] {
    if (this.#stage.tool.isBusy) {
      const sentence = this.translate(
        'An outline or a stroke is not finished: Enter finishes it, Escape drops it.',
      );
      return [{ pointer: '', sentence }];
    }
    if (this.work.isUntouched) {
      const sentence = this.work.hasStart
        ? this.translate('Nothing was changed yet. Change something, or keep all as shown.')
        : this.translate('Nothing is painted yet.');
      return [{ pointer: '', sentence }];
    }
    return this.work.faults(this.translate);
  }

  focusFault(pointer: string): void {
    const [part, place, below, name] = pointer.split('/').slice(1);
    const segment = part === 'segments' ? this.work.segments[Number(place)] : undefined;
    if (segment) {
      this.work.select(segment.index);
      this.zoomToSelection();
      const question = name?.replace(/~1/g, '/').replace(/~0/g, '~');
      if (below === 'attributes' && this.#questions.focus(question)) return;
    } else if (part === 'runs') this.showOpen();
    this.focus();
  }

  selection(): string | null {
    const place = this.work.segments.findIndex((one) => one === this.work.selected);
    return place < 0 ? null : `/segments/${place}`;
  }

  placeAt(clientX: number, clientY: number): Place | null {
    const at = this.#stage.placeAt(clientX, clientY);
    if (!at) return null;
    const index = this.work.mask?.at(Math.floor(at.x), Math.floor(at.y));
    const place = this.work.segments.findIndex((one) => one.index === index);
    return {
      position: { x: at.x, y: at.y },
      ...(place < 0 ? {} : { pointer: `/segments/${place}` }),
    };
  }

  pin(pins: readonly Pin[]): void {
    this.#pins = pins;
    this.#stage.repaint();
  }

  focus(): void {
    this.#stage.element.focus({ preventScroll: true });
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.#wire?.destroy();
    this.#stage.destroy();
    this.#list.destroy();
    this.#host.replaceChildren();
  }

  get isOnStage(): boolean {
    return document.activeElement === this.#stage.element;
  }

  setMode(mode: Mode): void {
    this.mode = mode;
    if (mode !== 'select' && mode !== 'pan') this.work.isErasing = false;
    this.#changed();
    this.focus();
  }

  toggleErasing(): void {
    if (this.mode === 'select' || this.mode === 'pan') this.mode = 'brush';
    this.work.isErasing = !this.work.isErasing;
    this.#changed();
    this.focus();
  }

  toggleCareful(): void {
    this.work.isCareful = !this.work.isCareful;
    this.#changed();
  }

  toggleFollowing(): void {
    this.isFollowing = !this.isFollowing;
    if (this.isFollowing && this.#isThere && typeof Worker !== 'undefined') {
      this.#wire ??= new LiveWire(this.#image, () => this.#wireChanged());
      this.mode = 'polygon';
    }
    this.#wireChanged();
    this.#changed();
  }

  /** With the selection tool the selected segment changes label; else the next pixels get it. */
  choose(label: Label): void {
    if (this.mode === 'select' && this.work.relabel(label)) return;
    if (this.work.canPaint && this.mode === 'select') this.mode = 'brush';
    this.work.choose(label);
    if (!this.#side.contains(document.activeElement)) this.focus();
  }

  cancel(): void {
    if (this.#stage.tool.cancel?.()) return;
    if (this.work.selected) this.work.select(undefined);
    else this.setMode('select');
  }

  press(keys: { shift?: boolean; alt?: boolean } = {}): void {
    const { tool, cursor } = this.#stage;
    if (!cursor && tool.finish?.()) return;
    if (this.mode === 'magic' && !keys.alt && this.#isRepeated(cursor) && tool.finish?.()) return;
    this.#pressed = this.#stage.pressCursor(keys);
    const { x, y } = this.#pressed;
    this.#tell(this.translate('Placed at {x}, {y}', { x: Math.round(x), y: Math.round(y) }));
  }

  back(): boolean {
    return this.#stage.tool.back?.() ?? false;
  }

  step(x: number, y: number): void {
    const at = this.#stage.moveCursor(x, y);
    this.#bar.showPlace(at);
    const index = this.work.mask?.at(Math.floor(at.x), Math.floor(at.y));
    const segment = this.work.segments.find((one) => one.index === index);
    const name = segment ? this.#nameOf(segment) : this.translate('no label');
    this.#tell(`${Math.round(at.x)}, ${Math.round(at.y)}: ${name}`);
  }

  selectNext(step: 1 | -1): void {
    this.work.selectNext(step);
    const { selected } = this.work;
    const bounds = selected && this.work.boundsOf(selected.index);
    if (bounds) this.#stage.reveal(bounds);
    if (selected) this.#tell(this.#nameOf(selected));
  }

  showOpen(): void {
    const open = this.work.firstOpen();
    if (!open) return;
    const { x, y } = open;
    this.#stage.zoomTo({
      left: x - NEAR_PX,
      top: y - NEAR_PX,
      right: x + NEAR_PX,
      bottom: y + NEAR_PX,
    });
    this.#tell(this.translate('No label at {x}, {y}', { x, y }));
  }

  focusList(): void {
    this.#list.focus();
  }

  focusQuestions(): void {
    this.#questions.focus();
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
    const bounds = this.work.selected && this.work.boundsOf(this.work.selected.index);
    if (bounds) this.#stage.zoomTo(bounds);
  }

  fade(step: number): void {
    this.#bar.setOpacity(Math.min(1, Math.max(0, this.#opacity + step * OPACITY_STEP)));
  }

  #pressed: Point | undefined;

  #isRepeated(cursor: Point | undefined): boolean {
    return this.#pressed?.x === cursor?.x && this.#pressed?.y === cursor?.y;
  }

  #fillSide(): void {
    const { translate } = this;
    const title = (text: string) => make('h3', { class: 'gw-side-title' }, text);
    const brush = make(
      'label',
      { class: 'gw-mask-brush' },
      translate('Brush'),
      this.#size,
      this.#sizeText,
    );
    this.#size.addEventListener('input', () => this.work.setBrush(Number(this.#size.value)));
    this.#side.append(
      make('section', { class: 'gw-side-part' }, title(translate('Labels')), this.#labels.element),
      make('section', { class: 'gw-side-part' }, brush, this.#left),
      this.#about,
      this.#list.element,
    );
    this.#side.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      this.focus();
    });
  }

  #describeStage(picture: HTMLElement): void {
    const id = uniqueId('picture');
    const text = this.translate(
      'Choose a label by its key, then paint. Arrow keys move the crosshair, Enter paints there, Shift with Enter paints a line from the last place. G leads to the list of objects.',
    );
    picture.append(make('p', { id, class: 'gw-hidden' }, text), this.#notice);
    this.#stage.element.setAttribute('aria-describedby', id);
    this.#stage.element.addEventListener('pointermove', ({ offsetX, offsetY }) =>
      this.#bar.showPlace(toImage(this.#stage.view, { x: offsetX, y: offsetY })),
    );
  }

  async #load(): Promise<void> {
    const { params } = this.#input;
    const attachmentUrl = (url: string) => this.#input.attachmentUrl(url);
    const prelabel = this.work.isUntouched ? prelabelOf(params) : '';
    const reading = prelabel ? readPrelabel(params, attachmentUrl(prelabel)) : null;
    const [picture, start] = await Promise.allSettled([
      loaded(this.#image, attachmentUrl(this.work.task.attachment)),
      reading,
    ]);
    if (this.#isDestroyed) return;
    this.#isThere = picture.status === 'fulfilled';
    if (!this.#isThere) this.#say(this.translate('The picture could not be loaded.'));
    else if (start.status === 'rejected') {
      this.#say(this.translate('The masks to start from could not be read; begin with nothing.'));
    }
    const { naturalWidth, naturalHeight } = this.#image;
    const shown = start.status === 'fulfilled' ? start.value : null;
    if (this.#isThere || shown) this.work.open(naturalWidth, naturalHeight, shown);
    const { mask } = this.work;
    if (mask) {
      const layers = make('div', { class: 'gw-mask-layers' });
      if (this.#isThere) layers.append(this.#image);
      layers.append(this.#layer.element);
      this.#stage.setBackdrop(layers, { width: mask.width, height: mask.height });
      this.#bar.showSize(mask.width, mask.height);
      if (this.work.canPaint && !this.work.segments.length) this.mode = 'brush';
    }
    this.#input.actions.set(editorActions(this));
    this.#changed('all');
    this.#host.dataset['loaded'] = `${this.#isThere}`;
  }

  async #askForMagic(): Promise<void> {
    const { assist } = this.#input;
    const problem = await assist?.whyNot().catch(() => undefined); // offline: asked again next time
    if (this.#isDestroyed || problem !== '') return;
    this.hasMagic = true;
    this.#input.actions.set(editorActions(this));
  }

  /** Shows what has changed: pixels where they did, and unless a stroke goes on all beside them. */
  #changed(pixels?: Bounds | 'all'): void {
    const { mask } = this.work;
    if (mask) {
      const { element } = this.#layer;
      const isNew = element.width !== mask.width || element.height !== mask.height;
      if (isNew) this.#layer.resize(mask.width, mask.height);
      const isOther = this.#layer.setColours(this.#colours());
      const all = { left: 0, top: 0, right: mask.width, bottom: mask.height };
      if (isNew || isOther || pixels === 'all') this.#layer.paint(mask, all);
      else if (pixels) this.#layer.paint(mask, pixels);
    }
    if (!this.work.isPainting) this.#refresh();
    this.#stage.repaint();
  }

  #refresh(): void {
    const { work, translate } = this;
    if (!work.canPaint && this.mode !== 'pan') this.mode = 'select';
    if (this.mode !== this.#toolOf) {
      this.#toolOf = this.mode;
      this.#stage.setTool(this.#tool(this.mode));
    }
    this.#bar.showHint(this.#hint());
    this.#labels.show(work.label?.name, work.hiddenLabels);
    this.#size.value = `${work.brush}`;
    setText(this.#sizeText, translate('{size} px', { size: work.brush }));
    setText(
      this.#left,
      work.mask
        ? translate('{count} {count|pixel|pixels} without a label', { count: work.unlabeled })
        : '',
    );
    const { selected } = work;
    this.#about.hidden = !selected;
    setText(this.#title, selected ? this.#nameOf(selected) : '');
    this.#questions.show(
      selected && work.isAsked ? [{ label: selected.label, answers: selected.answers }] : [],
      work.isReadOnly,
    );
    const faults = work.faults(translate);
    this.#list.show(
      work.segments.map((one, place) => this.#row(one, place, faults)),
      new Set(selected ? [`${selected.index}`] : []),
    );
    const at = selected ? `/segments/${work.segments.indexOf(selected)}/attributes/` : '';
    this.#questions.showFaults(
      (name) => faults.find(({ pointer }) => at && pointer === `${at}${name}`)?.sentence ?? '',
    );
    this.#input.actions.changed();
  }

  #row(segment: Segment, place: number, faults: readonly Fault[]): ObjectRow {
    const { index } = segment;
    const start = `/segments/${place}`;
    const fault = faults.find(
      ({ pointer }) => pointer === start || pointer.startsWith(`${start}/`),
    );
    return {
      id: `${index}`,
      text: this.#nameOf(segment),
      detail: this.translate('{count} px', { count: this.work.countOf(index) }),
      colour: `rgb(${this.#colourOf(segment).join(' ')})`,
      isHidden: !this.work.isShown(segment),
      isLocked: this.work.locked.has(index),
      fault: fault?.sentence ?? '',
    };
  }

  /** The label, and of objects told apart which one it is. */
  #nameOf({ index, label }: Segment): string {
    const text = this.work.task.labels.get(label)?.text ?? label;
    if (!this.work.task.instances.has(label)) return text;
    const own = this.work.segments.filter((one) => one.label === label);
    return `${text} ${own.findIndex((one) => one.index === index) + 1}`;
  }

  #colours(): Map<number, Channels> {
    const { segments, fresh } = this.work;
    const shown = segments.filter((one) => this.work.isShown(one));
    return new Map(
      [...shown, ...(fresh ? [fresh] : [])].map((one) => [one.index, this.#colourOf(one)]),
    );
  }

  /** The colour of the label; objects told apart have lighter and darker shades of it. */
  #colourOf({ index, label }: { readonly index: number; readonly label: string }): Channels {
    const own = this.work.task.labels.get(label);
    const { colour } = lookOf(own?.place ?? 0, own?.colour);
    const part = (from: number) => Number.parseInt(colour.slice(from, from + 2), 16);
    const plain: Channels = [part(1), part(3), part(5)];
    if (!this.work.task.instances.has(label)) return plain;
    const toward = [0, 255, 0][index % 3] ?? 0;
    const share = [0, 0.35, 0.3][index % 3] ?? 0;
    const [red, green, blue] = plain.map((one) => Math.round(one + (toward - one) * share));
    return [red ?? 0, green ?? 0, blue ?? 0];
  }

  #look(): Look {
    const look = lookOf(this.work.label?.place ?? 0, this.work.label?.colour);
    return { ...look, isFilled: true, isFaulty: false };
  }

  #hint(): string {
    const { translate } = this;
    const key = (name: string) => this.#input.actions.keyOf(name);
    const hints: Record<Mode, string> = {
      select: translate('Click selects what is painted there; a key of a label changes its label.'),
      pan: translate('Drag to move the picture; the wheel zooms.'),
      brush: translate(
        'Drag to paint. Alt: the opposite. Shift: a line from the last place. {smaller} {larger} or Alt with the wheel: size.',
        { smaller: key('brush.smaller'), larger: key('brush.larger') },
      ),
      polygon: translate(
        'Click vertices or drag freehand; Enter or the first vertex fills, Backspace takes back.',
      ),
      bucket: translate('Click fills what hangs together. Alt: the opposite.'),
      magic: translate(
        'Drag a box round an object, or click on it. Click adds, Alt+click takes away, Enter fills the outline.',
      ),
    };
    const verb = this.work.isErasing ? `${translate('Erasing.')} ` : '';
    return verb + hints[this.mode];
  }

  #tool(mode: Mode): Tool {
    const { work } = this;
    const pixel = ({ at }: StagePointer) => [Math.floor(at.x), Math.floor(at.y)] as const;
    switch (mode) {
      case 'pan':
        return panTool;
      case 'select':
        return {
          cursor: 'default',
          up: (pointer) => work.select(work.mask?.at(...pixel(pointer)) || undefined),
        };
      case 'bucket':
        return {
          cursor: 'crosshair',
          up: (pointer) => {
            if (work.begin(pointer.alt)) work.flood(...pixel(pointer));
          },
        };
      case 'brush':
        return new BrushTool({
          size: () => work.brush,
          resize: (step) => work.resizeBrush(step),
          begin: (isReversed) => work.begin(isReversed),
          paint: (rows) => work.paint(rows),
          end: (painted) => work.end(painted),
          drop: (painted) => work.drop(painted),
          repaint: () => this.#stage.repaint(),
        });
      case 'polygon':
        return this.#polygon();
      case 'magic':
        return new PointingTool({
          place: ({ at }) => at,
          repaint: () => this.#stage.repaint(),
          look: () => this.#look(),
          find: (pointed) =>
            findOutline(this.#input.assist, work.task.attachment, pointed, this.translate),
          tell: (state) => {
            const sentence = told(state, this.translate);
            this.#bar.showHint(sentence);
            this.#tell(sentence);
          },
          done: ({ vertices, holes }) => this.#fill([vertices, ...holes]),
        });
    }
  }

  #polygon(): Tool {
    const wire = () => (this.isFollowing ? this.#follower : undefined);
    return new PathTool(
      {
        place: (pointer) => this.#place(pointer),
        repaint: () => this.#stage.repaint(),
        look: () => this.#look(),
        done: (shape: Shape) => {
          if (shape.kind === 'polygon') this.#fill([shape.vertices]);
        },
        passed: () => [],
        get wire() {
          return wire();
        },
        least: 3,
        most: Infinity,
      },
      (vertices) => ({ kind: 'polygon', vertices }),
    );
  }

  #place({ at, reach, isKeyboard }: StagePointer): Point {
    const { width, height } = this.#stage.picture;
    const { scale } = this.#stage.view;
    const isDrawn = this.isFollowing && !isKeyboard;
    const found = (isDrawn && this.#wire?.near(at, reach, scale)) || at;
    return clamped(found, { left: 0, top: 0, right: width, bottom: height });
  }

  readonly #follower = {
    begin: (at: Point | undefined) => {
      if (at) this.#wire?.begin(at, this.#stage.view.scale);
      else this.#wire?.end();
    },
    way: (to: Point) => this.#wire?.way(to) ?? [],
  };

  #wireChanged(): void {
    if (this.isFollowing && (!this.#wire || this.#wire.isReadable === false)) {
      this.isFollowing = false;
      this.#tell(this.translate('The edges of this picture cannot be read.'));
      this.#input.actions.changed();
    }
    const state = this.#wire?.isReady ? 'ready' : 'looking';
    this.#stage.element.dataset['edges'] = this.isFollowing ? state : 'off';
    this.#stage.repaint();
  }

  #fill(rings: readonly (readonly Point[])[]): void {
    const { mask } = this.work;
    if (!mask || !this.work.begin()) return;
    this.work.end(this.work.paint((emit) => ringRows(rings, mask.height, emit)));
  }

  #paint({ context, px }: Overlay): void {
    const shown = [this.work.selected?.index, this.#hovered];
    for (const index of this.work.isPainting ? [] : shown) {
      const bounds = index === undefined ? undefined : this.work.boundsOf(index);
      if (!bounds) continue;
      const { left, top, right, bottom } = bounds;
      for (const [colour, dash] of [
        ['rgb(0 0 0 / 0.7)', []],
        ['#fff', [4 * px, 4 * px]],
      ] as const) {
        context.setLineDash([...dash]);
        context.strokeStyle = colour;
        context.lineWidth = 1.5 * px;
        context.strokeRect(left, top, right - left, bottom - top);
      }
    }
    for (const pin of this.#pins) this.#paintPin(context, px, pin);
  }

  #paintPin(context: Overlay['context'], px: number, { position, pointer, name }: Pin): void {
    const place = Number(/^\/segments\/(\d+)/.exec(pointer ?? '')?.[1]);
    const index = this.work.segments[place]?.index;
    const bounds = index === undefined ? undefined : this.work.boundsOf(index);
    const at = position
      ? { x: position['x'] ?? 0, y: position['y'] ?? 0 }
      : bounds && { x: bounds.left, y: bounds.top };
    if (!at) return;
    paintHandles(context, [{ id: '', at, role: 'vertex', title: '' }], { px, active: '' });
    context.font = `600 ${12 * px}px system-ui, sans-serif`;
    context.lineWidth = 3 * px;
    context.strokeStyle = '#000';
    context.fillStyle = '#fff';
    context.strokeText(name, at.x + 8 * px, at.y);
    context.fillText(name, at.x + 8 * px, at.y);
  }

  /** Shows a sentence over the picture, and speaks it. */
  #say(sentence: string): void {
    setText(this.#notice, sentence);
    this.#notice.hidden = false;
    this.#tell(sentence);
  }

  #tell(sentence: string): void {
    this.#status.textContent = sentence;
  }
}

async function loaded(image: HTMLImageElement, url: string): Promise<void> {
  image.src = url;
  await image.decode();
}
