/** What the worker has submitted, newest first, and what became of it. */
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { ask, client, type Schemas } from '../../api/client';
import { duration, moment, money, t } from '../../messages';
import { usePageTitle } from '../../ui/usePageTitle';

export function HistoryPage() {
  usePageTitle(t('History'));
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery({
    queryKey: ['history'],
    queryFn: ({ pageParam }) =>
      ask(
        client.GET('/api/history', { params: { query: pageParam ? { before: pageParam } : {} } }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_before ?? undefined,
  });
  const done = data.pages.flatMap((page) => page.annotations);
  return (
    <>
      <h1>{t('History')}</h1>
      {done.length === 0 ? (
        <p className="gw-quiet">{t('You have submitted nothing yet.')}</p>
      ) : (
        <div className="gw-scroll" tabIndex={0} role="region" aria-label={t('Your answers')}>
          <table className="gw-table">
            <thead>
              <tr>
                <th scope="col">{t('When')}</th>
                <th scope="col">{t('Project')}</th>
                <th scope="col">{t('Time')}</th>
                <th scope="col">{t('Pay')}</th>
                <th scope="col">{t('What became of it')}</th>
              </tr>
            </thead>
            <tbody>
              {done.map((one) => (
                <tr key={one.annotation_id}>
                  <td>{moment(one.submitted_at)}</td>
                  <td>{one.project ?? one.type}</td>
                  <td>{duration(one.active_seconds)}</td>
                  <td>{money(one.paid_micros, one.currency)}</td>
                  <td>{outcome(one)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {hasNextPage ? (
        <button
          type="button"
          className="gw-button"
          onClick={() => fetchNextPage()}
          disabled={isFetchingNextPage}
        >
          {t('Show older ones')}
        </button>
      ) : null}
    </>
  );
}

function outcome(one: Schemas['Done']): string {
  if (one.is_onboarding) {
    return one.agreement === null
      ? t('Practice')
      : t('Practice: {share} % right', { share: Math.round(one.agreement * 100) });
  }
  return one.is_counted ? t('Counts') : t('Came too late to count');
}
