-- name: add_organisation   A new organisation; no row when the name is taken. Unique key.
INSERT INTO organisation (name, currency, callback_auth_key, webhook_secret, pseudonym_salt)
VALUES (%(name)s, %(currency)s, %(callback_auth_key)s, %(webhook_secret)s, %(pseudonym_salt)s)
ON CONFLICT (name) DO NOTHING
RETURNING id;

-- name: organisation_by_name   Unique key.
SELECT id FROM organisation WHERE name = %(name)s;

-- name: organisation   Its settings, secrets included, for who may manage it. Primary key.
SELECT id, name, currency, callback_auth_key, webhook_secret, default_callback_url, disabled_task_types, created_at
  FROM organisation
 WHERE id = %(organisation_id)s;

-- name: organisations   A page in the order they came, with how many people and live tasks they have. Primary keys.
SELECT o.id, o.name, o.currency, o.disabled_task_types, o.created_at,
       (SELECT count(*) FROM member AS m WHERE m.organisation_id = o.id AND m.status = 'active') AS members,
       (SELECT max(k.last_used_at) FROM api_key AS k WHERE k.organisation_id = o.id) AS key_used_at,
       coalesce(tasks.pending, 0) AS tasks_pending, coalesce(tasks.completed, 0) AS tasks_completed
  FROM organisation AS o
 CROSS JOIN LATERAL (
   SELECT sum(c.tasks) FILTER (WHERE c.status = 'pending')::bigint AS pending,
          sum(c.tasks) FILTER (WHERE c.status = 'completed')::bigint AS completed
     FROM task_count AS c
    WHERE c.organisation_id = o.id AND c.environment = 'live') AS tasks
 WHERE o.id > %(after)s
 ORDER BY o.id
 LIMIT %(limit)s;

-- name: set_default_callback   Primary key.
UPDATE organisation SET default_callback_url = %(url)s WHERE id = %(organisation_id)s;

-- name: renew_secrets   Replace what callbacks are signed with, where given. Primary key.
UPDATE organisation
   SET callback_auth_key = coalesce(%(callback_auth_key)s, callback_auth_key),
       webhook_secret = coalesce(%(webhook_secret)s, webhook_secret)
 WHERE id = %(organisation_id)s;

-- name: set_disabled_task_types   Primary key.
UPDATE organisation SET disabled_task_types = %(types)s WHERE id = %(organisation_id)s RETURNING id;

-- name: add_key   Primary key.
INSERT INTO api_key (organisation_id, environment, id, hash, shown_prefix, name, created_by)
VALUES (%(organisation_id)s, %(environment)s, %(id)s, %(hash)s, %(shown_prefix)s, %(name)s, %(created_by)s);

-- name: keys   All of one environment, newest first. Primary key.
SELECT id, environment::text, shown_prefix, name, created_at, last_used_at, revoked_at
  FROM api_key
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
 ORDER BY id DESC
 LIMIT 1000;

-- name: revoke_key   For good; revoking again changes nothing. Primary key.
UPDATE api_key SET revoked_at = coalesce(revoked_at, now())
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id = %(key_id)s
RETURNING id;

-- name: add_member   Who belongs already keeps their role; who was put out comes back. Primary key.
INSERT INTO member (organisation_id, user_id, role)
VALUES (%(organisation_id)s, %(user_id)s, %(role)s)
ON CONFLICT (organisation_id, user_id) DO UPDATE
   SET role = excluded.role, status = 'active'
 WHERE member.status = 'disabled';

-- name: members   Everybody of an organisation, first come first. Primary key.
SELECT u.id AS user_id, u.email, u.first_name, u.last_name, m.role, m.created_at, w.id AS worker_id,
       CASE WHEN m.status = 'active' AND u.entered_at IS NULL THEN 'invited' ELSE m.status END AS status
  FROM member AS m
  JOIN app_user AS u ON u.id = m.user_id
  LEFT JOIN worker AS w ON w.user_id = u.id
 WHERE m.organisation_id = %(organisation_id)s
 ORDER BY m.created_at, u.id
 LIMIT 10000;

-- name: member   One of them, locked until the end: roles change one after the other. Primary key.
SELECT u.id AS user_id, u.email, m.role, m.status, w.id AS worker_id
  FROM member AS m
  JOIN app_user AS u ON u.id = m.user_id
  LEFT JOIN worker AS w ON w.user_id = u.id
 WHERE m.organisation_id = %(organisation_id)s AND (u.id = %(who)s OR u.email = lower(%(who)s))
   FOR UPDATE OF m;

-- name: admins   Locks them all, so that the last one cannot leave unseen. Primary key.
SELECT user_id FROM member
 WHERE organisation_id = %(organisation_id)s AND role = 'admin' AND status = 'active'
 ORDER BY user_id
   FOR UPDATE;

-- name: set_role   Primary key.
UPDATE member SET role = %(role)s
 WHERE organisation_id = %(organisation_id)s AND user_id = %(user_id)s;

-- name: disable_member   Primary key.
UPDATE member SET status = 'disabled'
 WHERE organisation_id = %(organisation_id)s AND user_id = %(user_id)s;

-- name: organisation_ids   Which organisations are there? Reads all of them; no lock.
SELECT id, name FROM organisation ORDER BY name;
