import { useEffect, useId, useRef, useState } from 'react';
import { t } from '../messages';
import './screens.css';

interface Props {
  readonly label: string;
  readonly value: string;
  /** Why it matters now: that it is shown only once, or whom to send it. */
  readonly note: string;
}

/** Something to be copied now, since it is not shown again. */
export function Secret({ label, value, note }: Props) {
  const id = useId();
  const [said, setSaid] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), [value]);
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setSaid(t('Copied.')),
      () => {
        // Where the page may not write to the clipboard, what is selected can be copied by hand.
        field.current?.select();
        setSaid(t('Press Ctrl+C to copy.'));
      },
    );
  return (
    <section className="gw-banner gw-secret" aria-label={label}>
      <label htmlFor={id}>{label}</label>
      <input id={id} ref={field} readOnly value={value} spellCheck={false} />
      <button type="button" className="gw-button gw-primary" onClick={copy}>
        {t('Copy')}
      </button>
      <p>
        {note} <span role="status">{said}</span>
      </p>
    </section>
  );
}
