import { useEffect, useRef, type ReactNode } from 'react';
import { t } from '../messages';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog over the page; Escape and its button close it, and the focus goes back where it was. */
export function Dialog({ title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal(); // taking it off the page closes it
    dialog.current?.querySelector<HTMLElement>('input')?.focus();
  }, []);
  return (
    <dialog ref={dialog} className="gw-dialog" aria-label={title} onClose={onClose}>
      <header>
        <h2>{title}</h2>
        <button type="button" className="gw-button" onClick={() => dialog.current?.close()}>
          {t('Close')}
        </button>
      </header>
      {children}
    </dialog>
  );
}
