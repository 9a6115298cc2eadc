/** Labels that drawn objects can carry, from one tree for each geometry or a single one. */
import type { Json } from '@web/editor/contract';
import { ownColour } from '@web/canvas/colours';
import { isObject, listAt, textAt } from '@web/ui/json';

export interface Label {
  /** As it stands in responses. */
  readonly name: string;
  readonly text: string;
  /** Its place among all labels: decides its key, and its colour if it has none of its own. */
  readonly place: number;
  readonly colour: string | undefined;
  /** What may be drawn with it. */
  readonly geometries: readonly string[];
}

/** A line of the list of labels: one that can be chosen, or the title of those below it. */
export interface LabelRow {
  readonly label?: Label;
  readonly title: string;
  readonly depth: number;
}

interface Node {
  text: string;
  colour: string | undefined;
  readonly geometries: string[];
  readonly children: Map<string, Node>;
}

/** Rows in the customers' order, a label that several geometries share once. */
export function labelRows(byGeometry: Readonly<Record<string, readonly Json[]>>): LabelRow[] {
  const tree = new Map<string, Node>();
  for (const [geometry, labels] of Object.entries(byGeometry)) grow(tree, labels, geometry);
  const rows: LabelRow[] = [];
  const known = new Map<string, Label>();
  flatten(tree, 0, rows, known);
  return rows;
}

export function labelsOf(rows: readonly LabelRow[]): Label[] {
  return rows.flatMap(({ label }) => (label ? [label] : []));
}

function grow(tree: Map<string, Node>, labels: readonly Json[], geometry: string): void {
  for (const sent of labels) {
    const name = isObject(sent) ? textAt(sent, 'choice') : sent;
    if (typeof name !== 'string' || !name) continue;
    const finer = isObject(sent) ? listAt(sent, 'subchoices') : [];
    const node = tree.get(name) ?? {
      text: name,
      colour: undefined,
      geometries: [],
      children: new Map<string, Node>(),
    };
    tree.set(name, node);
    if (isObject(sent) && textAt(sent, 'display')) node.text = textAt(sent, 'display');
    node.colour ??= ownColour(sent);
    if (finer.length) grow(node.children, finer, geometry);
    else if (!node.geometries.includes(geometry)) node.geometries.push(geometry);
  }
}

function flatten(
  tree: Map<string, Node>,
  depth: number,
  rows: LabelRow[],
  known: Map<string, Label>,
): void {
  for (const [name, { text, colour, geometries, children }] of tree) {
    const twin = known.get(name);
    if (geometries.length && !twin) {
      const label = { name, text, place: known.size, colour, geometries };
      known.set(name, label);
      rows.push({ label, title: text, depth });
    } else if (twin) {
      // The same leaf in another branch is the same label.
      (twin.geometries as string[]).push(
        ...geometries.filter((one) => !twin.geometries.includes(one)),
      );
    }
    if (children.size) {
      if (!geometries.length) rows.push({ title: text, depth });
      flatten(children, depth + 1, rows, known);
    }
  }
}
