/** Finding words in the instructions: every place is tinted, Enter goes to the next. */
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { t } from '../messages';
import { placesIn } from './placesIn';
import '../ui/controls.css';

const ALL = 'gw-instruction-found';
const CURRENT = 'gw-instruction-current';

/** Words to be found; an object of its own each time they are asked for. */
export interface Sought {
  readonly words: string;
}

interface Props {
  readonly within: RefObject<HTMLElement | null>;
  /** Words that something beside the instructions leads to. */
  readonly sought: Sought | null;
}

export function InstructionSearch({ within, sought }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState('');
  const [told, setTold] = useState('');
  const last = useRef({ words: '', at: 0 });
  const show = useCallback(
    (wanted: string, place: number) => {
      const found = within.current ? placesIn(within.current, wanted) : [];
      const now = found.length === 0 ? 0 : (place + found.length) % found.length;
      last.current = { words: wanted, at: now };
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
  useEffect(() => {
    // What was found is gone when the text is laid out anew, as Markdown in place of plain text.
    const observer = new MutationObserver(() => show(last.current.words, last.current.at));
    if (within.current) observer.observe(within.current, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [within, show]);
  useEffect(() => {
    if (!sought) return;
    setWords(sought.words);
    show(sought.words, 0);
    field.current?.focus();
  }, [sought, show]);
  useEffect(
    () => () => {
      tint(ALL, []);
      tint(CURRENT, []);
    },
    [],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') show(words, last.current.at + (event.shiftKey ? -1 : 1));
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
        ref={field}
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
