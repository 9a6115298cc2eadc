/** What lies over the text: the caret, the ends of the chosen span, and the lines of links. */
import { arcs, type Anchor, type Arc } from '@web/text/arcs';
import type { Answer, Link, Span } from './answer';
import { caretRect } from './caret';
import { element } from './dom';
import type { Page } from './page';
import type { Task } from './task';

const SVG = 'http://www.w3.org/2000/svg';
const BEYOND_PX = 300; // links are drawn this far above and below what is on screen
const MOST_LINKS = 300; // on one screen; more would be a tangle

export interface Shown {
  readonly caret: number | undefined;
  readonly grips: Span | undefined;
  readonly answer: Answer;
  readonly selected: string | undefined;
}

export class Overlay {
  readonly element = element('div', 'gw-spans-overlay', { 'aria-hidden': 'true' });
  readonly #task: Task;
  readonly #page: Page;
  readonly #stage: HTMLElement;
  readonly #caret = element('div', 'gw-spans-caret');
  readonly #grips = (['start', 'end'] as const).map((edge) => {
    return element('div', 'gw-spans-grip', { 'data-edge': edge });
  });
  readonly #lines = document.createElementNS(SVG, 'svg');
  readonly #pull = document.createElementNS(SVG, 'path');
  readonly #arcs = document.createElementNS(SVG, 'g');

  constructor(task: Task, page: Page, stage: HTMLElement) {
    this.#task = task;
    this.#page = page;
    this.#stage = stage;
    this.#pull.setAttribute('class', 'gw-spans-pull');
    this.#lines.append(this.#arcs, this.#pull);
    this.element.append(this.#lines, this.#caret, ...this.#grips);
  }

  draw({ caret, grips, answer, selected }: Shown): void {
    const origin = this.#page.content.getBoundingClientRect();
    const at = caret === undefined ? undefined : caretRect(this.#page, caret);
    this.#caret.hidden = at === undefined;
    if (at) put(this.#caret, at.left - origin.left, at.top - origin.top, at.height);
    this.#drawGrips(grips, origin);
    this.#drawLinks(answer, selected, origin);
  }

  /** The line that follows the pointer from a span; undefined ends it. */
  pull(span: Span | undefined, x = 0, y = 0): void {
    const origin = this.#page.content.getBoundingClientRect();
    const from = span && this.#anchor(span, origin);
    this.#pull.setAttribute(
      'd',
      from
        ? `M${(from.left + from.right) / 2} ${from.top}L${x - origin.left} ${y - origin.top}`
        : '',
    );
  }

  #drawGrips(span: Span | undefined, origin: DOMRect): void {
    this.#grips.forEach((grip, index) => {
      const at = span && caretRect(this.#page, index === 0 ? span.start : span.end - 1);
      grip.hidden = at === undefined;
      if (!at) return;
      const last = this.#page.range({ start: span.end - 1, end: span.end }).getClientRects();
      const x = index === 0 ? at.left : (last[last.length - 1]?.right ?? at.right);
      put(grip, x - origin.left, at.top - origin.top, at.height);
    });
  }

  #drawLinks(answer: Answer, selected: string | undefined, origin: DOMRect): void {
    if (answer.links.length === 0) {
      this.#arcs.replaceChildren();
      return;
    }
    const box = this.#stage.getBoundingClientRect();
    const inView = this.#page.between(box.top - BEYOND_PX, box.bottom + BEYOND_PX);
    const isNear = (span: Span) => inView.start < span.end && span.start < inView.end;
    const drawn: { link: Link; pair: readonly [Anchor, Anchor] }[] = [];
    for (const link of answer.links) {
      const [source, target] = [answer.byId.get(link.source), answer.byId.get(link.target)];
      if (!source || !target || (!isNear(source) && !isNear(target))) continue;
      const ends = [source, target].map((span) => {
        return isNear(span) ? this.#anchor(span, origin) : this.#far(span, origin);
      });
      if (ends[0] && ends[1]) drawn.push({ link, pair: [ends[0], ends[1]] });
      if (drawn.length === MOST_LINKS) break;
    }
    const lines = arcs(drawn.map(({ pair }) => pair));
    this.#arcs.replaceChildren(
      ...lines.flatMap((arc, place) => {
        const link = drawn[place]?.link;
        return link ? [this.#line(arc, link, selected)] : [];
      }),
    );
  }

  #line(arc: Arc, link: Link, selected: string | undefined): SVGElement {
    const group = document.createElementNS(SVG, 'g');
    const isChosen = link.source === selected || link.target === selected;
    group.setAttribute('class', isChosen ? 'gw-spans-link gw-is-chosen' : 'gw-spans-link');
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', arc.path);
    group.append(path);
    const kind = this.#task.relationships.find((one) => one.name === link.name);
    if (kind?.isDirected !== false) {
      const { x, y, isDown } = arc.tip;
      const back = isDown ? -6 : 6;
      const tip = document.createElementNS(SVG, 'path');
      tip.setAttribute('class', 'gw-spans-tip');
      tip.setAttribute('d', `M${x} ${y}l-4 ${back}h8z`);
      group.append(tip);
    }
    if (link.name !== undefined) {
      const name = document.createElementNS(SVG, 'text');
      name.setAttribute('x', `${arc.x}`);
      name.setAttribute('y', `${arc.y}`);
      name.textContent = link.name;
      group.append(name);
    }
    return group;
  }

  /** Where a span's first line stands, from the corner of the text. */
  #anchor(span: Span, origin: DOMRect): Anchor | undefined {
    const box = this.#page.range(span).getClientRects()[0];
    return (
      box && {
        left: box.left - origin.left,
        right: box.right - origin.left,
        top: box.top - origin.top,
        bottom: box.bottom - origin.top,
      }
    );
  }

  /** Far away only the direction matters: the middle of its block, which need not be laid out. */
  #far(span: Span, origin: DOMRect): Anchor | undefined {
    const box = this.#page.blockElement(span.start)?.getBoundingClientRect();
    if (!box) return undefined;
    const [x, y] = [
      (box.left + box.right) / 2 - origin.left,
      (box.top + box.bottom) / 2 - origin.top,
    ];
    return { left: x, right: x, top: y - 8, bottom: y + 8 };
  }
}

function put(made: HTMLElement, x: number, y: number, height: number): void {
  made.style.transform = `translate(${x}px, ${y}px)`;
  made.style.height = `${height}px`;
}
