import { useState } from 'react';
import { t } from '../messages';
import { Dialog } from './Dialog';

interface Props {
  readonly label: string;
  /** Whom or what it concerns, for who hears the button alone. */
  readonly of: string;
  readonly question: string;
  readonly onYes: () => void;
}

/** A button for what cannot be undone: asks first. */
export function Confirm({ label, of, question, onYes }: Props) {
  const [isAsking, setIsAsking] = useState(false);
  const yes = () => {
    setIsAsking(false);
    onYes();
  };
  return (
    <>
      <button type="button" className="gw-button gw-small" onClick={() => setIsAsking(true)}>
        {label}
        <span className="gw-hidden"> {of}</span>
      </button>
      {isAsking ? (
        <Dialog title={label} onClose={() => setIsAsking(false)}>
          <p>{question}</p>
          <button type="button" className="gw-button gw-primary" onClick={yes}>
            {t('Yes, {action}', { action: label.toLowerCase() })}
          </button>
        </Dialog>
      ) : null}
    </>
  );
}
