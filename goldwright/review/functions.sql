-- What reviewing is made of: opening a task's review, and the verdict. Each function runs as its caller.

-- Open a stage of review for held tasks, given in ascending order: one place each, at the end of its queue. A task
-- whose review of this stage is open, held or done gets no second one, and stays as blind as it was opened. Primary
-- keys; the tasks are locked.
CREATE OR REPLACE FUNCTION open_reviews(p_organisation integer, p_environment environment, p_tasks text[], p_stage text,
  p_are_blind boolean[])
RETURNS void LANGUAGE sql VOLATILE AS $$
  UPDATE task SET stage = p_stage
   WHERE organisation_id = p_organisation AND environment = p_environment AND id = ANY (p_tasks)
     AND status = 'pending' AND stage <> p_stage;
  INSERT INTO opening AS o (organisation_id, environment, task_id, stage, queue_id, project_id, slots_left, is_blind)
  SELECT p_organisation, p_environment, t.id, p_stage,
         queue_for(p_organisation, p_environment, t.project_id, t.batch_id, p_stage, t.priority), t.project_id, 1,
         wanted.is_blind
    FROM unnest(p_tasks, p_are_blind) AS wanted (task_id, is_blind)
    JOIN task AS t ON t.id = wanted.task_id
   WHERE t.organisation_id = p_organisation AND t.environment = p_environment AND t.status = 'pending'
   ORDER BY t.id
  ON CONFLICT (organisation_id, environment, task_id, stage) DO UPDATE
     SET slots_left = 1, position = nextval('opening_position'), is_blind = excluded.is_blind
   WHERE o.slots_left = 0
     AND NOT EXISTS (SELECT FROM assignment AS a
                      WHERE a.organisation_id = o.organisation_id AND a.environment = o.environment
                        AND a.task_id = o.task_id AND a.stage = o.stage AND a.status IN ('leased', 'submitted'));
  INSERT INTO event (organisation_id, environment, kind, task_id, project_id, batch_id, details)
  SELECT p_organisation, p_environment, 'review.opened', t.id, t.project_id, t.batch_id,
         jsonb_build_object('stage', p_stage)
    FROM task AS t
   WHERE t.organisation_id = p_organisation AND t.environment = p_environment AND t.id = ANY (p_tasks)
     AND t.status = 'pending'
   ORDER BY t.id
$$;

-- What reviewers said of an answer, until the first rejection, after which others answered. Gold is never reviewed: so
-- that its worker cannot tell it from work that is, a bare acceptance is not told. A verdict that a blind second one
-- stood beside decided nothing and is not told either. Index review_task.
CREATE OR REPLACE FUNCTION reviews_of_answer(a assignment) RETURNS SETOF review LANGUAGE sql STABLE AS $$
  WITH said AS (
    SELECT r AS one, r.created_at, r.stage, r.verdict, r.comments,
           coalesce(lead(r.is_blind) OVER (ORDER BY r.created_at), false) AS is_beside_blind
      FROM review AS r
     WHERE r.organisation_id = a.organisation_id AND r.environment = a.environment AND r.task_id = a.task_id
       AND r.created_at > a.ended_at)
  SELECT (r.one).*
    FROM said AS r
   WHERE a.stage = 'annotate' AND a.status = 'submitted' AND a.purpose <> 'overlap' AND NOT r.is_beside_blind
     AND (r.verdict <> 'accepted' OR r.comments <> '[]')
     AND (r.stage <> 'review' OR NOT awaits_blind_review(a.organisation_id, a.environment, a.task_id))
     AND NOT EXISTS (SELECT FROM said AS earlier
                      WHERE earlier.verdict = 'rejected' AND NOT earlier.is_beside_blind
                        AND earlier.created_at < r.created_at)
$$;

-- What sending a verdict answers, as JSON text.
CREATE OR REPLACE FUNCTION verdict_shown(n annotation, p_verdict text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN json_build_object('annotation_id', n.id, 'assignment_id', n.assignment_id, 'verdict', p_verdict,
    'is_counted', n.is_counted, 'paid_micros', n.paid_micros, 'currency', n.currency,
    'active_seconds', n.active_seconds, 'submitted_at', n.submitted_at)::text;
END $$;

-- Send a verdict on the task under review: one call, one transaction. Closes the lease, keeps the review, accrues
-- pay; what follows for the task is the event's. Sent again it answers the same. After the lease ended it is still
-- taken if the slot is free; else, or when the answers stand no more, it is kept as late, not counted, and its active
-- time is paid up to the price. Locks the assignment and, for those, the task.
CREATE OR REPLACE FUNCTION submit_review(p_token bytea, p_assignment text, p_verdict text, p_reason text,
  p_comments jsonb, p_judged jsonb, p_response jsonb, p_key text, p_active_seconds real)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  me text := act_as_worker(p_token);
  held assignment;
  kept annotation;
  of_task record;
  counted boolean;
  is_late boolean;
  elapsed real;
  paid bigint;
  accrued text;
  earlier record;
BEGIN
  SELECT * INTO held FROM assignment WHERE worker_id = me AND id = p_assignment FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'You have no assignment %.', p_assignment USING ERRCODE = 'GW404';
  END IF;
  SELECT n AS annotation, r.verdict INTO earlier
    FROM annotation AS n
    JOIN review AS r ON r.organisation_id = n.organisation_id AND r.environment = n.environment AND r.annotation_id = n.id
   WHERE n.organisation_id = held.organisation_id AND n.environment = held.environment AND n.assignment_id = held.id;
  IF FOUND THEN
    IF (earlier.annotation).idempotency_key = p_key THEN
      RETURN verdict_shown(earlier.annotation, earlier.verdict);
    END IF;
    RAISE EXCEPTION 'Assignment % has its verdict already; ask for a new task.', held.id USING ERRCODE = 'GW411';
  END IF;
  IF held.stage = 'annotate' THEN
    RAISE EXCEPTION 'Assignment % is no review; submit a response.', held.id USING ERRCODE = 'GW411';
  END IF;
  IF held.status IN ('skipped', 'released') THEN
    RAISE EXCEPTION 'Assignment % was % and cannot be submitted; ask for a new task.', held.id, held.status
      USING ERRCODE = 'GW411';
  END IF;

  is_late := held.status <> 'leased';
  IF is_late THEN   -- others may be moving this task's slots: the task first, then its opening, as quality does
    PERFORM 1 FROM task WHERE organisation_id = held.organisation_id AND environment = held.environment
       AND id = held.task_id FOR NO KEY UPDATE;
    SELECT * INTO held FROM assignment WHERE worker_id = me AND id = p_assignment;
  END IF;
  SELECT t.batch_id, t.status = 'pending' AND t.stage = held.stage AS is_waiting INTO of_task FROM task AS t
   WHERE t.organisation_id = held.organisation_id AND t.environment = held.environment AND t.id = held.task_id;
  -- Gold waits for nobody's verdict, and is taken in time only.
  counted := CASE WHEN held.purpose = 'work' THEN of_task.is_waiting AND held.status <> 'superseded' ELSE NOT is_late END;
  IF is_late AND counted THEN
    UPDATE opening SET slots_left = slots_left - 1
     WHERE organisation_id = held.organisation_id AND environment = held.environment
       AND task_id = held.task_id AND stage = held.stage AND slots_left > 0
       AND NOT EXISTS (SELECT FROM assignment AS a   -- held again, or answered
                        WHERE a.organisation_id = held.organisation_id AND a.environment = held.environment
                          AND a.task_id = held.task_id AND a.worker_id = me AND a.id <> held.id
                          AND a.status IN ('leased', 'submitted', 'late'));
    counted := FOUND;
  END IF;
  -- Who was let go for no fault of theirs is in time as long as their lease would have run.
  is_late := is_late AND NOT (held.status = 'superseded' AND held.lease_expires_at > now());
  elapsed := extract(epoch FROM least(now(), CASE WHEN is_late THEN held.lease_expires_at ELSE now() END)
                                - coalesce(held.shown_at, CASE WHEN is_late THEN held.lease_expires_at ELSE held.leased_at END));
  elapsed := least(greatest(p_active_seconds, 0), elapsed);
  paid := CASE WHEN counted OR NOT is_late THEN held.price_micros
               ELSE least(held.price_micros, ceil(held.price_micros * elapsed / held.lease_seconds)) END;

  UPDATE assignment AS a SET ended_at = now(),
         status = CASE WHEN held.status = 'superseded' THEN 'superseded'
                       WHEN counted OR NOT is_late THEN 'submitted'
                       WHEN EXISTS (SELECT FROM assignment AS other
                                     WHERE other.organisation_id = held.organisation_id
                                       AND other.environment = held.environment AND other.task_id = held.task_id
                                       AND other.stage = held.stage AND other.worker_id = me AND other.id <> held.id
                                       AND other.status IN ('leased', 'submitted', 'late', 'skipped')) THEN 'expired'
                       ELSE 'late' END
   WHERE a.organisation_id = held.organisation_id AND a.environment = held.environment AND a.id = held.id;
  INSERT INTO annotation (organisation_id, environment, id, is_counted, assignment_id, task_id, project_id, stage,
    purpose, worker_id, response, idempotency_key, active_seconds, paid_micros, currency, submitted_at)
  VALUES (held.organisation_id, held.environment, new_id('ann'), counted, held.id, held.task_id, held.project_id,
    held.stage, held.purpose, me, coalesce(p_response, p_judged, '{}'), p_key, elapsed, paid, held.currency, now())
  RETURNING * INTO kept;
  INSERT INTO review (organisation_id, environment, annotation_id, assignment_id, task_id, project_id, stage, worker_id,
    verdict, reason, comments, judged, is_blind)
  VALUES (held.organisation_id, held.environment, kept.id, held.id, held.task_id, held.project_id, held.stage, me,
    p_verdict, p_reason, p_comments, p_judged,
    EXISTS (SELECT FROM opening AS o
             WHERE o.organisation_id = held.organisation_id AND o.environment = held.environment
               AND o.task_id = held.task_id AND o.stage = held.stage AND o.is_blind));
  accrued := accrue(held.organisation_id, held.environment, kept.id, me, held.project_id, paid, held.currency);
  INSERT INTO event (organisation_id, environment, kind, task_id, project_id, batch_id, assignment_id, worker_id,
    details, pending_for)
  VALUES (held.organisation_id, held.environment, 'review.submitted', held.task_id, held.project_id, of_task.batch_id,
    held.id, me, jsonb_build_object('annotation_id', kept.id, 'stage', held.stage, 'verdict', p_verdict,
                                    'is_counted', counted, 'purpose', held.purpose),
    CASE WHEN counted THEN 'review' END);
  RETURN verdict_shown(kept, p_verdict);
END $$;
