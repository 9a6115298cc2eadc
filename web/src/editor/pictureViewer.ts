/** Work on pictures whose editor is still to come: every picture with what was marked in it. */
import { type LabelLook, lookOf } from '../canvas/colours';
import type { Item } from '../canvas/scene';
import { type Shape, shapeBounds } from '../canvas/shapes';
import { Stage } from '../canvas/stage';
import { labelRows, labelsOf } from '../objects/labels';
import { button, make, setText } from '../ui/dom';
import { isObject, listAt, objectAt } from '../ui/json';
import type { Action, Editor, EditorInput, EditorModule, JsonObject, Translate } from './contract';
import { startOf } from './start';
import { viewer } from './viewer';
import './viewer.css';

export interface ShownObject {
  readonly label: string;
  readonly shape: Shape;
}

export interface ShownPage {
  readonly attachment: string;
  readonly objects: readonly ShownObject[];
  /** Makes a picture of an attachment that is none; absent: it is one. */
  readonly draw?: (url: string, kit: DrawingKit) => Promise<Drawn>;
}

export interface DrawingKit {
  readonly colourOf: (label: string) => string;
  readonly translate: Translate;
}

/** A picture that was made, and what lies where in it. */
export interface Drawn {
  readonly picture: HTMLElement;
  readonly size: { readonly width: number; readonly height: number };
  readonly objects: readonly ShownObject[];
  readonly labels?: readonly string[];
  /** What is to be known of it, in a line. */
  readonly told: string;
}

/** Pictures one after the other, or one film with what is marked at a time. */
export interface Shown {
  readonly pages: readonly ShownPage[];
  /** Of the response what is told in words as well; absent: all of it. */
  readonly rest?: JsonObject;
  readonly film?: {
    readonly attachment: string;
    readonly objectsAt: (seconds: number) => readonly ShownObject[];
  };
}

const BLANK = { width: 1000, height: 750 };

export function pictureViewer(
  read: (params: JsonObject, response: JsonObject | null) => Shown,
): EditorModule {
  return {
    mountEditor: (host, input) =>
      new PictureViewer(host, input, read(input.params, input.response ?? prelabel(input.params))),
  };
}

/** What a worker would start from. */
function prelabel(params: JsonObject): JsonObject | null {
  const base = objectAt(params, 'base_annotations');
  return Object.keys(base).length > 0 ? base : startOf(params);
}

/** The colours that the customer gave labels, by name. */
function ownColours(params: JsonObject): Map<string, string> {
  const drawn = Object.values(objectAt(params, 'geometries')).filter(isObject);
  const rows = labelRows({
    object: [
      ...[...drawn, params].flatMap((one) => listAt(one, 'objects_to_annotate')),
      ...listAt(params, 'labels'),
    ],
  });
  return new Map(
    labelsOf(rows).flatMap(({ name, colour }) => (colour === undefined ? [] : [[name, colour]])),
  );
}

class PictureViewer implements Editor {
  readonly #input: EditorInput;
  readonly #host: HTMLElement;
  readonly #shown: Shown;
  readonly #stage: Stage;
  readonly #labels: string[] = [];
  readonly #colours: ReadonlyMap<string, string>;
  readonly #legend = make('ul', { class: 'gw-viewer-legend' });
  readonly #place = make('span', { class: 'gw-viewer-place', role: 'status' });
  readonly #text: Editor;
  #page = 0;
  #isDestroyed = false;

  constructor(host: HTMLElement, input: EditorInput, shown: Shown) {
    this.#input = input;
    this.#host = host;
    this.#shown = shown;
    this.#colours = ownColours(input.params);
    const picture = make('div', { class: 'gw-viewer-picture' });
    this.#stage = new Stage(picture, { title: input.translate('Picture, to be read') });
    const text = make('div');
    // The note, and all that was sent, also what a picture cannot show.
    this.#text = viewer.mountEditor(text, { ...input, response: shown.rest ?? input.response });
    const bar = make(
      'div',
      { class: 'gw-viewer-bar' },
      ...this.#steps(),
      this.#place,
      this.#legend,
    );
    const note = text.querySelector('[role=note]') ?? '';
    const work = make('div', { class: 'gw-viewer-work' }, note, bar, picture);
    host.append(make('div', {}, work, text));
    input.actions.set(this.#actions());
    if (shown.film) this.#showFilm(shown.film);
    else void this.#showPage();
  }

  setResponse(): void {
    // Nobody can change it here, so there is none to show but the first.
  }

  setReadOnly(): void {
    // It always is.
  }

  validate() {
    return this.#text.validate();
  }

  focusFault(): void {
    this.focus();
  }

  focus(): void {
    this.#stage.element.focus({ preventScroll: true });
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.#stage.destroy();
    this.#text.destroy();
    this.#host.replaceChildren();
  }

  #actions(): Action[] {
    const { translate } = this.#input;
    const step = (name: string, title: string, shortcut: string, by: number): Action => ({
      name,
      title,
      shortcut,
      isEnabled: () => this.#shown.pages[this.#page + by] !== undefined,
      perform: () => this.#go(by),
    });
    return [
      step('view.previous', translate('Previous picture'), 'd', -1),
      step('view.next', translate('Next picture'), 'f', 1),
      {
        name: 'view.fit',
        title: translate('Fit'),
        shortcut: 'Shift+f',
        perform: () => this.#stage.fit(),
      },
    ];
  }

  #steps(): HTMLElement[] {
    if (this.#shown.pages.length < 2) return [];
    const { translate } = this.#input;
    return [
      button(translate('Previous picture'), () => this.#go(-1), { class: 'gw-button gw-small' }),
      button(translate('Next picture'), () => this.#go(1), { class: 'gw-button gw-small' }),
    ];
  }

  #go(by: number): void {
    if (!this.#shown.pages[this.#page + by]) return;
    this.#page += by;
    this.#input.actions.changed();
    void this.#showPage();
  }

  async #showPage(): Promise<void> {
    const number = this.#page;
    const page = this.#shown.pages[number];
    if (!page) return;
    const { translate } = this.#input;
    const count = this.#shown.pages.length;
    setText(
      this.#place,
      count > 1 ? translate('{number} of {count}', { number: number + 1, count }) : '',
    );
    if (page.draw) {
      const colourOf = (label: string) => this.#lookOf(label).colour;
      const drawn = await page.draw(this.#input.attachmentUrl(page.attachment), {
        colourOf,
        translate,
      });
      if (number !== this.#page || this.#isDestroyed) return;
      this.#stage.setBackdrop(drawn.picture, drawn.size);
      this.#show(drawn.objects, drawn.labels);
      const told = [this.#place.textContent, drawn.told].filter((one) => one !== '');
      setText(this.#place, told.join(' · '));
      this.#host.dataset['loaded'] = 'true';
      return;
    }
    const image = make('img', { alt: '' });
    const { attachment } = page;
    const isThere =
      attachment !== '' && (await isLoaded(image, this.#input.attachmentUrl(attachment)));
    if (number !== this.#page || this.#isDestroyed) return;
    const size = sheetFor(page.objects);
    const layers = make('div', { class: 'gw-viewer-layers' });
    if (isThere) layers.append(image);
    this.#stage.setBackdrop(
      layers,
      isThere ? { width: image.naturalWidth, height: image.naturalHeight } : size,
    );
    this.#show(page.objects);
    if (!isThere && attachment !== '')
      setText(this.#place, translate('The picture could not be loaded.'));
    this.#host.dataset['loaded'] = `${isThere}`;
  }

  #showFilm({ attachment, objectsAt }: NonNullable<Shown['film']>): void {
    const film = Object.assign(document.createElement('video'), { muted: true, preload: 'auto' });
    const time = make('input', {
      type: 'range',
      min: 0,
      step: 0.01,
      value: 0,
      'aria-label': this.#input.translate('Time'),
    });
    const follow = () => {
      time.value = `${film.currentTime}`;
      setText(this.#place, `${film.currentTime.toFixed(2)} s`);
      this.#show(objectsAt(film.currentTime));
    };
    film.addEventListener('loadedmetadata', () => {
      time.max = `${film.duration}`;
      this.#stage.setBackdrop(film, { width: film.videoWidth, height: film.videoHeight });
      this.#host.dataset['loaded'] = 'true';
      follow();
    });
    film.addEventListener('error', () => {
      this.#stage.setBackdrop(make('div', { class: 'gw-viewer-layers' }), sheetFor(objectsAt(0)));
      this.#show(objectsAt(0));
      setText(this.#place, this.#input.translate('The video could not be loaded.'));
      this.#host.dataset['loaded'] = 'false';
    });
    for (const event of ['timeupdate', 'seeked']) film.addEventListener(event, follow);
    time.addEventListener('input', () => (film.currentTime = Number(time.value)));
    const play = button(
      this.#input.translate('Play or pause'),
      () => {
        if (film.paused) void film.play().catch(() => undefined);
        else film.pause();
      },
      { class: 'gw-button gw-small' },
    );
    this.#place.before(play, time);
    film.src = this.#input.attachmentUrl(attachment);
  }

  #show(objects: readonly ShownObject[], more: readonly string[] = []): void {
    this.#stage.setItems(
      objects.map(({ label, shape }, place): Item => {
        const look = { ...this.#lookOf(label), isFilled: true, isFaulty: false };
        return { id: `${place}`, shape, look, tag: label, isHidden: false, isLocked: false };
      }),
    );
    const counts = new Map<string, number>();
    for (const label of [...objects.map((one) => one.label), ...more]) {
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    this.#legend.replaceChildren(
      ...[...counts].map(([label, count]) => {
        const swatch = make('span', { class: 'gw-viewer-swatch', 'aria-hidden': 'true' });
        swatch.style.background = this.#lookOf(label).colour;
        return make('li', {}, swatch, count > 1 ? `${label} × ${count}` : label);
      }),
    );
  }

  #lookOf(label: string): LabelLook {
    const known = this.#labels.indexOf(label);
    const place = known < 0 ? this.#labels.push(label) - 1 : known;
    return lookOf(place, this.#colours.get(label));
  }
}

/** A sheet that holds all objects, for a picture that cannot be had. */
function sheetFor(objects: readonly ShownObject[]): { width: number; height: number } {
  const bounds = objects.map(({ shape }) => shapeBounds(shape));
  return {
    width: Math.max(BLANK.width, ...bounds.map(({ right }) => Math.ceil(right))),
    height: Math.max(BLANK.height, ...bounds.map(({ bottom }) => Math.ceil(bottom))),
  };
}

async function isLoaded(image: HTMLImageElement, url: string): Promise<boolean> {
  try {
    image.src = url;
    await image.decode();
    return true;
  } catch {
    return false;
  }
}
