/** How the installation does: ready or why not, what waits, how much there is. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask, client, type Schemas } from '../../api/client';
import { failure, UnreachableError } from '../../api/problem';
import { ago, bytes, duration, moment, percent, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { DataTable } from '../../ui/DataTable';
import { statusName } from '../../ui/Progress';
import { usePageTitle } from '../../ui/usePageTitle';
import { named, readFigures, type Figure } from './figures';

const REFRESH_MS = 5_000;

async function fetched(path: string): Promise<Response> {
  return await fetch(path).catch(() => {
    throw new UnreachableError();
  });
}

export function Health() {
  usePageTitle(t('Health'));
  const ready = useQuery({
    queryKey: ['operate', 'ready'],
    queryFn: async () => {
      const answer = (await (await fetched('/readyz')).json()) as {
        status: string;
        reason?: string;
      };
      return { isReady: answer.status === 'ready', reason: answer.reason ?? '' };
    },
    refetchInterval: REFRESH_MS,
  });
  const figures = useQuery({
    queryKey: ['operate', 'figures'],
    queryFn: async () => {
      const answer = await fetched('/metrics');
      if (!answer.ok) throw failure(answer.status, undefined);
      return readFigures(await answer.text());
    },
    refetchInterval: REFRESH_MS,
  });
  const health = useQuery({
    queryKey: ['operate', 'health'],
    queryFn: () => ask(client.GET('/api/operator/health')),
    refetchInterval: REFRESH_MS,
  });
  return (
    <>
      <header className="gw-head">
        <h1>{t('Health')}</h1>
        <p className="gw-quiet">{t('Refreshed every {n} seconds.', { n: REFRESH_MS / 1000 })}</p>
      </header>
      <Answer asked={ready}>
        {({ isReady, reason }) => (
          <p className={isReady ? 'gw-note' : 'gw-refused'} role="status">
            <span className="gw-status" data-status={isReady ? 'completed' : 'error'}>
              {isReady
                ? t('Ready: the database answers and is migrated.')
                : t('Not ready: {reason}', { reason })}
            </span>
          </p>
        )}
      </Answer>
      <Answer asked={health}>{(found) => <Facts health={found} />}</Answer>
      <Answer asked={figures}>{(found) => <Figures figures={found} />}</Answer>
    </>
  );
}

function Facts({ health }: { health: Schemas['Health'] }) {
  const { database, disk, runners } = health;
  const facts: [string, string, string][] = [
    ['Goldwright', health.version, t('Python {version}', { version: health.python_version })],
    ['PostgreSQL', database.version, t('{size} of data', { size: bytes(database.size_bytes) })],
    [
      t('Connections'),
      t('{n} of {max}', { n: database.connections, max: database.connections_max }),
      t('migrated to {name}', { name: database.last_migration.slice(0, 4) }),
    ],
    [
      t('Free disk'),
      bytes(disk.free_bytes),
      t('{share} of {size}', {
        share: percent(disk.free_bytes / disk.total_bytes),
        size: bytes(disk.total_bytes),
      }),
    ],
    [
      t('Files in'),
      health.storage === 'folder' ? t('the data folder') : health.storage,
      health.has_mail ? t('mail is sent') : t('no mail is sent'),
    ],
  ];
  return (
    <>
      {runners.some((one) => one.is_alive) ? null : (
        <p className="gw-refused" role="alert">
          {t('No runner lives: nothing is settled or delivered. Start goldwright run-jobs.')}
        </p>
      )}
      {health.failing_events > 0 ? (
        <p className="gw-note">
          <Link to="/operate/failing">
            {t('Events that fail or were given up: {n}', { n: health.failing_events })}
          </Link>
        </p>
      ) : null}
      {health.dead_callbacks > 0 ? (
        <p className="gw-note">
          <Link to="/operate/callbacks">
            {t('Callbacks that were given up: {n}', { n: health.dead_callbacks })}
          </Link>
        </p>
      ) : null}
      <section className="gw-panel">
        <h2>{t('Installation')}</h2>
        <dl className="gw-figures">
          {facts.map(([name, value, more]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {value} <small>{more}</small>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="gw-panel">
        <h2>{t('Runners')}</h2>
        <DataTable
          label={t('Runners')}
          rows={runners}
          keyOf={(one) => one.id}
          empty={t('No runner has been heard of for a day.')}
          columns={[
            { title: t('On'), cell: (one) => one.host },
            {
              title: t('Status'),
              cell: (one) => (
                <span className="gw-status" data-status={one.is_alive ? 'active' : 'dead'}>
                  {one.is_alive
                    ? t('alive')
                    : t('last heard of {when}', { when: ago(one.seen_at) })}
                </span>
              ),
            },
            { title: t('Since'), cell: (one) => moment(one.started_at) },
            { title: t('Version'), cell: (one) => one.version },
            {
              title: t('Fails at'),
              cell: (one) =>
                one.failing.length === 0
                  ? '–'
                  : one.failing.map((loop) => (
                      <p key={loop.name} className="gw-break gw-tight">
                        {loop.name}: {loop.failure}
                      </p>
                    )),
            },
          ]}
        />
      </section>
    </>
  );
}

function Figures({ figures }: { figures: readonly Figure[] }) {
  const lag = named(figures, 'goldwright_outbox_lag_seconds');
  const waiting = named(figures, 'goldwright_outbox_waiting').map((one) => ({
    stage: one.labels['stage'] ?? '',
    events: one.value,
    seconds: lag.find((other) => other.labels['stage'] === one.labels['stage'])?.value ?? 0,
  }));
  const only = (name: string) => named(figures, name)[0]?.value ?? 0;
  const busy = named(figures, 'goldwright_database_connections').find(
    (one) => one.labels['state'] === 'busy',
  );
  const facts: [string, number][] = [
    [t('Callbacks to deliver'), only('goldwright_callbacks_pending')],
    [t('Busy database connections'), busy?.value ?? 0],
    [t('Requests waiting for one'), only('goldwright_database_requests_waiting')],
  ];
  return (
    <>
      <section className="gw-panel">
        <h2>{t('Waiting')}</h2>
        <dl className="gw-figures">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{t('{n}', { n: value })}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="gw-panel">
        <h2>{t('Outbox')}</h2>
        <DataTable
          label={t('Outbox')}
          rows={waiting}
          keyOf={(one) => one.stage}
          empty={t('Nothing waits: every event has been dealt with.')}
          columns={[
            { title: t('For'), cell: (one) => one.stage },
            { title: t('Events'), cell: (one) => t('{n}', { n: one.events }), isNumber: true },
            { title: t('Oldest'), cell: (one) => duration(one.seconds), isNumber: true },
          ]}
        />
      </section>
      <section className="gw-panel">
        <h2>{t('Tasks')}</h2>
        <DataTable
          label={t('Tasks')}
          rows={named(figures, 'goldwright_tasks')}
          keyOf={(one) => JSON.stringify(one.labels)}
          empty={t('There are no tasks yet.')}
          columns={[
            { title: t('Environment'), cell: (one) => one.labels['environment'] ?? '' },
            { title: t('Status'), cell: (one) => statusName(one.labels['status'] ?? '') },
            { title: t('Tasks'), cell: (one) => t('{n}', { n: one.value }), isNumber: true },
          ]}
        />
      </section>
    </>
  );
}
