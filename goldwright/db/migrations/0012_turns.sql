-- Why: workers who ask in the same moment are served in one transaction, whose statements each do for all of them what
-- they did for one before. So several workers may act at once, and policies let at what any of those may see; whom each
-- row is for, the functions say.
-- Lock: each table exclusively for an instant, to change the terms of its policies; nothing is read or rewritten.

-- The workers who act: one, or those whose turns are taken together. Their ids have no commas.
CREATE FUNCTION current_workers() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(current_setting('goldwright.worker', true), ',') $$;

CREATE OR REPLACE FUNCTION is_offered(organisation integer, env environment, project text)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM offer AS o
                  WHERE o.worker_id = ANY (current_workers()) AND o.organisation_id = organisation
                    AND o.environment = env AND o.project_id = project);
END $$;

CREATE OR REPLACE FUNCTION is_assigned(organisation integer, env environment, task text)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM (SELECT a.organisation_id, a.environment FROM assignment AS a
                               WHERE a.task_id = task AND a.worker_id = ANY (current_workers()) OFFSET 0) AS own
                  WHERE own.organisation_id = organisation AND own.environment = env);
END $$;

ALTER POLICY worker ON worker_group_member USING (worker_id = ANY (current_workers()));
ALTER POLICY worker ON offer USING (worker_id = ANY (current_workers()));
ALTER POLICY worker ON assignment USING (worker_id = ANY (current_workers()));
ALTER POLICY worker ON queue_cursor USING (worker_id = ANY (current_workers()));
ALTER POLICY worker ON annotation USING (worker_id = ANY (current_workers()));
ALTER POLICY worker ON event WITH CHECK (worker_id = ANY (current_workers()));
ALTER POLICY worker_reads ON transfer USING (worker_id = ANY (current_workers()));
ALTER POLICY worker_accrues ON transfer WITH CHECK (worker_id = ANY (current_workers()) AND kind = 'accrual');
ALTER POLICY worker_reads ON entry USING (worker_id = ANY (current_workers()));
ALTER POLICY worker_accrues ON entry WITH CHECK (worker_id = ANY (current_workers()));

-- What a session token among several stands for: a worker, or why not (an error's code and words). `again` is a further
-- turn of a worker who has one in this transaction already.
CREATE TYPE turn AS (number integer, worker_id text, refusal text, message text);

-- What the worker of a turn wishes to hold: `hold` assignments, of one project if named; content of those in `have` is known.
CREATE TYPE wish AS (number integer, worker_id text, project text, hold integer, have text[]);

-- A response sent for an assignment, and what is decided about it.
CREATE TYPE submission AS (
  number integer,
  worker_id text,
  assignment_id text,
  response jsonb,
  idempotency_key text,
  active_seconds real,
  held assignment,
  task_status text,
  batch_id text,
  wants_one boolean,
  annotation_id text,
  status text,
  is_counted boolean,
  paid_micros bigint,
  refusal text,
  answer text
);

-- What one annotation earns its worker.
CREATE TYPE earning AS (
  organisation_id integer,
  environment environment,
  annotation_id text,
  worker_id text,
  project_id text,
  amount_micros bigint,
  currency text
);

-- One who looks for work in a queue: from where, whether they may start over, and what they were given.
CREATE TYPE taker AS (
  worker_id text,
  position bigint,
  may_rewind boolean,
  is_onboarding boolean,
  task_id text,
  purpose text
);

-- Their places are taken by the functions that serve several at once.
DROP FUNCTION IF EXISTS submit_and_lease(bytea, text, jsonb, text, real, text, integer, text[]);
DROP FUNCTION IF EXISTS submit_as(text, text, jsonb, text, real);
DROP FUNCTION IF EXISTS lease_as(text, text, integer, text[]);
DROP FUNCTION IF EXISTS lease_one_more(text, text);
DROP FUNCTION IF EXISTS take_review(bigint, text, queue_cursor);
DROP FUNCTION IF EXISTS take_from_queue(bigint, text, queue_cursor);
DROP FUNCTION IF EXISTS take_next_slot(bigint, text, bigint);
DROP FUNCTION IF EXISTS review_waits(bigint, text);
DROP FUNCTION IF EXISTS work_waits(bigint, text, bigint);
DROP FUNCTION IF EXISTS assignment_shown(assignment, boolean);
DROP FUNCTION IF EXISTS complete_task(integer, environment, text, jsonb, real);
DROP FUNCTION IF EXISTS complete_tasks(integer, environment, text[], jsonb[], real[]);
