/** Every action that can be done now, with its keys: to search, and to change. */
import { useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { t } from '../messages';
import { Dialog } from '../ui/Dialog';
import type { Action } from './contract';
import { pressed, printed, type Keys } from './keys';

interface Props {
  readonly keys: Keys;
  readonly actions: readonly Action[];
  readonly onClose: () => void;
}

export function ShortcutHelp({ keys, actions, onClose }: Props) {
  useSyncExternalStore(keys.subscribe, keys.version);
  const [wanted, setWanted] = useState('');
  const isFound = (one: Action) =>
    `${one.title} ${keys.of(one).map(printed).join(' ')}`
      .toLowerCase()
      .includes(wanted.toLowerCase());
  const groups = Map.groupBy(actions.filter(isFound), (one) => one.group ?? t('Editor'));
  return (
    <Dialog title={t('Keys')} onClose={onClose}>
      <div className="gw-field">
        <label htmlFor="gw-key-search">{t('Search')}</label>
        <input
          id="gw-key-search"
          type="search"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      </div>
      {[...groups].map(([group, found]) => (
        <section key={group}>
          <h3>{group}</h3>
          <ul className="gw-keys">
            {found.map((one) => (
              <KeyRow key={one.name} action={one} keys={keys} actions={actions} />
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  );
}

function KeyRow({
  action,
  keys,
  actions,
}: {
  action: Action;
  keys: Keys;
  actions: readonly Action[];
}) {
  const [isAsking, setIsAsking] = useState(false);
  const shortcuts = keys.of(action);
  const rivals = shortcuts.flatMap((one) => keys.rivals(one, action, actions));
  const onKey = (event: KeyboardEvent) => {
    if (!isAsking || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    const shortcut = pressed(event.nativeEvent);
    if (shortcut === undefined) return;
    setIsAsking(false);
    if (shortcut !== 'Escape') keys.choose(action.name, shortcut);
  };
  return (
    <li>
      <span>{action.title}</span>
      <span>
        <button
          type="button"
          className="gw-button gw-small"
          aria-pressed={isAsking}
          onClick={() => setIsAsking(!isAsking)}
          onKeyDown={onKey}
          onBlur={() => setIsAsking(false)}
        >
          <span className="gw-hidden">
            {t('Change the key of {action}:', { action: action.title })}{' '}
          </span>
          {isAsking
            ? t('Press a key')
            : shortcuts.map((one) => <kbd key={one}>{printed(one)}</kbd>)}
          {!isAsking && shortcuts.length === 0 ? t('None') : null}
        </button>
        {keys.isChosen(action.name) ? (
          <button
            type="button"
            className="gw-link"
            onClick={() => keys.choose(action.name, undefined)}
          >
            {t('Reset')}
          </button>
        ) : null}
        {rivals.length > 0 ? (
          <small role="status">
            {t('Also: {actions}', { actions: rivals.map((one) => one.title).join(', ') })}
          </small>
        ) : null}
      </span>
    </li>
  );
}
