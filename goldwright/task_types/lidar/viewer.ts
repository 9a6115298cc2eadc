/** Frames of points seen from above with what was marked in them, to be read. */
import type { Json, JsonObject, Translate } from '@web/editor/contract';
import {
  type Drawn,
  type DrawingKit,
  type Shown,
  type ShownObject,
  type ShownPage,
  pictureViewer,
} from '@web/editor/pictureViewer';
import { shownObjects } from '@web/objects/shown_shapes';
import { isObject, listAt, numberAt, objectAt, textAt } from '@web/ui/json';
import { type Cloud, paintCloud, readCloud } from './cloud';

export const { mountEditor } = pictureViewer(readShown);

const MARGIN_UNITS = 2;
const LONGEST_PX = 2400; // of the picture that is made; finer than most screens
const MOST_PX_PER_UNIT = 60;
const NOSE = 0.2; // how far the front of a cuboid's footprint juts out, in shares of its length

export function readShown(params: JsonObject, response: JsonObject | null): Shown {
  const sent = listAt(params, 'attachments').filter((one) => typeof one === 'string');
  const frames = listAt(response, 'annotations').filter(isObject);
  const isLinking = frames.some((one) => Array.isArray(one['camera_responses']));
  // Cuboids and points have their numbers in words nobody reads; what is not drawn is told.
  if (isLinking) return { pages: frames.flatMap(cameras) };
  const aerial = textAt(params, 'attachment');
  const shapes = shownObjects(frames);
  if (aerial !== '' && sent.length === 0 && shapes.length > 0) {
    return { pages: [{ attachment: aerial, objects: shapes }] };
  }
  const count = Math.max(sent.length, shapes.length > 0 ? 1 : frames.length);
  const pages = Array.from({ length: count }, (_, place): ShownPage => {
    const indices = listAt(objectAt(response, 'point_segmentations'), 'point_objects')[place];
    const labels = labelsByIndex(objectAt(response, 'point_segmentations'));
    const marked = shapes.length > 0 ? shapes : footprints(frames[place]);
    return {
      attachment: sent[place] ?? aerial,
      objects: [],
      draw: async (url, kit) =>
        drawn(await readCloud(url), marked, { indices: indices ?? [], labels, ...kit }),
    };
  });
  return { pages };
}

interface Labelled extends DrawingKit {
  /** For each point what it belongs to. */
  readonly indices: Json;
  readonly labels: ReadonlyMap<number, string>;
}

/** The frame from above: x to the right, y up, the picture as large as all that lies in it. */
function drawn(cloud: Cloud | null, marked: readonly ShownObject[], labelled: Labelled): Drawn {
  const bounds = grown(boundsOf(cloud, marked));
  const longest = Math.max(bounds.right - bounds.left, bounds.top - bounds.bottom);
  const scale = Math.min(MOST_PX_PER_UNIT, LONGEST_PX / longest);
  const size = {
    width: Math.max(1, Math.ceil((bounds.right - bounds.left) * scale)),
    height: Math.max(1, Math.ceil((bounds.top - bounds.bottom) * scale)),
  };
  const at = (x: number, y: number) => ({
    x: (x - bounds.left) * scale,
    y: (bounds.top - y) * scale,
  });
  const indices = Array.isArray(labelled.indices) ? labelled.indices : [];
  const labelOf = (point: number) => labelled.labels.get(Number(indices[point]));
  const picture = paintCloud(cloud, size, at, (point) => {
    const label = labelOf(point);
    return label === undefined ? undefined : labelled.colourOf(label);
  });
  const counts = new Set(indices.length > 0 ? labelled.labels.values() : []);
  return {
    picture,
    size,
    objects: marked.map(({ label, shape }) => ({ label, shape: placed(shape, at) })),
    labels: [...counts],
    told: toldOf(cloud, labelled.translate),
  };
}

function toldOf(cloud: Cloud | null, translate: Translate): string {
  if (cloud === null)
    return translate(
      'The points could not be loaded. Browsers read frames from this server only: whoever sends the tasks can upload them here, or let the server fetch them (GOLDWRIGHT_FETCH_ATTACHMENTS).',
    );
  const { count, low, high } = cloud;
  if (count === 0) return translate('no points');
  return translate('{count} {count|point|points}, from z {low} (blue) to {high} (yellow)', {
    count,
    low: Math.round(low * 10) / 10,
    high: Math.round(high * 10) / 10,
  });
}

type Placing = (x: number, y: number) => { x: number; y: number };

function placed(shape: ShownObject['shape'], at: Placing): ShownObject['shape'] {
  if (shape.kind === 'point') return { ...shape, ...at(shape.x, shape.y) };
  if (shape.kind === 'polygon' || shape.kind === 'line') {
    return { ...shape, vertices: shape.vertices.map(({ x, y }) => at(x, y)) };
  }
  return shape;
}

/** Cuboids from above: a house whose roof shows where it heads. */
export function footprints(frame: JsonObject | undefined): ShownObject[] {
  return listAt(frame, 'cuboids').flatMap((cuboid): ShownObject[] => {
    if (!isObject(cuboid)) return [];
    const [position, dimensions] = [objectAt(cuboid, 'position'), objectAt(cuboid, 'dimensions')];
    const [x, y] = [numberAt(position, 'x'), numberAt(position, 'y')];
    const [wide, long] = [numberAt(dimensions, 'x'), numberAt(dimensions, 'y')];
    if (x === undefined || y === undefined || wide === undefined || long === undefined) return [];
    const yaw = numberAt(cuboid, 'yaw') ?? 0;
    const [cos, sin] = [Math.cos(yaw), Math.sin(yaw)];
    // Yaw 0 looks along +y and grows counter-clockwise.
    const corner = (right: number, front: number) => ({
      x: x + right * wide * cos - front * long * sin,
      y: y + right * wide * sin + front * long * cos,
    });
    const vertices = [
      corner(-0.5, -0.5),
      corner(-0.5, 0.5),
      corner(0, 0.5 + NOSE),
      corner(0.5, 0.5),
      corner(0.5, -0.5),
    ];
    return [{ label: textAt(cuboid, 'label') || '–', shape: { kind: 'polygon', vertices } }];
  });
}

function labelsByIndex(segmentations: JsonObject): Map<number, string> {
  const objects = listAt(segmentations, 'objects').filter(isObject);
  return new Map(objects.map((one) => [numberAt(one, 'index') ?? 0, textAt(one, 'label')]));
}

/** One page a camera; its picture is in the frame file of the task that this one goes on from. */
function cameras(frame: JsonObject): ShownPage[] {
  return listAt(frame, 'camera_responses').flatMap((camera) =>
    isObject(camera)
      ? [{ attachment: '', objects: shownObjects(listAt(camera, 'annotations')) }]
      : [],
  );
}

interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

function boundsOf(cloud: Cloud | null, marked: readonly ShownObject[]): Bounds {
  const corners = marked.flatMap(({ shape }) =>
    shape.kind === 'polygon' || shape.kind === 'line'
      ? shape.vertices
      : shape.kind === 'point'
        ? [shape]
        : [],
  );
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  const reach = (x: number, y: number) => {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [bottom, top] = [Math.min(bottom, y), Math.max(top, y)];
  };
  for (const { x, y } of corners) reach(x, y);
  for (let point = 0; point < (cloud?.count ?? 0); point++) {
    reach(cloud?.xyz[3 * point] ?? 0, cloud?.xyz[3 * point + 1] ?? 0);
  }
  return left <= right
    ? { left, right, bottom, top }
    : { left: -10, right: 10, bottom: -10, top: 10 };
}

function grown({ left, right, bottom, top }: Bounds): Bounds {
  return {
    left: left - MARGIN_UNITS,
    right: right + MARGIN_UNITS,
    bottom: bottom - MARGIN_UNITS,
    top: top + MARGIN_UNITS,
  };
}
