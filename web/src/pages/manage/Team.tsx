/** Everybody of the organisation: inviting, roles, putting out. */
import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { ask, type Schemas } from '../../api/client';
import { moment, t } from '../../messages';
import { useMe } from '../../shell/session';
import { Answer } from '../../ui/Answer';
import { Confirm } from '../../ui/Confirm';
import { DataTable } from '../../ui/DataTable';
import { Field } from '../../ui/Field';
import { typed } from '../../ui/form';
import { Refused } from '../../ui/Refused';
import { Secret } from '../../ui/Secret';
import { useAct } from '../../ui/useAct';
import { usePageTitle } from '../../ui/usePageTitle';
import { NamedPerson } from '../../ui/NamedPerson';
import { membersQuery } from './queries';
import { useScope } from './scope';

type Member = Schemas['Member'];
type Role = Member['role'];

/** More than these are looked for by a part of their name, e-mail or status. */
const SEEN_AT_ONCE = 20;
const ROLES: readonly Role[] = ['worker', 'member', 'manager', 'admin'];

export function Team() {
  usePageTitle(t('Team'));
  const scope = useScope();
  const asked = useQuery(membersQuery(scope));
  return (
    <>
      <header className="gw-head">
        <h1>{t('Team')}</h1>
      </header>
      {scope.isManager ? <Invite /> : null}
      <Answer asked={asked}>{(members) => <Members members={members} />}</Answer>
    </>
  );
}

function roleName(role: Role): string {
  const names: Record<Role, string> = {
    worker: t('Worker: does tasks'),
    member: t('Member: sees projects, audits'),
    manager: t('Manager: runs projects, keys, people'),
    admin: t('Admin: makes managers and admins'),
  };
  return names[role];
}

function Invite() {
  const { api, key, isAdmin } = useScope();
  const [invited, setInvited] = useState('');
  const invite = useAct(
    (body: Schemas['Invitation']) => ask(api.POST('/api/members/invite', { body })),
    [[...key, 'members']],
  );
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const email = typed(data, 'email');
    const role = ROLES.find((one) => one === typed(data, 'role')) ?? 'worker';
    invite.mutate(
      { email, role },
      {
        onSuccess: () => {
          setInvited(email);
          form.reset();
        },
      },
    );
  };
  const url = invite.data?.invitation_url;
  return (
    <section className="gw-panel" aria-label={t('Invite')}>
      <h2>{t('Invite somebody')}</h2>
      <form className="gw-row gw-inline" onSubmit={onSubmit}>
        <Field label={t('E-mail')} name="email" type="email" required size={28} />
        <div className="gw-field">
          <label htmlFor="invite-role">{t('Role')}</label>
          <select id="invite-role" name="role" className="gw-select" defaultValue="worker">
            {ROLES.filter((one) => one !== 'admin' || isAdmin).map((one) => (
              <option key={one} value={one}>
                {roleName(one)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="gw-button gw-primary" disabled={invite.isPending}>
          {t('Invite')}
        </button>
      </form>
      <Refused error={invite.error} />
      {url ? (
        <Secret
          label={t('Invitation of {email}', { email: invited })}
          value={url}
          note={t('Send this link to them; it is shown only now.')}
        />
      ) : null}
      {invite.isSuccess && !url ? (
        <p role="status">
          {t('{email} is in and signs in with the password they have.', { email: invited })}
        </p>
      ) : null}
    </section>
  );
}

function Members({ members }: { members: readonly Member[] }) {
  const { api, key, isManager, isAdmin } = useScope();
  const me = useMe();
  const at = (member: Member) => ({ path: { user_id: member.user_id } });
  const changes = [[...key, 'members']];
  const change = useAct(
    ({ member, role }: { member: Member; role: Role }) =>
      ask(api.PUT('/api/members/{user_id}/role', { params: at(member), body: { role } })),
    changes,
  );
  const remove = useAct(
    (member: Member) => ask(api.DELETE('/api/members/{user_id}', { params: at(member) })),
    changes,
  );
  const statuses: Record<Member['status'], string> = {
    invited: t('invited'),
    active: t('active'),
    disabled: t('shut out'),
  };
  const mayChange = (member: Member) =>
    isManager && member.user_id !== me.user_id && (member.role !== 'admin' || isAdmin);
  const [sought, setSought] = useState('');
  const found = members.filter((one) =>
    [one.email, one.first_name, one.last_name, statuses[one.status]]
      .join(' ')
      .toLowerCase()
      .includes(sought.trim().toLowerCase()),
  );
  return (
    <>
      {members.length > SEEN_AT_ONCE ? (
        <div role="search" className="gw-row gw-filters">
          <Field
            label={t('Find somebody')}
            type="search"
            value={sought}
            onChange={(event) => setSought(event.target.value)}
          />
        </div>
      ) : null}
      <Refused error={change.error ?? remove.error} />
      <DataTable
        label={t('Members')}
        rows={found}
        keyOf={(one) => one.user_id}
        empty={t('Nobody is found.')}
        columns={[
          {
            title: t('Who'),
            cell: (one) => <NamedPerson person={one} />,
          },
          {
            title: t('Role'),
            cell: (one) =>
              mayChange(one) ? (
                <select
                  className="gw-select"
                  aria-label={t('Role of {email}', { email: one.email })}
                  value={one.role}
                  onChange={(event) =>
                    change.mutate({
                      member: one,
                      role: ROLES.find((role) => role === event.target.value) ?? one.role,
                    })
                  }
                >
                  {ROLES.filter((role) => role !== 'admin' || isAdmin).map((role) => (
                    <option key={role} value={role}>
                      {roleName(role)}
                    </option>
                  ))}
                </select>
              ) : (
                roleName(one.role)
              ),
          },
          { title: t('Status'), cell: (one) => statuses[one.status] },
          { title: t('Since'), cell: (one) => moment(one.created_at) },
          {
            title: '',
            cell: (one) =>
              mayChange(one) ? (
                <Confirm
                  label={t('Remove')}
                  of={one.email}
                  question={t('{email} will have no access here any more. What they did stays.', {
                    email: one.email,
                  })}
                  onYes={() => remove.mutate(one)}
                />
              ) : null,
          },
        ]}
      />
    </>
  );
}
