-- name: pairs_with_events   For whom a stage has events to act on. Skips along event_pending; no lock.
WITH RECURSIVE pair AS (
  (SELECT organisation_id, environment
     FROM event
    WHERE pending_for = %(stage)s
    ORDER BY organisation_id, environment
    LIMIT 1)
  UNION ALL
  SELECT following.organisation_id, following.environment
    FROM pair
   CROSS JOIN LATERAL (
     SELECT organisation_id, environment
       FROM event
      WHERE pending_for = %(stage)s
        AND (organisation_id, environment) > (pair.organisation_id, pair.environment)
      ORDER BY organisation_id, environment
      LIMIT 1) AS following
)
SELECT organisation_id, environment FROM pair LIMIT 10000;

-- name: claim_events   The next events of a stage, no longer pending if this commits. Index event_pending;
-- locks the rows it takes and passes over those another runner holds. One that failed waits longer each time.
-- The ids go as an array, since a join would be planned for a share of the table and read all of it.
WITH claimed AS (
  SELECT id
    FROM event
   WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
     AND pending_for = %(stage)s
     AND (attempts = 0 OR created_at < now() - make_interval(secs => power(4, attempts)))
   ORDER BY id
   LIMIT %(limit)s
     FOR UPDATE SKIP LOCKED
)
UPDATE event
   SET pending_for = NULL
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
   AND id = ANY (ARRAY(SELECT id FROM claimed))
RETURNING organisation_id, environment, id, kind, task_id, project_id, batch_id, assignment_id,
          worker_id, details, created_at, attempts;

-- name: claim_event   One event of a stage, as above. Primary key.
UPDATE event
   SET pending_for = NULL
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id = %(id)s
   AND pending_for = %(stage)s
RETURNING organisation_id, environment, id, kind, task_id, project_id, batch_id, assignment_id,
          worker_id, details, created_at, attempts;

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
