import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemError } from '../api/problem';
import { t } from '../messages';

interface Props<Data> {
  readonly asked: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
}

/** What the server said, or how it stands: being asked, offline, or failed with a way on. */
export function Answer<Data>({ asked, children }: Props<Data>) {
  const isOffline = asked.fetchStatus === 'paused';
  if (asked.data !== undefined) {
    return (
      <>
        {isOffline || asked.isError ? (
          <p className="gw-note" role="status">
            {t('The server cannot be reached; this is how it was.')} <Again asked={asked} />
          </p>
        ) : null}
        {children(asked.data)}
      </>
    );
  }
  if (isOffline) {
    return (
      <p className="gw-note" role="status">
        {t('You are offline. This page fills itself once you are back.')}
      </p>
    );
  }
  if (asked.isError) {
    return (
      <div className="gw-refused" role="alert">
        <p>
          {asked.error.message} {isFinal(asked.error) ? null : <Again asked={asked} />}
        </p>
      </div>
    );
  }
  return (
    <p className="gw-quiet" role="status">
      {asked.failureCount > 0 ? t('The server cannot be reached. Trying again…') : t('Loading…')}
    </p>
  );
}

function Again<Data>({ asked }: { asked: UseQueryResult<Data> }) {
  return (
    <button type="button" className="gw-link" onClick={() => void asked.refetch()}>
      {t('Try again')}
    </button>
  );
}

function isFinal(error: Error): boolean {
  return error instanceof ProblemError && (error.status === 403 || error.status === 404);
}
