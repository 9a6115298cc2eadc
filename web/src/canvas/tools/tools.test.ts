import { expect, test } from 'vitest';
import type { Point } from '../geometry';
import { type Item, Scene } from '../scene';
import { type Shape, anchors } from '../shapes';
import { ellipseIn } from '../shapes/ellipse';
import type { StagePointer, Tool } from '../tool';
import { CuboidTool, type Drawing, RectangleTool } from './drawing';
import { PathTool } from './path';
import { type Outline, type Pointed, PointingTool } from './pointing';
import { SelectTool } from './select';

const look = { colour: '#fff', dash: [], isFilled: true, isFaulty: false };

function pointer(x: number, y: number, more: Partial<StagePointer> = {}): StagePointer {
  const plain = { shift: false, alt: false, mod: false, isDouble: false, isKeyboard: false };
  return { at: { x, y }, reach: 8, ...plain, ...more };
}

function drawing(): Drawing & { shapes: Shape[] } {
  const shapes: Shape[] = [];
  return {
    shapes,
    place: ({ at }) => at,
    repaint: () => undefined,
    look: () => look,
    done: (shape) => shapes.push(shape),
  };
}

function click(tool: Tool, x: number, y: number, more: Partial<StagePointer> = {}): void {
  tool.move?.(pointer(x, y, more), false);
  tool.down?.(pointer(x, y, more));
  tool.up?.(pointer(x, y, more));
}

function drag(tool: Tool, from: Point, to: Point, more: Partial<StagePointer> = {}): void {
  tool.down?.(pointer(from.x, from.y, more));
  tool.move?.(pointer((from.x + to.x) / 2, (from.y + to.y) / 2, more), true);
  tool.move?.(pointer(to.x, to.y, more), true);
  tool.up?.(pointer(to.x, to.y, more));
}

test('dragging and two clicks draw the same rectangle', () => {
  const host = drawing();
  const tool = new RectangleTool(host, ellipseIn);

  drag(tool, { x: 10, y: 10 }, { x: 60, y: 40 });
  click(tool, 60, 40);
  click(tool, 10, 10);

  const drawn = ellipseIn({ left: 10, top: 10, right: 60, bottom: 40 });
  expect(host.shapes).toEqual([drawn, drawn]);
});

test('with Alt a rectangle grows from its middle', () => {
  const host = drawing();
  const tool = new RectangleTool(host, ellipseIn);

  drag(tool, { x: 50, y: 50 }, { x: 60, y: 80 }, { alt: true });

  expect(host.shapes).toEqual([ellipseIn({ left: 40, top: 20, right: 60, bottom: 80 })]);
});

test('a cuboid is a face and then a side', () => {
  const host = drawing();
  const tool = new CuboidTool(host);

  drag(tool, { x: 0, y: 0 }, { x: 100, y: 80 });
  click(tool, 140, 10);

  const [cuboid] = host.shapes;
  if (cuboid?.kind !== 'cuboid') throw new Error('No cuboid was drawn.');
  expect(cuboid.corners).toHaveLength(6);
  expect(cuboid.corners[4]).toEqual({ name: 'side-topcorner', x: 140, y: 10 });
});

function path(more: Partial<{ least: number; most: number }> = {}) {
  const host = drawing();
  const tool = new PathTool(
    { ...host, passed: () => [{ x: 1, y: 2 }], least: 3, most: Infinity, ...more },
    (vertices) => ({ kind: 'polygon', vertices }),
  );
  return { host, tool };
}

test('a click on the first vertex closes a polygon', () => {
  const { host, tool } = path();

  click(tool, 0, 0);
  click(tool, 50, 0);
  click(tool, 50, 50);
  click(tool, 2, 2);

  const vertices = [
    { x: 0, y: 0 },
    { x: 50, y: 0 },
    { x: 50, y: 50 },
  ];
  expect(host.shapes).toEqual([{ kind: 'polygon', vertices }]);
});

test('a polygon with too few vertices stays open', () => {
  const { host, tool } = path();

  click(tool, 0, 0);
  click(tool, 50, 0);

  expect(tool.finish()).toBe(true);
  expect(host.shapes).toEqual([]);
  expect(tool.vertices).toHaveLength(2);
});

test('the last vertex that is allowed closes a polygon by itself', () => {
  const { host, tool } = path({ most: 3 });

  click(tool, 0, 0);
  click(tool, 50, 0);
  click(tool, 50, 50);

  expect(host.shapes).toHaveLength(1);
});

test('Backspace takes back a vertex, and with Shift a border is followed', () => {
  const { tool } = path();

  click(tool, 0, 0);
  click(tool, 50, 0);
  tool.back();
  click(tool, 90, 90, { shift: true });

  expect(tool.vertices).toEqual([
    { x: 0, y: 0 },
    { x: 1, y: 2 },
    { x: 90, y: 90 },
  ]);
});

function selecting(shapes: Record<string, Shape>) {
  const scene = new Scene();
  const items = (): Item[] =>
    Object.entries(shapes).map(([id, shape]) => ({
      id,
      shape,
      look,
      tag: '',
      isHidden: false,
      isLocked: false,
    }));
  scene.set(items());
  let selection = new Set<string>();
  const tool = new SelectTool({
    scene,
    selection: () => selection,
    select: (ids) => (selection = new Set(ids)),
    hover: () => undefined,
    canReshape: () => true,
    isSharing: ({ mod }) => !mod,
    place: ({ at }) => at,
    preview: () => undefined,
    commit(changed) {
      for (const [id, shape] of changed) shapes[id] = shape;
      scene.set(items());
    },
    open: () => undefined,
    repaint: () => undefined,
  });
  return { tool, shapes, selection: () => [...selection] };
}

const triangle = {
  kind: 'polygon' as const,
  vertices: [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 0, y: 100 },
  ],
};

test('dragging a shape selects and moves it', () => {
  const { tool, shapes, selection } = selecting({ one: triangle });

  drag(tool, { x: 30, y: 30 }, { x: 40, y: 50 });

  expect(selection()).toEqual(['one']);
  expect(shapes['one']).toMatchObject({
    vertices: [
      { x: 10, y: 20 },
      { x: 110, y: 20 },
      { x: 10, y: 120 },
    ],
  });
});

test('a press on the edge of the selected polygon makes a vertex that can be dragged', () => {
  const { tool, shapes } = selecting({ one: triangle });
  click(tool, 30, 30);

  drag(tool, { x: 50, y: 1 }, { x: 50, y: -30 });

  expect(shapes['one']).toMatchObject({
    vertices: [
      { x: 0, y: 0 },
      { x: 50, y: -30 },
      { x: 100, y: 0 },
      { x: 0, y: 100 },
    ],
  });
});

test('Alt and a click on a vertex removes it, but never one of the last three', () => {
  const { tool, shapes } = selecting({
    one: { kind: 'polygon', vertices: [...triangle.vertices, { x: -50, y: 50 }] },
  });
  click(tool, 30, 30);

  click(tool, -50, 50, { alt: true });
  click(tool, 0, 0, { alt: true });

  expect(shapes['one']).toEqual(triangle);
});

const at = (x: number, y: number) => ({ x, y });

test('a vertex that shapes share moves, comes and goes in all of them, and with Ctrl in one', () => {
  const outline = (...vertices: Point[]): Shape => ({ kind: 'polygon', vertices });
  const { tool, shapes } = selecting({
    left: outline(at(0, 0), at(50, 0), at(50, 100), at(0, 100)),
    right: outline(at(50, 0), at(100, 0), at(100, 100), at(50, 100)),
  });
  const vertices = () => Object.values(shapes).map(anchors);
  const start = vertices();

  click(tool, 20, 20);
  drag(tool, at(50, 100), at(60, 90));
  expect(vertices()).toEqual([
    [at(0, 0), at(50, 0), at(60, 90), at(0, 100)],
    [at(50, 0), at(100, 0), at(100, 100), at(60, 90)],
  ]);
  drag(tool, at(60, 90), at(50, 100));
  drag(tool, at(50, 50), at(40, 50)); // the edge that both have
  expect(vertices()).toEqual([
    [at(0, 0), at(50, 0), at(40, 50), at(50, 100), at(0, 100)],
    [at(50, 0), at(100, 0), at(100, 100), at(50, 100), at(40, 50)],
  ]);
  click(tool, 40, 50, { alt: true });
  expect(vertices()).toEqual(start);

  drag(tool, at(50, 0), at(45, 5), { mod: true });
  expect(vertices()).toEqual([[at(0, 0), at(45, 5), at(50, 100), at(0, 100)], start[1]]);
});

test('a rectangle over nothing selects what lies in it', () => {
  const far: Shape = { kind: 'point', x: 500, y: 500 };
  const { tool, selection } = selecting({ one: triangle, far });

  drag(tool, { x: -20, y: -20 }, { x: 150, y: 150 });

  expect(selection()).toEqual(['one']);
});

test('a path follows the wire between clicks, and Backspace takes back all of a step', () => {
  const host = drawing();
  const began: (Point | undefined)[] = [];
  const wire = {
    begin: (at: Point | undefined) => void began.push(at),
    way: ({ x, y }: Point) => [{ x: x + 1, y: y + 1 }],
  };
  const tool = new PathTool(
    { ...host, passed: () => [], wire, least: 3, most: Infinity },
    (vertices) => ({ kind: 'polygon', vertices }),
  );

  click(tool, 0, 0);
  click(tool, 100, 0);
  click(tool, 100, 100);
  tool.back();
  click(tool, 50, 80);
  tool.finish();

  const [shape] = host.shapes;
  if (shape?.kind !== 'polygon') throw new Error('No polygon was drawn.');
  const corners = [
    [0, 0],
    [101, 1],
    [100, 0],
    [51, 81],
    [50, 80],
    [1, 1], // on the way back to the first
  ];
  expect(shape.vertices).toEqual(corners.map(([x, y]) => ({ x, y })));
  expect(began.slice(-2)).toEqual([{ x: 50, y: 80 }, undefined]);
});

test('what is pointed at is corrected by clicks, and an older answer is let go', async () => {
  const asked: Pointed[] = [];
  const taken: Outline[] = [];
  const said: unknown[] = [];
  const answers: ((outline: Outline) => void)[] = [];
  const tool = new PointingTool({
    ...drawing(),
    find: (pointed) => {
      asked.push(pointed);
      return new Promise((resolve) => answers.push(resolve));
    },
    tell: (state) => said.push(state),
    done: (outline) => taken.push(outline),
  });
  const outlineAt = (x: number): Outline => ({ vertices: [{ x, y: 0 }], holes: [] });

  drag(tool, { x: 10, y: 10 }, { x: 60, y: 50 });
  click(tool, 30, 30, { alt: true });
  answers[1]?.(outlineAt(2));
  answers[0]?.(outlineAt(1));
  await Promise.resolve();
  tool.finish();

  expect(asked[1]).toEqual({
    box: { left: 10, top: 10, right: 60, bottom: 50 },
    clicks: [{ at: { x: 30, y: 30 }, isInside: false }],
  });
  expect(taken).toEqual([outlineAt(2)]);
  expect(said).toEqual(['looking', 'looking', 'found']);
  expect(tool.isBusy).toBe(false);
});
