-- Why: identities, policies' helpers, people and events, on which every stage stands.
-- Lock: none that matters, the tables are new.

-- Text and not an enum: under row-level security only leakproof comparisons reach an index, and those of
-- enums are not, so that every key led by (organisation_id, environment) would be read in full.
CREATE DOMAIN environment AS text COLLATE "C" CHECK (VALUE IN ('live', 'test'));

CREATE SEQUENCE id_counter;

-- A time-ordered id: 12 hexadecimal digits of milliseconds, 6 of a counter, 6 at random.
CREATE FUNCTION new_id(kind text) RETURNS text LANGUAGE sql VOLATILE PARALLEL RESTRICTED AS $$
  SELECT kind || '_'
    || lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
    || lpad(to_hex(nextval('id_counter') & 16777215), 6, '0')
    || lpad(to_hex(floor(random() * 16777216)::bigint), 6, '0')
$$;

-- ---------------------------------------------------------------- identities
-- Every transaction carries exactly one identity. Setting one clears what the others left behind.
CREATE FUNCTION act_as(kind text, organisation integer, env text, worker text, person text)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE declared text[];   -- one expression, not a query: this runs in every transaction
BEGIN
  declared := ARRAY[
    set_config('goldwright.identity', kind, true),
    set_config('goldwright.organisation', coalesce(organisation::text, ''), true),
    set_config('goldwright.environment', coalesce(env, ''), true),
    set_config('goldwright.worker', coalesce(worker, ''), true),
    set_config('goldwright.user', coalesce(person, ''), true),
    set_config('goldwright.presented_key', '', true)];
END $$;

CREATE FUNCTION current_identity() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('goldwright.identity', true), '') $$;
CREATE FUNCTION current_organisation() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('goldwright.organisation', true), '')::integer $$;
CREATE FUNCTION current_environment() RETURNS environment LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('goldwright.environment', true), '')::environment $$;
CREATE FUNCTION current_worker() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('goldwright.worker', true), '') $$;
CREATE FUNCTION current_person() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('goldwright.user', true), '') $$;

-- Forces row-level security on a customer table and lets an organisation's identity (a member, or a
-- runner working for it) at its own rows of its own environment, for the tables that have one.
CREATE PROCEDURE isolate(name regclass, has_environment boolean) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
  EXECUTE format('CREATE POLICY organisation ON %s USING (organisation_id = current_organisation()%s)',
    name, CASE WHEN has_environment THEN ' AND environment = current_environment()' ELSE '' END);
END $$;

-- ---------------------------------------------------------------- people (no organisation)
CREATE TABLE installation (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  secret bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE app_user (
  id text COLLATE "C" PRIMARY KEY,
  email text NOT NULL CHECK (email = lower(email)),
  password_hash text,
  first_name text,
  last_name text,
  is_operator boolean NOT NULL DEFAULT false,
  invited_by integer,                 -- the organisation that may renew their invitation until they come in
  created_at timestamptz NOT NULL DEFAULT now(),
  entered_at timestamptz,             -- when they first signed in
  disabled_at timestamptz,
  UNIQUE (email)
);

CREATE TABLE worker (
  id text COLLATE "C" PRIMARY KEY,
  user_id text COLLATE "C" NOT NULL UNIQUE REFERENCES app_user,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
  is_marketplace boolean NOT NULL DEFAULT false,
  languages text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE qualification (
  worker_id text COLLATE "C" NOT NULL REFERENCES worker,
  name text NOT NULL,
  score real,
  granted_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  PRIMARY KEY (worker_id, name)
);

-- A signed-in browser or a program's bearer token; only the SHA-256 of the secret is kept.
CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  user_id text COLLATE "C" NOT NULL REFERENCES app_user,
  worker_id text COLLATE "C" REFERENCES worker,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX session_of_user ON session (user_id);
CREATE INDEX session_expiry ON session (expires_at);

-- ---------------------------------------------------------------- organisations
CREATE TABLE organisation (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  currency text NOT NULL DEFAULT 'USD' CHECK (currency ~ '^[A-Z]{3}$'),
  callback_auth_key text NOT NULL,
  webhook_secret text NOT NULL,
  default_callback_url text,
  disabled_task_types text[] NOT NULL DEFAULT '{}',
  pseudonym_salt text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON organisation USING (id = current_organisation());
CREATE POLICY operator ON organisation USING (current_identity() = 'operator');

CREATE TABLE member (
  organisation_id integer NOT NULL REFERENCES organisation,
  user_id text COLLATE "C" NOT NULL REFERENCES app_user,
  role text NOT NULL CHECK (role IN ('worker', 'member', 'manager', 'admin')),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('invited', 'active', 'disabled')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, user_id)
);
CREATE INDEX member_user ON member (user_id);
CALL isolate('member', false);
CREATE POLICY own ON member FOR SELECT USING (user_id = current_person());
CREATE POLICY operator ON member USING (current_identity() = 'operator');

-- `goldwright.presented_key` is the SHA-256, in hexadecimal, of the key that a request carries: whoever
-- knows a key may look up that one row before any identity is known.
CREATE TABLE api_key (
  organisation_id integer NOT NULL REFERENCES organisation,
  environment environment NOT NULL,
  id text COLLATE "C" NOT NULL,
  hash text NOT NULL UNIQUE,
  shown_prefix text NOT NULL,
  name text,
  created_by text COLLATE "C" REFERENCES app_user,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (organisation_id, environment, id)
);
CALL isolate('api_key', true);
CREATE POLICY presented ON api_key
  USING (hash = nullif(current_setting('goldwright.presented_key', true), ''));
CREATE POLICY operator ON api_key USING (current_identity() = 'operator');

-- A wall between a worker and an organisation, such as a competitor's employee.
CREATE TABLE worker_conflict (
  organisation_id integer NOT NULL REFERENCES organisation,
  worker_id text COLLATE "C" NOT NULL REFERENCES worker,
  reason text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, worker_id)
);
CALL isolate('worker_conflict', false);
CREATE POLICY operator ON worker_conflict USING (current_identity() = 'operator');

-- ---------------------------------------------------------------- events
-- Every change of state, written in its transaction and never changed. `pending_for` names the stage
-- that has yet to act on it: the outbox is the rows where it is not null.
CREATE TABLE event (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  task_id text COLLATE "C",
  project_id text COLLATE "C",
  batch_id text COLLATE "C",
  assignment_id text COLLATE "C",
  worker_id text COLLATE "C",
  details jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  pending_for text,
  attempts smallint NOT NULL DEFAULT 0,
  failure text,
  PRIMARY KEY (organisation_id, environment, id)
);
CREATE INDEX event_task ON event (organisation_id, environment, task_id, id) WHERE task_id IS NOT NULL;
CREATE INDEX event_pending ON event (pending_for, organisation_id, environment, id) WHERE pending_for IS NOT NULL;
CALL isolate('event', true);
CREATE POLICY worker ON event FOR INSERT WITH CHECK (worker_id = current_worker());
CREATE POLICY operator ON event FOR SELECT USING (current_identity() = 'operator' AND pending_for IS NOT NULL);
