-- Who is asking, each answered in one call. They run as their caller, so policies hold.

-- The key whose SHA-256 is given, unless revoked; notes its use, at most once a minute. Unique key.
CREATE OR REPLACE FUNCTION use_key(p_hash text)
RETURNS TABLE (organisation_id integer, environment environment, id text) LANGUAGE plpgsql AS $$
DECLARE used timestamptz;
BEGIN
  PERFORM set_config('goldwright.presented_key', p_hash, true);
  SELECT k.organisation_id, k.environment, k.id, k.last_used_at
    INTO organisation_id, environment, id, used
    FROM api_key AS k WHERE k.hash = p_hash AND k.revoked_at IS NULL;
  IF NOT FOUND THEN RETURN; END IF;
  IF used IS NULL OR used < now() - interval '1 minute' THEN
    UPDATE api_key AS k SET last_used_at = now()
     WHERE k.hash = p_hash AND (k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute');
  END IF;
  RETURN NEXT;
END $$;

-- The person behind a session token. Primary keys.
CREATE OR REPLACE FUNCTION use_session(p_token bytea)
RETURNS TABLE (user_id text, email text, is_operator boolean, worker_id text) LANGUAGE sql STABLE AS $$
  SELECT u.id, u.email, u.is_operator, s.worker_id
    FROM session AS s JOIN app_user AS u ON u.id = s.user_id
   WHERE s.token_hash = p_token AND s.expires_at > now() AND u.disabled_at IS NULL
$$;

-- The person behind a session token and their role in an organisation; the role is null where they have
-- none. Without an organisation it is their only one, if they have just one. Primary keys.
CREATE OR REPLACE FUNCTION use_membership(p_token bytea, p_organisation integer)
RETURNS TABLE (user_id text, organisation_id integer, role text, memberships bigint) LANGUAGE plpgsql AS $$
BEGIN
  SELECT s.user_id INTO user_id FROM use_session(p_token) AS s;
  IF NOT FOUND THEN RETURN; END IF;
  PERFORM act_as('user', NULL, NULL, NULL, user_id);
  SELECT min(m.organisation_id), min(m.role), count(*)
    INTO organisation_id, role, memberships
    FROM member AS m
   WHERE m.user_id = use_membership.user_id AND m.status = 'active'
     AND (p_organisation IS NULL OR m.organisation_id = p_organisation);
  RETURN NEXT;
END $$;
