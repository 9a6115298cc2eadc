-- name: organisations   Every organisation, for an operator.
SELECT id, name FROM organisation ORDER BY id;

-- name: collected_too_much   A task never has more counted answers than were asked for.
SELECT t.id AS subject, format('%%s counted answers, %%s asked for', count(*), coalesce(s.asked, t.annotations_wanted)) AS problem
  FROM task AS t
  JOIN annotation AS n ON n.organisation_id = t.organisation_id AND n.environment = t.environment AND n.task_id = t.id
       AND n.stage = 'annotate' AND n.is_current AND n.is_counted
  LEFT JOIN settlement AS s ON s.organisation_id = t.organisation_id AND s.environment = t.environment AND s.task_id = t.id
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s AND t.purpose = 'work'
 GROUP BY t.id, t.annotations_wanted, s.asked
HAVING count(*) > coalesce(s.asked, t.annotations_wanted)
 LIMIT %(limit)s;

-- name: slots_lost_or_made   Of a pending task that is with annotators, slots left, live leases and counted answers add up.
SELECT t.id AS subject,
       format('asked for %%s, but has %%s slots left, %%s leases and %%s answers', coalesce(s.asked, t.annotations_wanted),
              o.slots_left, held.live, answered.counted) AS problem
  FROM task AS t
  JOIN opening AS o ON o.organisation_id = t.organisation_id AND o.environment = t.environment AND o.task_id = t.id
       AND o.stage = 'annotate'
  LEFT JOIN settlement AS s ON s.organisation_id = t.organisation_id AND s.environment = t.environment AND s.task_id = t.id
 CROSS JOIN LATERAL (
       SELECT count(*) AS live FROM assignment AS a
        WHERE a.organisation_id = t.organisation_id AND a.environment = t.environment AND a.task_id = t.id
          AND a.stage = 'annotate' AND a.status = 'leased' AND a.purpose = 'work') AS held
 CROSS JOIN LATERAL (
       SELECT count(*) AS counted FROM annotation AS n
        WHERE n.organisation_id = t.organisation_id AND n.environment = t.environment AND n.task_id = t.id
          AND n.stage = 'annotate' AND n.is_current AND n.is_counted) AS answered
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s
   AND t.purpose = 'work' AND t.status = 'pending' AND t.stage = 'annotate'
   AND o.slots_left + held.live + answered.counted <> coalesce(s.asked, t.annotations_wanted)
 LIMIT %(limit)s;

-- name: pending_without_opening   Every pending task of live work has its place in a queue.
SELECT t.id AS subject, 'pending, but in no queue' AS problem
  FROM task AS t
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s
   AND t.environment = 'live' AND t.purpose = 'work' AND t.status = 'pending'
   AND NOT EXISTS (SELECT FROM opening AS o WHERE o.organisation_id = t.organisation_id
                      AND o.environment = t.environment AND o.task_id = t.id)
 LIMIT %(limit)s;

-- name: answered_twice   No worker holds or answers a task twice.
SELECT a.task_id AS subject, format('worker %%s has it %%s times', a.worker_id, count(*)) AS problem
  FROM assignment AS a
 WHERE a.organisation_id = %(organisation_id)s AND a.environment = %(environment)s
   AND a.status IN ('leased', 'submitted', 'late', 'skipped')
 GROUP BY a.task_id, a.stage, a.worker_id
HAVING count(*) > 1
 LIMIT %(limit)s;

-- name: seed_beside_its_task   A seed is marked on its task, and is for further answers when that is completed, and only then.
SELECT t.id AS subject, format('%%s, but %%s', t.status, CASE WHEN s.task_id IS NULL THEN 'not among the seeds'
         WHEN NOT t.is_seed THEN 'not marked as seed' ELSE 'its seed says otherwise' END) AS problem
  FROM task AS t
  LEFT JOIN seed AS s ON s.organisation_id = t.organisation_id AND s.environment = t.environment AND s.task_id = t.id
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s AND (t.is_seed OR s.task_id IS NOT NULL)
   AND (NOT t.is_seed OR s.task_id IS NULL OR s.is_done <> (t.status = 'completed'))
 LIMIT %(limit)s;

-- name: compared_on_no_seed   Answers to compare are to seeds, and are no votes.
SELECT n.id AS subject, format('to task %%s%%s', n.task_id, CASE WHEN n.is_counted THEN ', and counted' END) AS problem
  FROM annotation AS n
  JOIN task AS t ON t.organisation_id = n.organisation_id AND t.environment = n.environment AND t.id = n.task_id
 WHERE n.organisation_id = %(organisation_id)s AND n.environment = %(environment)s AND n.purpose = 'overlap'
   AND (n.is_counted OR NOT t.is_seed)
 LIMIT %(limit)s;

-- name: submitted_without_annotation   A submitted assignment has its annotation.
SELECT a.id AS subject, 'submitted, but there is no annotation' AS problem
  FROM assignment AS a
 WHERE a.organisation_id = %(organisation_id)s AND a.environment = %(environment)s
   AND a.status IN ('submitted', 'late')
   AND NOT EXISTS (SELECT FROM annotation AS n WHERE n.organisation_id = a.organisation_id
                      AND n.environment = a.environment AND n.assignment_id = a.id)
 LIMIT %(limit)s;

-- name: paid_wrongly   What an annotation earned is on the ledger, once, to the micro-unit.
SELECT n.id AS subject, format('earned %%s, the ledger says %%s', n.paid_micros, coalesce(sum(e.amount_micros), 0)) AS problem
  FROM annotation AS n
  LEFT JOIN transfer AS t ON t.organisation_id = n.organisation_id AND t.environment = n.environment
       AND t.annotation_id = n.id AND t.kind = 'accrual'
  LEFT JOIN entry AS e ON e.organisation_id = t.organisation_id AND e.environment = t.environment
       AND e.transfer_id = t.id AND e.account = 'worker'
 WHERE n.organisation_id = %(organisation_id)s AND n.environment = %(environment)s AND n.is_current
 GROUP BY n.id, n.version, n.paid_micros
HAVING coalesce(sum(e.amount_micros), 0) <> n.paid_micros
 LIMIT %(limit)s;

-- name: unbalanced   The entries of every transfer sum to zero.
SELECT t.id::text AS subject, format('%%s entries that sum to %%s', count(e.account), sum(e.amount_micros)) AS problem
  FROM transfer AS t
  LEFT JOIN entry AS e ON e.organisation_id = t.organisation_id AND e.environment = t.environment AND e.transfer_id = t.id
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s
 GROUP BY t.id
HAVING count(e.account) <> 2 OR sum(e.amount_micros) <> 0
 LIMIT %(limit)s;

-- name: miscounted   The counters say what the tasks say.
SELECT coalesce(counted.project_id, actual.project_id) AS subject,
       format('%%s: %%s counted, %%s there', coalesce(counted.status, actual.status), counted.tasks, actual.tasks) AS problem
  FROM (SELECT project_id, batch_id, status, sum(tasks) AS tasks FROM task_count
         WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
         GROUP BY 1, 2, 3) AS counted
  FULL JOIN (SELECT project_id, batch_id, status, count(*) AS tasks FROM task
              WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND purpose = 'work'
              GROUP BY 1, 2, 3) AS actual
    ON actual.project_id = counted.project_id AND actual.batch_id IS NOT DISTINCT FROM counted.batch_id
       AND actual.status = counted.status
 WHERE coalesce(counted.tasks, 0) <> coalesce(actual.tasks, 0)
 LIMIT %(limit)s;

-- name: completed_without_event   Every completed task of live work has its event.
SELECT t.id AS subject, 'completed, but no event says so' AS problem
  FROM task AS t
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s
   AND t.environment = 'live' AND t.purpose = 'work' AND t.status = 'completed'
   AND NOT EXISTS (SELECT FROM event AS e WHERE e.organisation_id = t.organisation_id AND e.environment = t.environment
                      AND e.task_id = t.id AND e.kind = 'task.completed')
 LIMIT %(limit)s;

-- name: settled_without_enough   A task that wants several answers is completed only once it has them (or a person decided).
SELECT t.id AS subject, format('completed with %%s of %%s answers', count(n.id), t.annotations_wanted) AS problem
  FROM task AS t
  LEFT JOIN annotation AS n ON n.organisation_id = t.organisation_id AND n.environment = t.environment AND n.task_id = t.id
       AND n.stage = 'annotate' AND n.is_current AND n.is_counted
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s AND t.environment = 'live'
   AND t.purpose = 'work' AND t.status = 'completed' AND t.audits IS NULL AND t.prior_responses IS NULL
   AND NOT EXISTS (SELECT FROM event AS e WHERE e.organisation_id = t.organisation_id AND e.environment = t.environment
                      AND e.task_id = t.id AND e.kind = 'task.decided')
 GROUP BY t.id, t.annotations_wanted
HAVING count(n.id) < t.annotations_wanted
 LIMIT %(limit)s;

-- name: settlement_beside_its_task   What quality says of a task is settled or ended when the task is, and only then.
SELECT s.task_id AS subject, format('%%s, but its settlement is %%s', t.status, s.state) AS problem
  FROM settlement AS s
  JOIN task AS t ON t.organisation_id = s.organisation_id AND t.environment = s.environment AND t.id = s.task_id
 WHERE s.organisation_id = %(organisation_id)s AND s.environment = %(environment)s
   AND CASE t.status WHEN 'completed' THEN s.state <> 'settled' WHEN 'pending' THEN s.state IN ('settled', 'ended')
                     ELSE s.state <> 'ended' END
 LIMIT %(limit)s;

-- name: review_lost_or_doubled   A task that is with reviewers has one place or one lease at its stage, or its next step waits.
SELECT t.id AS subject, format('at %%s with %%s slots and %%s leases', t.stage, coalesce(o.slots_left, 0), held.live) AS problem
  FROM task AS t
  JOIN settlement AS s ON s.organisation_id = t.organisation_id AND s.environment = t.environment AND s.task_id = t.id
       AND s.state = 'in_review'
  LEFT JOIN opening AS o ON o.organisation_id = t.organisation_id AND o.environment = t.environment AND o.task_id = t.id
       AND o.stage = t.stage
 CROSS JOIN LATERAL (
       SELECT count(*) AS live FROM assignment AS a
        WHERE a.organisation_id = t.organisation_id AND a.environment = t.environment AND a.task_id = t.id
          AND a.stage = t.stage AND a.status = 'leased') AS held
 CROSS JOIN LATERAL (
       SELECT count(*) AS waiting FROM event AS e
        WHERE e.organisation_id = t.organisation_id AND e.environment = t.environment AND e.task_id = t.id
          AND e.pending_for LIKE 'review%%') AS told
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s AND t.status = 'pending'
   AND coalesce(o.slots_left, 0) + held.live <> CASE WHEN told.waiting > 0 THEN 0 ELSE 1 END
 LIMIT %(limit)s;

-- name: review_open_for_nothing   Nobody is offered a review of a task that is decided, or at another stage.
SELECT t.id AS subject, format('%%s at %%s, yet a %%s is open', t.status, t.stage, o.stage) AS problem
  FROM opening AS o
  JOIN task AS t ON t.organisation_id = o.organisation_id AND t.environment = o.environment AND t.id = o.task_id
 WHERE o.organisation_id = %(organisation_id)s AND o.environment = %(environment)s AND o.stage <> 'annotate'
   AND o.slots_left > 0 AND (t.status <> 'pending' OR t.stage <> o.stage)
 LIMIT %(limit)s;

-- name: reviewed_own_work   Nobody reviews a task they answered, or both its stages.
SELECT a.task_id AS subject, format('worker %%s was at %%s and %%s', a.worker_id, a.stage, b.stage) AS problem
  FROM assignment AS a
  JOIN assignment AS b ON b.organisation_id = a.organisation_id AND b.environment = a.environment
       AND b.task_id = a.task_id AND b.worker_id = a.worker_id AND b.stage > a.stage
 WHERE a.organisation_id = %(organisation_id)s AND a.environment = %(environment)s
   AND (a.status IN ('leased', 'submitted') AND b.status IN ('leased', 'submitted')
        OR a.stage = 'annotate' AND a.status = 'submitted' AND b.status = 'superseded')
 LIMIT %(limit)s;

-- name: review_without_verdict   Every annotation made at a stage of review has its verdict.
SELECT n.id AS subject, format('a %%s without a verdict', n.stage) AS problem
  FROM annotation AS n
 WHERE n.organisation_id = %(organisation_id)s AND n.environment = %(environment)s AND n.stage <> 'annotate'
   AND NOT EXISTS (SELECT FROM review AS r WHERE r.organisation_id = n.organisation_id AND r.environment = n.environment
                      AND r.annotation_id = n.id)
 LIMIT %(limit)s;
