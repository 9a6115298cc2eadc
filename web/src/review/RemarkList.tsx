/** Remarks on an answer, each with its place: being written, or to be read. */
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { t } from '../messages';
import type { Remark } from './opinion';
import { SIGNS, verdictNames } from './verdicts';

interface WritingProps {
  readonly remarks: readonly Remark[];
  /** The places a remark may be about, by pointer, in words. */
  readonly places: ReadonlyMap<string, string>;
  /** Which was begun just now, to be written at once. */
  readonly begun: string | null;
  readonly isPointing: string | null;
  /** Absent: nothing of the task can be pointed at. */
  readonly onPoint: ((id: string | null) => void) | undefined;
  readonly onChange: (remark: Remark) => void;
  readonly onRemove: (id: string) => void;
  readonly onReveal: (remark: Remark) => void;
  readonly onDone: () => void;
}

export function RemarksWriting(props: WritingProps) {
  return (
    <ol className="gw-remarks">
      {props.remarks.map((remark, place) => (
        <Writing key={remark.id} {...props} remark={remark} number={place + 1} />
      ))}
    </ol>
  );
}

function Writing({ remark, number, ...props }: WritingProps & { remark: Remark; number: number }) {
  const { places, isPointing, onPoint, onChange } = props;
  const box = useRef<HTMLTextAreaElement>(null);
  const isBegun = props.begun === remark.id;
  useEffect(() => {
    if (isBegun) box.current?.focus();
  }, [isBegun]);
  const onKeyDown = (event: KeyboardEvent) => {
    const isDone =
      event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
    if (!isDone) return;
    event.preventDefault();
    props.onDone();
  };
  const choose = (pointer: string) => {
    const rest = { id: remark.id, text: remark.text };
    const about = places.get(pointer);
    onChange(about === undefined ? rest : { ...rest, pointer, about });
  };
  const name = `remark-${remark.id}`;
  const isUnlisted = remark.pointer !== undefined && !places.has(remark.pointer);
  return (
    <li>
      <div className="gw-remark-head">
        <span aria-hidden="true" className="gw-pin">
          {number}
        </span>
        <label className="gw-hidden" htmlFor={`${name}-place`}>
          {t('Comment {n} is about', { n: number })}
        </label>
        <select
          id={`${name}-place`}
          className="gw-select"
          value={remark.pointer ?? (remark.position ? 'point' : '')}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">{t('The whole answer')}</option>
          {remark.position ? <option value="point">{remark.about ?? t('A point')}</option> : null}
          {isUnlisted ? (
            <option value={remark.pointer}>{remark.about ?? remark.pointer}</option>
          ) : null}
          {[...places].map(([pointer, words]) => (
            <option key={pointer} value={pointer}>
              {words}
            </option>
          ))}
        </select>
      </div>
      <label className="gw-hidden" htmlFor={name}>
        {t('Comment {n}', { n: number })}
      </label>
      <textarea
        ref={box}
        id={name}
        rows={2}
        maxLength={5000}
        value={remark.text}
        placeholder={t('What the annotator should know')}
        onChange={(event) => onChange({ ...remark, text: event.target.value })}
        onKeyDown={onKeyDown}
      />
      <div className="gw-remark-foot">
        {onPoint ? (
          <button
            type="button"
            className="gw-button gw-small"
            aria-pressed={isPointing === remark.id}
            onClick={() => onPoint(isPointing === remark.id ? null : remark.id)}
          >
            {isPointing === remark.id ? t('Press on the place') : t('Point at a place')}
          </button>
        ) : null}
        {remark.pointer === undefined ? null : (
          <button
            type="button"
            className="gw-button gw-small"
            onClick={() => props.onReveal(remark)}
          >
            {t('Show')}
          </button>
        )}
        <button
          type="button"
          className="gw-button gw-small"
          onClick={() => props.onRemove(remark.id)}
        >
          {t('Remove')}
          <span className="gw-hidden"> {t('comment {n}', { n: number })}</span>
        </button>
      </div>
    </li>
  );
}

interface ReadingProps {
  readonly remarks: readonly Omit<Remark, 'id'>[];
  /** Absent: what they are about is not on the page. */
  readonly onReveal?: (remark: Omit<Remark, 'id'>) => void;
}

export function RemarksReading({ remarks, onReveal }: ReadingProps) {
  if (remarks.length === 0) return null;
  return (
    <ol className="gw-remarks">
      {remarks.map((remark, place) => (
        <li key={place}>
          <div className="gw-remark-head">
            <span aria-hidden="true" className="gw-pin">
              {remark.verdict ? SIGNS[remark.verdict] : place + 1}
            </span>
            {remark.verdict ? <b>{verdictNames()[remark.verdict]}</b> : null}
            {remark.pointer !== undefined && onReveal ? (
              <button type="button" className="gw-link" onClick={() => onReveal(remark)}>
                {remark.about ?? remark.pointer}
              </button>
            ) : (
              <span className="gw-quiet">
                {remark.about ?? remark.pointer ?? t('The whole answer')}
              </span>
            )}
          </div>
          {remark.text === '' ? null : <p className="gw-plain">{remark.text}</p>}
        </li>
      ))}
    </ol>
  );
}
