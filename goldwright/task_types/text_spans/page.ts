/** The text on screen: blocks that are drawn anew only when their spans changed. */
import { blockAt, type Extent } from '@web/text/blocks';
import { lanes, pieces, type Piece } from '@web/text/layout';
import type { Span } from './answer';
import { clamp, element } from './dom';
import { hueOf, isDashed } from './looks';
import type { Task } from './task';

const LINE_PX = 4; // a lane: the line of a span and the gap to the next
const MOST_LANES = 8; // deeper nesting is drawn on the last lane
const LETTERS_A_LINE = 90; // a guess at the height of blocks that were never in view

interface View {
  readonly element: HTMLElement;
  /** What was drawn; it is drawn again when this differs. */
  drawn: string;
  /** Text nodes in order, each with the offset it begins at. */
  texts: { readonly node: Text; readonly start: number }[];
  /** The pieces and the tag of each span. */
  parts: Map<string, HTMLElement[]>;
}

/** What is drawn beside one's own spans. */
interface PageState {
  readonly layers: readonly Span[];
  readonly pins: ReadonlyMap<string, string>;
}

export class Page {
  /** All blocks; offsets of pixels are measured from its corner. */
  readonly content = element('div', 'gw-spans-content');
  readonly #task: Task;
  readonly #blocks: readonly Extent[];
  readonly #views: readonly View[];
  /** What each node covers: the way back from the browser's selection to the text. */
  readonly #extents = new WeakMap<Node, Extent>();
  #spans: readonly Span[] = [];
  #lanes: readonly number[] = [];
  #marked = new Map<string, readonly string[]>();
  #pins: ReadonlyMap<string, string> = new Map();
  #isOverlaid = false;

  constructor(task: Task, blocks: readonly Extent[]) {
    this.#task = task;
    this.#blocks = blocks;
    this.#extents.set(this.content, { start: 0, end: task.text.length });
    this.#views = blocks.map((block) => this.#view(block));
    this.content.append(...this.#views.map((view) => view.element));
  }

  /** Shows these spans; only blocks in which something changed are touched. */
  draw(spans: readonly Span[], shown: PageState): void {
    this.#spans = spans;
    this.#pins = shown.pins;
    this.#isOverlaid = shown.layers.length > 0;
    this.#lanes = lanes(spans).map((lane) => Math.min(lane, MOST_LANES - 1));
    const inside = this.#blocks.map((): number[] => []);
    spans.forEach((span, place) => {
      for (const block of this.#blocksOf(span)) inside[block]?.push(place);
    });
    inside.forEach((places, index) => {
      const drawn = places.map((place) => this.#signature(place)).join(' ');
      const view = this.#views[index];
      if (!view || view.drawn === drawn) return;
      view.drawn = drawn;
      this.#draw(index, places);
    });
    for (const [name, ids] of this.#marked) this.mark(name, ids, true);
  }

  /** Gives the spans with these ids, and no others, a class. */
  mark(className: string, ids: readonly string[], isAgain = false): void {
    const before = isAgain ? [] : (this.#marked.get(className) ?? []);
    for (const id of before) this.partsOf(id).forEach((part) => part.classList.remove(className));
    for (const id of ids) this.partsOf(id).forEach((part) => part.classList.add(className));
    this.#marked.set(className, ids);
  }

  /** The elements of a span, as they follow one another. */
  partsOf(id: string): HTMLElement[] {
    const span = this.#spans.find((one) => one.id === id);
    if (!span) return [];
    return this.#blocksOf(span).flatMap((place) => this.#views[place]?.parts.get(id) ?? []);
  }

  /** Where an offset is in the document; at a seam the end of the text before, if `isEnd`. */
  place(offset: number, isEnd = false): { node: Node; offset: number } {
    const at = clamp(offset, 0, this.#task.text.length);
    const view = this.#views[blockAt(this.#blocks, isEnd ? Math.max(0, at - 1) : at)];
    const found = view?.texts.findLast(({ start }) => (isEnd ? start < at : start <= at));
    const inside = found ?? view?.texts[0];
    if (!inside) return { node: this.content, offset: 0 };
    return { node: inside.node, offset: clamp(at - inside.start, 0, inside.node.length) };
  }

  range({ start, end }: Extent): Range {
    const range = document.createRange();
    const [from, to] = [this.place(start), this.place(end, end > start)];
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    return range;
  }

  /** The offset of a place in the document; undefined when it is not in the text. */
  offsetOf(node: Node, offset: number): number | undefined {
    if (!this.content.contains(node)) return undefined;
    const own = this.#extents.get(node);
    if (own && node instanceof Text) return own.start + offset;
    if (own) return this.#extents.get(node.childNodes[offset] ?? node)?.start ?? own.end;
    // Inside a tag: its span ends there.
    let outer = node.parentNode;
    while (outer && !this.#extents.has(outer)) outer = outer.parentNode;
    return outer ? this.#extents.get(outer)?.start : undefined;
  }

  /** The offset under a point of the window. */
  offsetAt(x: number, y: number): number | undefined {
    if (!('caretPositionFromPoint' in document)) return undefined;
    const found = document.caretPositionFromPoint(x, y);
    return found ? this.offsetOf(found.offsetNode, found.offset) : undefined;
  }

  /** The element of the block of an offset, laid out or not. */
  blockElement(offset: number): HTMLElement | undefined {
    return this.#views[blockAt(this.#blocks, offset)]?.element;
  }

  /** What lies between two heights of the window, in whole blocks. */
  between(top: number, bottom: number): Extent {
    const first = this.#firstBelow(top);
    let last = first;
    while (last + 1 < this.#views.length && this.#topOf(last + 1) < bottom) last += 1;
    return { start: this.#blocks[first]?.start ?? 0, end: this.#blocks[last]?.end ?? 0 };
  }

  #firstBelow(top: number): number {
    let low = 0;
    let high = Math.max(0, this.#views.length - 1);
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#views[middle]?.element.getBoundingClientRect().bottom ?? 0) >= top) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #topOf(place: number): number {
    return this.#views[place]?.element.getBoundingClientRect().top ?? 0;
  }

  #blocksOf(span: Extent): number[] {
    const first = blockAt(this.#blocks, span.start);
    const last = blockAt(this.#blocks, span.end - 1);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }

  #signature(place: number): string {
    const span = this.#spans[place];
    if (!span) return '';
    const look = `${this.#hue(span)} ${span.layer?.isDiffering} ${this.#pins.get(span.id)}`;
    return `${span.id}:${span.start}-${span.end}:${span.label}:${this.#lanes[place]}:${look}`;
  }

  #view(block: Extent): View {
    const made = element('div', 'gw-spans-block', { dir: 'auto' });
    const node = document.createTextNode(this.#task.shown.slice(block.start, block.end));
    made.append(node);
    const lines = Math.ceil((block.end - block.start) / LETTERS_A_LINE) + 1;
    made.style.setProperty('--lines', `${lines}`);
    this.#extents.set(made, block);
    this.#extents.set(node, block);
    const texts = [{ node, start: block.start }];
    return { element: made, drawn: '', texts, parts: new Map() };
  }

  #draw(index: number, places: readonly number[]): void {
    const [block, view] = [this.#blocks[index], this.#views[index]];
    if (!block || !view) return;
    view.texts = [];
    view.parts = new Map();
    const spans = places.flatMap((place) => this.#spans[place] ?? []);
    const nodes = pieces(block, spans).flatMap((piece) => {
      const under = piece.under.flatMap((place) => places[place] ?? []);
      return this.#drawPiece(view, { ...piece, under });
    });
    const deepest = Math.max(-1, ...places.map((place) => this.#lanes[place] ?? 0));
    view.element.style.setProperty('--lanes', `${deepest + 1}`);
    view.element.replaceChildren(...nodes);
  }

  #drawPiece(view: View, piece: Piece): Node[] {
    const node = document.createTextNode(this.#task.shown.slice(piece.start, piece.end));
    this.#extents.set(node, piece);
    view.texts.push({ node, start: piece.start });
    // The shortest lies next to the words, and its colour behind them.
    const order = [...piece.under].sort((one, two) => this.#laneOf(one) - this.#laneOf(two));
    if (order.length === 0) return [node];
    const made = element('span', 'gw-spans-piece');
    this.#extents.set(made, piece);
    this.#underline(made, order);
    made.append(node);
    const tags: Node[] = [];
    for (const place of order) {
      const span = this.#spans[place];
      if (!span) continue;
      view.parts.set(span.id, [...(view.parts.get(span.id) ?? []), made]);
      if (span.end !== piece.end) continue;
      if (span.layer && !span.layer.isDiffering) continue; // as all say: its line is enough
      const tag = this.#tag(span);
      this.#extents.set(tag, { start: piece.end, end: piece.end });
      view.parts.get(span.id)?.push(tag);
      tags.push(tag);
    }
    return [made, ...tags];
  }

  #underline(made: HTMLElement, order: readonly number[]): void {
    const deepest = Math.max(...order.map((place) => this.#laneOf(place)));
    const lines = order.map((place) => {
      const span = this.#spans[place];
      const colour = this.#hue(span);
      const below = (deepest - this.#laneOf(place)) * LINE_PX;
      return {
        fill: this.#isDashed(span)
          ? `repeating-linear-gradient(90deg, ${colour} 0 6px, transparent 6px 9px)`
          : `linear-gradient(${colour}, ${colour})`,
        position: `0 calc(100% - ${below}px)`,
      };
    });
    made.style.backgroundImage = lines.map(({ fill }) => fill).join(', ');
    made.style.backgroundPosition = lines.map(({ position }) => position).join(', ');
    made.style.setProperty('--depth', `${deepest + 1}`);
    made.style.setProperty('--hue', this.#hue(this.#spans[order[0] ?? 0]));
  }

  /** The label behind the words. Hidden from screen readers: the list says the same. */
  #tag(span: Span): HTMLElement {
    const label = this.#task.byName.get(span.label);
    const tag = element('span', 'gw-spans-tag', { 'aria-hidden': 'true' });
    if (!span.layer) tag.dataset['span'] = span.id; // others' spans cannot be chosen
    const signs = [span.layer?.name ?? this.#pins.get(span.id)].filter((one) => one !== undefined);
    tag.textContent = [...signs, label?.title ?? span.label].join(' ');
    if (label?.description) tag.title = label.description;
    tag.style.setProperty('--hue', this.#hue(span));
    return tag;
  }

  /** Of its label; where answers lie over one another, of whose it is. */
  #hue(span: Span | undefined): string {
    if (span?.layer) return `color-mix(in oklab, ${span.layer.colour} 72%, var(--gw-text))`;
    if (this.#isOverlaid) return 'var(--gw-quiet)';
    return hueOf(this.#task.byName.get(span?.label ?? ''));
  }

  #isDashed(span: Span | undefined): boolean {
    if (span?.layer) return !span.layer.isDiffering;
    return !this.#isOverlaid && isDashed(this.#task.byName.get(span?.label ?? ''));
  }

  #laneOf(place: number): number {
    return this.#lanes[place] ?? 0;
  }
}
