-- name: lock_tasks   Which of these tasks are still to be settled, and by what rules? Primary key; locks them in order of id.
SELECT t.id, t.project_id, t.batch_id, t.type, t.params, t.annotations_wanted,
       p.annotations_max, p.target_confidence, p.target_margin, p.is_reviewed,
       p.budget_micros IS NOT NULL AND p.rate_micros > 0 AS has_budget
  FROM task AS t
  JOIN project AS p ON p.organisation_id = t.organisation_id AND p.environment = t.environment AND p.id = t.project_id
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s
   AND t.id = ANY (%(tasks)b::text[]) AND t.status = 'pending' AND t.stage = 'annotate' AND t.purpose = 'work'
 ORDER BY t.id
   FOR NO KEY UPDATE OF t;

-- name: read_answers   What was answered to each of these tasks, and by whom? Index annotation_counted_once; no lock.
SELECT task_id, array_agg(worker_id ORDER BY id) AS workers, array_agg(response::text ORDER BY id) AS responses
  FROM annotation
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
   AND task_id = ANY (%(tasks)b::text[]) AND stage = 'annotate' AND is_current AND is_counted
 GROUP BY task_id;

-- name: read_skills_of   What is believed of these workers by project? Primary key; no lock.
SELECT project_id, worker_id, right_count, wrong_count
  FROM worker_skill
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
   AND (project_id, worker_id) IN (SELECT * FROM unnest(%(projects)b::text[], %(workers)b::text[]));

-- name: read_settlements   How many answers were these tasks told to wait for? Primary key; no lock.
SELECT task_id, state, asked
  FROM settlement
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
   AND task_id = ANY (%(tasks)b::text[]);

-- name: write_settlements   Record where tasks stand, given in ascending order. Primary key; the tasks are locked.
INSERT INTO settlement (organisation_id, environment, task_id, project_id, state, annotations, asked, confidence,
  margin, agreement, method, response, urgency, belief)
SELECT %(organisation_id)s, %(environment)s, s.*
  FROM unnest(%(tasks)b::text[], %(projects)b::text[], %(states)b::text[], %(annotations)b::smallint[],
    %(asked)b::smallint[], %(confidences)s::real[], %(margins)s::real[], %(agreements)s::real[],
    %(methods)s::text[], %(responses)s::text[]::jsonb[], %(urgencies)s::float8[], %(beliefs)s::real[]) AS s
ON CONFLICT (organisation_id, environment, task_id) DO UPDATE
   SET state = excluded.state, annotations = excluded.annotations, asked = excluded.asked,
       confidence = excluded.confidence, margin = excluded.margin, agreement = excluded.agreement,
       method = excluded.method, response = excluded.response, urgency = excluded.urgency, belief = excluded.belief,
       updated_at = now();

-- name: hold_tasks   Hand these tasks to review before they are done. Primary key; the tasks are locked.
SELECT hold_tasks(%(organisation_id)s, %(environment)s, %(tasks)b::text[]);

-- name: read_answers_under_review   What was answered to these tasks, rejected answers among them? Index assignment_task.
SELECT a.task_id, a.worker_id, a.response::text AS response, a.is_counted
  FROM assignment AS h
  JOIN annotation AS a ON a.organisation_id = h.organisation_id AND a.environment = h.environment
       AND a.assignment_id = h.id AND a.is_current
 WHERE h.organisation_id = %(organisation_id)s AND h.environment = %(environment)s
   AND h.task_id = ANY (%(tasks)b::text[]) AND h.stage = 'annotate' AND h.status = 'submitted' AND h.purpose = 'work'
 ORDER BY a.task_id, a.id;

-- name: close_settlements   What became of held tasks, given in ascending order. Primary key; the tasks are locked.
UPDATE settlement AS s
   SET state = 'settled', response = NULL, confidence = g.confidence,
       margin = CASE WHEN g.is_judged THEN g.margin ELSE s.margin END,
       agreement = CASE WHEN g.is_judged THEN g.agreement ELSE s.agreement END,
       method = CASE WHEN g.is_judged THEN 'reviewed' ELSE s.method END, updated_at = now()
  FROM unnest(%(tasks)b::text[], %(confidences)s::real[], %(margins)s::real[], %(agreements)s::real[],
              %(are_judged)b::boolean[]) AS g (task_id, confidence, margin, agreement, is_judged)
 WHERE s.organisation_id = %(organisation_id)s AND s.environment = %(environment)s AND s.task_id = g.task_id;

-- name: leave_to_customer   Nobody else can settle this task. Primary key; the task is locked.
UPDATE settlement SET state = 'needs_review', updated_at = now()
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND task_id = %(task_id)s;

-- name: complete_tasks   Fix these responses as the tasks' own. Primary key; the tasks are locked.
SELECT complete_tasks(%(organisation_id)s, %(environment)s, %(tasks)b::text[], %(responses)b::text[]::jsonb[],
  %(confidences)s::real[]);

-- name: reopen_tasks   Buy further answers for these tasks. Primary key; locks their openings.
SELECT reopen_tasks(%(organisation_id)s, %(environment)s, %(tasks)b::text[], %(slots)b::smallint[],
  %(doubts)b::boolean[]);

-- name: expect_several   No one answer completes these tasks from here on. Primary key; the tasks are locked.
SELECT expect_several(%(organisation_id)s, %(environment)s, %(tasks)b::text[]);

-- name: routed_projects   In which of these projects do workers have different rates? Index offer_rated.
SELECT DISTINCT project_id
  FROM offer
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = ANY (%(projects)s::text[])
   AND rate_micros IS NOT NULL AND is_open;

-- name: read_rated   Who is offered a project, what is each paid for an answer, and how good are they? Primary keys.
SELECT o.worker_id, coalesce(o.rate_micros, p.rate_micros) AS rate_micros, p.rate_micros AS usual_micros,
       coalesce(s.right_count, 0) AS right_count, coalesce(s.wrong_count, 0) AS wrong_count
  FROM offer AS o
  JOIN project AS p ON p.organisation_id = o.organisation_id AND p.environment = o.environment AND p.id = o.project_id
  LEFT JOIN worker_skill AS s ON s.organisation_id = o.organisation_id AND s.environment = o.environment
       AND s.project_id = o.project_id AND s.worker_id = o.worker_id
 WHERE o.organisation_id = %(organisation_id)s AND o.environment = %(environment)s AND o.project_id = %(project_id)s
   AND o.is_open;

-- name: hold_budget   Take turns on a project's budget. Primary key; locks its row.
UPDATE budget SET granted_answers = granted_answers
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s;

-- name: open_budget   Begin to count what a project buys beyond its first answers, with what it bought so far. Index
-- settlement_project; reads all of the project's settlements, once. `count_overpaid` follows.
INSERT INTO budget (organisation_id, environment, project_id, granted_answers)
SELECT p.organisation_id, p.environment, p.id, coalesce((
         SELECT sum(greatest(s.asked - p.annotations_wanted, 0)) FROM settlement AS s
          WHERE s.organisation_id = p.organisation_id AND s.environment = p.environment AND s.project_id = p.id), 0)
  FROM project AS p
 WHERE p.organisation_id = %(organisation_id)s AND p.environment = %(environment)s AND p.id = %(project_id)s
ON CONFLICT DO NOTHING;

-- name: count_overpaid   What did the answers to a project's work cost beyond its rate of now? Index annotation_project;
-- reads all of them, once a change of settings; locks the row.
UPDATE budget AS b
   SET overpaid_micros = (
         SELECT coalesce(sum(a.paid_micros - p.rate_micros), 0) FROM annotation AS a
          WHERE a.organisation_id = p.organisation_id AND a.environment = p.environment AND a.project_id = p.id
            AND a.is_current AND a.is_counted AND a.stage = 'annotate' AND a.purpose = 'work')
  FROM project AS p
 WHERE p.organisation_id = b.organisation_id AND p.environment = b.environment AND p.id = b.project_id
   AND p.budget_micros IS NOT NULL
   AND b.organisation_id = %(organisation_id)s AND b.environment = %(environment)s AND b.project_id = %(project_id)s;

-- name: read_funds   What did a project's budget buy, and how many tasks share it? Primary keys, index task_count_key and
-- index settlement_project, which it reads for tasks that are not done.
SELECT p.budget_micros, p.rate_micros, counted.tasks, greatest(counted.pending - begun.tasks, 0) AS unasked, begun.waiting,
       counted.tasks * p.annotations_wanted AS first_answers, coalesce(b.granted_answers, 0) AS granted_answers,
       coalesce(b.overpaid_micros, 0) AS overpaid_micros, begun.outstanding,
       (SELECT max(o.rate_micros) FROM offer AS o
         WHERE o.organisation_id = p.organisation_id AND o.environment = p.environment AND o.project_id = p.id
           AND o.rate_micros IS NOT NULL AND o.is_open) AS dearest_micros
  FROM project AS p
  LEFT JOIN budget AS b ON b.organisation_id = p.organisation_id AND b.environment = p.environment AND b.project_id = p.id
 CROSS JOIN LATERAL (
       SELECT coalesce(sum(c.tasks), 0)::bigint AS tasks,
              coalesce(sum(c.tasks) FILTER (WHERE c.status = 'pending'), 0)::bigint AS pending
         FROM task_count AS c
        WHERE c.organisation_id = p.organisation_id AND c.environment = p.environment AND c.project_id = p.id
          AND c.status IN ('pending', 'completed')) AS counted
 CROSS JOIN LATERAL (
       SELECT count(*) AS tasks, count(s.urgency) AS waiting,
              coalesce(sum(s.asked - s.annotations) FILTER (WHERE s.state = 'open' AND s.asked > s.annotations), 0)::bigint
                AS outstanding
         FROM settlement AS s
        WHERE s.organisation_id = p.organisation_id AND s.environment = p.environment AND s.project_id = p.id
          AND s.state IN ('open', 'needs_review', 'in_review')) AS begun
 WHERE p.organisation_id = %(organisation_id)s AND p.environment = %(environment)s AND p.id = %(project_id)s
   AND p.budget_micros IS NOT NULL AND p.rate_micros > 0;

-- name: most_urgent   To which of the tasks that wait for money does one more answer tell most? Index settlement_waiting;
-- locks the tasks, passing over those that others hold.
SELECT t.id AS task_id, t.batch_id, coalesce(s.belief, s.confidence, 0) AS belief
  FROM settlement AS s
  JOIN task AS t ON t.organisation_id = s.organisation_id AND t.environment = s.environment AND t.id = s.task_id
 WHERE s.organisation_id = %(organisation_id)s AND s.environment = %(environment)s AND s.project_id = %(project_id)s
   AND s.urgency IS NOT NULL AND t.status = 'pending' AND t.stage = 'annotate'
 ORDER BY s.urgency DESC, s.task_id
 LIMIT %(limit)s
   FOR NO KEY UPDATE OF t SKIP LOCKED;

-- name: grant_answers   Buy one more answer for each of these tasks, which are locked. Primary keys.
WITH asked AS (
  UPDATE settlement SET asked = asked + 1, urgency = NULL, updated_at = now()
   WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND task_id = ANY (%(tasks)b::text[])
)
UPDATE budget SET granted_answers = granted_answers + cardinality(%(tasks)b::text[])
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s;

-- name: count_as_granted   What was bought beyond first answers outside the turns of a project's budget: without one, or to
-- serve no more. Primary key; locks its row, if there is one.
UPDATE budget SET granted_answers = granted_answers + %(answers)s
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s;

-- name: asked_further   Which tasks of a project were asked for more answers than they had, after an id? Index
-- settlement_project; no lock.
SELECT task_id
  FROM settlement
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   AND state = 'open' AND urgency IS NULL AND task_id > %(after)s
 ORDER BY task_id
 LIMIT %(limit)s;

-- name: take_back   Ask those of these tasks, which are locked, that are still asked further for no more than somebody has
-- begun; money that was to buy it is left. Primary keys.
WITH asked AS (
  SELECT task_id FROM settlement
   WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
     AND task_id = ANY (%(tasks)b::text[]) AND state = 'open' AND urgency IS NULL
), taken AS (
  SELECT * FROM take_back_slots(%(organisation_id)s, %(environment)s,
    array(SELECT task_id FROM asked ORDER BY task_id))
), fewer AS (
  UPDATE settlement AS s SET asked = s.asked - t.slots
    FROM taken AS t
   WHERE s.organisation_id = %(organisation_id)s AND s.environment = %(environment)s AND s.task_id = t.task_id
)
UPDATE budget SET granted_answers = greatest(granted_answers - (SELECT coalesce(sum(slots), 0) FROM taken), 0)
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s;

-- name: append_events   Tell what was decided of many tasks.
INSERT INTO event (organisation_id, environment, kind, task_id, project_id, batch_id)
SELECT %(organisation_id)s, %(environment)s, s.*
  FROM unnest(%(kinds)b::text[], %(tasks)b::text[], %(projects)b::text[], %(batches)s::text[]) AS s;

-- name: add_skill   Add evidence on workers, given in ascending order. Primary key; locks their rows in that order.
INSERT INTO worker_skill (organisation_id, environment, project_id, worker_id, right_count, wrong_count,
  gold_right, gold_total)
SELECT %(organisation_id)s, %(environment)s, s.*
  FROM unnest(%(projects)b::text[], %(workers)b::text[], %(right_counts)b::float8[], %(wrong_counts)b::float8[],
    %(gold_right)b::integer[], %(gold_total)b::integer[]) AS s
ON CONFLICT (organisation_id, environment, project_id, worker_id) DO UPDATE
   SET right_count = worker_skill.right_count + excluded.right_count,
       wrong_count = worker_skill.wrong_count + excluded.wrong_count,
       gold_right = worker_skill.gold_right + excluded.gold_right,
       gold_total = worker_skill.gold_total + excluded.gold_total, updated_at = now();

-- name: add_verdict_evidence   Add what verdicts told of answers, given in ascending order, and to what is known of workers
-- what it counts. Primary keys; locks the rows of each table in that order.
WITH told AS MATERIALIZED (
  SELECT s.*
    FROM unnest(%(projects)b::text[], %(workers)b::text[], %(reviewers)b::text[], %(verdicts)b::text[], %(answers)b::integer[],
           %(accepted)b::float8[], %(right_counts)b::float8[], %(wrong_counts)b::float8[], %(weights)b::float8[])
      AS s (project_id, worker_id, reviewer_id, verdict, answers, accepted, right_count, wrong_count, weight)
), kept AS (
  INSERT INTO verdict_evidence AS e (organisation_id, environment, project_id, worker_id, reviewer_id, verdict, answers,
    accepted, right_count, wrong_count, weight)
  SELECT %(organisation_id)s, %(environment)s, told.* FROM told
  ON CONFLICT (organisation_id, environment, project_id, worker_id, reviewer_id, verdict) DO UPDATE
     SET answers = e.answers + excluded.answers, accepted = e.accepted + excluded.accepted,
         right_count = e.right_count + excluded.right_count, wrong_count = e.wrong_count + excluded.wrong_count
  RETURNING project_id, worker_id, reviewer_id, verdict, weight   -- the one that all of the row counts by
)
INSERT INTO worker_skill AS s (organisation_id, environment, project_id, worker_id, right_count, wrong_count)
SELECT %(organisation_id)s, %(environment)s, project_id, worker_id, sum(told.right_count * kept.weight),
       sum(told.wrong_count * kept.weight)
  FROM told
  JOIN kept USING (project_id, worker_id, reviewer_id, verdict)
 WHERE told.right_count + told.wrong_count > 0
 GROUP BY project_id, worker_id
 ORDER BY project_id, worker_id
ON CONFLICT (organisation_id, environment, project_id, worker_id) DO UPDATE
   SET right_count = s.right_count + excluded.right_count, wrong_count = s.wrong_count + excluded.wrong_count,
       updated_at = now();

-- name: reweigh   Keep what is known of a project's reviewers, and let their verdicts count for that: what is known of
-- workers moves by the difference. Primary keys and index verdict_evidence_reviewer; locks the rows of each table in order.
WITH known AS (
  INSERT INTO reviewer_skill AS k (organisation_id, environment, project_id, worker_id, harshness, leniency, passing_weight,
    refusing_weight)
  SELECT %(organisation_id)s, %(environment)s, %(project_id)s, s.*
    FROM unnest(%(workers)b::text[], %(harshness)b::float8[], %(leniency)b::float8[], %(passing_weights)b::float8[],
           %(refusing_weights)b::float8[]) AS s
  ON CONFLICT (organisation_id, environment, project_id, worker_id) DO UPDATE
     SET harshness = excluded.harshness, leniency = excluded.leniency, passing_weight = excluded.passing_weight,
         refusing_weight = excluded.refusing_weight, measured_at = now()
  RETURNING k.worker_id, k.passing_weight, k.refusing_weight
), held AS MATERIALIZED (
  SELECT e.worker_id, e.reviewer_id, e.verdict, e.weight, e.right_count, e.wrong_count,
         CASE WHEN e.verdict = 'accepted' THEN known.passing_weight ELSE known.refusing_weight END AS new_weight
    FROM verdict_evidence AS e
    JOIN known ON known.worker_id = e.reviewer_id
   WHERE e.organisation_id = %(organisation_id)s AND e.environment = %(environment)s AND e.project_id = %(project_id)s
   ORDER BY e.worker_id, e.reviewer_id, e.verdict
     FOR UPDATE OF e
), moved AS (
  UPDATE verdict_evidence AS e
     SET weight = held.new_weight
    FROM held
   WHERE e.organisation_id = %(organisation_id)s AND e.environment = %(environment)s AND e.project_id = %(project_id)s
     AND e.worker_id = held.worker_id AND e.reviewer_id = held.reviewer_id AND e.verdict = held.verdict
     AND e.weight <> held.new_weight
), owed AS MATERIALIZED (
  SELECT s.worker_id, difference.right_count, difference.wrong_count
    FROM (SELECT worker_id, sum((new_weight - weight) * right_count) AS right_count,
                 sum((new_weight - weight) * wrong_count) AS wrong_count
            FROM held
           WHERE new_weight <> weight
           GROUP BY worker_id) AS difference
    JOIN worker_skill AS s ON s.organisation_id = %(organisation_id)s AND s.environment = %(environment)s
         AND s.project_id = %(project_id)s AND s.worker_id = difference.worker_id
   ORDER BY s.worker_id
     FOR UPDATE OF s
)
UPDATE worker_skill AS s
   SET right_count = greatest(s.right_count + owed.right_count, 0), wrong_count = greatest(s.wrong_count + owed.wrong_count, 0),
       updated_at = now()
  FROM owed
 WHERE s.organisation_id = %(organisation_id)s AND s.environment = %(environment)s AND s.project_id = %(project_id)s
   AND s.worker_id = owed.worker_id;

-- name: add_fresh_answers   Count votes given in projects, in ascending order; which of them have enough new ones to
-- learn from anew? Primary key; locks their rows in that order.
INSERT INTO worker_model AS m (organisation_id, environment, project_id, fresh_answers)
SELECT %(organisation_id)s, %(environment)s, s.project_id, s.answers
  FROM unnest(%(projects)b::text[], %(answers)b::bigint[]) AS s (project_id, answers)
ON CONFLICT (organisation_id, environment, project_id) DO UPDATE
   SET fresh_answers = CASE WHEN m.fresh_answers + excluded.fresh_answers
                                 >= greatest(%(first)s, %(share)s * m.fitted_answers) THEN 0
                            ELSE m.fresh_answers + excluded.fresh_answers END
RETURNING project_id, fresh_answers = 0 OR fitted_at IS NULL AND fresh_answers >= %(first)s AS is_due;

-- name: pairs_to_learn_from   Whose projects have answers that nothing was learnt from, and not just now learnt from others?
-- Reads a row a project.
SELECT DISTINCT organisation_id, environment
  FROM worker_model
 WHERE fresh_answers > 0 AND fitted_at < now() - %(rest_seconds)s * interval '1 second'
 LIMIT 10000;

-- name: claim_last_answers   Which of these projects have no task that waits? Each once: their answers are fresh no more.
-- Primary key and index task_count_key; locks their rows, in ascending order.
WITH at_rest AS MATERIALIZED (
  SELECT m.project_id
    FROM worker_model AS m
   WHERE m.organisation_id = %(organisation_id)s AND m.environment = %(environment)s
     AND m.fresh_answers > 0 AND m.fitted_at < now() - %(rest_seconds)s * interval '1 second'
     AND coalesce((SELECT sum(c.tasks) FROM task_count AS c
                    WHERE c.organisation_id = m.organisation_id AND c.environment = m.environment
                      AND c.project_id = m.project_id AND c.status = 'pending'), 0) = 0
   ORDER BY m.project_id
     FOR NO KEY UPDATE
)
UPDATE worker_model AS m SET fresh_answers = 0
  FROM at_rest
 WHERE m.organisation_id = %(organisation_id)s AND m.environment = %(environment)s AND m.project_id = at_rest.project_id
RETURNING m.project_id;

-- name: read_worker_models   What is known of the questions of these projects? Primary key; no lock.
SELECT project_id, questions, classes, tasks
  FROM worker_model
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
   AND project_id = ANY (%(projects)b::text[]) AND fitted_at IS NOT NULL;

-- name: read_worker_confusion   Which class do these workers take for which? Primary key; no lock.
SELECT c.project_id, c.worker_id, c.questions, c.truths, c.givens, c.answers
  FROM unnest(%(projects)b::text[], %(workers)b::text[]) AS s (project_id, worker_id)
  JOIN worker_confusion AS c ON c.organisation_id = %(organisation_id)s AND c.environment = %(environment)s
       AND c.project_id = s.project_id AND c.worker_id = s.worker_id;

-- name: wait_for_turn   One at a time learns from a project; held until the transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 0));

-- name: read_latest_answers   What did people answer last, by task, and what is the right answer where it is known:
-- gold, or the customer's audit? Index annotation_project, from its end; no lock.
WITH latest AS MATERIALIZED (
  SELECT task_id, worker_id, response
    FROM annotation
   WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
     AND stage = 'annotate' AND is_current AND is_counted
   ORDER BY id DESC
   LIMIT %(limit)s
)
SELECT t.id AS task_id, t.type, t.params::text AS params, t.purpose <> 'work' AS is_gold,
       coalesce(g.expected_response, CASE WHEN t.review_status IN ('accepted', 'fixed') THEN t.response END)::text AS known,
       l.workers, l.responses
  FROM (SELECT task_id, array_agg(worker_id ORDER BY worker_id) AS workers,
               array_agg(response::text ORDER BY worker_id) AS responses
          FROM latest
         GROUP BY task_id) AS l
  JOIN task AS t ON t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s AND t.id = l.task_id
  LEFT JOIN gold_answer AS g ON g.organisation_id = t.organisation_id AND g.environment = t.environment
       AND g.task_id = t.id AND g.stage = 'annotate'
 ORDER BY t.id;

-- name: read_skills   What is believed of these workers of a project? Primary key; no lock.
SELECT worker_id, right_count, wrong_count
  FROM worker_skill
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   AND worker_id = ANY (%(workers)b::text[]);

-- name: write_worker_model   Keep what was learnt of a project's questions. Primary key.
INSERT INTO worker_model (organisation_id, environment, project_id, questions, classes, tasks, fitted_answers, fitted_at)
VALUES (%(organisation_id)s, %(environment)s, %(project_id)s, %(questions)s::text[], %(classes)s::text[], %(tasks)s::real[],
  %(fitted_answers)s, now())
ON CONFLICT (organisation_id, environment, project_id) DO UPDATE
   SET questions = excluded.questions, classes = excluded.classes, tasks = excluded.tasks,
       fitted_answers = excluded.fitted_answers, fitted_at = excluded.fitted_at;

-- name: count_answers   How many answers that count has a project? Index annotation_project, read whole.
SELECT count(*) AS answers
  FROM annotation
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   AND stage = 'annotate' AND is_current AND is_counted;

-- name: write_worker_confusion   Keep what was learnt of a project's workers. Primary key.
INSERT INTO worker_confusion (organisation_id, environment, project_id, worker_id, questions, truths, givens, answers)
SELECT %(organisation_id)s, %(environment)s, %(project_id)s, s.worker_id, array_agg(s.question), array_agg(s.truth),
       array_agg(s.given), array_agg(s.answers)
  FROM unnest(%(workers)b::text[], %(questions)b::text[], %(truths)b::text[], %(givens)b::text[], %(answers)b::real[])
       AS s (worker_id, question, truth, given, answers)
 GROUP BY s.worker_id
ON CONFLICT (organisation_id, environment, project_id, worker_id) DO UPDATE
   SET questions = excluded.questions, truths = excluded.truths, givens = excluded.givens, answers = excluded.answers;

-- name: read_known_answers   What was answered to a project's latest gold tasks, in order? Indexes gold_answer_project
-- and annotation_counted_once; no lock.
SELECT t.id AS task_id, t.type, t.params::text AS params, g.expected_response::text AS known, a.workers, a.responses
  FROM (SELECT task_id, expected_response
          FROM gold_answer
         WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
           AND purpose = 'gold' AND stage = 'annotate'
         ORDER BY task_id DESC
         LIMIT %(tasks)s) AS g
  JOIN task AS t ON t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s AND t.id = g.task_id
  JOIN LATERAL (
       SELECT array_agg(latest.worker_id ORDER BY latest.id) AS workers,
              array_agg(latest.response::text ORDER BY latest.id) AS responses
         FROM (SELECT n.id, n.worker_id, n.response
                 FROM annotation AS n
                WHERE n.organisation_id = t.organisation_id AND n.environment = t.environment AND n.task_id = t.id
                  AND n.stage = 'annotate' AND n.is_current AND n.is_counted
                ORDER BY n.id DESC
                LIMIT %(answers)s) AS latest) AS a ON a.workers IS NOT NULL
 ORDER BY t.id;

-- name: read_targets   By what rules are a project's tasks settled, and what must be shown of them? Primary key; no lock.
SELECT p.task_type, p.annotations_wanted, p.annotations_max, p.target_confidence, p.target_margin, p.target_wrong_share,
       p.target_certainty, p.budget_micros, p.rate_micros, p.currency, p.review_share, p.review_below IS NOT NULL AS is_by_confidence,
       p.second_review_share, p.review_rate_micros, p.gold_share
  FROM project AS p
 WHERE p.organisation_id = %(organisation_id)s AND p.environment = %(environment)s AND p.id = %(project_id)s;

-- name: write_calibration   Keep what gold showed of a project. Primary key.
INSERT INTO calibration (organisation_id, environment, project_id, gold_tasks, starts, shares, stop_confidence,
  stop_margin, checked, wrong, cut_short, cut_short_wrong, answers_mean, answers_spread, curve_answers, curve_wrong)
VALUES (%(organisation_id)s, %(environment)s, %(project_id)s, %(gold_tasks)s, %(starts)s::float8[], %(shares)s::float8[],
  %(stop_confidence)s, %(stop_margin)s, %(checked)s, %(wrong)s, %(cut_short)s, %(cut_short_wrong)s, %(answers_mean)s,
  %(answers_spread)s, %(curve_answers)s::float8[], %(curve_wrong)s::integer[])
ON CONFLICT (organisation_id, environment, project_id) DO UPDATE
   SET gold_tasks = excluded.gold_tasks, starts = excluded.starts, shares = excluded.shares,
       stop_confidence = excluded.stop_confidence, stop_margin = excluded.stop_margin, checked = excluded.checked,
       wrong = excluded.wrong, cut_short = excluded.cut_short, cut_short_wrong = excluded.cut_short_wrong,
       answers_mean = excluded.answers_mean, answers_spread = excluded.answers_spread,
       curve_answers = excluded.curve_answers, curve_wrong = excluded.curve_wrong, learnt_at = now();

-- name: read_outcome   What came of a project's gold, settled as work is? Primary key; no lock.
SELECT checked, wrong, cut_short, cut_short_wrong, answers_mean, answers_spread, curve_answers, curve_wrong, learnt_at
  FROM calibration
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s;

-- name: count_people   How many people may answer in a project? Primary key.
SELECT count(*) AS people
  FROM offer
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   AND is_open;

-- name: count_gold   How many gold tasks are drawn for those who answer in a project? Primary key.
SELECT count(*) AS tasks
  FROM gold_opening
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   AND purpose = 'gold' AND stage = 'annotate';

-- name: count_by_answers   How many tasks of a project have how many answers, and are they done? Index
-- settlement_project; reads all of them.
SELECT s.annotations, s.state <> 'open' AS is_done, count(*) AS tasks, sum(greatest(s.asked - s.annotations, 0))::bigint AS outstanding,
       count(*) FILTER (WHERE s.state IN ('in_review', 'needs_review')) AS in_review
  FROM settlement AS s
 WHERE s.organisation_id = %(organisation_id)s AND s.environment = %(environment)s AND s.project_id = %(project_id)s
 GROUP BY s.annotations, s.state <> 'open';

-- name: read_calibrations   What did gold show of these projects? Primary key; no lock.
SELECT project_id, gold_tasks, starts, shares, stop_confidence, stop_margin
  FROM calibration
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
   AND project_id = ANY (%(projects)b::text[]);

-- name: restate_confidences   Tell of the next settled tasks of a project what their beliefs are worth by now, where that
-- makes a difference. What a person judged or decided stays. Index task_status; locks the tasks that change, in
-- ascending order.
WITH latest AS MATERIALIZED (
  SELECT id
    FROM task
   WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
     AND status = 'completed' AND id > %(after)s
   ORDER BY id
   LIMIT %(limit)s
), stale AS MATERIALIZED (
  SELECT s.task_id, worth.confidence
    FROM latest
   CROSS JOIN LATERAL (
     -- One look at the primary key each, whatever is thought of the size of a table that was just filled.
     SELECT * FROM settlement
      WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND task_id = latest.id
      LIMIT 1) AS s
   CROSS JOIN LATERAL (
     SELECT greatest((%(shares)s::real[])[width_bucket(s.belief, %(starts)s::real[]) + 1], %(least)s::real)) AS worth (confidence)
   WHERE s.state = 'settled' AND s.method = 'weighted' AND s.belief IS NOT NULL
     AND abs(s.confidence - worth.confidence) >= %(difference)s
), held AS MATERIALIZED (
  SELECT t.id
    FROM task AS t
   WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s
     AND t.id = ANY (array(SELECT task_id FROM stale)) AND t.status = 'completed' AND t.review_status IS NULL
   ORDER BY t.id
     FOR NO KEY UPDATE
), told AS (
  UPDATE settlement AS s
     SET confidence = stale.confidence
    FROM stale
   WHERE s.organisation_id = %(organisation_id)s AND s.environment = %(environment)s
     AND s.task_id = ANY (array(SELECT id FROM held)) AND s.task_id = stale.task_id
     AND s.state = 'settled' AND s.method = 'weighted'
  RETURNING s.task_id, s.confidence
)
SELECT (SELECT max(id) FROM latest) AS last, (SELECT count(*) FROM latest) AS seen,
       array(SELECT task_id FROM told ORDER BY task_id) AS tasks,
       array(SELECT confidence FROM told ORDER BY task_id) AS confidences;

-- name: restate_tasks   The same of the tasks themselves. Primary key; the tasks are locked.
SELECT restate_tasks(%(organisation_id)s, %(environment)s, %(tasks)b::text[], %(confidences)s::real[]);

-- name: add_gold_answer   Keep the known answer of a task. Primary key.
INSERT INTO gold_answer (organisation_id, environment, task_id, project_id, purpose, stage, expected_response,
  initial_response)
VALUES (%(organisation_id)s, %(environment)s, %(task_id)s, %(project_id)s, %(purpose)s, %(stage)s,
  %(expected_response)s, %(initial_response)s);

-- name: list_known   Known tasks of a project that are drawn, newest first, and how workers met them, or reviewers who
-- judged them. Primary key of gold_opening; indexes gold_result_task and review_result_project, of which it reads all
-- of the project's.
WITH judged AS MATERIALIZED (
  SELECT task_id, count(*) AS answers, avg(agreement)::float8 AS agreement
    FROM review_result
   WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   GROUP BY task_id
)
SELECT o.task_id, o.purpose, o.stage, t.unique_id, t.params, a.expected_response, t.created_at, o.showings,
       CASE WHEN o.stage = 'review' THEN coalesce(judged.answers, 0) ELSE r.answers END AS answers,
       CASE WHEN o.stage = 'review' THEN judged.agreement ELSE r.agreement END AS agreement
  FROM gold_opening AS o
  JOIN gold_answer AS a ON a.organisation_id = o.organisation_id AND a.environment = o.environment AND a.task_id = o.task_id
  JOIN task AS t ON t.organisation_id = o.organisation_id AND t.environment = o.environment AND t.id = o.task_id
 CROSS JOIN LATERAL (
       SELECT count(*) AS answers, avg(g.agreement)::float8 AS agreement FROM gold_result AS g
        WHERE g.organisation_id = o.organisation_id AND g.environment = o.environment AND g.task_id = o.task_id) AS r
  LEFT JOIN judged ON judged.task_id = o.task_id
 WHERE o.organisation_id = %(organisation_id)s AND o.environment = %(environment)s AND o.project_id = %(project_id)s
   AND o.task_id < %(before)s
 ORDER BY o.task_id DESC
 LIMIT %(limit)s;

-- name: read_standing   Where does one task stand? Primary keys; no lock. Reviewers differ where a blind second review
-- neither completed a task nor was one rejection too many.
SELECT t.type, t.status, t.rejections, s.state, coalesce(s.annotations, 0) AS annotations,
       coalesce(s.asked, t.annotations_wanted) AS asked, s.confidence, s.margin, s.agreement, s.method,
       t.stage = 'second_review' AND t.rejections <= p.rejections_max AS reviewers_differ
  FROM task AS t
  JOIN project AS p ON p.organisation_id = t.organisation_id AND p.environment = t.environment AND p.id = t.project_id
  LEFT JOIN settlement AS s ON s.organisation_id = t.organisation_id AND s.environment = t.environment AND s.task_id = t.id
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s AND t.id = %(task_id)s
   AND t.purpose = 'work';

-- name: read_given   What was answered to one task, the first answer first, without what a blind reviewer must not know?
-- Unique key annotation_counted_once serves the counted ones, index assignment_task the rest.
SELECT a.id AS annotation_id, a.worker_id, a.stage, a.purpose, a.is_counted, a.response, a.active_seconds,
       a.typed_characters, a.pasted_characters, a.pastes, a.paid_micros, a.currency, a.submitted_at
  FROM assignment AS h
  JOIN annotation AS a ON a.organisation_id = h.organisation_id AND a.environment = h.environment
       AND a.assignment_id = h.id AND a.is_current
 WHERE h.organisation_id = %(organisation_id)s AND h.environment = %(environment)s AND h.task_id = %(task_id)s
   AND (h.stage <> 'review' OR NOT awaits_blind_review(h.organisation_id, h.environment, h.task_id))
 ORDER BY a.submitted_at, a.id
 LIMIT 500;

-- name: list_undecided   Tasks of a project that a person must decide, oldest first. Index settlement_project.
SELECT s.task_id, t.unique_id, s.annotations, s.agreement, s.updated_at
  FROM settlement AS s
  JOIN task AS t ON t.organisation_id = s.organisation_id AND t.environment = s.environment AND t.id = s.task_id
 WHERE s.organisation_id = %(organisation_id)s AND s.environment = %(environment)s AND s.project_id = %(project_id)s
   AND s.state = 'needs_review' AND t.status = 'pending' AND s.task_id > %(after)s
 ORDER BY s.task_id
 LIMIT %(limit)s;

-- name: read_gold_answers_given   Which of these annotations answer a task whose answer is known? Annotation's primary key; no lock.
SELECT a.id AS annotation_id, a.assignment_id, a.task_id, a.project_id, a.worker_id, a.response, a.purpose,
       t.type, t.params, g.expected_response
  FROM annotation AS a
  JOIN gold_answer AS g ON g.organisation_id = a.organisation_id AND g.environment = a.environment AND g.task_id = a.task_id
  JOIN task AS t ON t.organisation_id = a.organisation_id AND t.environment = a.environment AND t.id = a.task_id
 WHERE a.organisation_id = %(organisation_id)s AND a.environment = %(environment)s
   AND a.id = ANY (%(annotations)b::text[]) AND a.is_current
 ORDER BY a.id;

-- name: write_gold_results   Keep how well gold was answered; the annotations that were not scored before. Primary key.
INSERT INTO gold_result (organisation_id, environment, annotation_id, assignment_id, task_id, project_id, worker_id,
  purpose, agreement)
SELECT %(organisation_id)s, %(environment)s, s.*
  FROM unnest(%(annotations)b::text[], %(assignments)b::text[], %(tasks)b::text[], %(projects)b::text[],
    %(workers)b::text[], %(purposes)b::text[], %(agreements)s::real[]) AS s
ON CONFLICT DO NOTHING
RETURNING annotation_id;

-- name: read_onboarding   How far has each of these workers come with a project's onboarding tasks? Index
-- gold_result_worker; no lock, but their rows of worker_skill are held, so that each sees the others' results.
SELECT s.project_id, s.worker_id, p.onboarding_pass_share, tasks.total, coalesce(results.answered, 0) AS answered,
       coalesce(results.agreement, 0) AS agreement
  FROM unnest(%(projects)b::text[], %(workers)b::text[]) AS s (project_id, worker_id)
  JOIN project AS p ON p.organisation_id = %(organisation_id)s AND p.environment = %(environment)s AND p.id = s.project_id
  JOIN offer AS o ON o.organisation_id = p.organisation_id AND o.environment = p.environment AND o.project_id = p.id
       AND o.worker_id = s.worker_id AND o.onboarded_at IS NULL
 CROSS JOIN LATERAL (
       SELECT count(*) AS total FROM gold_opening AS g
        WHERE g.organisation_id = p.organisation_id AND g.environment = p.environment AND g.project_id = p.id
          AND g.purpose = 'onboarding') AS tasks
 CROSS JOIN LATERAL (
       SELECT count(*) AS answered, avg(r.agreement) AS agreement FROM gold_result AS r
        WHERE r.organisation_id = p.organisation_id AND r.environment = p.environment AND r.project_id = p.id
          AND r.worker_id = s.worker_id AND r.purpose = 'onboarding') AS results;

-- name: lock_task   What is a task, its response and its rules? Primary key; locks it.
SELECT t.id, t.project_id, t.batch_id, t.type, t.purpose, t.status, t.stage, t.params, t.annotations_wanted
  FROM task AS t
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s AND t.id = %(task_id)s
   FOR NO KEY UPDATE;

-- name: settle_by_person   A member decided a task that needed it. Primary key; the task is locked.
UPDATE settlement
   SET state = 'settled', method = 'decided', confidence = NULL, margin = %(margin)s, agreement = %(agreement)s,
       response = NULL, updated_at = now()
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND task_id = %(task_id)s
   AND state = 'needs_review';

-- name: forget_settlement   A task is back to work, as if it had had no answers. Primary key; the task is locked.
DELETE FROM settlement
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND task_id = %(task_id)s;

-- name: write_audit   Write the customer's audit on a completed task. Primary key; the task is locked.
SELECT audit_task(%(organisation_id)s, %(environment)s, %(task_id)s, %(result)s, %(comments)s, %(audit)s,
  %(response)s, %(recalls)s) AS was_completed;

-- name: next_to_audit   Which completed task of the same project, sent before this one, did the customer not look at yet?
-- Index task_project, read backwards past tasks that are open or audited.
SELECT t.id
  FROM task AS t
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s AND t.purpose = 'work'
   AND t.project_id = (SELECT project_id FROM task WHERE organisation_id = %(organisation_id)s
                          AND environment = %(environment)s AND id = %(task_id)s)
   AND t.id < %(task_id)s AND t.status = 'completed' AND t.review_status IS NULL
 ORDER BY t.id DESC
 LIMIT 1;

-- name: back_to_annotate   A task asks for answers again, not for reviews. Primary key; the task is locked.
UPDATE task SET stage = 'annotate'
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id = %(task_id)s
   AND stage <> 'annotate';

-- name: supersede_reviews   The answers that a task's reviews are about stand no more. The task is locked.
SELECT supersede_reviews(%(organisation_id)s, %(environment)s, %(task_id)s);

-- name: discount_annotations   No longer count a task's answers. The task is locked.
SELECT discount_annotations(%(organisation_id)s, %(environment)s, %(task_id)s);

-- name: reopen_batch   A completed batch goes on, since one of its tasks does. Primary key; locks the batch.
SELECT reopen_batch(%(organisation_id)s, %(environment)s, %(batch_id)s);

-- name: auditor   Under what name does someone audit: a person's e-mail, or the name of an API key? Primary keys.
SELECT coalesce(
  (SELECT email FROM app_user WHERE id = %(user_id)s),
  (SELECT coalesce(name, shown_prefix) FROM api_key
    WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id = %(key_id)s)) AS name;

-- name: find_project   Which project has this name? Unique key.
SELECT id, name, task_type
  FROM project
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND name = %(name)s
   AND NOT is_implicit;

-- name: report_progress   How many tasks of a project are in each status? Index task_count_key.
SELECT status, sum(tasks)::bigint AS tasks
  FROM task_count
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
 GROUP BY status;

-- name: report_annotations   How many answers did a project buy, and for how much? Index annotation_project; reads all of them.
SELECT purpose, count(*) FILTER (WHERE stage = 'annotate') AS annotations, count(*) FILTER (WHERE stage <> 'annotate') AS reviews,
       count(*) FILTER (WHERE is_counted AND stage = 'annotate') AS counted,
       coalesce(sum(paid_micros), 0)::bigint AS paid_micros,
       coalesce(sum(paid_micros) FILTER (WHERE stage = 'annotate'), 0)::bigint AS answers_paid_micros,
       coalesce(sum(active_seconds), 0)::float8 AS active_seconds
  FROM annotation
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   AND is_current
 GROUP BY purpose;

-- name: own_quality   How well did one's own answers meet known ones, on days that are over and had many answers? What came
-- of one day tells the worker nothing of one task then, and how many were known is told nowhere. Indexes
-- annotation_worker and gold_result_worker.
WITH day AS (
  SELECT organisation_id, environment, project_id, (submitted_at AT TIME ZONE 'UTC')::date AS date
    FROM annotation
   WHERE worker_id = %(worker_id)s AND is_current AND stage = 'annotate' AND purpose <> 'onboarding'
     AND submitted_at < date_trunc('day', now(), 'UTC')
   GROUP BY 1, 2, 3, 4
  HAVING count(*) >= %(day_answers_min)s
), met AS (
  SELECT day.organisation_id, day.environment, day.project_id, count(*) AS answers, sum(g.agreement)::float8 AS agreement
    FROM gold_result AS g
    JOIN annotation AS n ON n.organisation_id = g.organisation_id AND n.environment = g.environment
         AND n.id = g.annotation_id AND n.is_current
    JOIN day ON day.organisation_id = g.organisation_id AND day.environment = g.environment
         AND day.project_id = g.project_id AND day.date = (n.submitted_at AT TIME ZONE 'UTC')::date
   WHERE g.worker_id = %(worker_id)s AND g.purpose = 'gold'
   GROUP BY 1, 2, 3
)
SELECT CASE WHEN p.is_implicit THEN NULL ELSE p.name END AS project, p.task_type AS type,
       coalesce(met.answers, 0) AS answers, coalesce(met.agreement, 0) AS agreement
  FROM (SELECT DISTINCT organisation_id, environment, project_id FROM day) AS worked
  JOIN project AS p ON p.organisation_id = worked.organisation_id AND p.environment = worked.environment
       AND p.id = worked.project_id
  LEFT JOIN met ON met.organisation_id = worked.organisation_id AND met.environment = worked.environment
       AND met.project_id = worked.project_id
 ORDER BY 1 NULLS LAST
 LIMIT 1000;

-- name: report_settlements   Where do tasks with several answers stand, and how sure are they? Index settlement_project; reads all of them.
SELECT state, count(*) AS tasks, sum(annotations)::bigint AS annotations, avg(confidence)::float8 AS confidence,
       avg(agreement)::float8 AS agreement
  FROM settlement
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
 GROUP BY state;

-- name: report_workers   How good are the workers of a project? Primary key of worker_skill.
SELECT worker_id, right_count, wrong_count, gold_right, gold_total
  FROM worker_skill
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   AND worker_id > %(after)s
 ORDER BY worker_id
 LIMIT %(limit)s;

-- name: read_project_answers   All counted answers of a project's ordinary tasks. Index annotation_project; streamed.
SELECT a.task_id, a.worker_id, a.response, t.type, t.params
  FROM annotation AS a
  JOIN task AS t ON t.organisation_id = a.organisation_id AND t.environment = a.environment AND t.id = a.task_id
 WHERE a.organisation_id = %(organisation_id)s AND a.environment = %(environment)s AND a.project_id = %(project_id)s
   AND a.stage = 'annotate' AND a.purpose = 'work' AND a.is_current AND a.is_counted
 ORDER BY a.id;

-- name: read_delivered   What was delivered of a project's ordinary tasks? Index task_project; streamed.
SELECT id AS task_id, type, params, response
  FROM task
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   AND purpose = 'work' AND status = 'completed' AND response IS NOT NULL
 ORDER BY id;

-- name: hardest_tasks   On which tasks of a project do answers agree least? Index settlement_project; reads all of them.
SELECT s.task_id, t.unique_id, s.state, s.annotations, s.confidence, s.agreement
  FROM settlement AS s
  JOIN task AS t ON t.organisation_id = s.organisation_id AND t.environment = s.environment AND t.id = s.task_id
 WHERE s.organisation_id = %(organisation_id)s AND s.environment = %(environment)s AND s.project_id = %(project_id)s
   AND s.annotations > 1
 ORDER BY coalesce(s.agreement, 0), coalesce(s.confidence, 0), s.task_id
 LIMIT %(limit)s;

-- name: report_delivered   What did the completed tasks of a project take? Index annotation_project; reads all answers to
-- work, and their tasks.
SELECT count(DISTINCT t.id) AS tasks, count(*) FILTER (WHERE n.is_counted AND n.stage = 'annotate') AS answers,
       coalesce(sum(n.paid_micros), 0)::bigint AS paid_micros,
       coalesce(sum(n.paid_micros) FILTER (WHERE n.stage = 'annotate'), 0)::bigint AS answers_paid_micros
  FROM annotation AS n
  JOIN task AS t ON t.organisation_id = n.organisation_id AND t.environment = n.environment AND t.id = n.task_id
 WHERE n.organisation_id = %(organisation_id)s AND n.environment = %(environment)s AND n.project_id = %(project_id)s
   AND n.is_current AND n.purpose = 'work' AND t.status = 'completed';

-- name: statistics_hours   Answers and pay of a project by the hour since an id. Index annotation_project; reads those since.
SELECT date_trunc('hour', submitted_at, 'UTC') AS since,
       count(*) FILTER (WHERE stage = 'annotate' AND purpose = 'work' AND is_counted) AS answers,
       sum(paid_micros)::bigint AS paid_micros
  FROM annotation
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   AND id >= %(first_id)s AND is_current
 GROUP BY 1;

-- name: statistics_gold   How right the workers of a project were on known tasks. Primary key of worker_skill.
SELECT coalesce(sum(gold_right), 0)::float8 AS gold_right, coalesce(sum(gold_total), 0)::float8 AS gold_total
  FROM worker_skill
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s;

-- name: statistics_bins   Settled tasks by tenths of confidence and agreement. Index settlement_project; reads all of them.
SELECT least(floor(confidence * 10), 9)::integer AS confidence_bin,
       least(floor(agreement * 10), 9)::integer AS agreement_bin, count(*) AS tasks
  FROM settlement
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   AND state = 'settled'
 GROUP BY 1, 2;

-- name: statistics_answers   The newest answers of a project, but for huge ones. Index task_status.
SELECT type, params, response
  FROM task
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   AND status = 'completed' AND purpose = 'work' AND pg_column_size(response) < 100000
 ORDER BY id DESC
 LIMIT %(limit)s;

-- name: statistics_workers   How many answers some workers gave to a project, in what time. Index annotation_project; reads
-- all of the project's answers.
SELECT worker_id, count(*) AS answers, sum(active_seconds)::float8 AS active_seconds
  FROM annotation
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   AND is_current AND stage = 'annotate' AND worker_id = ANY (%(worker_ids)s)
 GROUP BY worker_id;

-- name: read_record   One worker's latest answers to a project, newest first, and what their tasks became: the known
-- answer, or the settled response. Index annotation_worker; reads the worker's answers to other projects too.
SELECT a.response::text AS response, a.submitted_at, b.name AS batch, t.type, t.params::text AS params,
       coalesce(g.expected_response, t.response)::text AS truth, g.task_id IS NOT NULL AS is_gold,
       g.task_id IS NOT NULL OR t.review_status IN ('accepted', 'fixed')
         OR coalesce(s.method IN ('reviewed', 'decided'), false) AS is_known,
       CASE WHEN g.task_id IS NULL AND t.review_status IS NULL THEN ruled.weight END AS ruled_weight,
       s.method, s.confidence, s.annotations AS answers
  FROM annotation AS a
  JOIN task AS t ON t.organisation_id = a.organisation_id AND t.environment = a.environment AND t.id = a.task_id
  LEFT JOIN batch AS b ON b.organisation_id = t.organisation_id AND b.environment = t.environment AND b.id = t.batch_id
  LEFT JOIN gold_answer AS g ON g.organisation_id = t.organisation_id AND g.environment = t.environment
       AND g.task_id = t.id AND g.stage = 'annotate'
  LEFT JOIN settlement AS s ON s.organisation_id = t.organisation_id AND s.environment = t.environment AND s.task_id = t.id
  LEFT JOIN LATERAL (   -- what the verdict counts that stands
       SELECT CASE WHEN r.verdict = 'accepted' THEN k.passing_weight ELSE k.refusing_weight END AS weight
         FROM review AS r
         JOIN annotation AS n ON n.organisation_id = r.organisation_id AND n.environment = r.environment
              AND n.id = r.annotation_id AND n.is_current AND n.is_counted
         LEFT JOIN reviewer_skill AS k ON k.organisation_id = r.organisation_id AND k.environment = r.environment
              AND k.project_id = r.project_id AND k.worker_id = r.worker_id
        WHERE r.organisation_id = t.organisation_id AND r.environment = t.environment AND r.task_id = t.id
        ORDER BY r.created_at DESC
        LIMIT 1) AS ruled ON s.method = 'reviewed'
 WHERE a.organisation_id = %(organisation_id)s AND a.environment = %(environment)s AND a.project_id = %(project_id)s
   AND a.worker_id = %(worker_id)s AND a.stage = 'annotate' AND a.is_current AND a.purpose <> 'onboarding'
 ORDER BY a.submitted_at DESC, a.id DESC
 LIMIT %(limit)s;

-- name: list_answerers   Whose answers in a project were measured by anything? Primary key of worker_skill.
SELECT worker_id
  FROM worker_skill
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
 ORDER BY worker_id
 LIMIT %(limit)s;

-- name: read_skills_elsewhere   What is believed of a worker in the organisation's other projects? Reads worker_skill of
-- the organisation.
SELECT p.name AS project, s.right_count, s.wrong_count
  FROM worker_skill AS s
  JOIN project AS p ON p.organisation_id = s.organisation_id AND p.environment = s.environment AND p.id = s.project_id
 WHERE s.organisation_id = %(organisation_id)s AND s.environment = %(environment)s AND s.worker_id = %(worker_id)s
   AND s.project_id <> %(project_id)s AND NOT p.is_implicit AND s.right_count + s.wrong_count > 0
 ORDER BY s.right_count + s.wrong_count DESC, p.name
 LIMIT 50;

-- name: read_answers_for_signals   What was answered last in a project, in what time, and what is right where it is known:
-- gold, or the customer's audit? Index annotation_project, from its end.
SELECT a.task_id, a.worker_id, a.response::text AS response, a.active_seconds, a.typed_characters, a.pasted_characters,
       t.type, t.params::text AS params,
       coalesce(g.expected_response, CASE WHEN t.review_status IN ('accepted', 'fixed') THEN t.response END)::text AS known
  FROM (SELECT task_id, worker_id, response, active_seconds, typed_characters, pasted_characters
          FROM annotation
         WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
           AND stage = 'annotate' AND is_current AND purpose <> 'onboarding'
         ORDER BY id DESC
         LIMIT %(limit)s) AS a
  JOIN task AS t ON t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s AND t.id = a.task_id
  LEFT JOIN gold_answer AS g ON g.organisation_id = t.organisation_id AND g.environment = t.environment
       AND g.task_id = t.id AND g.stage = 'annotate';

-- name: sum_verdicts   How many answers of these workers did reviewers judge and let stand, as they are and by what the
-- verdicts count? Primary key of verdict_evidence; reads the workers' rows.
SELECT worker_id, sum(answers)::bigint AS answers, sum(accepted) AS accepted, sum(weight * answers) AS weight,
       sum(weight * accepted) AS accepted_weight
  FROM verdict_evidence
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   AND worker_id = ANY (%(workers)b::text[])
 GROUP BY worker_id
HAVING sum(answers) > 0;

-- name: read_judged_by   Who judged a worker's answers, how, and what does that count? Primary keys.
SELECT e.reviewer_id, coalesce(sum(e.answers) FILTER (WHERE e.verdict = 'accepted'), 0)::bigint AS accepted,
       coalesce(sum(e.answers) FILTER (WHERE e.verdict = 'fixed'), 0)::bigint AS fixed,
       coalesce(sum(e.answers) FILTER (WHERE e.verdict = 'rejected'), 0)::bigint AS rejected,
       coalesce(k.passing_weight, 1) AS passing_weight, coalesce(k.refusing_weight, 1) AS refusing_weight,
       k.harshness, k.leniency
  FROM verdict_evidence AS e
  LEFT JOIN reviewer_skill AS k ON k.organisation_id = e.organisation_id AND k.environment = e.environment
       AND k.project_id = e.project_id AND k.worker_id = e.reviewer_id
 WHERE e.organisation_id = %(organisation_id)s AND e.environment = %(environment)s AND e.project_id = %(project_id)s
   AND e.worker_id = %(worker_id)s
 GROUP BY e.reviewer_id, k.passing_weight, k.refusing_weight, k.harshness, k.leniency
HAVING sum(e.answers) > 0
 ORDER BY sum(e.answers) DESC, e.reviewer_id
 LIMIT 50;
