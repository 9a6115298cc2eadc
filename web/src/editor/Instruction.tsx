import { useEffect, useRef } from 'react';
import { t } from '../messages';

/** The customer's instructions, beside the task. */
export function Instruction({ text }: { text: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let isGone = false;
    void import('../ui/markdown').then(({ markdown }) => {
      if (!isGone) place.current?.replaceChildren(markdown(text));
    });
    return () => {
      isGone = true;
    };
  }, [text]);
  return (
    <aside className="gw-instruction" aria-label={t('Instructions')} tabIndex={0}>
      <h2>{t('Instructions')}</h2>
      <div ref={place} className="gw-prose" />
    </aside>
  );
}
