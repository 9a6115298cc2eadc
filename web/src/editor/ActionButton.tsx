import type { Action } from './contract';
import { printed, type Keys } from './keys';

/** A button that performs an action and prints its key. */
export function ActionButton({ action, keys }: { action: Action; keys: Keys }) {
  const shortcut = keys.of(action)[0];
  return (
    <button
      type="button"
      className={action.name === 'frame.submit' ? 'gw-button gw-primary' : 'gw-button'}
      disabled={action.isEnabled?.() === false}
      aria-pressed={action.isActive?.()}
      aria-keyshortcuts={shortcut ? printed(shortcut) : undefined}
      onClick={() => action.perform()}
    >
      {action.title}
      {shortcut ? <kbd aria-hidden="true">{printed(shortcut)}</kbd> : null}
    </button>
  );
}
