-- name: pairs_with_events   For whom a stage has events to act on. Skips along event_pending; no lock.
-- That the stage is one of an array, and the first thing to order by, leaves no other index to choose: the primary key
-- is in order too, and all that was ever handled.
WITH RECURSIVE pair AS (
  (SELECT organisation_id, environment
     FROM event
    WHERE pending_for = ANY (ARRAY[%(stage)s])
    ORDER BY pending_for, organisation_id, environment
    LIMIT 1)
  UNION ALL
  SELECT following.organisation_id, following.environment
    FROM pair
   CROSS JOIN LATERAL (
     SELECT organisation_id, environment
       FROM event
      WHERE pending_for = ANY (ARRAY[%(stage)s])
        AND (organisation_id, environment) > (pair.organisation_id, pair.environment)
      ORDER BY pending_for, organisation_id, environment
      LIMIT 1) AS following
)
SELECT organisation_id, environment FROM pair LIMIT 10000;

-- name: claim_events   The next events of a stage, no longer pending if this commits. Index event_pending, as above;
-- locks the rows it takes and passes over those another runner holds. One that failed waits longer each time.
-- The places of the rows go as an array, since a join would be planned for a share of the table and read all of it.
WITH claimed AS (
  SELECT ctid
    FROM event
   WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
     AND pending_for = ANY (ARRAY[%(stage)s])
     AND (attempts = 0 OR created_at < now() - make_interval(secs => power(4, attempts)))
   ORDER BY pending_for, id
   LIMIT %(limit)s
     FOR UPDATE SKIP LOCKED
)
UPDATE event
   SET pending_for = NULL
 WHERE ctid = ANY (ARRAY(SELECT ctid FROM claimed))
RETURNING id, kind, task_id, project_id, batch_id, details;

-- name: claim_event   One event of a stage, as above. Primary key.
UPDATE event
   SET pending_for = NULL
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id = %(id)s
   AND pending_for = %(stage)s
RETURNING id, kind, task_id, project_id, batch_id, details;

-- name: fail_event   Note a failure; at the last the event is parked, out of every runner's way. Primary key.
UPDATE event
   SET attempts = attempts + 1,
       failure = %(failure)s,
       pending_for = CASE WHEN attempts + 1 >= %(attempts_max)s THEN %(stage)s || ':parked' ELSE %(stage)s END
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id = %(id)s
   AND pending_for = %(stage)s
RETURNING attempts;

-- name: pairs_to_fold   Whose counters have grown by a hundred deltas. Reads a table this keeps small.
SELECT organisation_id, environment
  FROM task_count
 GROUP BY organisation_id, environment
HAVING count(*) > count(DISTINCT (project_id, batch_id, status)) + 100;

-- name: fold_task_counts   Put deltas together; the sums stay what they were at every moment. Locks the
-- rows it replaces; a second folder finds them gone and adds nothing.
WITH gone AS (
  DELETE FROM task_count
   WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
  RETURNING project_id, batch_id, status, tasks
)
INSERT INTO task_count (organisation_id, environment, project_id, batch_id, status, tasks)
SELECT %(organisation_id)s, %(environment)s, project_id, batch_id, status, sum(tasks)
  FROM gone
 GROUP BY project_id, batch_id, status
HAVING sum(tasks) <> 0;

-- name: purge_sessions   Forget sign-ins that have ended, a thousand at a time. Index session_expiry.
DELETE FROM session
 WHERE token_hash IN (SELECT token_hash FROM session WHERE expires_at < now() LIMIT 1000 FOR UPDATE SKIP LOCKED);

-- name: beat   A runner lives, and this is what fails there. Primary key.
INSERT INTO runner (id, host, version, failing, failures)
VALUES (%(id)s, %(host)s, %(version)s, %(failing)s, %(failures)s)
ON CONFLICT (id) DO UPDATE
   SET seen_at = now(), failing = excluded.failing, failures = excluded.failures;

-- name: end_beat   A runner ends, and with it those not heard of for a day. Few rows.
DELETE FROM runner WHERE id = %(id)s OR seen_at < now() - interval '1 day';

-- name: runners   Who runs jobs. Few rows.
SELECT id, host, version, started_at, seen_at, seen_at > now() - %(patience_seconds)s * interval '1 second' AS is_alive,
       failing, failures
  FROM runner
 ORDER BY started_at
 LIMIT 1000;

-- name: failing_events   Events that a stage failed at, newest first, before one. Index event_failing.
SELECT e.organisation_id, o.name AS organisation, e.environment::text, e.id, e.kind, e.task_id,
       split_part(e.pending_for, ':', 1) AS stage, e.pending_for LIKE '%%:parked' AS is_parked,
       e.attempts, e.failure, e.created_at
  FROM event AS e
  JOIN organisation AS o ON o.id = e.organisation_id
 WHERE e.attempts > 0 AND e.pending_for IS NOT NULL AND e.id < %(before)s
 ORDER BY e.id DESC
 LIMIT %(limit)s;

-- name: retry_events   Hand parked events to their stage anew. Index event_failing.
UPDATE event
   SET pending_for = split_part(pending_for, ':', 1), attempts = 0
 WHERE id = ANY (%(ids)s) AND attempts > 0 AND pending_for IS NOT NULL AND pending_for LIKE '%%:parked'
RETURNING organisation_id, environment::text, id, kind, task_id;

-- name: database_health   The database, and how much was given up. Indexes event_failing and callback_dead, 10,000
-- entries of each at most.
SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS size_bytes,
       (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()) AS connections,
       current_setting('max_connections')::integer AS connections_max,
       (SELECT max(name) FROM migration WHERE name LIKE '0%%') AS last_migration,
       (SELECT count(*) FROM (SELECT FROM event WHERE attempts > 0 AND pending_for IS NOT NULL LIMIT 10000) AS counted)
         AS failing_events,
       (SELECT count(*) FROM (SELECT FROM callback WHERE state = 'dead' LIMIT 10000) AS counted) AS dead_callbacks;
