-- name: targets   Where the callbacks of these tasks go; tasks without a target give no row. Primary key.
SELECT task.id, coalesce(nullif(task.callback_url, ''), organisation.default_callback_url) AS target
  FROM task
  JOIN organisation ON organisation.id = task.organisation_id
 WHERE task.organisation_id = %(organisation_id)s AND task.environment = %(environment)s
   AND task.id = ANY (%(task_ids)s) AND task.purpose = 'work'
   AND coalesce(nullif(task.callback_url, ''), organisation.default_callback_url) <> '';

-- name: batch_targets   Where the callbacks of these batches go. Primary key.
SELECT id, callback AS target
  FROM batch
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
   AND id = ANY (%(batch_ids)s) AND callback <> '';

-- name: add_callbacks   One callback for each place in the lists, due now.
INSERT INTO callback (organisation_id, environment, id, kind, task_id, batch_id, event_kind, target, host,
                      next_attempt_at, created_at)
SELECT %(organisation_id)s, %(environment)s, given.id, given.kind, given.task_id, given.batch_id,
       given.event_kind, given.target, given.host, now(), now()
  FROM unnest(%(ids)s::text[], %(kinds)s::text[], %(task_ids)s::text[], %(batch_ids)s::text[],
              %(event_kinds)s::text[], %(targets)s::text[], %(hosts)s::text[])
    AS given (id, kind, task_id, batch_id, event_kind, target, host);

-- name: complete_batch   Whether this completed a batch, its last task being done. Locks the batch.
SELECT complete_batch(%(organisation_id)s, %(environment)s, %(batch_id)s);

-- name: due_callbacks   Some due callbacks of each host after one, `limit` at most of a host. Skips along
-- callback_due from host to host; no lock.
WITH RECURSIVE receiver AS (
  (SELECT host FROM callback
    WHERE state = 'pending' AND host > %(after)s ORDER BY host LIMIT 1)
  UNION ALL
  SELECT following.host
    FROM receiver
   CROSS JOIN LATERAL (
     SELECT host FROM callback
      WHERE state = 'pending' AND host > receiver.host ORDER BY host LIMIT 1) AS following
)
SELECT due.organisation_id, due.environment, due.id, receiver.host
  FROM receiver
 CROSS JOIN LATERAL (
   SELECT organisation_id, environment, id
     FROM callback
    WHERE state = 'pending' AND callback.host = receiver.host AND next_attempt_at <= now()
    ORDER BY next_attempt_at
    LIMIT %(limit)s) AS due
 LIMIT %(limit_total)s;

-- name: claim_callbacks   Take due callbacks for one attempt; another runner may take them again only after
-- `visible_seconds`. Primary key; locks the rows it takes and passes over locked ones.
WITH due AS (
  SELECT id
    FROM callback
   WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
     AND id = ANY (%(ids)s) AND state = 'pending' AND next_attempt_at <= now()
     FOR UPDATE SKIP LOCKED
)
UPDATE callback
   SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => %(visible_seconds)s)
  FROM due
 WHERE callback.organisation_id = %(organisation_id)s AND callback.environment = %(environment)s
   AND callback.id = due.id
RETURNING callback.id, callback.kind, callback.task_id, callback.batch_id, callback.target,
          callback.attempts, callback.host;

-- name: secrets   With what an organisation's callbacks are signed. Primary key.
SELECT callback_auth_key, webhook_secret, default_callback_url FROM organisation WHERE id = %(organisation_id)s;

-- name: end_attempts   Note how attempts ended. An attempt that was overtaken by a later one changes
-- nothing, unless it delivered. Primary key.
UPDATE callback
   SET state = given.state,
       last_status_code = given.status_code,
       last_failure = given.failure,
       next_attempt_at = CASE WHEN given.state = 'pending'
                              THEN now() + make_interval(secs => given.wait_seconds)
                              ELSE callback.next_attempt_at END,
       delivered_at = CASE WHEN given.state = 'delivered' THEN now() END
  FROM unnest(%(ids)s::text[], %(attempts)s::smallint[], %(states)s::text[], %(status_codes)s::integer[],
              %(failures)s::text[], %(waits_seconds)s::integer[])
    AS given (id, attempt, state, status_code, failure, wait_seconds)
 WHERE callback.organisation_id = %(organisation_id)s AND callback.environment = %(environment)s
   AND callback.id = given.id AND callback.state = 'pending'
   AND (callback.attempts = given.attempt OR given.state = 'delivered')
RETURNING callback.id, callback.state, callback.task_id, callback.batch_id, callback.kind;

-- name: tell_tasks   Note on tasks whether their last callback was taken. Primary key.
UPDATE task
   SET callback_succeeded = given.is_delivered
  FROM unnest(%(task_ids)s::text[], %(delivered)s::boolean[]) AS given (id, is_delivered)
 WHERE task.organisation_id = %(organisation_id)s AND task.environment = %(environment)s
   AND task.id = given.id AND task.callback_succeeded IS DISTINCT FROM given.is_delivered;

-- name: list_callbacks   An organisation's callbacks, newest first, of any state. Primary key.
SELECT id, kind, task_id, batch_id, event_kind, target, state, attempts, next_attempt_at,
       last_status_code, last_failure, created_at, delivered_at
  FROM callback
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id < %(before)s
 ORDER BY id DESC
 LIMIT %(limit)s;

-- name: list_callbacks_in_state   The same in one state. Index callback_state.
SELECT id, kind, task_id, batch_id, event_kind, target, state, attempts, next_attempt_at,
       last_status_code, last_failure, created_at, delivered_at
  FROM callback
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND state = %(state)s
   AND id < %(before)s
 ORDER BY id DESC
 LIMIT %(limit)s;

-- name: callback   One callback. Primary key.
SELECT id, kind, task_id, batch_id, event_kind, target, state, attempts, next_attempt_at,
       last_status_code, last_failure, created_at, delivered_at
  FROM callback
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id = %(id)s;

-- name: resend   Start the tries of an ended callback anew, or try one now that failed and waits; no row when it is due or
-- was never tried. Should it be on its way just now it is sent twice, under its one id. Primary key.
UPDATE callback
   SET state = 'pending', attempts = CASE WHEN state = 'pending' THEN attempts ELSE 0 END, next_attempt_at = now(),
       delivered_at = NULL
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id = %(id)s
   AND (state <> 'pending' OR last_failure IS NOT NULL AND next_attempt_at > now())
RETURNING id;

-- name: resend_dead   The same for all dead ones, up to a limit. Index callback_state.
UPDATE callback
   SET state = 'pending', attempts = 0, next_attempt_at = now()
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
   AND id IN (SELECT id FROM callback
               WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
                 AND state = 'dead'
               ORDER BY id
               LIMIT %(limit)s)
RETURNING id;

-- name: has_batch   Whether a batch of that name is in a project. Unique key.
SELECT true AS found
  FROM batch
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND name = %(batch)s
   AND project_id = %(project_id)s;

-- name: find_project   A project by name. Unique key.
SELECT id, task_type
  FROM project
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND name = %(name)s
   AND NOT is_implicit;

-- name: export_tasks   A project's tasks; which of them, and the order of their ids, follow. Index task_project, read
-- as it is sent.
SELECT task.id AS task_id, task.unique_id, task.type, task.status, task.params, task.response,
       task.confidence, task.metadata, to_json(task.tags) AS tags,
       (SELECT name FROM batch
         WHERE batch.organisation_id = task.organisation_id AND batch.environment = task.environment
           AND batch.id = task.batch_id) AS batch,
       task.project_version, task.created_at, task.updated_at, task.completed_at
  FROM task
 WHERE task.organisation_id = %(organisation_id)s AND task.environment = %(environment)s
   AND task.project_id = %(project_id)s AND task.purpose = 'work'

-- name: count_tasks   How many of them there are, where the counts by status and batch do not say. Index task_project.
SELECT count(*) AS found
  FROM task
 WHERE task.organisation_id = %(organisation_id)s AND task.environment = %(environment)s
   AND task.project_id = %(project_id)s AND task.purpose = 'work'

-- name: sum_counts   The same from the counts; which of them follows. Index task_count_key.
SELECT coalesce(sum(task.tasks), 0)::bigint AS found
  FROM task_count AS task
 WHERE task.organisation_id = %(organisation_id)s AND task.environment = %(environment)s
   AND task.project_id = %(project_id)s

-- name: export_receipts   A receipt for every annotation in a project: who, under which guideline, for how
-- much, judged how; which of them, and the order of their ids, follow. Pay is what the ledger says, so that receipts sum
-- to the invoice. Index annotation_project, read as it is sent.
SELECT annotation.id AS annotation_id, annotation.task_id, task.unique_id, annotation.stage,
       annotation.purpose, to_json(annotation.is_counted) AS counted,
       encode(sha256(convert_to(organisation.pseudonym_salt || annotation.worker_id, 'UTF8')), 'hex') AS worker,
       task.project_version,
       to_json(coalesce(nullif(task.params ->> 'hypothesis', '{}'), nullif(task.params ->> 'base_annotations', '{}'))
               IS NOT NULL) AS prelabel_shown,
       annotation.response, annotation.active_seconds,
       (SELECT coalesce(sum(entry.amount_micros), 0)
          FROM transfer AS accrual
          JOIN transfer AS movement
            ON movement.organisation_id = accrual.organisation_id
           AND movement.environment = accrual.environment
           AND movement.id IN (
                 SELECT accrual.id
                 UNION ALL
                 SELECT reversal.id FROM transfer AS reversal
                  WHERE reversal.organisation_id = accrual.organisation_id
                    AND reversal.environment = accrual.environment
                    AND reversal.kind = 'reversal' AND reversal.reverses = accrual.id)
          JOIN entry
            ON entry.organisation_id = movement.organisation_id
           AND entry.environment = movement.environment
           AND entry.transfer_id = movement.id AND entry.account = 'worker'
         WHERE accrual.organisation_id = annotation.organisation_id
           AND accrual.environment = annotation.environment
           AND accrual.kind = 'accrual' AND accrual.annotation_id = annotation.id)::bigint AS pay_micros,
       annotation.currency, coalesce(settlement.confidence, task.confidence) AS confidence,
       coalesce(task.audits, '[]') AS reviews, annotation.submitted_at
  FROM annotation
  JOIN organisation ON organisation.id = annotation.organisation_id
  JOIN task
    ON task.organisation_id = annotation.organisation_id AND task.environment = annotation.environment
   AND task.id = annotation.task_id
  LEFT JOIN settlement
    ON settlement.organisation_id = annotation.organisation_id
   AND settlement.environment = annotation.environment AND settlement.task_id = annotation.task_id
 WHERE annotation.organisation_id = %(organisation_id)s AND annotation.environment = %(environment)s
   AND annotation.project_id = %(project_id)s AND annotation.is_current

-- name: count_receipts   How many of them there are; the tasks are read only where what follows asks for them.
-- Index annotation_project.
SELECT count(*) AS found
  FROM annotation
  LEFT JOIN task
    ON task.organisation_id = annotation.organisation_id AND task.environment = annotation.environment
   AND task.id = annotation.task_id
 WHERE annotation.organisation_id = %(organisation_id)s AND annotation.environment = %(environment)s
   AND annotation.project_id = %(project_id)s AND annotation.is_current

-- name: dead   Dead callbacks of every organisation, newest first, for an operator: an address may hold a customer's
-- secret, so only its host is told. Index callback_dead.
SELECT c.organisation_id, o.name AS organisation, c.environment::text, c.id, c.kind, c.event_kind, c.host, c.attempts,
       c.last_status_code, replace(c.last_failure, c.target, c.host) AS last_failure, c.created_at
  FROM callback AS c
  JOIN organisation AS o ON o.id = c.organisation_id
 WHERE c.state = 'dead' AND c.id < %(before)s
 ORDER BY c.id DESC
 LIMIT %(limit)s;

-- name: resend_any   Start the tries of dead callbacks of any organisation anew, for an operator. Index callback_dead.
UPDATE callback
   SET state = 'pending', attempts = 0, next_attempt_at = now(), delivered_at = NULL
 WHERE state = 'dead' AND id = ANY (%(ids)s)
RETURNING organisation_id, environment::text, id, task_id, batch_id;
