import { useState } from 'react';
import { t } from '../messages';
import type { Difference } from './differences';
import type { Comparing } from './useComparing';

const SHOWN_MAX = 200;

/** What the answers do not say alike, place by place; each leads there. */
export function DifferenceList({ comparing }: { comparing: Comparing }) {
  const { found, views } = comparing;
  const slight = found.filter((one) => one.kind === 'slight').length;
  const [isSlightShown, setIsSlightShown] = useState(false);
  if (views.length < 2) return null;
  const listed = (isSlightShown ? found : found.slice(0, found.length - slight)).slice(
    0,
    SHOWN_MAX,
  );
  return (
    <section className="gw-review-part" aria-label={t('Differences')}>
      <h2>{t('Differences')}</h2>
      {found.length === 0 ? <p className="gw-quiet">{t('All answers say the same.')}</p> : null}
      <ol className="gw-differences">
        {listed.map((one, place) => (
          <Row
            key={`${one.place} ${one.pointers.join(' ')}`}
            difference={one}
            titles={views.map((view) => view.title)}
            isCurrent={place === comparing.at}
            onGo={() => comparing.go(place)}
          />
        ))}
      </ol>
      {listed.length === SHOWN_MAX ? (
        <p className="gw-quiet">{t('The first {n} are listed.', { n: SHOWN_MAX })}</p>
      ) : null}
      {slight > 0 ? (
        <button type="button" className="gw-link" onClick={() => setIsSlightShown(!isSlightShown)}>
          {isSlightShown
            ? t('Hide what differs by a hair')
            : t('{n} more differ by a hair', { n: slight })}
        </button>
      ) : null}
    </section>
  );
}

interface RowProps {
  readonly difference: Difference;
  readonly titles: readonly string[];
  readonly isCurrent: boolean;
  readonly onGo: () => void;
}

function Row({ difference, titles, isCurrent, onGo }: RowProps) {
  const groups = Map.groupBy(titles.keys(), (place) => difference.said[place] ?? '');
  return (
    <li aria-current={isCurrent ? 'true' : undefined}>
      <button type="button" className="gw-link" onClick={onGo}>
        {difference.place}
      </button>
      <dl>
        {[...groups].map(([said, places]) => (
          <div key={said}>
            <dt>{places.map((place) => titles[place]).join(', ')}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
