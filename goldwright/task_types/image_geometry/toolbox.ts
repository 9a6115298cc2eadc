/** The tools of this editor: what the pointer does in each mode, and what it snaps to. */
import type { Translate } from '@web/editor/contract';
import { withHole } from '@web/canvas/cutting';
import { type Bounds, type Point, boundsOf, clamped } from '@web/canvas/geometry';
import { panTool } from '@web/canvas/navigation';
import type { Look } from '@web/canvas/scene';
import { type Shape, anchors } from '@web/canvas/shapes';
import { ellipseIn } from '@web/canvas/shapes/ellipse';
import { alongBorder, snapTo } from '@web/canvas/snapping';
import type { Stage } from '@web/canvas/stage';
import type { StagePointer, Tool } from '@web/canvas/tool';
import { CuboidTool, type Drawing, PointTool, RectangleTool } from '@web/canvas/tools/drawing';
import { LiveWire } from '@web/canvas/live_wire';
import { type PathDrawing, PathTool, type Wire } from '@web/canvas/tools/path';
import { type Outline, type Pointed, PointingTool } from '@web/canvas/tools/pointing';
import { SelectTool } from '@web/canvas/tools/select';
import { told } from '@web/objects/outlines';
import type { Geometry, GeometryName } from './task';
import type { Shapes, Work } from './work';

/**
 * `draw` draws the geometry and label that are chosen, `magic` points at what somebody else draws,
 * `hole` and `split` cut the selected polygon.
 */
export type Mode = 'select' | 'pan' | 'draw' | 'hole' | 'magic' | 'split';

export interface ToolboxHost {
  readonly stage: Stage;
  readonly work: Work;
  readonly translate: Translate;
  look(): Look;
  preview(shapes: Shapes | undefined): void;
  hover(key: string | undefined): void;
  open(key: string): void;
  /** Says something to the person. */
  tell(sentence: string): void;
  /** Finds the outline of what is pointed at. */
  find(pointed: Pointed): Promise<Outline>;
  /** The picture, once it is loaded. */
  image(): HTMLImageElement | undefined;
}

const SAME_PLACE = 0.02; // pixels of the image: further apart, a place is not on the border

export class Toolbox {
  readonly #host: ToolboxHost;
  isSnapping = true;
  isFollowing = false;
  #wire: LiveWire | undefined;
  /** Where the pointer has snapped to. */
  snapped: Point | undefined;

  constructor(host: ToolboxHost) {
    this.#host = host;
  }

  /** Turns following edges in the picture on or off; false where its pixels cannot be read. */
  follow(isOn: boolean): boolean {
    const image = this.#host.image();
    if (isOn && !this.#wire && image && typeof Worker !== 'undefined') {
      this.#wire = new LiveWire(image, () => this.#wireChanged());
    }
    this.isFollowing = isOn && this.#wire !== undefined && this.#wire.isReadable !== false;
    const { tool } = this.#host.stage;
    const last = tool instanceof PathTool ? tool.vertices.at(-1) : undefined;
    if (this.isFollowing && last) this.#follower.begin(last);
    this.#showEdges();
    return this.isFollowing === isOn;
  }

  destroy(): void {
    this.#wire?.destroy();
  }

  tool(mode: Mode): Tool {
    if (mode === 'pan') return panTool;
    if (mode === 'select') return this.#select();
    if (mode === 'magic') return this.#magic();
    if (mode === 'split') return this.#split();
    return mode === 'hole' ? this.#hole() : this.#draw(this.#host.work.geometry);
  }

  /** What to do with the tool of a mode, in a line. */
  hint(mode: Mode, geometry: GeometryName): string {
    const { translate } = this.#host;
    if (mode === 'pan') return translate('Drag to move the picture; the wheel zooms.');
    if (mode === 'select') {
      return translate(
        'Click selects, drag moves. On an edge it adds a vertex, Alt+click removes one. What shapes share changes in all; with Ctrl in one.',
      );
    }
    if (mode === 'hole') return translate('Draw the hole inside the selected polygon.');
    if (mode === 'split') return translate('Draw a line across the selected polygon; Enter cuts.');
    if (mode === 'magic') {
      return translate(
        'Drag a box round an object, or click on it. Click adds, Alt+click takes away, Enter takes the outline.',
      );
    }
    const hints: Record<GeometryName, string> = {
      box: 'Drag, or click two corners. Shift: square. Alt: from the middle.',
      ellipse: 'Drag, or click two corners. Shift: circle. Alt: from the middle.',
      polygon:
        'Click vertices or drag freehand; Enter or the first vertex closes, Backspace takes back, Shift follows a border.',
      line: 'Click vertices or drag freehand; Enter or a double click ends, Backspace takes back.',
      point: 'Click to set a point.',
      cuboid: 'Drag the face, then click the far top corner.',
    };
    return translate(hints[geometry]);
  }

  #select(): Tool {
    const { stage, work } = this.#host;
    return new SelectTool({
      scene: stage.scene,
      selection: () => work.selection,
      select: (keys, mode) => work.select(keys, mode),
      hover: (key) => this.#host.hover(key),
      canReshape: (key) => work.canReshape(key),
      isSharing: ({ mod }) => this.isSnapping !== mod,
      place: (pointer, except) => this.#place(pointer, except),
      preview: (shapes) => {
        if (!shapes) this.snapped = undefined;
        this.#host.preview(shapes);
      },
      commit: (shapes) => work.reshape(shapes),
      open: (key) => this.#host.open(key),
      repaint: () => stage.repaint(),
    });
  }

  #draw(name: GeometryName): Tool {
    const { work } = this.#host;
    const geometry = work.task.geometries.get(name);
    if (!geometry) throw new Error(`Nobody asked for a ${name}.`);
    const drawing = this.#drawing((shape) => work.add(shape), geometry.isWhole);
    switch (name) {
      case 'box':
        return new RectangleTool(drawing, ({ left, top, right, bottom }) => ({
          kind: 'box',
          left,
          top,
          width: right - left,
          height: bottom - top,
          rotation: 0,
          canTurn: geometry.canRotate,
        }));
      case 'ellipse':
        return new RectangleTool(drawing, ellipseIn);
      case 'point':
        return new PointTool(drawing);
      case 'cuboid':
        return new CuboidTool(drawing);
      case 'polygon':
        return new PathTool(this.#path(drawing, geometry, 3), (vertices) => ({
          kind: 'polygon',
          vertices,
        }));
      case 'line':
        return new PathTool(this.#path(drawing, geometry, 2), (vertices) => ({
          kind: 'line',
          vertices,
          isCurved: geometry.isCurved,
        }));
    }
  }

  #hole(): Tool {
    const { work, translate } = this.#host;
    const done = (shape: Shape) => {
      const isCut = shape.kind === 'polygon' && work.cut(shape.vertices);
      if (!isCut) this.#host.tell(translate('A hole must lie wholly inside the selected polygon.'));
    };
    const host = { ...this.#drawing(done, false), passed: () => [], least: 3, most: Infinity };
    return new PathTool(host, (vertices) => ({ kind: 'polygon', vertices }));
  }

  #drawing(done: (shape: Shape) => void, isWhole: boolean): Drawing {
    const { stage } = this.#host;
    return {
      place: (pointer) => {
        const at = this.#place(pointer, new Set());
        return isWhole ? { x: Math.round(at.x), y: Math.round(at.y) } : at;
      },
      repaint: () => stage.repaint(),
      look: () => this.#host.look(),
      done: (shape) => {
        this.snapped = undefined;
        done(shape);
      },
    };
  }

  #path(drawing: Drawing, { minVertices, maxVertices }: Geometry, least: number): PathDrawing {
    const wire = () =>
      // Where vertices are counted, each is given by hand.
      this.isFollowing && maxVertices === Infinity ? this.#follower : undefined;
    return {
      ...drawing,
      passed: (from, to) => this.#passed(from, to),
      get wire() {
        return wire();
      },
      least: Math.min(Math.max(minVertices, least), maxVertices),
      most: maxVertices,
    };
  }

  readonly #follower: Wire = {
    begin: (at) => {
      if (at) this.#wire?.begin(at, this.#host.stage.view.scale);
      else this.#wire?.end();
      this.#showEdges();
    },
    way: (to) => this.#wire?.way(to) ?? [],
  };

  #wireChanged(): void {
    if (this.#wire?.isReadable === false && this.isFollowing) {
      this.isFollowing = false;
      this.#host.tell(unreadable(this.#host.translate));
    }
    this.#showEdges();
    this.#host.stage.repaint();
  }

  /** Says on the stage whether there are edges to follow, or they are still being looked for. */
  #showEdges(): void {
    const state = this.#wire?.isReady === true ? 'ready' : 'looking';
    this.#host.stage.element.dataset['edges'] = this.isFollowing ? state : 'off';
  }

  #magic(): Tool {
    const { work, translate } = this.#host;
    return new PointingTool({
      ...this.#drawing(() => undefined, false),
      place: ({ at }) => at,
      find: (pointed) => this.#host.find(pointed),
      tell: (state) => {
        this.#host.tell(told(state, translate));
      },
      done: ({ vertices, holes }) => {
        if (work.geometry === 'box') work.add(boxIn(boundsOf(vertices)));
        else work.add({ kind: 'polygon', vertices: holes.reduce(withHoleIn, vertices) });
      },
    });
  }

  #split(): Tool {
    const { work, translate } = this.#host;
    const done = (shape: Shape) => {
      const isCut = shape.kind === 'line' && work.split(shape.vertices);
      if (!isCut) this.#host.tell(translate('The line must cross the selected polygon.'));
    };
    const host = { ...this.#drawing(done, false), passed: () => [], least: 2, most: Infinity };
    return new PathTool(host, (vertices) => ({ kind: 'line', vertices, isCurved: false }));
  }

  /** The point snapped to what is drawn already, and kept in the picture. */
  #place(pointer: StagePointer, except: ReadonlySet<string>): Point {
    const { stage, work } = this.#host;
    const { width, height } = stage.picture;
    const { x, y } = work.task.padding;
    const within = { left: -x, top: -y, right: width + x, bottom: height + y };
    const isOn = this.isSnapping !== pointer.mod && !pointer.isKeyboard;
    const snap = isOn ? snapTo(stage.scene, pointer.at, pointer.reach, except) : undefined;
    this.snapped = snap?.at;
    if (snap) return snap.at;
    const isFollowing = this.isFollowing && stage.tool instanceof PathTool && !pointer.isKeyboard;
    const at = isFollowing ? this.#onEdge(pointer) : pointer.at;
    return width ? clamped(at, within) : at;
  }

  #onEdge({ at, reach }: StagePointer): Point {
    const edge = this.#wire?.near(at, reach, this.#host.stage.view.scale) ?? at;
    if (edge !== at) this.snapped = edge;
    return edge;
  }

  /** The vertices of the border that two places lie on, along the shorter way between them. */
  #passed(from: Point, to: Point): readonly Point[] {
    const { scene } = this.#host.stage;
    const [start, end] = [from, to].map((at) => snapTo(scene, at, SAME_PLACE));
    const border = start && scene.get(start.id);
    return border && end && start.id === end.id
      ? alongBorder(anchors(border.shape), start, end)
      : [];
  }
}

export function unreadable(translate: Translate): string {
  return translate('The edges of this picture cannot be read, since it comes from another server.');
}

function boxIn({ left, top, right, bottom }: Bounds): Shape {
  const sides = { left, top, width: right - left, height: bottom - top };
  return { kind: 'box', ...sides, rotation: 0, canTurn: false };
}

/** The border with the hole cut into it, or without where it would touch. */
function withHoleIn(border: readonly Point[], hole: readonly Point[]): readonly Point[] {
  return withHole(border, hole) ?? border;
}
