-- name: lock_held   Which of these tasks are with reviewers, what is judged, and by what rules? Primary keys; locks the
-- tasks in the order of their ids.
SELECT t.id, t.project_id, t.batch_id, t.type, t.params, t.stage, t.rejections, t.annotations_wanted,
       s.response::text AS settled, s.confidence, p.review_share, p.review_below, p.second_review_share,
       p.second_review_is_blind, p.differing_reviews, p.rejections_max
  FROM task AS t
  JOIN settlement AS s ON s.organisation_id = t.organisation_id AND s.environment = t.environment AND s.task_id = t.id
  JOIN project AS p ON p.organisation_id = t.organisation_id AND p.environment = t.environment AND p.id = t.project_id
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s
   AND t.id = ANY (%(tasks)b::text[]) AND t.status = 'pending' AND t.stage <> 'annotate' AND s.state = 'in_review'
 ORDER BY t.id
   FOR NO KEY UPDATE OF t;

-- name: read_verdicts   What was said of these tasks at each stage, of the answers that stand? Index review_task.
SELECT r.task_id, r.stage, r.annotation_id, r.worker_id, r.verdict, r.judged::text AS judged,
       n.response::text AS response, r.is_blind
  FROM review AS r
  JOIN annotation AS n ON n.organisation_id = r.organisation_id AND n.environment = r.environment
       AND n.id = r.annotation_id AND n.is_counted
 WHERE r.organisation_id = %(organisation_id)s AND r.environment = %(environment)s
   AND r.task_id = ANY (%(tasks)b::text[]);

-- name: open_reviews   Open a stage of review for tasks. See functions.sql.
SELECT open_reviews(%(organisation_id)s, %(environment)s, %(tasks)b::text[], %(stage)s, %(are_blind)b::boolean[]);

-- name: count_rejection   How often reviewers rejected a task by now. See intake's functions.sql.
SELECT count_rejection(%(organisation_id)s, %(environment)s, %(task_id)s, %(response)s::jsonb) AS rejections;

-- name: find_assignment   Whose review is this, of which task? Unique index assignment_id.
SELECT organisation_id, environment, id, task_id, stage, status, purpose
  FROM assignment
 WHERE worker_id = %(worker_id)s AND id = %(assignment_id)s;

-- name: read_subject   What does this assignment look at: the task, the response that stands, or the one judged before?
-- Primary keys.
-- Gold looks like work that was asked as often, and is as sure as some of it. A blind second review looks at what the
-- first one looked at.
SELECT t.type, t.params, p.rules, t.stage, t.status, own.verdict IS NOT NULL AS is_judged, t.annotations_wanted,
       coalesce(place.is_blind, false) AS is_blind,
       CASE WHEN a.purpose = 'work' THEN s.confidence ELSE other.confidence END AS confidence,
       CASE WHEN own.verdict IS NOT NULL THEN own.judged
            WHEN a.purpose <> 'work' THEN known.initial_response
            WHEN a.stage = 'second_review' AND NOT place.is_blind THEN first.response
            ELSE s.response END AS response
  FROM assignment AS a
  JOIN task AS t ON t.organisation_id = a.organisation_id AND t.environment = a.environment AND t.id = a.task_id
  JOIN project AS p ON p.organisation_id = a.organisation_id AND p.environment = a.environment AND p.id = t.project_id
  LEFT JOIN settlement AS s ON s.organisation_id = a.organisation_id AND s.environment = a.environment AND s.task_id = t.id
  LEFT JOIN opening AS place ON place.organisation_id = a.organisation_id AND place.environment = a.environment
       AND place.task_id = t.id AND place.stage = a.stage
  LEFT JOIN review AS own ON own.organisation_id = a.organisation_id AND own.environment = a.environment
       AND own.task_id = t.id AND own.assignment_id = a.id
  LEFT JOIN LATERAL (
       SELECT n.response
         FROM review AS r
         JOIN annotation AS n ON n.organisation_id = r.organisation_id AND n.environment = r.environment
              AND n.id = r.annotation_id AND n.is_counted
        WHERE r.organisation_id = a.organisation_id AND r.environment = a.environment AND r.task_id = t.id
          AND r.stage = 'review') AS first ON true
  LEFT JOIN gold_answer AS known ON known.organisation_id = a.organisation_id AND known.environment = a.environment
       AND known.task_id = t.id AND known.stage = 'review'
  LEFT JOIN LATERAL (
       SELECT o.confidence
         FROM settlement AS o
        WHERE o.organisation_id = a.organisation_id AND o.environment = a.environment AND o.project_id = t.project_id
          AND o.state = 'in_review'
        LIMIT 1) AS other ON a.purpose <> 'work'
 WHERE a.organisation_id = %(organisation_id)s AND a.environment = %(environment)s AND a.id = %(assignment_id)s;

-- name: read_answers   What was answered to a task, the first answer first? Unique key annotation_counted_once.
SELECT response
  FROM annotation
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND task_id = %(task_id)s
   AND stage = 'annotate' AND is_current AND is_counted
 ORDER BY submitted_at, id;

-- name: read_rejections   Why was a task sent back before the answers that stand now, the first time first? Indexes
-- review_task and annotation_counted_once.
SELECT r.reason, r.comments, r.judged AS response, r.created_at
  FROM review AS r
 WHERE r.organisation_id = %(organisation_id)s AND r.environment = %(environment)s AND r.task_id = %(task_id)s
   AND r.verdict = 'rejected' AND r.created_at < coalesce((
       SELECT min(n.submitted_at) FROM annotation AS n
        WHERE n.organisation_id = r.organisation_id AND n.environment = r.environment
          AND n.task_id = r.task_id AND n.is_current AND n.is_counted AND n.stage = 'annotate'), 'infinity')
 ORDER BY r.created_at, r.annotation_id;

-- name: submit_review   Send a verdict. See functions.sql.
SELECT submit_review(%(token)s, %(assignment_id)s, %(verdict)s, %(reason)s, %(comments)s, %(judged)s, %(response)s,
  %(key)s, %(active_seconds)s::real) AS shown;

-- name: given   One's own reviews, newest first. Index review_worker.
SELECT r.assignment_id, r.annotation_id, r.stage, t.type, CASE WHEN p.is_implicit THEN NULL ELSE p.name END AS project,
       r.verdict, r.reason, r.comments, n.is_counted, n.active_seconds, n.paid_micros, n.currency,
       r.created_at AS submitted_at
  FROM review AS r
  JOIN annotation AS n ON n.organisation_id = r.organisation_id AND n.environment = r.environment
       AND n.id = r.annotation_id AND n.is_current
  JOIN task AS t ON t.organisation_id = r.organisation_id AND t.environment = r.environment AND t.id = r.task_id
  JOIN project AS p ON p.organisation_id = r.organisation_id AND p.environment = r.environment AND p.id = r.project_id
 WHERE r.worker_id = %(worker_id)s AND (r.created_at, r.annotation_id) < (%(before)s, %(before_id)s)
 ORDER BY r.created_at DESC, r.annotation_id DESC
 LIMIT %(limit)s;

-- name: received   What reviewers said of these own answers. Index assignment_id; see functions.sql.
SELECT a.id AS assignment_id, r.stage, r.verdict, r.reason, r.comments, r.created_at
  FROM assignment AS a
 CROSS JOIN LATERAL reviews_of_answer(a) AS r
 WHERE a.worker_id = %(worker_id)s AND a.id = ANY (%(assignments)s)
 ORDER BY a.id, r.created_at;

-- name: read_own_answer   What was answered in an assignment, and what would have been right where it was practice? Index
-- annotation_assignment.
SELECT a.response, g.expected_response AS known
  FROM annotation AS a
  LEFT JOIN gold_answer AS g ON g.organisation_id = a.organisation_id AND g.environment = a.environment AND g.task_id = a.task_id
       AND g.purpose = 'onboarding' AND a.purpose = 'onboarding'
 WHERE a.organisation_id = %(organisation_id)s AND a.environment = %(environment)s AND a.assignment_id = %(assignment_id)s
   AND a.is_current;

-- name: read_feedback   What reviewers said of an answer, what they looked at, and what they put in its place. Primary
-- keys; see functions.sql.
SELECT a.id AS assignment_id, r.stage, r.verdict, r.reason, r.comments, r.created_at, r.judged,
       CASE WHEN r.verdict = 'fixed' THEN n.response END AS response
  FROM assignment AS a
 CROSS JOIN LATERAL reviews_of_answer(a) AS r
  JOIN annotation AS n ON n.organisation_id = r.organisation_id AND n.environment = r.environment
       AND n.id = r.annotation_id AND n.is_current
 WHERE a.organisation_id = %(organisation_id)s AND a.environment = %(environment)s AND a.id = %(assignment_id)s
 ORDER BY r.created_at;

-- name: task_reviews   What reviewers said of a task, the first first, but what a blind reviewer must not know; people by
-- pseudonym. Index review_task.
SELECT r.annotation_id, r.stage, r.verdict, r.reason, r.comments, r.judged, n.response, n.is_counted,
       r.is_blind, encode(sha256(convert_to(o.pseudonym_salt || r.worker_id, 'UTF8')), 'hex') AS reviewer,
       n.active_seconds, n.paid_micros, n.currency, r.created_at
  FROM review AS r
  JOIN organisation AS o ON o.id = r.organisation_id
  JOIN annotation AS n ON n.organisation_id = r.organisation_id AND n.environment = r.environment
       AND n.id = r.annotation_id AND n.is_current
 WHERE r.organisation_id = %(organisation_id)s AND r.environment = %(environment)s AND r.task_id = %(task_id)s
   AND (r.stage <> 'review' OR NOT awaits_blind_review(r.organisation_id, r.environment, r.task_id))
 ORDER BY r.created_at, r.annotation_id;

-- name: task_events   What happened to a task, in order, but for what a blind reviewer must not know; people by pseudonym.
-- Index event_task.
SELECT e.kind, e.created_at AS at, e.assignment_id,
       CASE WHEN e.kind = 'review.submitted' AND awaits_blind_review(e.organisation_id, e.environment, e.task_id)
            THEN e.details - 'verdict' ELSE e.details END AS details,
       encode(sha256(convert_to(o.pseudonym_salt || e.worker_id, 'UTF8')), 'hex') AS worker
  FROM event AS e
  JOIN organisation AS o ON o.id = e.organisation_id
 WHERE e.organisation_id = %(organisation_id)s AND e.environment = %(environment)s AND e.task_id = %(task_id)s
 ORDER BY e.id
 LIMIT 1000;

-- name: reviewers   Who reviewed in a project, with what verdicts, how many a second reviewer left as they were, and how
-- they met gold and blind second reviews? Index review_project; reads all of them.
SELECT r.worker_id, count(*) AS reviews, count(*) FILTER (WHERE r.verdict = 'accepted') AS accepted,
       count(*) FILTER (WHERE r.verdict = 'fixed') AS fixed, count(*) FILTER (WHERE r.verdict = 'rejected') AS rejected,
       count(second.verdict) AS second_reviews, count(*) FILTER (WHERE second.verdict = 'accepted') AS upheld,
       coalesce(sum(n.paid_micros), 0)::bigint AS paid_micros, count(g.annotation_id) AS gold_reviews,
       coalesce(sum(g.agreement), 0)::float8 AS gold_met,
       count(*) FILTER (WHERE g.was_right) AS gold_right,
       count(*) FILTER (WHERE g.was_right AND g.verdict = 'rejected') AS refused_right,
       count(*) FILTER (WHERE NOT g.was_right AND g.verdict = 'accepted') AS passed_wrong,
       count(b.annotation_id) AS blind_reviews, coalesce(sum(b.agreement), 0)::float8 AS blind_agreed,
       count(*) FILTER (WHERE b.refused AND NOT b.second_refused) AS harsher,
       count(*) FILTER (WHERE NOT b.refused AND b.second_refused) AS more_lenient,
       max(k.harshness) AS harshness, max(k.leniency) AS leniency, coalesce(max(k.passing_weight), 1) AS passing_weight,
       coalesce(max(k.refusing_weight), 1) AS refusing_weight
  FROM review AS r
  LEFT JOIN review_result AS g ON g.organisation_id = r.organisation_id AND g.environment = r.environment
       AND g.annotation_id = r.annotation_id
  LEFT JOIN blind_result AS b ON b.organisation_id = r.organisation_id AND b.environment = r.environment
       AND b.annotation_id = r.annotation_id
  LEFT JOIN reviewer_skill AS k ON k.organisation_id = r.organisation_id AND k.environment = r.environment
       AND k.project_id = r.project_id AND k.worker_id = r.worker_id
  JOIN annotation AS n ON n.organisation_id = r.organisation_id AND n.environment = r.environment
       AND n.id = r.annotation_id AND n.is_current
  LEFT JOIN LATERAL (
       SELECT later.verdict
         FROM review AS later
        WHERE later.organisation_id = r.organisation_id AND later.environment = r.environment
          AND later.task_id = r.task_id AND later.stage = 'second_review' AND r.stage = 'review'
          AND later.created_at > r.created_at AND NOT later.is_blind
        ORDER BY later.created_at
        LIMIT 1) AS second ON r.verdict <> 'rejected'
 WHERE r.organisation_id = %(organisation_id)s AND r.environment = %(environment)s AND r.project_id = %(project_id)s
   AND (r.stage <> 'review' OR NOT awaits_blind_review(r.organisation_id, r.environment, r.task_id))
 GROUP BY r.worker_id
 ORDER BY r.worker_id
 LIMIT 1000;

-- name: read_gold_verdicts   What was said of these gold tasks, and what is right? Primary keys; no lock.
SELECT r.annotation_id, r.task_id, r.project_id, r.worker_id, r.verdict, n.response, t.type, t.params,
       g.expected_response, g.initial_response
  FROM review AS r
  JOIN annotation AS n ON n.organisation_id = r.organisation_id AND n.environment = r.environment
       AND n.id = r.annotation_id AND n.is_current
  JOIN gold_answer AS g ON g.organisation_id = r.organisation_id AND g.environment = r.environment
       AND g.task_id = r.task_id AND g.stage = 'review'
  JOIN task AS t ON t.organisation_id = r.organisation_id AND t.environment = r.environment AND t.id = r.task_id
 WHERE r.organisation_id = %(organisation_id)s AND r.environment = %(environment)s
   AND r.annotation_id = ANY (%(annotations)b::text[])
 ORDER BY r.annotation_id;

-- name: write_review_results   Keep how verdicts met gold, once each. Primary key.
INSERT INTO review_result (organisation_id, environment, annotation_id, task_id, project_id, worker_id, verdict, was_right,
  agreement)
SELECT %(organisation_id)s, %(environment)s, s.*
  FROM unnest(%(annotations)b::text[], %(tasks)b::text[], %(projects)b::text[], %(workers)b::text[], %(verdicts)b::text[],
    %(were_right)b::boolean[], %(agreements)s::real[]) AS s
ON CONFLICT DO NOTHING
RETURNING project_id;

-- name: write_blind_results   Keep how pairs of verdicts met, once each. Primary key.
INSERT INTO blind_result (organisation_id, environment, annotation_id, second_annotation_id, task_id, project_id,
  worker_id, second_worker_id, refused, second_refused, agreement)
SELECT %(organisation_id)s, %(environment)s, s.*
  FROM unnest(%(annotations)b::text[], %(second_annotations)b::text[], %(tasks)b::text[], %(projects)b::text[],
    %(workers)b::text[], %(second_workers)b::text[], %(refused)b::boolean[], %(second_refused)b::boolean[],
    %(agreements)s::real[]) AS s
ON CONFLICT DO NOTHING
RETURNING project_id;

-- name: read_reviewer_skills   What is known of these reviewers, by project? Primary key; no lock.
SELECT k.project_id, k.worker_id, k.passing_weight, k.refusing_weight
  FROM unnest(%(projects)b::text[], %(workers)b::text[]) AS s (project_id, worker_id)
  JOIN reviewer_skill AS k ON k.organisation_id = %(organisation_id)s AND k.environment = %(environment)s
       AND k.project_id = s.project_id AND k.worker_id = s.worker_id;

-- name: wait_for_turn   One at a time measures the reviewers of a project; held until the transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 0));

-- name: count_gold_verdicts   How did reviewers judge gold, by whether it was right? A fix of what is right refuses it when
-- it leaves something else. Index review_result_project; reads all of them.
SELECT worker_id, was_right, count(*) AS verdicts,
       count(*) FILTER (WHERE verdict = 'rejected'
                           OR verdict = 'fixed' AND (NOT was_right OR agreement < %(right_agreement)s)) AS refused
  FROM review_result
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
 GROUP BY worker_id, was_right;

-- name: count_blind_pairs   How did pairs of reviewers judge, the second blind? Index blind_result_project; reads all of them.
SELECT worker_id, second_worker_id, refused, second_refused, count(*) AS times
  FROM blind_result
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
 GROUP BY worker_id, second_worker_id, refused, second_refused;
