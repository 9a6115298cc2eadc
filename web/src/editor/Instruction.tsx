import { useEffect, useRef } from 'react';
import { t } from '../messages';

/** The customer's instructions, beside the task. */
export function Instruction({ text }: { text: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let isGone = false;
    // Plain text stands until Markdown is loaded, and stays where that fails.
    place.current?.replaceChildren(text);
    import('../ui/markdown').then(
      ({ markdown }) => {
        if (isGone) return;
        place.current?.replaceChildren(markdown(text));
        place.current?.classList.add('gw-prose');
      },
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [text]);
  return (
    <aside className="gw-instruction" aria-label={t('Instructions')} tabIndex={0}>
      <h2>{t('Instructions')}</h2>
      <div ref={place} className="gw-plain" />
    </aside>
  );
}
