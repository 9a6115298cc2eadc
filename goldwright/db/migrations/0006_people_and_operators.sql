-- Why: operators see which runners live, what fails and what died, and start it anew; people see and end their
-- sessions, reset passwords and sign in with OpenID Connect.
-- Lock: session for milliseconds; event and callback are each read once for a partial index that stays tiny, a second
-- or so for a million rows, while writes to them wait.

-- ---------------------------------------------------------------- runners
-- Who runs jobs, and which of its loops failed at the last round; a runner that ends in order takes its row away.
CREATE TABLE runner (
  id text COLLATE "C" PRIMARY KEY,
  host text NOT NULL,
  version text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(),
  failing text[] NOT NULL DEFAULT '{}',
  failures text[] NOT NULL DEFAULT '{}',
  CHECK (cardinality(failing) = cardinality(failures))
);
GRANT SELECT ON runner TO goldwright_app, goldwright_runner;
GRANT INSERT, UPDATE, DELETE ON runner TO goldwright_runner;

-- ---------------------------------------------------------------- what fails
CREATE INDEX event_failing ON event (id) WHERE attempts > 0 AND pending_for IS NOT NULL;
CREATE INDEX callback_dead ON callback (id) WHERE state = 'dead';

-- An operator reads what a project is called and pays; its params stand in project_version.
CREATE POLICY operator ON project FOR SELECT USING (current_identity() = 'operator');
-- An operator starts anew what was given up, and nothing else; in the server nobody but them touches the outbox.
GRANT UPDATE (pending_for, attempts) ON event TO goldwright_app;
CREATE POLICY operator_retries ON event FOR UPDATE
  USING (current_identity() = 'operator' AND pending_for LIKE '%:parked')
  WITH CHECK (current_identity() = 'operator' AND pending_for IS NOT NULL);
CREATE POLICY only_operators_retry ON event AS RESTRICTIVE FOR UPDATE TO goldwright_app
  USING (current_identity() = 'operator');
CREATE POLICY operator_notes ON event FOR INSERT
  WITH CHECK (current_identity() = 'operator' AND kind IN ('callback.resent', 'event.retried'));
CREATE POLICY operator_resends ON callback FOR UPDATE
  USING (current_identity() = 'operator' AND state = 'dead')
  WITH CHECK (current_identity() = 'operator' AND state = 'pending');

-- ---------------------------------------------------------------- sessions
-- A link that lets somebody in once is kept like a session; `kind` tells them apart for who looks at their own.
ALTER TABLE session
  ADD kind text NOT NULL DEFAULT 'session' CHECK (kind IN ('session', 'sign_in', 'invitation', 'password_reset')),
  ADD user_agent text;

-- Whom an issuer of OpenID Connect knows by a subject: set when they first come in that way, and for good, since an
-- e-mail may be given to somebody else.
CREATE TABLE openid_identity (
  issuer text NOT NULL,
  subject text NOT NULL,
  user_id text COLLATE "C" NOT NULL REFERENCES app_user,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (issuer, subject),
  UNIQUE (issuer, user_id)
);
GRANT SELECT, INSERT ON openid_identity TO goldwright_app;
