-- name: add_user   A new user; no row when the e-mail is taken. Unique key.
INSERT INTO app_user (id, email, password_hash, first_name, last_name, is_operator, invited_by)
VALUES (%(id)s, %(email)s, %(password_hash)s, %(first_name)s, %(last_name)s, %(is_operator)s, %(invited_by)s)
ON CONFLICT (email) DO NOTHING
RETURNING id;

-- name: user_by_email   The user of an e-mail, and whether they have come in yet. Unique key.
SELECT id, password_hash, disabled_at, entered_at, invited_by
  FROM app_user
 WHERE email = %(email)s;

-- name: installation_secret   With which links are signed. Primary key.
SELECT secret FROM installation;

-- name: users   A page of users in the order they came, whose e-mail has a text in it. Primary key.
SELECT u.id, u.email, u.first_name, u.last_name, u.is_operator, u.created_at, u.entered_at, u.disabled_at,
       w.id AS worker_id
  FROM app_user AS u
  LEFT JOIN worker AS w ON w.user_id = u.id
 WHERE u.id > %(after)s AND strpos(u.email, %(email)s) > 0
 ORDER BY u.id
 LIMIT %(limit)s;

-- name: set_password   A new password, and names where given. Primary key.
UPDATE app_user
   SET password_hash = %(password_hash)s,
       first_name = coalesce(%(first_name)s, first_name),
       last_name = coalesce(%(last_name)s, last_name)
 WHERE id = %(user_id)s;

-- name: set_disabled   Shut a user out, or let them in again. Primary key.
UPDATE app_user
   SET disabled_at = CASE WHEN %(is_disabled)s THEN coalesce(disabled_at, now()) END
 WHERE id = %(user_id)s
RETURNING id;

-- name: shortcuts   The keys a person chose. Primary key.
SELECT shortcuts FROM app_user WHERE id = %(user_id)s;

-- name: instruction_read   Which version of a project's instruction did a worker read last? Primary keys.
SELECT (u.instructions_read ->> %(project_id)s)::integer AS version
  FROM worker AS w
  JOIN app_user AS u ON u.id = w.user_id
 WHERE w.id = %(worker_id)s;

-- name: keep_instruction_read   A worker has read this version of a project's instruction. Primary keys.
UPDATE app_user
   SET instructions_read = instructions_read || jsonb_build_object(%(project_id)s::text, %(version)s::integer)
 WHERE id = (SELECT w.user_id FROM worker AS w WHERE w.id = %(worker_id)s);

-- name: keep_shortcuts   Primary key.
UPDATE app_user SET shortcuts = %(shortcuts)s WHERE id = %(user_id)s;

-- name: first_operator   Who has run this installation longest. Few rows; read by commands only.
SELECT id FROM app_user WHERE is_operator AND disabled_at IS NULL ORDER BY id LIMIT 1;

-- name: make_operator   Primary key.
UPDATE app_user SET is_operator = true WHERE id = %(user_id)s;

-- name: add_worker   A user as a worker; no row when they are one. Unique key.
INSERT INTO worker (id, user_id, is_marketplace, languages)
VALUES (%(id)s, %(user_id)s, %(is_marketplace)s, %(languages)s)
ON CONFLICT (user_id) DO NOTHING
RETURNING id;

-- name: work_in_sessions   Let a user's open sessions act as their worker. Index session_of_user.
UPDATE session SET worker_id = %(worker_id)s WHERE user_id = %(user_id)s;

-- name: worker_of_user   Unique key.
SELECT id FROM worker WHERE user_id = %(user_id)s;

-- name: worker   One worker, and how many tasks they hold. Primary key; index assignment_live.
SELECT w.id, w.user_id, u.email, w.status, w.is_marketplace, w.languages, w.created_at,
       (SELECT count(*) FROM assignment AS a WHERE a.worker_id = w.id AND a.status = 'leased') AS leased
  FROM worker AS w JOIN app_user AS u ON u.id = w.user_id
 WHERE w.id = %(worker_id)s;

-- name: workers   A page of workers in the order they came, whose e-mail has a text in it, as above.
SELECT w.id, w.user_id, u.email, w.status, w.is_marketplace, w.languages, w.created_at,
       (SELECT count(*) FROM assignment AS a WHERE a.worker_id = w.id AND a.status = 'leased') AS leased
  FROM worker AS w JOIN app_user AS u ON u.id = w.user_id
 WHERE w.id > %(after)s AND strpos(u.email, %(email)s) > 0
 ORDER BY w.id
 LIMIT %(limit)s;

-- name: change_worker   What is given, replaces. Primary key.
UPDATE worker
   SET status = coalesce(%(status)s, status),
       is_marketplace = coalesce(%(is_marketplace)s, is_marketplace),
       languages = coalesce(%(languages)s, languages)
 WHERE id = %(worker_id)s
RETURNING id;

-- name: qualifications   Those of some workers. Primary key.
SELECT worker_id, name, score, granted_at, expires_at
  FROM qualification
 WHERE worker_id = ANY (%(worker_ids)s)
 ORDER BY worker_id, name;

-- name: grant_qualification   Grants, or renews with a new score and end. Primary key.
INSERT INTO qualification (worker_id, name, score, expires_at)
VALUES (%(worker_id)s, %(name)s, %(score)s, %(expires_at)s)
ON CONFLICT (worker_id, name) DO UPDATE
   SET score = excluded.score, expires_at = excluded.expires_at, granted_at = now();

-- name: revoke_qualification   Primary key.
DELETE FROM qualification WHERE worker_id = %(worker_id)s AND name = %(name)s RETURNING name;

-- name: add_conflict   A wall between a worker and an organisation. Primary key.
INSERT INTO worker_conflict (organisation_id, worker_id, reason)
VALUES (%(organisation_id)s, %(worker_id)s, %(reason)s)
ON CONFLICT (organisation_id, worker_id) DO UPDATE SET reason = excluded.reason;

-- name: remove_conflict   Primary key.
DELETE FROM worker_conflict
 WHERE organisation_id = %(organisation_id)s AND worker_id = %(worker_id)s
RETURNING worker_id;

-- name: has_organisation   Primary key.
SELECT FROM organisation WHERE id = %(organisation_id)s;

-- name: open_session   A session or a link; the worker is the user's own. Primary key.
INSERT INTO session (token_hash, user_id, worker_id, kind, user_agent, expires_at)
SELECT %(token_hash)s, u.id, w.id, %(kind)s, %(user_agent)s, now() + %(hours)s * interval '1 hour'
  FROM app_user AS u
  LEFT JOIN worker AS w ON w.user_id = u.id
 WHERE u.id = %(user_id)s AND u.disabled_at IS NULL
RETURNING expires_at;

-- name: enter   A user has come in, for the first time or again. Primary key.
UPDATE app_user SET entered_at = now() WHERE id = %(user_id)s AND entered_at IS NULL;

-- name: close_session   Ends a session, or takes a link out of use; its user. Primary key.
DELETE FROM session WHERE token_hash = %(token_hash)s RETURNING user_id, expires_at > now() AS is_live;

-- name: close_sessions   Ends sessions and links of a user, all but (unless null) one. Index session_of_user.
DELETE FROM session WHERE user_id = %(user_id)s AND token_hash IS DISTINCT FROM %(but)s;

-- name: sessions   Where a user is signed in, the latest first; a digest's beginning names a session. Index
-- session_of_user.
SELECT left(encode(token_hash, 'hex'), 24) AS id, created_at, expires_at, user_agent,
       token_hash = %(current)s AS is_current
  FROM session
 WHERE user_id = %(user_id)s AND kind = 'session' AND expires_at > now()
 ORDER BY created_at DESC
 LIMIT 100;

-- name: close_own_session   Ends one session of a user. Index session_of_user.
DELETE FROM session
 WHERE user_id = %(user_id)s AND kind = 'session' AND left(encode(token_hash, 'hex'), 24) = %(id)s
RETURNING user_id;

-- name: person   What a person sees of themselves. Primary key.
SELECT first_name, last_name, password_hash IS NOT NULL AS has_password FROM app_user WHERE id = %(user_id)s;

-- name: password_hash   Primary key.
SELECT password_hash FROM app_user WHERE id = %(user_id)s;

-- name: rename   Primary key.
UPDATE app_user SET first_name = %(first_name)s, last_name = %(last_name)s WHERE id = %(user_id)s;

-- name: languages   Those a worker reads and writes. Primary key.
SELECT languages FROM worker WHERE id = %(worker_id)s;

-- name: user_by_openid   Whom an issuer knows by a subject. Primary key.
SELECT user_id FROM openid_identity WHERE issuer = %(issuer)s AND subject = %(subject)s;

-- name: link_openid   From now on an issuer's subject is this user; no row when it has another for them. Unique key.
INSERT INTO openid_identity (issuer, subject, user_id)
VALUES (%(issuer)s, %(subject)s, %(user_id)s)
ON CONFLICT DO NOTHING
RETURNING user_id;

-- name: forget_password   Primary key.
UPDATE app_user SET password_hash = NULL WHERE id = %(user_id)s;

-- name: memberships   Where a user belongs; runs as that user. Index member_user.
SELECT m.organisation_id, m.role
  FROM member AS m
 WHERE m.user_id = %(user_id)s AND m.status = 'active'
 ORDER BY m.organisation_id;
