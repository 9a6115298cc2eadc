import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ask, client, type Schemas } from '../../api/client';
import { familyTitle, taskTypesQuery, useTypeTitle } from '../../api/taskTypes';
import { editorLoader } from '../../editor/registry';
import { duration, money, t } from '../../messages';
import './offers.css';

const offersQuery = queryOptions({
  queryKey: ['offers'],
  queryFn: () => ask(client.GET('/api/offers')),
  refetchInterval: 30_000,
});

const heldQuery = queryOptions({
  queryKey: ['assignments'],
  queryFn: async () => (await ask(client.GET('/api/assignments'))).assignments,
  staleTime: 0,
});

/** What the worker may work on, what it pays, and what they have begun. */
export function Offers() {
  const offers = useSuspenseQuery(offersQuery).data;
  const titleOf = useTypeTitle();
  const begun = useSuspenseQuery(heldQuery).data.filter((one) => one.shown_at !== null);
  const open = offers.filter((one) => isOpen(one));
  return (
    <>
      <h1>{t('Work')}</h1>
      {begun.length > 0 ? (
        <section className="gw-banner" aria-label={t('Begun work')}>
          <p>
            {t('You have begun a task of {project}. What you did is kept.', {
              project: begun[0]?.project ?? titleOf(begun[0]?.type ?? ''),
            })}
          </p>
          <Link
            to="/work"
            search={begun[0]?.project ? { project: begun[0].project } : {}}
            className="gw-button gw-primary"
          >
            {t('Continue')}
          </Link>
        </section>
      ) : null}
      {open.length === 0 ? (
        <p className="gw-quiet">
          {t('Nothing waits for you now. New work shows up here by itself.')}
        </p>
      ) : (
        <OfferList offers={open} />
      )}
    </>
  );
}

/** More than a screen of cards is sorted by kind of work, and can be sought in. */
const CARDS_MAX = 9;

/** What can be answered here comes first; kinds of work without an editor stand apart and say so. */
function OfferList({ offers }: { offers: readonly Offer[] }) {
  const types = useSuspenseQuery(taskTypesQuery).data;
  const [sought, setSought] = useState('');
  const named = offers.map((offer): Named => {
    const type = types.find((one) => one.name === offer.type);
    return {
      offer,
      name: offer.project ?? type?.title ?? offer.type,
      summary: type?.summary ?? '',
      family: type?.family ?? '',
    };
  });
  const found = named.filter((one) => isFound(one, sought)).sort(byWorth);
  const answered = found.filter((one) => editorLoader(one.family) !== undefined);
  const seen = found.filter((one) => editorLoader(one.family) === undefined);
  const isLong = offers.length > CARDS_MAX;
  return (
    <>
      {isLong ? (
        <div className="gw-field gw-find">
          <label htmlFor="work-sought">{t('Find work')}</label>
          <input
            id="work-sought"
            type="search"
            value={sought}
            onChange={(event) => setSought(event.target.value)}
          />
        </div>
      ) : null}
      {found.length === 0 ? (
        <p role="status">{t('No work has these words. Try others, or fewer.')}</p>
      ) : null}
      {answered.length > CARDS_MAX ? (
        [...Map.groupBy(answered, (one) => one.family)].map(([family, work]) => (
          <section key={family} aria-label={familyTitle(family)}>
            <h2>{familyTitle(family)}</h2>
            <Cards work={work} />
          </section>
        ))
      ) : (
        <Cards work={answered} />
      )}
      {seen.length > 0 ? (
        <section aria-label={t('Only to look at')}>
          <h2>{t('Only to look at')}</h2>
          <p className="gw-quiet">
            {t(
              'There is no editor for these yet. You can read them; answers come through the API.',
            )}
          </p>
          <ul className="gw-looks">
            {seen.map(({ offer, name, summary }) => (
              <li key={offer.project_id}>
                <Link to="/work" search={{ project: offer.project_id }}>
                  {name}
                </Link>{' '}
                <span className="gw-quiet">{summary}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

type Offer = Schemas['Offer'];

/** An offer as people see it. */
interface Named {
  readonly offer: Offer;
  readonly name: string;
  readonly summary: string;
  readonly family: string;
}

function isFound({ offer, name, summary }: Named, sought: string): boolean {
  const text = `${name} ${summary} ${offer.type}`.toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** What was begun first, then reviews, since somebody waits for them; then what pays best. */
function byWorth(one: Named, two: Named): number {
  return (
    Number(two.offer.has_begun) - Number(one.offer.has_begun) ||
    Number(two.offer.has_reviews) - Number(one.offer.has_reviews) ||
    two.offer.rate_micros - one.offer.rate_micros ||
    one.name.localeCompare(two.name)
  );
}

function Cards({ work }: { work: readonly Named[] }) {
  return (
    <ul className="gw-cards">
      {work.map((one) => (
        <OfferCard key={one.offer.project_id} named={one} />
      ))}
    </ul>
  );
}

function isOpen(offer: Offer): boolean {
  return offer.has_work || offer.has_reviews || offer.has_begun || hasOnboarding(offer);
}

function hasOnboarding(offer: Offer): boolean {
  return offer.has_onboarding && !offer.is_onboarded;
}

function beginning(offer: Offer): string {
  if (offer.has_begun) return t('Continue');
  if (hasOnboarding(offer)) return t('Start with practice');
  return offer.has_reviews ? t('Start with reviews') : t('Start');
}

function OfferCard({ named: { offer, name, summary } }: { named: Named }) {
  return (
    <li className="gw-card gw-offer">
      <h3>{name}</h3>
      <p className="gw-quiet">{summary}</p>
      <dl className="gw-facts">
        <div>
          <dt>{t('Pay')}</dt>
          <dd>
            {offer.rate_micros > 0
              ? t('{amount} a task', { amount: money(offer.rate_micros, offer.currency) })
              : t('Unpaid')}
          </dd>
        </div>
        {offer.has_reviews ? (
          <div>
            <dt>{t('Pay for a review')}</dt>
            <dd>
              {offer.review_rate_micros > 0
                ? money(offer.review_rate_micros, offer.currency)
                : t('Unpaid')}
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{t('Time for one')}</dt>
          <dd>{duration(offer.lease_seconds)}</dd>
        </div>
      </dl>
      <Link to="/work" search={{ project: offer.project_id }} className="gw-button gw-primary">
        {beginning(offer)}
        <span className="gw-hidden"> {name}</span>
      </Link>
    </li>
  );
}
