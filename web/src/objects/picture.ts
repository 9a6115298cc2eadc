/** The picture behind the shapes: loading it, its light, and the line below that tells where one is. */
import type { Translate } from '@web/editor/contract';
import type { Point } from '@web/canvas/geometry';
import { FILL_OPACITY } from '@web/canvas/paint';
import type { Stage } from '@web/canvas/stage';
import { button, make, setText } from '@web/ui/dom';

const BLANK_SIDE = 1000; // of the sheet that stands in for a picture that cannot be had
const PLAIN = 100;

/** Loads the picture onto the stage; undefined when a blank sheet stands there in its place. */
export async function loadPicture(
  stage: Stage,
  url: string,
): Promise<HTMLImageElement | undefined> {
  const image = document.createElement('img');
  image.alt = '';
  image.decoding = 'async';
  image.draggable = false;
  try {
    image.src = url;
    await image.decode();
    stage.setBackdrop(image, { width: image.naturalWidth, height: image.naturalHeight });
    return image;
  } catch {
    const drawn = stage.scene.bounds();
    const width = Math.max(BLANK_SIDE, Math.ceil(drawn?.right ?? 0));
    const height = Math.max((BLANK_SIDE * 3) / 4, Math.ceil(drawn?.bottom ?? 0));
    stage.setBackdrop(make('div', { class: 'gw-image-blank' }), { width, height });
    return undefined;
  }
}

/** Zoom, size, hint, and how bright the picture is shown. */
export class PictureBar {
  readonly element: HTMLElement;
  readonly #zoom = make('span', { class: 'gw-image-zoom' });
  readonly #size = make('span', { class: 'gw-image-size' });
  readonly #place = make('span', { class: 'gw-image-place' });
  readonly #hint = make('span', { class: 'gw-image-hint' });

  readonly #opacity: HTMLInputElement;

  constructor(
    light: () => Pick<Stage, 'setFilter'>,
    translate: Translate,
    onOpacity: (opacity: number) => void,
  ) {
    const brightness = slider(translate('Brightness'));
    const contrast = slider(translate('Contrast'));
    const apply = () =>
      light().setFilter(Number(brightness.value) / PLAIN, Number(contrast.value) / PLAIN);
    for (const one of [brightness, contrast]) one.addEventListener('input', apply);
    this.#opacity = make('input', {
      type: 'range',
      min: 0,
      max: PLAIN,
      value: PLAIN * FILL_OPACITY,
      'aria-label': translate('Fill'),
    });
    this.#opacity.addEventListener('input', () => onOpacity(Number(this.#opacity.value) / PLAIN));
    const reset = button(
      translate('Reset'),
      () => {
        brightness.value = contrast.value = `${PLAIN}`;
        apply();
      },
      { class: 'gw-button gw-button-quiet gw-small' },
    );
    const sliders = make(
      'span',
      { class: 'gw-image-light' },
      make('label', {}, translate('Fill'), ' ', this.#opacity),
      make('label', {}, translate('Brightness'), ' ', brightness),
      make('label', {}, translate('Contrast'), ' ', contrast),
      reset,
    );
    this.element = make(
      'div',
      { class: 'gw-image-bar' },
      this.#zoom,
      this.#size,
      this.#place,
      this.#hint,
      sliders,
    );
  }

  /** How strongly shapes are filled, 0 to 1. */
  setOpacity(opacity: number): void {
    this.#opacity.value = `${Math.round(PLAIN * opacity)}`;
    this.#opacity.dispatchEvent(new Event('input'));
  }

  showView(scale: number): void {
    setText(this.#zoom, `${Math.round(scale * 100)} %`);
  }

  showSize(width: number, height: number): void {
    setText(this.#size, `${width} × ${height} px`);
  }

  showPlace(at: Point | undefined): void {
    setText(this.#place, at ? `x ${Math.round(at.x)}  y ${Math.round(at.y)}` : '');
  }

  showHint(hint: string): void {
    setText(this.#hint, hint);
  }
}

function slider(title: string): HTMLInputElement {
  return make('input', { type: 'range', min: 20, max: 300, value: PLAIN, 'aria-label': title });
}
