/**
 * A picture with shapes over it, which people move, zoom and draw on.
 *
 * Three layers: the backdrop (an image, video or canvas element that the browser itself scales),
 * the shapes, and what changes with every movement of the pointer. The middle one is drawn again only
 * where something changed, and only what can be seen: panning moves what is drawn and adds the strips
 * that come into view, and while many shapes are zoomed, what is drawn is stretched until the zoom
 * rests. All drawing waits for the next frame.
 */
import { type Bounds, type Point, clamped, grown, holds } from './geometry';
import { Navigation } from './navigation';
import {
  type Context,
  paintCrosshair,
  paintItems,
  paintPixelGrid,
  paintTag,
  inImage,
  inScreen,
} from './paint';
import { type Item, Scene } from './scene';
import { shapeBounds } from './shapes';
import type { Overlay, StagePointer, Tool } from './tool';
import {
  type Size,
  type View,
  centred,
  fitted,
  toImage,
  toScreen,
  visible,
  zoomedAt,
} from './view';
import './stage.css';

const GRID_SCALE = 8; // pixels of the image are told apart from here on
const SHAPE_MARGIN_PX = 24; // lines, marks and warnings reach this far beyond a shape's bounds
const MOST_TAGS = 150;
const MOST_HALOS = 600; // in view; above, outlines without a dark halo keep all smooth
const MOST_ZOOMED = 800; // in view; above, zooming stretches until it rests
const REST_MS = 120;
const REACH_PX = 8;
const STEADY: Tool = { cursor: 'default' };

export interface StageOptions {
  /** What it is called for a screen reader. */
  readonly title: string;
  /** Draws above the shapes; called for every frame in which something moved. */
  readonly paintOverlay?: (overlay: Overlay) => void;
  readonly onView?: (view: View) => void;
}

export class Stage {
  readonly element: HTMLElement;
  readonly scene = new Scene();
  readonly #shapes: HTMLCanvasElement;
  readonly #overlay: HTMLCanvasElement;
  readonly #options: StageOptions;
  readonly #navigation: Navigation;
  readonly #resize: ResizeObserver | undefined;
  #backdrop: HTMLElement | undefined;
  #size: Size = { width: 0, height: 0 };
  #picture: Size = { width: 0, height: 0 };
  #view: View = { scale: 1, x: 0, y: 0 };
  #isFitted = true;
  #tool: Tool = STEADY;
  #ratio = 1;
  #dirt: Bounds[] | 'all' = 'all';
  /** The view that the layer of shapes was drawn with. */
  #painted: View | undefined;
  #isStretched = false;
  #hasHalos = true;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  #seen: Item[] = [];
  #crosshair: Point | undefined;
  #cursor: Point | undefined;
  #hasTags = true;

  constructor(host: HTMLElement, options: StageOptions) {
    this.#options = options;
    this.element = document.createElement('div');
    this.element.className = 'gw-stage';
    this.element.tabIndex = 0;
    this.element.setAttribute('role', 'application');
    this.element.setAttribute('aria-label', options.title);
    this.#shapes = document.createElement('canvas');
    this.#overlay = document.createElement('canvas');
    this.element.append(this.#shapes, this.#overlay);
    host.append(this.element);
    this.#navigation = new Navigation(this.element, {
      pointerAt: (event) => this.#pointerAt(event),
      tool: () => this.#tool,
      view: () => this.#view,
      setView: (view) => this.setView(view),
      moved: (pointer) => this.#moved(pointer),
    });
    if (typeof ResizeObserver !== 'undefined') {
      this.#resize = new ResizeObserver(() => this.#measure());
      this.#resize.observe(this.element);
    }
    this.#measure();
  }

  get view(): View {
    return this.#view;
  }

  /** Of the stage on the screen. */
  get size(): Size {
    return this.#size;
  }

  get picture(): Size {
    return this.#picture;
  }

  get tool(): Tool {
    return this.#tool;
  }

  /** What a point of the window shows, in pixels of the picture; undefined beside it. */
  placeAt(clientX: number, clientY: number): Point | undefined {
    const area = this.element.getBoundingClientRect();
    const at = toImage(this.#view, { x: clientX - area.left, y: clientY - area.top });
    return holds(this.#pictureBounds(), at) ? at : undefined;
  }

  /** Image pixels that are near, at this zoom, for a mouse. */
  get reach(): number {
    return REACH_PX / this.#view.scale;
  }

  /** Puts a picture of this size behind the shapes, in place of the last one. */
  setBackdrop(backdrop: HTMLElement, size: Size): void {
    this.#backdrop?.remove();
    this.#backdrop = backdrop;
    backdrop.classList.add('gw-stage-backdrop');
    backdrop.style.width = `${size.width}px`;
    backdrop.style.height = `${size.height}px`;
    this.element.prepend(backdrop);
    this.#picture = size;
    if (this.#isFitted) this.fit();
    this.#changed('all');
  }

  /** Brightness and contrast of the picture; 1 leaves them as they are. */
  setFilter(brightness: number, contrast: number): void {
    if (!this.#backdrop) return;
    const isPlain = brightness === 1 && contrast === 1;
    this.#backdrop.style.filter = isPlain ? '' : `brightness(${brightness}) contrast(${contrast})`;
  }

  setItems(items: readonly Item[]): void {
    const dirt = this.scene.set(items);
    if (dirt === 'all') this.#changed('all');
    else for (const bounds of dirt) this.#changed(bounds);
    this.repaint();
  }

  setTool(tool: Tool): void {
    if (tool === this.#tool) return;
    this.#tool.cancel?.();
    this.#tool = tool;
    this.element.style.cursor = tool.cursor;
    if (!tool.hasCrosshair) this.#crosshair = this.#cursor = undefined;
    this.repaint();
  }

  setTags(isOn: boolean): void {
    this.#hasTags = isOn;
    this.repaint();
  }

  setView(view: View): void {
    this.#isFitted = false;
    this.#apply(view);
  }

  /** Shows the whole picture, and keeps to that when the window changes. */
  fit(): void {
    this.#apply(fitted(this.#pictureBounds(), this.#size, 8));
    this.#isFitted = true;
  }

  /** Shows the picture one to one, the middle of the screen staying in the middle. */
  actualSize(): void {
    this.setView(centred(toImage(this.#view, this.#middle()), this.#size, 1));
  }

  zoom(factor: number): void {
    const at = this.#cursor ? toScreen(this.#view, this.#cursor) : this.#middle();
    this.setView(zoomedAt(this.#view, at, factor));
  }

  /** Shows these bounds large, as far as that helps. */
  zoomTo(bounds: Bounds): void {
    const margin = Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top, 8) / 2;
    this.setView(fitted(grown(bounds, margin), this.#size, 16));
  }

  /** Moves the picture only if these bounds cannot be seen. */
  reveal(bounds: Bounds): void {
    const seen = visible(this.#view, this.#size);
    const isSeen =
      bounds.left >= seen.left &&
      bounds.right <= seen.right &&
      bounds.top >= seen.top &&
      bounds.bottom <= seen.bottom;
    if (isSeen || !this.#size.width) return;
    const isLarge =
      bounds.right - bounds.left > seen.right - seen.left ||
      bounds.bottom - bounds.top > seen.bottom - seen.top;
    if (isLarge) this.zoomTo(bounds);
    else {
      const middle = { x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2 };
      this.setView(centred(middle, this.#size, this.#view.scale));
    }
  }

  /** Where the keyboard points, or undefined while the mouse does. */
  get cursor(): Point | undefined {
    return this.#cursor;
  }

  /** Moves the keyboard's crosshair; the first time it starts in the middle of what is seen. */
  moveCursor(x: number, y: number): Point {
    const from = this.#cursor ?? this.#start();
    const to = clamped({ x: from.x + x, y: from.y + y }, this.#pictureBounds());
    this.#cursor = to;
    this.reveal(grown({ left: to.x, top: to.y, right: to.x, bottom: to.y }, this.reach));
    this.#tool.move?.(this.#keyPointer(to), false);
    this.#crosshair = toScreen(this.#view, to);
    this.repaint();
    return to;
  }

  /** A click of the keyboard where its crosshair stands. */
  pressCursor({ alt = false, shift = false } = {}): Point {
    const at = this.#cursor ?? this.moveCursor(0, 0);
    this.#tool.down?.({ ...this.#keyPointer(at), alt, shift });
    this.#tool.up?.({ ...this.#keyPointer(at), alt, shift });
    return at;
  }

  /** Draws what is above the shapes again in the next frame. */
  repaint(): void {
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
    this.#resize?.disconnect();
    this.#navigation.destroy();
    this.element.remove();
  }

  #start(): Point {
    if (this.#crosshair) return roundedPoint(toImage(this.#view, this.#crosshair));
    return roundedPoint(clamped(toImage(this.#view, this.#middle()), this.#pictureBounds()));
  }

  #keyPointer(at: Point): StagePointer {
    const { reach } = this;
    return { at, reach, shift: false, alt: false, mod: false, isDouble: false, isKeyboard: true };
  }

  #pictureBounds(): Bounds {
    return { left: 0, top: 0, right: this.#picture.width, bottom: this.#picture.height };
  }

  #middle(): Point {
    return { x: this.#size.width / 2, y: this.#size.height / 2 };
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    this.#size = { width, height };
    this.#ratio = window.devicePixelRatio || 1;
    for (const canvas of [this.#shapes, this.#overlay]) {
      canvas.width = Math.round(width * this.#ratio);
      canvas.height = Math.round(height * this.#ratio);
    }
    this.#changed('all');
    if (this.#isFitted) this.fit();
    else this.#apply(this.#view);
  }

  #apply(view: View): void {
    // On whole pixels of the screen, so that what is drawn can be moved without a blur.
    const whole = (value: number) => Math.round(value * this.#ratio) / this.#ratio;
    this.#view = { scale: view.scale, x: whole(view.x), y: whole(view.y) };
    if (this.#cursor) this.#crosshair = toScreen(this.#view, this.#cursor);
    this.repaint();
    this.#options.onView?.(this.#view);
  }

  #changed(what: Bounds | 'all'): void {
    if (what === 'all') this.#dirt = 'all';
    else if (this.#dirt !== 'all') this.#dirt.push(what);
    this.repaint();
  }

  #pointerAt(event: PointerEvent | WheelEvent): Point {
    const area = this.element.getBoundingClientRect();
    return { x: event.clientX - area.left, y: event.clientY - area.top };
  }

  #moved(pointer: StagePointer | undefined): void {
    this.#cursor = undefined;
    this.#crosshair =
      pointer && this.#tool.hasCrosshair ? toScreen(this.#view, pointer.at) : undefined;
    this.element.style.cursor = (pointer && this.#tool.cursorAt?.(pointer)) ?? this.#tool.cursor;
    this.repaint();
  }

  #paint(): void {
    this.#frame = 0;
    if (!this.#size.width) return;
    this.#placeBackdrop();
    const context = this.#shapes.getContext('2d');
    if (context) this.#paintShapes(context);
    this.#paintOverlay();
  }

  #placeBackdrop(): void {
    if (!this.#backdrop) return;
    const { scale, x, y } = this.#view;
    this.#backdrop.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    this.#backdrop.style.imageRendering = scale >= 2 ? 'pixelated' : 'auto';
  }

  #paintShapes(context: Context): void {
    const dirt = this.#dirt;
    const margin = SHAPE_MARGIN_PX / this.#view.scale;
    const seen = visible(this.#view, this.#size);
    const painted = this.#painted;
    const isFew = this.#seen.length <= MOST_HALOS; // of many, one more or less changes nothing
    if (painted !== this.#view || dirt === 'all' || (dirt.length && isFew)) {
      this.#seen = this.scene.within(grown(seen, margin));
    }
    const isZoomed = painted?.scale !== this.#view.scale;
    if (painted && isZoomed && !dirt.length && this.#seen.length > MOST_ZOOMED) {
      this.#stretch(painted);
      return;
    }
    this.#dirt = [];
    const hasHalos = this.#seen.length <= MOST_HALOS;
    if (
      !painted ||
      isZoomed ||
      this.#isStretched ||
      dirt === 'all' ||
      hasHalos !== this.#hasHalos
    ) {
      this.#hasHalos = hasHalos;
      this.#unstretch();
      this.#paintPart(context, seen, this.#seen);
    } else {
      const parts = [...this.#shift(context, painted), ...dirt.map((one) => grown(one, margin))];
      for (const part of parts) {
        this.#paintPart(context, part, this.scene.within(grown(part, margin)));
      }
    }
    this.#painted = this.#view;
  }

  /** Lets the browser scale what is drawn, and draws it anew once the zoom rests. */
  #stretch(painted: View): void {
    const factor = this.#view.scale / painted.scale;
    const x = this.#view.x - painted.x * factor;
    const y = this.#view.y - painted.y * factor;
    this.#shapes.style.transform = `matrix(${factor}, 0, 0, ${factor}, ${x}, ${y})`;
    this.#isStretched = true;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#changed('all'), REST_MS);
  }

  #unstretch(): void {
    if (!this.#isStretched) return;
    clearTimeout(this.#rest);
    this.#shapes.style.transform = '';
    this.#isStretched = false;
  }

  /** Moves what is drawn to where it is now; the strips that came into view are left to draw. */
  #shift(context: Context, painted: View): Bounds[] {
    const x = this.#view.x - painted.x;
    const y = this.#view.y - painted.y;
    if (!x && !y) return [];
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalCompositeOperation = 'copy';
    context.drawImage(this.#shapes, Math.round(x * this.#ratio), Math.round(y * this.#ratio));
    context.globalCompositeOperation = 'source-over';
    const { left, top, right, bottom } = visible(this.#view, this.#size);
    const across = Math.abs(x) / this.#view.scale;
    const down = Math.abs(y) / this.#view.scale;
    const strips: Bounds[] = [];
    if (x > 0) strips.push({ left, top, right: left + across, bottom });
    if (x < 0) strips.push({ left: right - across, top, right, bottom });
    if (y > 0) strips.push({ left, top, right, bottom: top + down });
    if (y < 0) strips.push({ left, top: bottom - down, right, bottom });
    return strips;
  }

  /** Draws the shapes again inside these bounds. */
  #paintPart(context: Context, part: Bounds, items: readonly Item[]): void {
    inScreen(context, this.#ratio);
    const start = toScreen(this.#view, { x: part.left, y: part.top });
    const end = toScreen(this.#view, { x: part.right, y: part.bottom });
    const left = Math.floor(start.x) - 1;
    const top = Math.floor(start.y) - 1;
    const width = Math.ceil(end.x) + 1 - left;
    const height = Math.ceil(end.y) + 1 - top;
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    context.clearRect(left, top, width, height);
    inImage(context, this.#view, this.#ratio);
    if (this.#view.scale >= GRID_SCALE) this.#paintGrid(context, part);
    paintItems(context, items, this.#view.scale, this.#hasHalos);
    context.restore();
  }

  #paintGrid(context: Context, part: Bounds): void {
    const { right, bottom } = this.#pictureBounds();
    const seen = visible(this.#view, this.#size);
    const grid = {
      left: Math.max(0, part.left, seen.left),
      top: Math.max(0, part.top, seen.top),
      right: Math.min(right, part.right, seen.right),
      bottom: Math.min(bottom, part.bottom, seen.bottom),
    };
    paintPixelGrid(context, grid, this.#view.scale);
  }

  #paintOverlay(): void {
    const context = this.#overlay.getContext('2d');
    if (!context) return;
    inScreen(context, this.#ratio);
    context.clearRect(0, 0, this.#size.width, this.#size.height);
    inImage(context, this.#view, this.#ratio);
    const overlay = { context, px: 1 / this.#view.scale };
    this.#options.paintOverlay?.(overlay);
    this.#tool.paint?.(overlay);
    inScreen(context, this.#ratio);
    if (this.#hasTags && this.#seen.length <= MOST_TAGS) {
      for (const { id } of this.#seen) this.#paintTag(context, id);
    }
    if (this.#crosshair) {
      paintCrosshair(context, this.#crosshair, this.#size.width, this.#size.height);
    }
  }

  #paintTag(context: Context, id: string): void {
    const item = this.scene.get(id);
    if (!item?.tag || item.isHidden) return;
    const bounds = shapeBounds(item.shape);
    const isLegible =
      item.shape.kind === 'point' ||
      (bounds.right - bounds.left + bounds.bottom - bounds.top) * this.#view.scale > 24;
    if (isLegible) paintTag(context, this.#view, item);
  }
}

function roundedPoint({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}
