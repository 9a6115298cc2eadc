/** Where the image stands on the screen: a scale and the screen place of the image's origin. */
import { type Bounds, type Point, middle } from './geometry';

export interface View {
  /** Screen pixels (of CSS) per image pixel. */
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const LEAST_SCALE = 0.01;
const GREATEST_SCALE = 64;
const MARGIN_PX = 16;

export function toImage(view: View, screen: Point): Point {
  return { x: (screen.x - view.x) / view.scale, y: (screen.y - view.y) / view.scale };
}

export function toScreen(view: View, point: Point): Point {
  return { x: point.x * view.scale + view.x, y: point.y * view.scale + view.y };
}

/** The view after zooming by a factor, with what is at `screen` staying there. */
export function zoomedAt(view: View, screen: Point, factor: number): View {
  const scale = Math.min(Math.max(view.scale * factor, LEAST_SCALE), GREATEST_SCALE);
  const fixed = toImage(view, screen);
  return { scale, x: screen.x - fixed.x * scale, y: screen.y - fixed.y * scale };
}

export function panned(view: View, x: number, y: number): View {
  return { scale: view.scale, x: view.x + x, y: view.y + y };
}

/** The view that shows these bounds of the image as large as they fit, in the middle. */
export function fitted(bounds: Bounds, screen: Size, most = GREATEST_SCALE): View {
  const width = Math.max(bounds.right - bounds.left, 1);
  const height = Math.max(bounds.bottom - bounds.top, 1);
  const free = {
    width: Math.max(screen.width - 2 * MARGIN_PX, 1),
    height: Math.max(screen.height - 2 * MARGIN_PX, 1),
  };
  const wanted = Math.min(free.width / width, free.height / height, most);
  return centred(middle(bounds), screen, Math.max(wanted, LEAST_SCALE));
}

/** The view at this scale with a point of the image in the middle of the screen. */
export function centred(point: Point, screen: Size, scale: number): View {
  return { scale, x: screen.width / 2 - point.x * scale, y: screen.height / 2 - point.y * scale };
}

/** The part of the image that can be seen. */
export function visible(view: View, screen: Size): Bounds {
  const start = toImage(view, { x: 0, y: 0 });
  const end = toImage(view, { x: screen.width, y: screen.height });
  return { left: start.x, top: start.y, right: end.x, bottom: end.y };
}
