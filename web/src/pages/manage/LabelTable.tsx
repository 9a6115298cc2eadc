/** Labels as a small table: a colour, a name, up, down and away; many at once are typed as lines. */
import { useId, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { ownColour } from '../../canvas/colours';
import type { Json } from '../../editor/contract';
import { t } from '../../messages';
import { isSame } from '../../ui/json';
import { coloured, moved, neighbour, pasted, removed, TREES, type LabelRow } from './labelRows';

interface Props {
  readonly kind: keyof typeof TREES;
  readonly title: string;
  readonly value: Json | undefined;
  readonly onChange: (value: Json) => void;
  readonly onLines: () => void;
  readonly error: string | undefined;
}

export function LabelTable({ kind, title, value, onChange, onLines, error }: Props) {
  const { read, write } = TREES[kind];
  const [typed, setTyped] = useState<readonly LabelRow[]>([]);
  const list = useRef<HTMLOListElement>(null);
  const id = useId();
  const said = (rows: readonly LabelRow[]) => write(rows.filter(({ name }) => name.trim() !== ''));
  // Rows without a name yet stand as long as the others say the same.
  const rows = typed.length > 0 && isSame(said(typed), value ?? []) ? typed : read(value);
  const change = (next: readonly LabelRow[], focused?: number) => {
    setTyped(next);
    onChange(said(next));
    if (focused !== undefined) {
      requestAnimationFrame(() =>
        list.current?.querySelectorAll<HTMLElement>('input[type=text]')[focused]?.focus(),
      );
    }
  };
  const put = (place: number, row: LabelRow) => change(rows.with(place, row));
  const add = (after: number) => {
    const depth = rows[after]?.depth ?? 0;
    const made = { depth, name: '', beside: {} };
    change(rows.toSpliced(after + 1, 0, made), after + 1);
  };
  const onKey = (place: number) => (event: KeyboardEvent) => {
    const isMove = event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown');
    if (event.key !== 'Enter' && !isMove) return;
    event.preventDefault(); // Enter would make the project
    if (!isMove) add(place);
    else {
      const next = moved(rows, place, event.key === 'ArrowDown');
      change(next.rows, next.place);
    }
  };
  const onPaste = (place: number) => (event: ClipboardEvent) => {
    const names = event.clipboardData
      .getData('text')
      .split('\n')
      .flatMap((one) => one.trim() || []);
    if (names.length < 2) return;
    event.preventDefault();
    const before = rows[place]?.name ?? '';
    const all = before.trim() === '' ? names : [before, ...names];
    change(pasted(rows, place, all), place + all.length - 1);
  };
  return (
    <fieldset
      className="gw-label-table"
      aria-describedby={error === undefined ? undefined : `${id}-fault`}
    >
      <legend>{title}</legend>
      <ol ref={list}>
        {rows.map((row, place) => (
          <Row
            key={place}
            row={row}
            hasColour={kind === 'named_labels' || !((rows[place + 1]?.depth ?? 0) > row.depth)}
            name={t('{title}, {n}', { title, n: place + 1 })}
            isFaulty={error !== undefined}
            onRow={(next) => put(place, next)}
            onKeyDown={onKey(place)}
            onPaste={onPaste(place)}
            onRemove={() => change(removed(rows, place), Math.max(0, place - 1))}
            onUp={
              neighbour(rows, place, false) === undefined
                ? undefined
                : () => change(moved(rows, place, false).rows)
            }
            onDown={
              neighbour(rows, place, true) === undefined
                ? undefined
                : () => change(moved(rows, place, true).rows)
            }
          />
        ))}
      </ol>
      {error === undefined ? null : (
        <p className="gw-fault" id={`${id}-fault`}>
          {error}
        </p>
      )}
      <div className="gw-row">
        <button
          type="button"
          className="gw-button"
          aria-label={t('Add to {title}', { title })}
          onClick={() => add(rows.length - 1)}
        >
          {t('Add')}
        </button>
        <button
          type="button"
          className="gw-link"
          aria-label={t('{title} as lines', { title })}
          onClick={onLines}
        >
          {t('As lines')}
        </button>
      </div>
    </fieldset>
  );
}

interface RowProps {
  readonly row: LabelRow;
  /** False for a label that only groups finer ones. */
  readonly hasColour: boolean;
  readonly name: string;
  readonly isFaulty: boolean;
  readonly onRow: (row: LabelRow) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
  readonly onRemove: () => void;
  readonly onUp: (() => void) | undefined;
  readonly onDown: (() => void) | undefined;
}

function Row({ row, hasColour, name, isFaulty, onRow, onKeyDown, onPaste, ...acts }: RowProps) {
  const said = { label: row.name || name };
  const own = ownColour(row.beside);
  return (
    <li style={{ paddingInlineStart: `${1.5 * row.depth}rem` }}>
      {hasColour ? (
        <span
          className="gw-label-table-colour"
          style={own === undefined ? {} : { background: own }}
        >
          <input
            type="color"
            value={own ?? '#888888'}
            aria-label={t('Colour of {label}', said)}
            title={own === undefined ? t('One of our colours; choose another') : own}
            onChange={(event) => onRow(coloured(row, event.target.value))}
          />
        </span>
      ) : null}
      <input
        type="text"
        value={row.name}
        aria-label={name}
        aria-invalid={isFaulty || undefined}
        onChange={(event) => onRow({ ...row, name: event.target.value })}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        autoComplete="off"
        spellCheck={false}
      />
      {own === undefined ? null : (
        <button
          type="button"
          className="gw-link"
          aria-label={t('Our colour for {label}', said)}
          title={t('Our colour')}
          onClick={() => onRow(coloured(row, undefined))}
        >
          ↺
        </button>
      )}
      <Act title={t('Up')} name={t('Move {label} up', said)} sign="↑" onAct={acts.onUp} />
      <Act title={t('Down')} name={t('Move {label} down', said)} sign="↓" onAct={acts.onDown} />
      <Act title={t('Remove')} name={t('Remove {label}', said)} sign="✕" onAct={acts.onRemove} />
    </li>
  );
}

interface ActProps {
  readonly title: string;
  readonly name: string;
  readonly sign: string;
  readonly onAct: (() => void) | undefined;
}

function Act({ title, name, sign, onAct }: ActProps) {
  return (
    <button
      type="button"
      className="gw-button"
      title={title}
      aria-label={name}
      disabled={onAct === undefined}
      onClick={onAct}
    >
      {sign}
    </button>
  );
}
