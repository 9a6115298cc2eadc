/** The part of the app for customers: its places, the organisation and environment they act in. */
import { useQueries } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { ask, client } from '../../api/client';
import { t } from '../../messages';
import { useMe } from '../../shell/session';
import { Kit } from '../../ui/Kit';
import { MatchScheme } from '../../ui/MatchScheme';
import { Places } from '../../ui/Places';
import { Segments } from '../../ui/Segments';
import { managed, useScope } from './scope';
import '../../ui/screens.css';

export function Manage() {
  const me = useMe();
  if (managed(me).length === 0) {
    return <p>{t('You manage no organisation here. Ask an admin of yours to invite you.')}</p>;
  }
  return (
    <Kit>
      <MatchScheme />
      <div className="gw-subbar">
        <Within />
        <div className="gw-scope">
          <Organisation />
          <EnvironmentSwitch />
        </div>
      </div>
      <Outlet />
    </Kit>
  );
}

function Within() {
  const { isManager } = useScope();
  return (
    <Places
      label={t('Manage')}
      places={[
        { to: '/manage/projects', label: t('Projects') },
        { to: '/manage/batches', label: t('Batches') },
        { to: '/manage/tasks', label: t('Tasks') },
        { to: '/manage/callbacks', label: t('Callbacks') },
        { to: '/manage/team', label: t('Team') },
        ...(isManager ? [{ to: '/manage/keys', label: t('API keys') }] : []),
      ]}
    />
  );
}

function EnvironmentSwitch() {
  const { environment } = useScope();
  const navigate = useNavigate();
  return (
    <Segments
      label={t('Environment')}
      choices={[
        { name: 'live', label: t('Live') },
        { name: 'test', label: t('Test') },
      ]}
      chosen={environment}
      onChoose={(name) => void navigate({ to: '/manage/projects', search: { environment: name } })}
    />
  );
}

/** Which organisation, for people who work in several. */
function Organisation() {
  const of = managed(useMe());
  const { organisation, environment } = useScope();
  const navigate = useNavigate();
  const named = useQueries({
    queries: of.map(({ organisation_id: id }) => ({
      queryKey: ['organisation-name', id],
      queryFn: () =>
        ask(
          client.GET('/api/organisation/name', {
            headers: { 'goldwright-organisation': `${id}` },
          }),
        ),
      staleTime: Infinity,
    })),
  });
  const nameOf = (place: number) => named[place]?.data?.name ?? '…';
  if (of.length === 1) return <span className="gw-quiet">{nameOf(0)}</span>;
  return (
    <select
      className="gw-select"
      aria-label={t('Organisation')}
      value={organisation}
      onChange={(event) =>
        navigate({
          to: '/manage/projects',
          search: { organisation: event.target.value, environment },
        })
      }
    >
      {of.map((one, place) => (
        <option key={one.organisation_id} value={one.organisation_id}>
          {nameOf(place)}
        </option>
      ))}
    </select>
  );
}
