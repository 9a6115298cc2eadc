/** Vertices and edges that polygons and lines have in common, so that no gap opens where they meet. */
import { type Point, distance, grown } from './geometry';
import type { Item, Scene } from './scene';
import type { Shape } from './shapes';
import { type Path, inserted, without } from './shapes/path';

/** A path, and which of its vertices (or of its edges, each by the vertex it begins at) are meant. */
export interface Share {
  readonly id: string;
  readonly shape: Path;
  readonly places: readonly number[];
}

/** Where others are looked for; absent, a shape is changed alone. */
export interface Neighbours {
  readonly scene: Scene;
  canReshape(id: string): boolean;
}

const SAME_PLACE = 0.02; // pixels of the image

/** A vertex of a path, and those of others that stand where it stands; none of a shape of another kind. */
export function vertexShares(item: Item, place: number, among?: Neighbours): Share[] {
  const own = shareOf(item, place);
  const at = own?.shape.vertices[place];
  if (!own || !at) return [];
  const isMeant = (shape: Path) => shape.vertices.map((one) => isSamePlace(one, at));
  return withOthers(own, at, isMeant, among);
}

/** An edge of a path, and those of others between the same places. */
export function edgeShares(item: Item, edge: number, among?: Neighbours): Share[] {
  const own = shareOf(item, edge);
  const [from, to] = own ? ends(own.shape, edge) : [];
  if (!own || !from || !to) return [];
  const isMeant = (shape: Path) =>
    shape.vertices.map((_, place) => {
      const [start, end] = ends(shape, place);
      if (!start || !end) return false;
      return (
        (isSamePlace(start, from) && isSamePlace(end, to)) ||
        (isSamePlace(start, to) && isSamePlace(end, from))
      );
    });
  return withOthers(own, from, isMeant, among);
}

/** Paths with a vertex put into these edges: the shares of the new vertex. */
export function split(edges: readonly Share[], at: Point): Share[] {
  return edges.map(({ id, shape, places }) => ({
    id,
    shape: places.toReversed().reduce((left, edge) => inserted(left, edge, at), shape),
    // Each vertex put in moves those behind it on by one.
    places: places.map((edge, count) => edge + 1 + count),
  }));
}

export function shapesOf(shares: readonly Share[]): Map<string, Shape> {
  return new Map(shares.map(({ id, shape }) => [id, shape]));
}

/** The paths with these vertices somewhere else. */
export function pulled(shares: readonly Share[], to: Point): Map<string, Shape> {
  return shapesOf(
    shares.map((share) => {
      const { shape, places } = share;
      const vertices = shape.vertices.map((at, place) => (places.includes(place) ? to : at));
      return { ...share, shape: { ...shape, vertices } };
    }),
  );
}

/** The paths without these vertices; undefined when one of them could not do without. */
export function withoutVertices(shares: readonly Share[]): Map<string, Shape> | undefined {
  const left = new Map<string, Shape>();
  for (const { id, shape, places } of shares) {
    let rest: Path | undefined = shape;
    for (const place of places.toReversed()) rest = rest && without(rest, place);
    if (!rest) return undefined;
    left.set(id, rest);
  }
  return left;
}

function shareOf({ id, shape }: Item, place: number): Share | undefined {
  return shape.kind === 'polygon' || shape.kind === 'line'
    ? { id, shape, places: [place] }
    : undefined;
}

function ends(shape: Path, edge: number): [Point | undefined, Point | undefined] {
  const { kind, vertices } = shape;
  return [vertices[edge], vertices[edge + 1] ?? (kind === 'polygon' ? vertices[0] : undefined)];
}

function withOthers(
  own: Share,
  at: Point,
  areMeant: (shape: Path) => readonly boolean[],
  among: Neighbours | undefined,
): Share[] {
  if (!among) return [own];
  const around = grown({ left: at.x, top: at.y, right: at.x, bottom: at.y }, SAME_PLACE);
  const others = among.scene.within(around).flatMap((item) => {
    const { shape, id } = item;
    if (shape.kind !== 'polygon' && shape.kind !== 'line') return [];
    if (id === own.id || !among.canReshape(id)) return [];
    const places = areMeant(shape).flatMap((isMeant, place) => (isMeant ? [place] : []));
    return places.length ? [{ id, shape, places }] : [];
  });
  return [own, ...others];
}

function isSamePlace(one: Point, two: Point): boolean {
  return distance(one, two) <= SAME_PLACE;
}
