/** A picture to look at closely: zoom, pan and turn, by wheel, drag and keys. */
import type { Translate } from '../editor/contract';
import { button, make } from './dom';

const STEP = 1.25;
const MOST = 40;
const PAN_PX = 40;

export interface View {
  /** 1 shows all of the picture. */
  readonly zoom: number;
  /** Where the middle of the frame is on the picture, in shares of its size. */
  readonly x: number;
  readonly y: number;
  readonly turns: number;
}

const WHOLE: View = { zoom: 1, x: 0.5, y: 0.5, turns: 0 };

export class ImageView {
  readonly element = make('div', { class: 'gw-image-view' });
  /** Told of each change by the person, so that two pictures can be looked at alike. */
  onView: ((view: View) => void) | null = null;
  readonly #frame: HTMLElement;
  readonly #image: HTMLImageElement;
  #view = WHOLE;

  constructor(url: string, alt: string, translate: Translate, onError: () => void) {
    this.#image = make('img', { src: url, alt, draggable: 'false' });
    this.#image.addEventListener('error', onError);
    this.#image.addEventListener('load', () => this.show(this.#view));
    this.#frame = make(
      'div',
      {
        class: 'gw-image-frame',
        role: 'group',
        tabindex: 0,
        'aria-label': translate('{name}: zoom with + and −, move with arrows, 0 shows all', {
          name: alt,
        }),
      },
      this.#image,
    );
    const tool = (sign: string, label: string, onPress: () => void) =>
      button(sign, onPress, {
        class: 'gw-button gw-button-square',
        'aria-label': label,
        title: label,
      });
    const tools = make(
      'div',
      { class: 'gw-view-tools' },
      tool('+', translate('Zoom in'), () => this.#zoomBy(STEP)),
      tool('−', translate('Zoom out'), () => this.#zoomBy(1 / STEP)),
      tool('⤢', translate('Show all'), () => this.#change({ ...WHOLE, turns: this.#view.turns })),
      tool('↻', translate('Turn'), () =>
        this.#change({ ...WHOLE, turns: (this.#view.turns + 1) % 4 }),
      ),
    );
    this.element.append(tools, this.#frame);
    this.#frame.addEventListener('keydown', (event) => this.#onKey(event));
    this.#frame.addEventListener('wheel', (event) => this.#onWheel(event), { passive: false });
    this.#frame.addEventListener('dblclick', () => this.#zoomBy(STEP * STEP));
    this.#makeDraggable();
  }

  /** Shows this part; does not tell. */
  show(view: View): void {
    this.#view = view;
    const { zoom, x, y, turns } = view;
    const move = `translate(${(0.5 - x) * 100}%, ${(0.5 - y) * 100}%)`;
    this.#image.style.transform = `scale(${zoom * this.#fit()}) ${move} rotate(${turns * 90}deg)`;
    this.#frame.classList.toggle('gw-image-close', zoom > 1);
  }

  // A quarter turn swaps the sides, so that the picture must shrink to stay in its frame.
  #fit(): number {
    if (this.#view.turns % 2 === 0) return 1;
    const { offsetWidth: width, offsetHeight: height } = this.#image;
    if (!width || !height) return 1;
    return Math.min(1, this.#frame.clientWidth / height, this.#frame.clientHeight / width);
  }

  #change(view: View): void {
    const inside = (share: number) => Math.min(1, Math.max(0, share));
    this.show({ ...view, x: inside(view.x), y: inside(view.y) });
    this.onView?.(this.#view);
  }

  /** Zooms about a point of the frame, given from its middle in pixels. */
  #zoomBy(factor: number, dx = 0, dy = 0): void {
    const before = this.#view.zoom;
    const zoom = Math.min(MOST, Math.max(1, before * factor));
    const [width, height] = this.#size();
    this.#change({
      ...this.#view,
      zoom,
      x: zoom === 1 ? 0.5 : this.#view.x + (dx / width) * (1 / before - 1 / zoom),
      y: zoom === 1 ? 0.5 : this.#view.y + (dy / height) * (1 / before - 1 / zoom),
    });
  }

  #panBy(dx: number, dy: number): void {
    const { zoom, x, y } = this.#view;
    if (zoom === 1) return;
    const [width, height] = this.#size();
    this.#change({ ...this.#view, x: x - dx / width / zoom, y: y - dy / height / zoom });
  }

  /** Of the picture on the page when all of it is shown. */
  #size(): [number, number] {
    const fit = this.#fit();
    return [(this.#image.offsetWidth || 1) * fit, (this.#image.offsetHeight || 1) * fit];
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, () => void> = {
      '+': () => this.#zoomBy(STEP),
      '=': () => this.#zoomBy(STEP),
      '-': () => this.#zoomBy(1 / STEP),
      '0': () => this.#change({ ...WHOLE, turns: this.#view.turns }),
      ArrowLeft: () => this.#panBy(PAN_PX, 0),
      ArrowRight: () => this.#panBy(-PAN_PX, 0),
      ArrowUp: () => this.#panBy(0, PAN_PX),
      ArrowDown: () => this.#panBy(0, -PAN_PX),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }

  #onWheel(event: WheelEvent): void {
    event.preventDefault();
    const { left, top, width, height } = this.#frame.getBoundingClientRect();
    const factor = Math.exp(-event.deltaY * 0.002);
    this.#zoomBy(factor, event.clientX - left - width / 2, event.clientY - top - height / 2);
  }

  #makeDraggable(): void {
    this.#frame.addEventListener('pointerdown', (event) => {
      if (event.button > 1 || this.#view.zoom === 1) return;
      event.preventDefault();
      this.#frame.focus();
      this.#frame.setPointerCapture(event.pointerId);
    });
    this.#frame.addEventListener('pointermove', (event) => {
      if (this.#frame.hasPointerCapture(event.pointerId)) {
        this.#panBy(event.movementX, event.movementY);
      }
    });
  }
}
