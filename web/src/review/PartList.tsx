/** The things of an answer that were judged by themselves, each with its reason. */
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { t } from '../messages';
import type { Remark } from './opinion';
import { SIGNS, verdictNames } from './verdicts';

interface Props {
  readonly remarks: readonly Remark[];
  /** How many things there are to judge. */
  readonly count: number;
  /** Whose reason is to be written at once. */
  readonly begun: string | null;
  readonly buttons: ReactNode;
  readonly onChange: (remark: Remark) => void;
  /** Takes a verdict back. */
  readonly onUndo: (remark: Remark) => void;
  readonly onReveal: (remark: Remark) => void;
  readonly onDone: () => void;
}

export function PartList({ remarks, count, buttons, ...props }: Props) {
  const said = remarks.filter((one) => one.verdict !== undefined);
  return (
    <section className="gw-review-part" aria-label={t('One by one')}>
      <h2>{t('One by one')}</h2>
      <p className="gw-quiet" role="status">
        {said.length === 0
          ? t('Select a difference or a part of the answer, then judge it by itself.')
          : t('{n} of {count} judged', { n: said.length, count })}
      </p>
      <div className="gw-part-buttons">{buttons}</div>
      <ol className="gw-remarks">
        {said.map((remark) => (
          <Judged key={remark.id} {...props} remark={remark} />
        ))}
      </ol>
    </section>
  );
}

type JudgedProps = Omit<Props, 'remarks' | 'count' | 'buttons'> & { readonly remark: Remark };

function Judged({ remark, begun, onChange, onUndo, onReveal, onDone }: JudgedProps) {
  const { id, verdict = 'accepted', about = '' } = remark;
  const box = useRef<HTMLTextAreaElement>(null);
  const isBegun = begun === id && verdict === 'rejected';
  useEffect(() => {
    if (isBegun) box.current?.focus();
  }, [isBegun]);
  const onKeyDown = (event: KeyboardEvent) => {
    const isDone =
      event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
    if (!isDone) return;
    event.preventDefault();
    event.stopPropagation();
    onDone();
  };
  return (
    <li>
      <div className="gw-remark-head">
        <span aria-hidden="true" className="gw-pin">
          {SIGNS[verdict]}
        </span>
        <b>{verdictNames()[verdict]}</b>
        <button type="button" className="gw-link" onClick={() => onReveal(remark)}>
          {about}
        </button>
        <button type="button" className="gw-button gw-small" onClick={() => onUndo(remark)}>
          {t('Not after all')}
          <span className="gw-hidden">: {about}</span>
        </button>
      </div>
      {verdict === 'accepted' ? null : (
        <>
          <label className="gw-hidden" htmlFor={`part-${id}`}>
            {t('Why: {about}', { about })}
          </label>
          <textarea
            ref={box}
            id={`part-${id}`}
            rows={1}
            maxLength={5000}
            required={verdict === 'rejected'}
            value={remark.text}
            placeholder={
              verdict === 'rejected'
                ? t('Why is it rejected?')
                : t('What the annotator should know')
            }
            onChange={(event) => onChange({ ...remark, text: event.target.value })}
            onKeyDown={onKeyDown}
          />
        </>
      )}
    </li>
  );
}
