import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask, client, type Schemas } from '../../api/client';
import { taskTypesQuery } from '../../api/taskTypes';
import { editorLoader } from '../../editor/registry';
import { duration, money, t } from '../../messages';

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
  const begun = useSuspenseQuery(heldQuery).data.filter((one) => one.shown_at !== null);
  const open = offers.filter((one) => one.has_work || one.has_reviews || hasOnboarding(one));
  return (
    <>
      <h1>{t('Work')}</h1>
      {begun.length > 0 ? (
        <section className="gw-banner" aria-label={t('Begun work')}>
          <p>
            {t('You have begun a task of {project}. What you did is kept.', {
              project: begun[0]?.project ?? begun[0]?.type ?? '',
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

/** What can be answered here comes first; kinds of work without an editor stand apart and say so. */
function OfferList({ offers }: { offers: readonly Schemas['Offer'][] }) {
  const types = useSuspenseQuery(taskTypesQuery).data;
  const hasEditor = ({ type }: Schemas['Offer']) =>
    editorLoader(types.find((one) => one.name === type)?.family ?? '') !== undefined;
  const [answered, seen] = [offers.filter(hasEditor), offers.filter((one) => !hasEditor(one))];
  return (
    <>
      <Cards offers={answered} />
      {seen.length > 0 ? (
        <section aria-label={t('Only to look at')}>
          <h2>{t('Only to look at')}</h2>
          <p className="gw-quiet">
            {t(
              'There is no editor for these yet. You can read them; answers come through the API.',
            )}
          </p>
          <Cards offers={seen} />
        </section>
      ) : null}
    </>
  );
}

function Cards({ offers }: { offers: readonly Schemas['Offer'][] }) {
  return (
    <ul className="gw-cards">
      {offers.map((offer) => (
        <OfferCard key={offer.project_id} offer={offer} />
      ))}
    </ul>
  );
}

function hasOnboarding(offer: Schemas['Offer']): boolean {
  return offer.has_onboarding && !offer.is_onboarded;
}

function OfferCard({ offer }: { offer: Schemas['Offer'] }) {
  const types = useSuspenseQuery(taskTypesQuery).data;
  const type = types.find((one) => one.name === offer.type);
  const name = offer.project ?? type?.title ?? offer.type;
  return (
    <li className="gw-card">
      <h2>{name}</h2>
      <p className="gw-quiet">{type?.summary}</p>
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
        {hasOnboarding(offer)
          ? t('Start with practice')
          : offer.has_reviews
            ? t('Start with reviews')
            : t('Start')}
        <span className="gw-hidden"> {name}</span>
      </Link>
    </li>
  );
}
