/** Drawing items and what stands above them on a canvas. */
import type { Bounds, Point } from './geometry';
import type { Item, Look } from './scene';
import { type Handle, type Shape, isClosed, shapeBounds, trace } from './shapes';
import { type View, toScreen } from './view';

export type Context = CanvasRenderingContext2D;

/** Of the fill where none other is asked for. */
export const FILL_OPACITY = 0.16;

/** SVG paths on a tile of so many pixels: strokes up, down, level, upright, crosses, dots, waves. */
const TILE_PX = 10;
const PATTERNS = [
  'M-1 1 1 -1M0 10 10 0M9 11 11 9',
  'M-1 9 1 11M0 0 10 10M9 -1 11 1',
  'M0 5h10',
  'M5 0v10',
  'M0 5h10M5 0v10',
  'M4 5h2M5 4v2',
  'M0 0 10 10M0 10 10 0',
  'M0 5q2.5 -4 5 0t5 0',
  'M2 2h4v4h-4z',
  'M5 1 9 8H1z',
] as const;

const LINE_PX = 1.75;
const HALO = 'rgb(0 0 0 / 0.55)';
const POINT_RADIUS_PX = 5;
const HANDLE_PX = 4;
const TINY_PX = 3; // smaller shapes are a dot
const TAG_FONT = '600 11px system-ui, sans-serif';
const TAG_HEIGHT_PX = 16;

/** Lets the context draw in pixels of the image. */
export function inImage(context: Context, view: View, ratio: number): void {
  const scale = view.scale * ratio;
  context.setTransform(scale, 0, 0, scale, view.x * ratio, view.y * ratio);
}

/** Lets the context draw in pixels of the screen. */
export function inScreen(context: Context, ratio: number): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

/** Draws items, the first lowest; the context is in image pixels. */
export function paintItems(
  context: Context,
  items: readonly Item[],
  scale: number,
  hasHalo: boolean,
): void {
  const px = 1 / scale;
  context.lineJoin = 'round';
  for (const { shape, look } of items) {
    const bounds = shapeBounds(shape);
    if (shape.kind !== 'point' && isTiny(bounds, scale)) {
      context.fillStyle = look.colour;
      context.fillRect(bounds.left - px, bounds.top - px, 2 * px, 2 * px);
    } else {
      paintShape(context, shape, look, { px, width: LINE_PX, hasHalo });
    }
  }
  context.setLineDash([]);
}

function isTiny(bounds: Bounds, scale: number): boolean {
  return (
    (bounds.right - bounds.left) * scale < TINY_PX && (bounds.bottom - bounds.top) * scale < TINY_PX
  );
}

export interface Stroke {
  /** Image pixels per screen pixel. */
  readonly px: number;
  /** In screen pixels. */
  readonly width: number;
  readonly hasHalo: boolean;
}

/** Draws one shape; the context is in image pixels. */
export function paintShape(context: Context, shape: Shape, look: Look, stroke: Stroke): void {
  const { px, width, hasHalo } = stroke;
  if (shape.kind === 'point') {
    paintPoint(context, shape, look, stroke);
    return;
  }
  context.beginPath();
  trace(shape, context);
  if (look.isFilled && isClosed(shape) && shape.kind !== 'cuboid') {
    context.globalAlpha = look.opacity ?? FILL_OPACITY;
    context.fillStyle = look.colour;
    context.fill('evenodd');
    context.globalAlpha = 1;
    if (look.pattern !== undefined) paintPattern(context, look, look.pattern, px);
  }
  if (hasHalo) {
    context.setLineDash([]);
    context.strokeStyle = HALO;
    context.lineWidth = (width + 2) * px;
    context.stroke();
  }
  context.setLineDash(dashOf(look, px));
  context.strokeStyle = look.colour;
  context.lineWidth = width * px;
  context.stroke();
  if (look.isFaulty) paintWarning(context, shapeBounds(shape), px);
}

const patterns = new Map<string, HTMLCanvasElement>();

/** Hatches the path that was drawn last; a pattern for each label, for eyes that mix colours up. */
function paintPattern(context: Context, { colour }: Look, place: number, px: number): void {
  const key = `${colour} ${place % PATTERNS.length}`;
  let tile = patterns.get(key);
  if (!tile) patterns.set(key, (tile = tileOf(colour, PATTERNS[place % PATTERNS.length] ?? '')));
  const pattern = context.createPattern(tile, 'repeat');
  if (!pattern) return;
  pattern.setTransform(new DOMMatrix().scale(px, px)); // of one size on the screen at any zoom
  context.fillStyle = pattern;
  context.fill('evenodd');
}

function tileOf(colour: string, marks: string): HTMLCanvasElement {
  const tile = document.createElement('canvas');
  tile.width = tile.height = TILE_PX;
  const context = tile.getContext('2d');
  if (!context) return tile;
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = 1.25;
  context.stroke(new Path2D(marks));
  return tile;
}

const NO_DASH: number[] = [];

function dashOf(look: Look, px: number): number[] {
  return look.dash.length ? look.dash.map((length) => length * px) : NO_DASH;
}

function paintPoint(context: Context, at: Point, look: Look, { px, width, hasHalo }: Stroke): void {
  const radius = (POINT_RADIUS_PX + width - LINE_PX) * px;
  context.setLineDash(NO_DASH);
  context.beginPath();
  context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  context.fillStyle = look.colour;
  context.fill();
  context.strokeStyle = hasHalo ? HALO : look.colour;
  context.lineWidth = 1.5 * px;
  context.stroke();
  context.beginPath();
  context.arc(at.x, at.y, px, 0, 2 * Math.PI);
  context.fillStyle = '#000';
  context.fill();
  if (look.isFaulty) {
    const { x, y } = at;
    paintWarning(context, { left: x, top: y - radius, right: x, bottom: y }, px);
  }
}

/** A triangle at the top right: this shape breaks a rule. */
function paintWarning(context: Context, bounds: Bounds, px: number): void {
  const x = bounds.right + 2 * px;
  const y = bounds.top - 2 * px;
  context.setLineDash(NO_DASH);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + 14 * px, y);
  context.lineTo(x + 7 * px, y - 12 * px);
  context.closePath();
  context.fillStyle = '#ffd60a';
  context.fill();
  context.strokeStyle = '#000';
  context.lineWidth = 1.5 * px;
  context.stroke();
  context.beginPath();
  context.moveTo(x + 7 * px, y - 9 * px);
  context.lineTo(x + 7 * px, y - 5 * px);
  context.moveTo(x + 7 * px, y - 3 * px);
  context.lineTo(x + 7 * px, y - 2 * px);
  context.stroke();
}

/** The squares and circles to take hold of; the context is in image pixels. */
export function paintHandles(
  context: Context,
  shown: readonly Handle[],
  { px, active }: { px: number; active: string | undefined },
): void {
  context.setLineDash(NO_DASH);
  for (const { id, at, role } of shown) {
    const size = (id === active ? HANDLE_PX + 2 : HANDLE_PX) * px;
    context.beginPath();
    if (role === 'corner' || role === 'side')
      context.rect(at.x - size, at.y - size, 2 * size, 2 * size);
    else context.arc(at.x, at.y, size * 1.15, 0, 2 * Math.PI);
    context.fillStyle = id === active ? '#000' : '#fff';
    context.fill();
    context.strokeStyle = id === active ? '#fff' : '#000';
    context.lineWidth = 1.5 * px;
    context.stroke();
  }
}

/** A label above the top left of a shape, outside it; the context is in screen pixels. */
export function paintTag(context: Context, view: View, item: Item): void {
  const bounds = shapeBounds(item.shape);
  const { x, y } = toScreen(view, { x: bounds.left, y: bounds.top });
  context.font = TAG_FONT;
  const width = context.measureText(item.tag).width + 10;
  const bottom = y - (item.shape.kind === 'point' ? POINT_RADIUS_PX + 2 : 3);
  context.fillStyle = 'rgb(20 21 23 / 0.85)';
  context.fillRect(x, bottom - TAG_HEIGHT_PX, width, TAG_HEIGHT_PX);
  context.fillStyle = item.look.colour;
  context.fillRect(x, bottom - TAG_HEIGHT_PX, 3, TAG_HEIGHT_PX);
  context.fillStyle = '#fff';
  context.textBaseline = 'middle';
  context.fillText(item.tag, x + 7, bottom - TAG_HEIGHT_PX / 2 + 0.5);
}

/** Lines between the pixels of the image, once each is large enough to see. */
export function paintPixelGrid(context: Context, seen: Bounds, scale: number): void {
  context.beginPath();
  for (let x = Math.ceil(seen.left); x <= seen.right; x++) {
    context.moveTo(x, seen.top);
    context.lineTo(x, seen.bottom);
  }
  for (let y = Math.ceil(seen.top); y <= seen.bottom; y++) {
    context.moveTo(seen.left, y);
    context.lineTo(seen.right, y);
  }
  context.setLineDash(NO_DASH);
  context.strokeStyle = 'rgb(128 128 128 / 0.5)';
  context.lineWidth = 1 / scale;
  context.stroke();
}

/** An arrow from one place to another, or a plain line; the context is in image pixels. */
export function paintArrow(
  context: Context,
  from: Point,
  to: Point,
  { px, colour, hasHead }: { px: number; colour: string; hasHead: boolean },
): void {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const barb = (turn: number): Point => ({
    x: to.x - 10 * px * Math.cos(angle + turn),
    y: to.y - 10 * px * Math.sin(angle + turn),
  });
  context.setLineDash(NO_DASH);
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  if (hasHead) {
    for (const end of [barb(0.45), barb(-0.45)]) {
      context.moveTo(to.x, to.y);
      context.lineTo(end.x, end.y);
    }
  }
  context.strokeStyle = HALO;
  context.lineWidth = 4 * px;
  context.stroke();
  context.strokeStyle = colour;
  context.lineWidth = 1.75 * px;
  context.stroke();
}

/** Thin lines through a point over the whole canvas; the context is in screen pixels. */
export function paintCrosshair(context: Context, at: Point, width: number, height: number): void {
  context.setLineDash(NO_DASH);
  for (const [colour, line] of [
    ['rgb(0 0 0 / 0.6)', 2.5],
    ['rgb(255 255 255 / 0.9)', 1],
  ] as const) {
    context.beginPath();
    context.moveTo(0, at.y);
    context.lineTo(width, at.y);
    context.moveTo(at.x, 0);
    context.lineTo(at.x, height);
    context.strokeStyle = colour;
    context.lineWidth = line;
    context.stroke();
  }
}
