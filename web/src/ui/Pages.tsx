import { Link } from '@tanstack/react-router';
import { t } from '../messages';
import './screens.css';

interface Props {
  readonly to: string;
  /** What stands behind the ? of this page, without its place in the list. */
  readonly search?: Readonly<Record<string, string>>;
  readonly isFirst: boolean;
  /** What the next page begins after; null on the last one. */
  readonly next: string | null;
}

/** Ways to the first and to the next page of a long list. */
export function Pages({ to, search = {}, isFirst, next }: Props) {
  if (isFirst && next === null) return null;
  return (
    <nav className="gw-pages" aria-label={t('Pages')}>
      {isFirst ? null : (
        <Link to={to} search={search}>
          {t('First')}
        </Link>
      )}
      {next === null ? null : (
        <Link to={to} search={{ ...search, after: next }}>
          {t('Next')}
        </Link>
      )}
    </nav>
  );
}
