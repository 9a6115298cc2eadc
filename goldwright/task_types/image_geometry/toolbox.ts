/** The tools of this editor: what the pointer does in each mode, and what it snaps to. */
import type { Translate } from '@web/editor/contract';
import { type Point, clamped } from '@web/canvas/geometry';
import { panTool } from '@web/canvas/navigation';
import type { Look } from '@web/canvas/scene';
import { type Shape, anchors } from '@web/canvas/shapes';
import { ellipseIn } from '@web/canvas/shapes/ellipse';
import { alongBorder, snapTo } from '@web/canvas/snapping';
import type { Stage } from '@web/canvas/stage';
import type { StagePointer, Tool } from '@web/canvas/tool';
import { CuboidTool, type Drawing, PointTool, RectangleTool } from '@web/canvas/tools/drawing';
import { type PathDrawing, PathTool } from '@web/canvas/tools/path';
import { SelectTool } from '@web/canvas/tools/select';
import type { Geometry, GeometryName } from './task';
import type { Shapes, Work } from './work';

/** `draw` draws the geometry and label that are chosen, `hole` cuts the selected polygon. */
export type Mode = 'select' | 'pan' | 'draw' | 'hole';

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
}

const SAME_PLACE = 0.02; // pixels of the image: further apart, a place is not on the border

export class Toolbox {
  readonly #host: ToolboxHost;
  isSnapping = true;
  /** Where the pointer has snapped to. */
  snapped: Point | undefined;

  constructor(host: ToolboxHost) {
    this.#host = host;
  }

  tool(mode: Mode): Tool {
    if (mode === 'pan') return panTool;
    if (mode === 'select') return this.#select();
    return mode === 'hole' ? this.#hole() : this.#draw(this.#host.work.geometry);
  }

  /** What to do with the tool of a mode, in a line. */
  hint(mode: Mode, geometry: GeometryName): string {
    const { translate } = this.#host;
    if (mode === 'pan') return translate('Drag to move the picture; the wheel zooms.');
    if (mode === 'select') {
      return translate(
        'Click selects, drag moves. On an edge it adds a vertex, Alt+click removes one.',
      );
    }
    if (mode === 'hole') return translate('Draw the hole inside the selected polygon.');
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
    return {
      ...drawing,
      passed: (from, to) => this.#passed(from, to),
      least: Math.min(Math.max(minVertices, least), maxVertices),
      most: maxVertices,
    };
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
    return snap?.at ?? (width ? clamped(pointer.at, within) : pointer.at);
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
