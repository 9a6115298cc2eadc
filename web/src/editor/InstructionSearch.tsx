/** Finding words in the instructions: every place is tinted, Enter goes to the next. */
import { useCallback, useEffect, useState, type KeyboardEvent, type RefObject } from 'react';
import { t } from '../messages';
import { placesIn } from './placesIn';
import '../ui/controls.css';

const ALL = 'gw-instruction-found';
const CURRENT = 'gw-instruction-current';

export function InstructionSearch({ within }: { within: RefObject<HTMLElement | null> }) {
  const [words, setWords] = useState('');
  const [told, setTold] = useState('');
  const [at, setAt] = useState(0);
  const show = useCallback(
    (wanted: string, place: number) => {
      const found = within.current ? placesIn(within.current, wanted) : [];
      const now = found.length === 0 ? 0 : (place + found.length) % found.length;
      setAt(now);
      setTold(
        wanted.trim() === ''
          ? ''
          : found.length === 0
            ? t('not found')
            : t('{place} of {count}', { place: now + 1, count: found.length }),
      );
      const current = found[now];
      tint(ALL, found);
      tint(CURRENT, current ? [current] : []);
      current?.startContainer.parentElement?.scrollIntoView({ block: 'nearest' });
    },
    [within],
  );
  useEffect(
    () => () => {
      tint(ALL, []);
      tint(CURRENT, []);
    },
    [],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') show(words, at + (event.shiftKey ? -1 : 1));
    else if (event.key === 'Escape') {
      setWords('');
      show('', 0);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="gw-instruction-search" role="search">
      <input
        type="search"
        className="gw-input"
        aria-label={t('Find in the instructions')}
        placeholder={t('Find in the instructions')}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          show(event.target.value, 0);
        }}
        onKeyDown={onKeyDown}
      />
      <span role="status" className="gw-quiet">
        {told}
      </span>
    </div>
  );
}

function tint(name: string, ranges: readonly Range[]): void {
  if (!('highlights' in CSS)) return;
  if (ranges.length > 0) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}
