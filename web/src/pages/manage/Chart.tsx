import { useEffect, useRef, useState } from 'react';
import { t } from '../../messages';
import { DataTable, type Column } from '../../ui/DataTable';
import type { Bar } from './barChart';

interface Props {
  readonly title: string;
  /** What it shows and from what, in a sentence. */
  readonly note?: string;
  readonly bars: readonly Bar[];
  readonly isSideways?: boolean;
  readonly format: (value: number) => string;
  readonly max?: number;
  /** Headings of the table behind it. */
  readonly nameTitle: string;
  readonly valueTitle: string;
  readonly empty: string;
}

/** Bars, and behind them the same as a table that can be read out and copied. */
export function Chart(props: Props) {
  const { title, note, bars, isSideways = false, format, max, empty } = props;
  const { nameTitle, valueTitle } = props;
  const host = useRef<HTMLDivElement>(null);
  const [isLost, setIsLost] = useState(false);
  const drawn = JSON.stringify(bars); // asked for anew they are other objects and mostly the same
  const isEmpty = bars.every((one) => one.value === 0);
  useEffect(() => {
    const place = host.current;
    if (!place) return;
    let end: (() => void) | undefined;
    let isGone = false;
    import('./barChart').then(
      ({ drawBars }) => {
        if (isGone) return;
        end = drawBars(place, {
          bars: JSON.parse(drawn) as Bar[], // as written above
          isSideways,
          format,
          ...(max === undefined ? {} : { max }),
        });
      },
      () => setIsLost(true),
    );
    return () => {
      isGone = true;
      end?.();
    };
  }, [drawn, isSideways, format, max, isEmpty]);
  const hasRange = bars.some((one) => one.low !== undefined);
  const columns: Column<Bar>[] = [
    { title: nameTitle, cell: (one) => one.name },
    { title: valueTitle, cell: (one) => format(one.value), isNumber: true },
    ...(hasRange
      ? [
          {
            title: t('Range'),
            cell: (one: Bar) =>
              one.low === undefined || one.high === undefined
                ? '–'
                : t('{low} to {high}', { low: format(one.low), high: format(one.high) }),
            isNumber: true,
          },
        ]
      : []),
  ];
  return (
    <section className="gw-panel gw-chart" aria-label={title}>
      <h2>{title}</h2>
      {note === undefined ? null : <p className="gw-quiet">{note}</p>}
      {isEmpty ? (
        <p className="gw-quiet">{empty}</p>
      ) : (
        <>
          {isLost ? (
            <p role="status">{t('The chart could not be loaded; the table says the same.')}</p>
          ) : (
            <div ref={host} aria-hidden="true" />
          )}
          <details open={isLost}>
            <summary>
              {t('As a table')}
              <span className="gw-hidden">: {title}</span>
            </summary>
            <CopyTable title={title} bars={bars} names={[nameTitle, valueTitle]} />
            <DataTable
              label={title}
              rows={bars}
              keyOf={(one) => one.name}
              columns={columns}
              empty=""
            />
          </details>
        </>
      )}
    </section>
  );
}

interface CopyProps {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly names: readonly [string, string];
}

/** Copies rows with tabs between, as spreadsheets paste them. */
function CopyTable({ title, bars, names }: CopyProps) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    const rows = [names, ...bars.map((one) => [one.name, `${one.value}`])];
    try {
      await navigator.clipboard.writeText(rows.map((row) => row.join('\t')).join('\n'));
      setSaid(t('Copied.'));
    } catch {
      setSaid(t('The browser does not allow it; select the table and copy.'));
    }
  };
  return (
    <p>
      <button type="button" className="gw-button gw-small" onClick={() => void copy()}>
        {t('Copy')}
        <span className="gw-hidden"> {title}</span>
      </button>{' '}
      <span role="status">{said}</span>
    </p>
  );
}
