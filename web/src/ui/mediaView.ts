/** Sound and film with keys that work while somebody types beside them. */
import type { Action, Translate } from '../editor/contract';
import { make } from './dom';
import { writeSeconds } from './seconds';

const SKIP_SECONDS = 3;
const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];

export class MediaView {
  readonly element: HTMLElement;
  /** Told when it starts, so that the others can stop. */
  onPlay: (() => void) | null = null;
  readonly #media: HTMLMediaElement;
  readonly #speed: HTMLSelectElement;
  #stopAt = Infinity;

  constructor(
    kind: 'audio' | 'video',
    url: string,
    name: string,
    translate: Translate,
    onError: () => void,
  ) {
    this.#media = make(kind, {
      src: url,
      controls: true,
      preload: 'metadata',
      'aria-label': name,
      ...(kind === 'video' && { playsinline: true }),
    });
    this.#speed = make(
      'select',
      { class: 'gw-input gw-media-speed' },
      ...SPEEDS.map((speed) =>
        make('option', { value: speed, selected: speed === 1 }, `${speed}×`),
      ),
    );
    const clock = make('span', { class: 'gw-media-clock' }, writeSeconds(0));
    const speed = make('label', {}, `${translate('Speed')} `, this.#speed);
    const tools = make('div', { class: 'gw-view-tools' }, clock, speed);
    this.element = make('div', { class: `gw-media gw-media-${kind}` }, this.#media, tools);
    this.#speed.addEventListener('change', () => this.#setSpeed(Number(this.#speed.value)));
    this.#media.addEventListener('error', onError);
    this.#media.addEventListener('play', () => this.onPlay?.());
    this.#media.addEventListener('timeupdate', () => {
      clock.textContent = writeSeconds(Math.round(this.seconds * 10) / 10);
      if (this.seconds >= this.#stopAt) this.pause();
    });
  }

  /** Where it stands. */
  get seconds(): number {
    return Math.round(this.#media.currentTime * 1000) / 1000;
  }

  get isPlaying(): boolean {
    return !this.#media.paused;
  }

  toggle(): void {
    this.#stopAt = Infinity;
    if (this.isPlaying) this.pause();
    else this.#play();
  }

  pause(): void {
    this.#stopAt = Infinity;
    this.#media.pause();
  }

  skip(seconds: number): void {
    this.#media.currentTime = Math.max(0, this.#media.currentTime + seconds);
  }

  /** Plays from one place to another. */
  playRange(start: number, end: number): void {
    this.#media.currentTime = start;
    this.#stopAt = end;
    this.#play();
  }

  changeSpeed(step: number): void {
    const at = SPEEDS.indexOf(this.#media.playbackRate) + step;
    const speed = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at))] ?? 1;
    this.#speed.value = `${speed}`;
    this.#setSpeed(speed);
  }

  end(): void {
    this.#media.pause();
    this.#media.removeAttribute('src'); // ends a download that nobody waits for
    this.#media.load();
  }

  #setSpeed(speed: number): void {
    this.#media.playbackRate = speed;
  }

  #play(): void {
    // A browser may refuse or a pause come first; the controls show that it stands still.
    this.#media.play().catch(() => undefined);
  }
}

/** The keys of the players on a page: they are for the one that was played last. */
export function mediaActions(players: readonly MediaView[], translate: Translate): Action[] {
  let current = players[0];
  if (!current) return [];
  for (const player of players) {
    player.onPlay = () => {
      if (current !== player) current?.pause();
      current = player;
    };
  }
  const action = (name: string, title: string, shortcut: string, perform: () => void): Action => ({
    name: `media.${name}`,
    title,
    group: translate('Player'),
    shortcut,
    whileTyping: true,
    perform,
  });
  return [
    action('play', translate('Play or pause'), 'Control+Space', () => current?.toggle()),
    action('back', translate('Back 3 seconds'), 'Control+,', () => current?.skip(-SKIP_SECONDS)),
    action('forward', translate('On 3 seconds'), 'Control+.', () => current?.skip(SKIP_SECONDS)),
    action('slower', translate('Slower'), 'Control+Shift+Comma', () => current?.changeSpeed(-1)),
    action('faster', translate('Faster'), 'Control+Shift+Period', () => current?.changeSpeed(1)),
  ];
}
