/** Pointers and wheel on a stage: panning and zooming, and all else passed on to the tool. */
import { type Point, distance } from './geometry';
import type { StagePointer, Tool } from './tool';
import { type View, panned, toImage, zoomedAt } from './view';

export interface NavigationHost {
  pointerAt(event: PointerEvent | WheelEvent): Point;
  tool(): Tool;
  view(): View;
  setView(view: View): void;
  /** The pointer stands here now, or has left. */
  moved(pointer: StagePointer | undefined): void;
}

const REACH_PX = 8;
const FINGER_REACH_PX = 18;
const WHEEL_STEP = 0.0022; // of the scale's logarithm for each pixel the wheel turns
const DOUBLE_MS = 350;
const DOUBLE_PX = 6;

/**
 * The wheel zooms to the pointer (with Shift it pans); the middle button, Space held, or two fingers
 * pan and pinch, also while a shape is being drawn.
 */
export class Navigation {
  readonly #abort = new AbortController();
  readonly #element: HTMLElement;
  readonly #host: NavigationHost;
  readonly #fingers = new Map<number, Point>();
  #pan: Point | undefined;
  #held: number | undefined;
  #hasSpace = false;
  #lastPress: { readonly at: Point; readonly time: number } | undefined;

  constructor(element: HTMLElement, host: NavigationHost) {
    this.#element = element;
    this.#host = host;
    const { signal } = this.#abort;
    element.addEventListener('pointerdown', (event) => this.#down(event), { signal });
    element.addEventListener('pointermove', (event) => this.#move(event), { signal });
    element.addEventListener('pointerup', (event) => this.#up(event), { signal });
    element.addEventListener('pointercancel', (event) => this.#drop(event), { signal });
    element.addEventListener('pointerleave', () => this.#leave(), { signal });
    element.addEventListener('wheel', (event) => this.#wheel(event), { signal, passive: false });
    element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
    element.addEventListener('keydown', (event) => this.#space(event, true), { signal });
    element.addEventListener('keyup', (event) => this.#space(event, false), { signal });
    element.addEventListener('blur', () => (this.#hasSpace = false), { signal });
  }

  destroy(): void {
    this.#abort.abort();
  }

  #down(event: PointerEvent): void {
    this.#element.focus({ preventScroll: true });
    this.#element.setPointerCapture(event.pointerId);
    const screen = this.#host.pointerAt(event);
    if (event.pointerType === 'touch') {
      this.#fingers.set(event.pointerId, screen);
      if (this.#fingers.size > 1) {
        this.#host.tool().cancel?.();
        this.#held = undefined;
        return;
      }
    }
    if (event.button === 1 || this.#hasSpace || (event.button === 0 && isPan(this.#host.tool()))) {
      event.preventDefault();
      this.#pan = screen;
      this.#element.style.cursor = 'grabbing';
      return;
    }
    if (event.button !== 0) return;
    this.#held = event.pointerId;
    this.#host.tool().down?.(this.#read(event, this.#isDouble(event, screen)));
    this.#host.moved(this.#read(event, false));
  }

  #move(event: PointerEvent): void {
    const screen = this.#host.pointerAt(event);
    if (this.#fingers.size > 1) {
      this.#pinch(event.pointerId, screen);
      return;
    }
    if (this.#pan) {
      this.#host.setView(panned(this.#host.view(), screen.x - this.#pan.x, screen.y - this.#pan.y));
      this.#pan = screen;
      return;
    }
    const pointer = this.#read(event, false);
    this.#host.tool().move?.(pointer, this.#held === event.pointerId);
    this.#host.moved(pointer);
  }

  #up(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId);
    if (this.#pan) {
      this.#pan = undefined;
    } else if (this.#held === event.pointerId) {
      this.#held = undefined;
      this.#host.tool().up?.(this.#read(event, false));
    }
    this.#host.moved(event.pointerType === 'touch' ? undefined : this.#read(event, false));
  }

  #drop(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId);
    this.#pan = undefined;
    if (this.#held === event.pointerId) this.#host.tool().cancel?.();
    this.#held = undefined;
  }

  #leave(): void {
    if (this.#held === undefined) this.#host.moved(undefined);
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const view = this.#host.view();
    const tool = this.#host.tool();
    if (event.altKey && tool.turn) {
      if (event.deltaY) tool.turn(event.deltaY < 0 ? 1 : -1);
      return;
    }
    if (event.shiftKey) {
      const [x, y] = [-event.deltaX * unit, -event.deltaY * unit];
      this.#host.setView(x ? panned(view, x, y) : panned(view, y, 0));
      return;
    }
    // A pinch on a touchpad arrives as a wheel with Ctrl, in far smaller steps.
    const step = WHEEL_STEP * (event.ctrlKey ? 4 : 1);
    const factor = Math.exp(-event.deltaY * unit * step);
    this.#host.setView(zoomedAt(view, this.#host.pointerAt(event), factor));
  }

  #pinch(id: number, screen: Point): void {
    const before = [...this.#fingers.values()];
    this.#fingers.set(id, screen);
    const after = [...this.#fingers.values()];
    const [from, to] = [pair(before), pair(after)];
    const view = panned(
      this.#host.view(),
      to.middle.x - from.middle.x,
      to.middle.y - from.middle.y,
    );
    this.#host.setView(zoomedAt(view, to.middle, from.apart ? to.apart / from.apart : 1));
  }

  #space(event: KeyboardEvent, isDown: boolean): void {
    if (event.key !== ' ' || event.target !== this.#element) return;
    event.preventDefault();
    this.#hasSpace = isDown;
    this.#element.style.cursor = isDown ? 'grab' : this.#host.tool().cursor;
  }

  #isDouble(event: PointerEvent, screen: Point): boolean {
    const last = this.#lastPress;
    const isDouble =
      last !== undefined &&
      event.timeStamp - last.time < DOUBLE_MS &&
      distance(last.at, screen) < DOUBLE_PX;
    this.#lastPress = isDouble ? undefined : { at: screen, time: event.timeStamp };
    return isDouble;
  }

  #read(event: PointerEvent, isDouble: boolean): StagePointer {
    const view = this.#host.view();
    return {
      at: toImage(view, this.#host.pointerAt(event)),
      reach: (event.pointerType === 'touch' ? FINGER_REACH_PX : REACH_PX) / view.scale,
      shift: event.shiftKey,
      alt: event.altKey,
      mod: event.ctrlKey || event.metaKey,
      isDouble,
      isKeyboard: false,
    };
  }
}

/** The tool that only moves the picture. */
export const panTool: Tool = { cursor: 'grab' };

function isPan(tool: Tool): boolean {
  return tool === panTool;
}

function pair([one, two]: readonly Point[]): { middle: Point; apart: number } {
  if (!one || !two) return { middle: one ?? { x: 0, y: 0 }, apart: 0 };
  return { middle: { x: (one.x + two.x) / 2, y: (one.y + two.y) / 2 }, apart: distance(one, two) };
}
