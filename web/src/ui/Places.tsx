import { Link } from '@tanstack/react-router';
import './screens.css';

export interface SubPlace {
  readonly to: string;
  readonly label: string;
}

/** The places within one part of the app. */
export function Places({ label, places }: { label: string; places: readonly SubPlace[] }) {
  return (
    <nav aria-label={label} className="gw-places">
      {places.map((one) => (
        <Link key={one.to} to={one.to}>
          {one.label}
        </Link>
      ))}
    </nav>
  );
}
