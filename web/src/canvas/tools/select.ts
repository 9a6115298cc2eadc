/** Selecting, moving and reshaping what is drawn. */
import { type Bounds, type Point, boundsOf, distance } from '../geometry';
import type { Item, Scene } from '../scene';
import { type DragOptions, type Handle, type Shape, dragged, handles, moved } from '../shapes';
import { nearestEdge } from '../shapes/path';
import {
  type Share,
  edgeShares,
  pulled,
  shapesOf,
  split,
  vertexShares,
  withoutVertices,
} from '../sharing';
import type { Overlay, StagePointer, Tool } from '../tool';

export type Shapes = ReadonlyMap<string, Shape>;

export interface SelectHost {
  readonly scene: Scene;
  selection(): ReadonlySet<string>;
  select(ids: readonly string[], mode: 'only' | 'toggle'): void;
  hover(id: string | undefined): void;
  canReshape(id: string): boolean;
  /** Whether what shapes have in common is changed in all of them. */
  isSharing(pointer: StagePointer): boolean;
  /** Where a dragged vertex or corner of the item comes to stand. */
  place(pointer: StagePointer, except: ReadonlySet<string>): Point;
  /** Shows shapes while they are dragged; undefined takes that back. */
  preview(shapes: Shapes | undefined): void;
  commit(shapes: Shapes): void;
  /** After a double click. */
  open(id: string): void;
  repaint(): void;
}

type Gesture =
  | { readonly kind: 'press'; readonly start: Point; readonly isNew: boolean; readonly id: string }
  | { readonly kind: 'move'; readonly start: Point; readonly from: Shapes }
  | { readonly kind: 'handle'; readonly id: string; readonly handle: string; readonly from: Shape }
  | { readonly kind: 'vertex'; readonly shares: readonly Share[] }
  | { readonly kind: 'area'; readonly start: Point; end: Point };

const CURSORS = ['ew-resize', 'nwse-resize', 'ns-resize', 'nesw-resize'];

/**
 * Press on a shape selects it, with Shift adds it; drag moves all selected; handles reshape. On the
 * edge of a selected polygon or line a press makes a vertex, Alt and click on a vertex removes it;
 * what other shapes have in common with it changes in them too.
 * Dragging from nothing selects what lies in the rectangle.
 */
export class SelectTool implements Tool {
  readonly cursor = 'default';
  #gesture: Gesture | undefined;
  #shapes: Shapes | undefined;

  readonly #host: SelectHost;

  constructor(host: SelectHost) {
    this.#host = host;
  }

  down(pointer: StagePointer): void {
    const { at, reach } = pointer;
    const only = this.#only();
    const handle = only && this.#handleAt(only, pointer);
    if (only && handle) {
      const shares =
        handle.role === 'vertex' ? vertexShares(only, Number(handle.id), this.#among(pointer)) : [];
      if (pointer.alt && shares.length) this.#remove(shares);
      else if (shares.length) this.#gesture = { kind: 'vertex', shares };
      else this.#gesture = { kind: 'handle', id: only.id, handle: handle.id, from: only.shape };
      return;
    }
    if (only && !pointer.shift && !pointer.isDouble && this.#insertAt(only, pointer)) return;
    const [hit] = this.#host.scene.hits(at, reach);
    if (!hit) {
      this.#gesture = { kind: 'area', start: at, end: at };
      return;
    }
    if (pointer.isDouble) {
      this.#host.open(hit.id);
      return;
    }
    const isNew = !this.#host.selection().has(hit.id);
    if (pointer.shift) this.#host.select([hit.id], 'toggle');
    else if (isNew) this.#host.select([hit.id], 'only');
    this.#gesture = { kind: 'press', start: at, isNew, id: hit.id };
  }

  move(pointer: StagePointer, isHeld: boolean): void {
    const gesture = this.#gesture;
    if (!isHeld || !gesture) {
      this.#host.hover(this.#host.scene.hits(pointer.at, pointer.reach)[0]?.id);
      return;
    }
    if (gesture.kind === 'press') this.#begin(gesture, pointer);
    else if (gesture.kind === 'move') this.#shift(gesture, pointer);
    else if (gesture.kind === 'handle') this.#reshape(gesture, pointer);
    else if (gesture.kind === 'vertex') this.#pull(gesture.shares, pointer);
    else {
      gesture.end = pointer.at;
      this.#host.repaint();
    }
  }

  up(pointer: StagePointer): void {
    const gesture = this.#gesture;
    this.#gesture = undefined;
    if (gesture?.kind === 'area') this.#selectIn(gesture, pointer);
    // A click on one of several selected shapes leaves only that one.
    if (gesture?.kind === 'press' && !gesture.isNew && !pointer.shift)
      this.#next(gesture.id, pointer);
    if (this.#shapes) this.#host.commit(this.#shapes);
    this.#shapes = undefined;
    this.#host.preview(undefined);
  }

  cancel(): boolean {
    const wasBusy = this.#gesture !== undefined;
    this.#gesture = undefined;
    this.#shapes = undefined;
    this.#host.preview(undefined);
    return wasBusy;
  }

  cursorAt(pointer: StagePointer): string | undefined {
    if (this.#gesture?.kind === 'move') return 'move';
    const only = this.#only();
    const handle = only && this.#handleAt(only, pointer);
    if (handle) return cursorOf(handle);
    const [hit] = this.#host.scene.hits(pointer.at, pointer.reach);
    if (only && hit?.id === only.id && this.#edgeAt(only, pointer)) return 'copy';
    return hit && 'pointer';
  }

  paint({ context, px }: Overlay): void {
    if (this.#gesture?.kind !== 'area') return;
    const { left, top, right, bottom } = boundsOf([this.#gesture.start, this.#gesture.end]);
    context.setLineDash([4 * px, 4 * px]);
    context.strokeStyle = '#fff';
    context.lineWidth = px;
    context.fillStyle = 'rgb(120 170 255 / 0.2)';
    context.fillRect(left, top, right - left, bottom - top);
    context.strokeRect(left, top, right - left, bottom - top);
    context.setLineDash([]);
  }

  /** The one selected item that can be reshaped. */
  #only(): Item | undefined {
    const [id, ...others] = this.#host.selection();
    if (id === undefined || others.length || !this.#host.canReshape(id)) return undefined;
    const item = this.#host.scene.get(id);
    return item && !item.isHidden && !item.isLocked ? item : undefined;
  }

  #handleAt({ shape }: Item, { at, reach }: StagePointer): Handle | undefined {
    let nearest: Handle | undefined;
    for (const handle of handles(shape, reach)) {
      const away = distance(handle.at, at);
      if (away <= reach && away < (nearest ? distance(nearest.at, at) : Infinity)) nearest = handle;
    }
    return nearest;
  }

  #edgeAt({ shape }: Item, { at, reach }: StagePointer) {
    if (shape.kind !== 'polygon' && shape.kind !== 'line') return undefined;
    const place = nearestEdge(shape, at);
    return place && place.distance <= reach / 2 ? place : undefined;
  }

  #insertAt(item: Item, pointer: StagePointer): boolean {
    const found = this.#edgeAt(item, pointer);
    if (!found) return false;
    const shares = split(edgeShares(item, found.edge, this.#among(pointer)), found.at);
    this.#gesture = { kind: 'vertex', shares };
    this.#show(shapesOf(shares));
    return true;
  }

  #among(pointer: StagePointer): SelectHost | undefined {
    return this.#host.isSharing(pointer) ? this.#host : undefined;
  }

  #remove(shares: readonly Share[]): void {
    const left = withoutVertices(shares);
    if (left) this.#host.commit(left);
  }

  #pull(shares: readonly Share[], pointer: StagePointer): void {
    const to = this.#host.place(pointer, new Set(shares.map(({ id }) => id)));
    this.#show(pulled(shares, to));
  }

  #begin(gesture: Gesture & { kind: 'press' }, pointer: StagePointer): void {
    if (distance(gesture.start, pointer.at) < pointer.reach / 2) return;
    const from = new Map<string, Shape>();
    for (const id of this.#host.selection()) {
      const item = this.#host.scene.get(id);
      if (item && !item.isLocked && this.#host.canReshape(id)) from.set(id, item.shape);
    }
    this.#gesture = { kind: 'move', start: gesture.start, from };
    this.#shift(this.#gesture, pointer);
  }

  #shift({ start, from }: Gesture & { kind: 'move' }, { at, shift }: StagePointer): void {
    let x = at.x - start.x;
    let y = at.y - start.y;
    if (shift && Math.abs(x) > Math.abs(y)) y = 0;
    else if (shift) x = 0;
    this.#show(new Map([...from].map(([id, shape]) => [id, moved(shape, x, y)])));
  }

  #reshape({ id, handle, from }: Gesture & { kind: 'handle' }, pointer: StagePointer): void {
    const options: DragOptions = { isRegular: pointer.shift, isCentred: pointer.alt };
    const to = handle === 'turn' ? pointer.at : this.#host.place(pointer, new Set([id]));
    this.#show(new Map([[id, dragged(from, handle, to, options)]]));
  }

  #show(shapes: Shapes): void {
    if (!shapes.size) return;
    this.#shapes = shapes;
    this.#host.preview(shapes);
  }

  #selectIn({ start, end }: { start: Point; end: Point }, pointer: StagePointer): void {
    const bounds: Bounds = boundsOf([start, end]);
    const isClick = distance(start, end) < pointer.reach / 2;
    const found = isClick ? [] : this.#host.scene.enclosed(bounds).map((item) => item.id);
    if (found.length || !pointer.shift) {
      this.#host.select(found, pointer.shift ? 'toggle' : 'only');
    }
    this.#host.repaint();
  }

  /** A click on what is selected already goes on to the next shape below. */
  #next(id: string, pointer: StagePointer): void {
    const hits = this.#host.scene.hits(pointer.at, pointer.reach);
    const place = hits.findIndex((item) => item.id === id);
    const next = this.#host.selection().size > 1 ? id : hits[(place + 1) % hits.length]?.id;
    if (next !== undefined) this.#host.select([next], 'only');
  }
}

function cursorOf(handle: Handle): string {
  if (handle.role === 'turn') return 'grab';
  if (handle.direction === undefined) return 'move';
  const eighth = Math.round(handle.direction / (Math.PI / 4));
  return CURSORS[((eighth % 4) + 4) % 4] ?? 'move';
}
