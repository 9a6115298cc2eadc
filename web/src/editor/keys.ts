/** Which key does what: the actions' own shortcuts, under what a person has chosen instead. */
import { createKeybindingsHandler } from 'tinykeys';
import type { Action } from './contract';
import { Emitter } from './emitter';

/** A person's own keys, by the action's name. */
export type Chosen = Readonly<Record<string, string>>;

const isMac = /Mac|iPod|iPhone|iPad/.test(navigator.userAgent);

export class Keys extends Emitter {
  #chosen: Chosen;
  readonly #keep: (chosen: Chosen) => void;

  constructor(chosen: Chosen = {}, keep: (chosen: Chosen) => void = () => undefined) {
    super();
    this.#chosen = chosen;
    this.#keep = keep;
  }

  /** The shortcuts of an action; a chosen one takes the place of all its own. */
  of(action: Action): readonly string[] {
    const chosen = this.#chosen[action.name];
    if (chosen !== undefined) return chosen === '' ? [] : [chosen];
    return [action.shortcut ?? []].flat();
  }

  isChosen(name: string): boolean {
    return this.#chosen[name] !== undefined;
  }

  /** Gives an action another key, none (''), or its own again (undefined). */
  choose(name: string, shortcut: string | undefined): void {
    const { [name]: _, ...rest } = this.#chosen;
    this.#chosen = shortcut === undefined ? rest : { ...rest, [name]: shortcut };
    this.#keep(this.#chosen);
    this.emit();
  }

  /** The other actions that have this shortcut. */
  rivals(shortcut: string, of: Action, actions: readonly Action[]): Action[] {
    return actions.filter((one) => one.name !== of.name && this.of(one).includes(shortcut));
  }

  /** A listener for keydown that performs the first enabled action of a key. */
  listener(actions: readonly Action[]): (event: Event) => void {
    const byShortcut = new Map<string, Action[]>();
    for (const action of actions) {
      for (const shortcut of this.of(action)) {
        byShortcut.set(shortcut, [...(byShortcut.get(shortcut) ?? []), action]);
      }
    }
    const bindings = [...byShortcut].map(([shortcut, bound]) => {
      return [shortcut, (event: KeyboardEvent) => perform(bound, event)] as const;
    });
    return createKeybindingsHandler(Object.fromEntries(bindings), { ignore: isNotOurs });
  }
}

function perform(bound: readonly Action[], event: KeyboardEvent): void {
  const isInText = isTyping(event.target);
  const action = bound.find(
    (one) => (!isInText || one.whileTyping === true) && one.isEnabled?.() !== false,
  );
  if (!action) return;
  event.preventDefault();
  action.perform();
}

function isNotOurs(event: KeyboardEvent): boolean {
  if (event.isComposing || event.defaultPrevented) return true;
  if (document.querySelector('dialog[open]')) return true;
  // Enter and space press the button or link that has the focus.
  const isPress = (event.key === 'Enter' || event.key === ' ') && !event.ctrlKey && !event.metaKey;
  return (
    isPress && event.target instanceof Element && event.target.matches('button, a[href], summary')
  );
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // Nothing can be typed where an answer is only shown.
  if (target.matches('input[readonly], textarea[readonly]')) return false;
  if (target.isContentEditable || target.matches('textarea, select')) return true;
  return (
    target instanceof HTMLInputElement &&
    !/^(button|checkbox|radio|range|submit)$/.test(target.type)
  );
}

/** What a pressed key is called in tinykeys notation; undefined for a modifier alone. */
export function pressed(event: KeyboardEvent): string | undefined {
  if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'].includes(event.key)) return undefined;
  const isMod = isMac ? event.metaKey : event.ctrlKey;
  const isLetter = /^\p{L}$/u.test(event.key);
  const isSign = event.key.length === 1 && !isLetter;
  const modifiers = [
    isMod && '$mod',
    event.altKey && 'Alt',
    event.shiftKey && (isSign ? '[Shift]' : 'Shift'),
  ].filter((one) => one !== false);
  const key = event.key === ' ' ? 'Space' : isLetter ? event.key.toLowerCase() : event.key;
  return [...modifiers, key].join('+');
}

const NAMES: Record<string, string> = {
  $mod: isMac ? '⌘' : 'Ctrl',
  Shift: isMac ? '⇧' : 'Shift',
  Alt: isMac ? '⌥' : 'Alt',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

/** A shortcut as it is printed on a label: `Ctrl+Z`, `B`, `G I`. */
export function printed(shortcut: string): string {
  return shortcut
    .split(' ')
    .map((press) =>
      press
        .split(/(?<=\w|\])\+/)
        .filter((part) => !part.startsWith('[') || part === '[')
        .map((part) => NAMES[part] ?? part.replace(/^(Digit|Key)(?=.)/, ''))
        .map((part) => (part.length === 1 ? part.toUpperCase() : part))
        .join(isMac ? '' : '+'),
    )
    .join(' ');
}
