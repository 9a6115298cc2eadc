-- name: act_as_worker   The worker behind a session token, who acts from here on. Primary key of session.
SELECT act_as_worker(%(token)s) AS worker_id;

-- name: lease   What each of several workers holds, topped up as they wish. See functions.sql.
SELECT number, kind, shown FROM lease_together(%(tokens)s, %(asked)s::json);

-- name: assignment_content   One own assignment with its content. See functions.sql.
SELECT assignment_content(%(token)s, %(assignment_id)s) AS shown;

-- name: kept_attachment   Our copy of what the task of an own assignment points at. Unique index assignment_id.
SELECT t.storage_key, t.mime_type
  FROM assignment AS a
  JOIN attachment AS t USING (organisation_id, environment, task_id)
 WHERE a.worker_id = current_worker() AND a.id = %(assignment_id)s
   AND t.url = %(url)s AND t.storage_key IS NOT NULL
 LIMIT 1;

-- name: instruction_version   The last version of its project's params with the instruction of an own assignment.
-- By text and not by the task's own version, which would tell gold, made long ago, from other work.
SELECT t.project_id, max(v.version) AS version
  FROM assignment AS a
  JOIN task AS t ON t.organisation_id = a.organisation_id AND t.environment = a.environment AND t.id = a.task_id
  JOIN project_version AS v ON v.organisation_id = t.organisation_id AND v.environment = t.environment
                           AND v.project_id = t.project_id
 WHERE a.worker_id = %(worker_id)s AND a.id = %(assignment_id)s
   AND v.params ->> 'instruction' <> ''
   AND right(t.instruction, length(v.params ->> 'instruction')) = v.params ->> 'instruction'
 GROUP BY t.project_id;

-- name: instructions_at   The instruction of these versions of an own assignment's project. Primary keys.
SELECT v.version, coalesce(v.params ->> 'instruction', '') AS text
  FROM assignment AS a
  JOIN task AS t ON t.organisation_id = a.organisation_id AND t.environment = a.environment AND t.id = a.task_id
  JOIN project_version AS v ON v.organisation_id = t.organisation_id AND v.environment = t.environment
                           AND v.project_id = t.project_id
 WHERE a.worker_id = %(worker_id)s AND a.id = %(assignment_id)s AND v.version = ANY (%(versions)s::integer[]);

-- name: show_assignment   Start the clock when the task is first on screen. Unique index assignment_id.
UPDATE assignment
   SET shown_at = now(), lease_expires_at = now() + lease_seconds * interval '1 second'
 WHERE worker_id = %(worker_id)s AND id = %(assignment_id)s
   AND status = 'leased' AND lease_expires_at > now() AND shown_at IS NULL;

-- name: extend_lease   A full lease from now on, up to a day after it was first shown. Same index.
UPDATE assignment
   SET lease_expires_at = least(now() + lease_seconds * interval '1 second',
                                greatest(lease_expires_at, coalesce(shown_at, leased_at) + interval '24 hours'))
 WHERE worker_id = %(worker_id)s AND id = %(assignment_id)s AND status = 'leased' AND lease_expires_at > now()
RETURNING lease_expires_at;

-- name: find_own   An assignment of the worker who asks, locked. Unique index assignment_id.
SELECT organisation_id, environment, id, status, lease_expires_at
  FROM assignment
 WHERE worker_id = %(worker_id)s AND id = %(assignment_id)s
   FOR UPDATE;

-- name: end_lease   Give an assignment back unanswered; false when it had ended. See functions.sql.
SELECT end_lease(%(organisation_id)s, %(environment)s, %(assignment_id)s, %(status)s, %(reason)s) AS is_ended;

-- name: live_assignments   What a worker holds, oldest first. Index assignment_live.
SELECT assignment_shown(a, t, p, true) AS shown
  FROM assignment AS a
  JOIN task AS t ON t.organisation_id = a.organisation_id AND t.environment = a.environment AND t.id = a.task_id
  JOIN project AS p ON p.organisation_id = a.organisation_id AND p.environment = a.environment AND p.id = a.project_id
 WHERE a.worker_id = %(worker_id)s AND a.status = 'leased' AND a.lease_expires_at > now()
 ORDER BY a.id;

-- name: offers   What a worker is offered, with the price, whether onboarding comes first, and whether they have begun.
-- Indexes offer_worker, assignment_live.
SELECT CASE WHEN p.is_implicit THEN NULL ELSE p.name END AS project, p.id AS project_id, p.task_type AS type,
       coalesce(o.rate_micros, p.rate_micros) AS rate_micros, p.review_rate_micros, p.currency, p.lease_seconds, o.onboarded_at IS NOT NULL AS is_onboarded,
       EXISTS (SELECT FROM gold_opening AS g
                WHERE g.organisation_id = o.organisation_id AND g.environment = o.environment
                  AND g.project_id = o.project_id AND g.purpose = 'onboarding') AS has_onboarding,
       EXISTS (SELECT FROM queue AS q JOIN opening AS w ON w.queue_id = q.id AND w.slots_left > 0
                WHERE q.organisation_id = o.organisation_id AND q.environment = o.environment
                  AND q.project_id = o.project_id AND q.is_open AND q.stage = 'annotate') AS has_work,
       o.may_review AND EXISTS (
               SELECT FROM queue AS q JOIN opening AS w ON w.queue_id = q.id AND w.slots_left > 0
                WHERE q.organisation_id = o.organisation_id AND q.environment = o.environment
                  AND q.project_id = o.project_id AND q.is_open AND q.stage <> 'annotate') AS has_reviews,
       EXISTS (SELECT FROM assignment AS a
                WHERE a.worker_id = o.worker_id AND a.project_id = o.project_id AND a.status = 'leased'
                  AND a.shown_at IS NOT NULL AND a.lease_expires_at > now()) AS has_begun
  FROM offer AS o
  JOIN project AS p ON p.organisation_id = o.organisation_id AND p.environment = o.environment AND p.id = o.project_id
 WHERE o.worker_id = %(worker_id)s AND o.is_open
 ORDER BY p.name;

-- name: refresh_offers   Decide who is offered a project (or all), for one worker (or all). See functions.sql.
SELECT refresh_offers(%(organisation_id)s, %(environment)s, %(project_id)s, %(worker_id)s);

-- name: organisations   Which organisations there are, for an operator. Primary key.
SELECT id FROM organisation ORDER BY id;

-- name: reopen   Ask for further annotations of a task. See functions.sql.
SELECT reopen_task(%(organisation_id)s, %(environment)s, %(task_id)s, %(slots)s::smallint);

-- name: set_rates   Pay these workers, by id or, of the organisation's own, by e-mail, so much in a project; who is dearer
-- is an expert until something is known of them. Primary keys.
UPDATE offer AS o SET rate_micros = %(rate_micros)s, is_expert = coalesce(%(rate_micros)s > p.rate_micros, false)
  FROM project AS p, worker AS w
  JOIN app_user AS u ON u.id = w.user_id
 WHERE o.organisation_id = %(organisation_id)s AND o.environment = %(environment)s AND o.project_id = %(project_id)s
   AND p.organisation_id = o.organisation_id AND p.environment = o.environment AND p.id = o.project_id
   AND w.id = o.worker_id
   AND (w.id = ANY (%(workers)s::text[])
        OR u.email = ANY (%(workers)s::text[])
           AND EXISTS (SELECT FROM member AS m WHERE m.organisation_id = o.organisation_id AND m.user_id = u.id)
        OR EXISTS (SELECT FROM worker_group_member AS m JOIN worker_group AS g ON g.id = m.group_id
                    WHERE m.worker_id = w.id AND g.organisation_id = o.organisation_id AND g.environment = o.environment
                      AND g.project_id = o.project_id AND g.name = ANY (%(groups)s::text[])))
RETURNING w.id, u.email;

-- name: list_rates   Who is paid another rate in a project, the dearest first. Index offer_rated.
SELECT o.worker_id, o.rate_micros, o.is_expert,
       CASE WHEN EXISTS (SELECT FROM member AS m WHERE m.organisation_id = o.organisation_id AND m.user_id = w.user_id)
            THEN u.email END AS email
  FROM offer AS o
  JOIN worker AS w ON w.id = o.worker_id
  JOIN app_user AS u ON u.id = w.user_id
 WHERE o.organisation_id = %(organisation_id)s AND o.environment = %(environment)s AND o.project_id = %(project_id)s
   AND o.rate_micros IS NOT NULL
 ORDER BY o.rate_micros DESC, o.worker_id
 LIMIT 10000;

-- name: keep_for_others   Keep from experts what is in no doubt, for some minutes, where one of these answers is another's.
-- Unique keys; locks the queues, at most once a minute.
UPDATE queue AS q SET kept_until = now() + %(minutes)s * interval '1 minute'
 WHERE q.organisation_id = %(organisation_id)s AND q.environment = %(environment)s AND q.project_id = ANY (%(projects)s::text[])
   AND q.stage = 'annotate' AND NOT q.is_doubtful
   AND coalesce(q.kept_until < now() + (%(minutes)s - 1) * interval '1 minute', true)
   AND EXISTS (SELECT FROM annotation AS a
                 JOIN offer AS o ON o.organisation_id = a.organisation_id AND o.environment = a.environment
                      AND o.project_id = a.project_id AND o.worker_id = a.worker_id
                WHERE a.organisation_id = q.organisation_id AND a.environment = q.environment
                  AND a.task_id = ANY (%(tasks)s::text[]) AND a.project_id = q.project_id AND NOT o.is_expert
                  AND a.submitted_at > now() - %(minutes)s * interval '1 minute');

-- name: set_experts   Keep exactly these workers for what is in doubt in a project. Primary key.
UPDATE offer SET is_expert = NOT is_expert
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   AND is_expert <> (worker_id = ANY (%(workers)s::text[]));

-- name: add_gold   Let a task with a known answer be drawn. Primary key.
INSERT INTO gold_opening (organisation_id, environment, project_id, task_id, purpose, stage)
VALUES (%(organisation_id)s, %(environment)s, %(project_id)s, %(task_id)s, %(purpose)s, %(stage)s)
ON CONFLICT DO NOTHING;

-- name: remove_gold   Draw a task with a known answer no more; no row where it was not drawn. Primary key.
DELETE FROM gold_opening
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   AND task_id = %(task_id)s
RETURNING task_id;

-- name: mark_onboarded   A worker passed a project's onboarding. Primary key.
UPDATE offer SET onboarded_at = now()
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
   AND project_id = %(project_id)s AND worker_id = %(worker_id)s AND onboarded_at IS NULL;

-- name: overdue   Where leases have run out, across organisations. Index assignment_expiry; no lock.
SELECT organisation_id, environment, id, shown_at IS NOT NULL AS was_shown
  FROM assignment
 WHERE status = 'leased' AND lease_expires_at <= now()
 ORDER BY lease_expires_at
 LIMIT %(limit)s;

-- name: expire_lease   End one lease if it is still overdue. See functions.sql.
SELECT expire_lease(%(organisation_id)s, %(environment)s, %(assignment_id)s) AS is_ended;

-- name: queues   Queues in which something waits or is held, the oldest queue first, for an operator. Index
-- opening_waiting, 10,000 entries of each; leases by assignment_expiry. A task's id begins with when it was made.
WITH held AS MATERIALIZED (
  SELECT w.queue_id, count(*) AS leased
    FROM assignment AS a
    JOIN opening AS w ON w.organisation_id = a.organisation_id AND w.environment = a.environment
         AND w.task_id = a.task_id AND w.stage = a.stage
   WHERE a.status = 'leased'
   GROUP BY w.queue_id
)
SELECT q.id, q.organisation_id, o.name AS organisation, q.environment::text,
       CASE WHEN p.is_implicit THEN NULL ELSE p.name END AS project, p.task_type, q.batch_id, q.stage, q.priority,
       q.is_open, waiting.tasks AS waiting, coalesce(held.leased, 0) AS leased,
       (SELECT count(*) FROM offer AS f
         WHERE f.organisation_id = q.organisation_id AND f.environment = q.environment AND f.project_id = q.project_id
           AND f.is_open AND (q.stage = 'annotate' OR f.may_review)) AS workers,
       to_timestamp(('x' || lpad(left(front.task_id, 12), 16, '0'))::bit(64)::bigint / 1000.0) AS oldest_at
  FROM queue AS q
  JOIN organisation AS o ON o.id = q.organisation_id
  JOIN project AS p ON p.organisation_id = q.organisation_id AND p.environment = q.environment AND p.id = q.project_id
  LEFT JOIN held ON held.queue_id = q.id
 CROSS JOIN LATERAL (SELECT count(*) AS tasks
                       FROM (SELECT FROM opening AS w
                              WHERE w.queue_id = q.id AND w.slots_left > 0 LIMIT 10000) AS w) AS waiting
  LEFT JOIN LATERAL (SELECT w.task_id FROM opening AS w
                      WHERE w.queue_id = q.id AND w.slots_left > 0 ORDER BY w.position LIMIT 1) AS front ON true
 WHERE q.id > %(after)s AND (waiting.tasks > 0 OR held.leased > 0)
 ORDER BY q.id
 LIMIT %(limit)s;
