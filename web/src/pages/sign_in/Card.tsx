import type { ReactNode } from 'react';
import { usePageTitle } from '../../ui/usePageTitle';
import './sign_in.css';

/** A small page of its own, for people who are not inside yet. */
export function Card({ title, children }: { title: string; children: ReactNode }) {
  usePageTitle(title);
  return (
    <main className="gw-card-page">
      <div className="gw-card">
        <p className="gw-brand">
          <img src="/favicon.svg" alt="" width="28" height="28" /> Goldwright
        </p>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
