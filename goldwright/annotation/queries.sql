-- name: submit   Submit responses of several workers, and hold further assignments as they wish. See functions.sql.
SELECT number, kind, shown FROM submit_together(%(tokens)s, %(asked)s::json);

-- name: revise   Replace one's own answer. See functions.sql.
SELECT revise_annotation(%(token)s, %(assignment_id)s, %(response)s, %(key)s) AS shown;

-- name: own_answer   One's own answer, and whether `revise_annotation` would still take another. Primary keys; see functions.sql.
SELECT n.response, may_revise(n) AS may_revise
  FROM assignment AS a
  JOIN annotation AS n ON n.organisation_id = a.organisation_id AND n.environment = a.environment AND n.assignment_id = a.id
 WHERE a.worker_id = %(worker_id)s AND a.id = %(assignment_id)s AND n.is_current;

-- name: read_draft   The unsent work on an own assignment. Primary keys.
SELECT d.content, coalesce(d.revision, 0) AS revision, d.saved_at
  FROM assignment AS a
  LEFT JOIN draft AS d ON d.organisation_id = a.organisation_id AND d.environment = a.environment AND d.assignment_id = a.id
 WHERE a.worker_id = %(worker_id)s AND a.id = %(assignment_id)s;

-- name: keep_draft   Keep unsent work if it was made on the revision that is stored, whatever became of the lease.
INSERT INTO draft AS d (organisation_id, environment, assignment_id, worker_id, content, revision, saved_at)
SELECT a.organisation_id, a.environment, a.id, a.worker_id, %(content)s, 1, now()
  FROM assignment AS a
 WHERE a.worker_id = %(worker_id)s AND a.id = %(assignment_id)s
ON CONFLICT (organisation_id, environment, assignment_id) DO UPDATE
   SET content = excluded.content, revision = d.revision + 1, saved_at = now()
 WHERE d.revision = %(revision)s
RETURNING revision, saved_at;

-- name: history   One's own annotations, newest first, with how gold and onboarding went and, of a review, its verdict.
-- Index annotation_worker.
SELECT n.assignment_id, n.id AS annotation_id, t.type, CASE WHEN p.is_implicit THEN NULL ELSE p.name END AS project,
       n.response, n.is_counted OR n.purpose = 'overlap' AS is_counted, n.active_seconds,
       n.typed_characters, n.pasted_characters, n.pastes, n.paid_micros, n.currency, n.submitted_at,
       n.purpose = 'onboarding' AS is_onboarding, a.status IN ('late', 'expired') AS is_late, g.agreement,
       r.verdict
  FROM annotation AS n
  JOIN assignment AS a ON a.organisation_id = n.organisation_id AND a.environment = n.environment AND a.id = n.assignment_id
  JOIN task AS t ON t.organisation_id = n.organisation_id AND t.environment = n.environment AND t.id = n.task_id
  JOIN project AS p ON p.organisation_id = n.organisation_id AND p.environment = n.environment AND p.id = n.project_id
  LEFT JOIN gold_result AS g ON g.organisation_id = n.organisation_id AND g.environment = n.environment
        AND g.annotation_id = n.id AND n.purpose = 'onboarding'
  LEFT JOIN review AS r ON r.organisation_id = n.organisation_id AND r.environment = n.environment AND r.annotation_id = n.id
 WHERE n.worker_id = %(worker_id)s AND n.is_current
   AND (n.submitted_at, n.id) < (%(before)s, %(before_id)s)
 ORDER BY n.submitted_at DESC, n.id DESC
 LIMIT %(limit)s;
