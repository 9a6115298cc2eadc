-- What a submit answers, as JSON text.
CREATE OR REPLACE FUNCTION submission_shown(a annotation) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN json_build_object('annotation_id', a.id, 'assignment_id', a.assignment_id, 'version', a.version,
    'is_counted', a.is_counted, 'paid_micros', a.paid_micros, 'currency', a.currency,
    'active_seconds', a.active_seconds, 'submitted_at', a.submitted_at)::text;
END $$;

-- Submit a response (`submit_as`) as the worker behind a token.
CREATE OR REPLACE FUNCTION submit_annotation(p_token bytea, p_assignment text, p_response jsonb, p_key text,
  p_active_seconds real) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN submit_as(act_as_worker(p_token), p_assignment, p_response, p_key, p_active_seconds);
END $$;

-- Submit a response and, in the same transaction, hold up to `p_hold` assignments again: the first row is what a
-- submit answers, the others what `lease_next` does.
CREATE OR REPLACE FUNCTION submit_and_lease(p_token bytea, p_assignment text, p_response jsonb, p_key text,
  p_active_seconds real, p_project text, p_hold integer, p_have text[]) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE me text := act_as_worker(p_token);
BEGIN
  RETURN NEXT submit_as(me, p_assignment, p_response, p_key, p_active_seconds);
  RETURN QUERY SELECT lease_as(me, p_project, p_hold, p_have);
END $$;

-- Submit a response: one call, one transaction. Closes the lease, keeps the annotation, accrues pay,
-- completes a task that wants one answer, tells quality otherwise. Sent again it answers the same.
-- After the lease ended it is still taken if the slot is free; else it is kept as late, not counted, and
-- its active time is paid up to the price.
CREATE OR REPLACE FUNCTION submit_as(me text, p_assignment text, p_response jsonb, p_key text, p_active_seconds real)
RETURNS text LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  held assignment;
  kept annotation;
  about record;
  counted boolean;
  is_late boolean;
  met_again boolean;
  elapsed real;
  paid bigint;
  completes boolean;
  accrued text;
BEGIN
  SELECT * INTO held FROM assignment WHERE worker_id = me AND id = p_assignment FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'You have no assignment %.', p_assignment USING ERRCODE = 'GW404';
  END IF;
  IF held.status <> 'leased' THEN
    SELECT * INTO kept FROM annotation
     WHERE organisation_id = held.organisation_id AND environment = held.environment
       AND assignment_id = held.id AND (idempotency_key = p_key OR response = p_response)
     ORDER BY version DESC LIMIT 1;
    IF FOUND THEN RETURN submission_shown(kept); END IF;
    IF held.status IN ('submitted', 'late') OR EXISTS (
         SELECT FROM annotation WHERE organisation_id = held.organisation_id AND environment = held.environment
            AND assignment_id = held.id) THEN
      RAISE EXCEPTION 'Assignment % was submitted before with another response; revise it instead.', held.id
        USING ERRCODE = 'GW411';
    END IF;
  END IF;
  IF held.status IN ('skipped', 'released') THEN
    RAISE EXCEPTION 'Assignment % was % and cannot be submitted; ask for a new task.', held.id, held.status
      USING ERRCODE = 'GW411';
  END IF;
  IF held.stage <> 'annotate' THEN
    RAISE EXCEPTION 'Assignment % is a review; send a verdict.', held.id USING ERRCODE = 'GW411';
  END IF;

  is_late := held.status <> 'leased';
  IF is_late THEN   -- others may be moving this task's slots: the task first, then its opening, as quality does
    PERFORM 1 FROM task WHERE organisation_id = held.organisation_id AND environment = held.environment
       AND id = held.task_id FOR NO KEY UPDATE;
  END IF;
  SELECT t.status, t.batch_id, t.annotations_wanted = 1 AND p.annotations_max IS NULL AND NOT p.is_reviewed AS wants_one
    INTO about
    FROM task AS t
    JOIN project AS p ON p.organisation_id = t.organisation_id AND p.environment = t.environment AND p.id = held.project_id
   WHERE t.organisation_id = held.organisation_id AND t.environment = held.environment AND t.id = held.task_id;
  met_again := is_late AND EXISTS (
    SELECT FROM assignment AS a
     WHERE a.organisation_id = held.organisation_id AND a.environment = held.environment AND a.task_id = held.task_id
       AND a.stage = held.stage AND a.worker_id = me AND a.status IN ('leased', 'submitted', 'late', 'skipped'));
  IF held.purpose = 'work' THEN
    counted := about.status = 'pending';
    IF is_late AND counted THEN
      UPDATE opening SET slots_left = slots_left - 1
       WHERE organisation_id = held.organisation_id AND environment = held.environment
         AND task_id = held.task_id AND stage = held.stage AND slots_left > 0 AND NOT met_again;
      counted := FOUND;
    END IF;
  ELSE
    counted := NOT met_again;
  END IF;
  -- Time counts from when the task was shown to when the lease ended; late work never shown took none.
  elapsed := CASE WHEN NOT is_late THEN extract(epoch FROM now() - coalesce(held.shown_at, held.leased_at))
                  ELSE extract(epoch FROM held.lease_expires_at - coalesce(held.shown_at, held.lease_expires_at)) END;
  elapsed := least(greatest(p_active_seconds, 0), elapsed);
  paid := CASE WHEN counted OR NOT is_late THEN held.price_micros
               ELSE least(held.price_micros, ceil(held.price_micros * elapsed / held.lease_seconds)) END;

  UPDATE assignment SET ended_at = now(),
         status = CASE WHEN counted OR NOT is_late THEN 'submitted' WHEN met_again THEN 'expired' ELSE 'late' END
   WHERE organisation_id = held.organisation_id AND environment = held.environment AND id = held.id;
  INSERT INTO annotation (organisation_id, environment, id, is_counted, assignment_id, task_id, project_id, stage,
    purpose, worker_id, response, idempotency_key, active_seconds, paid_micros, currency, submitted_at)
  VALUES (held.organisation_id, held.environment, new_id('ann'), counted, held.id, held.task_id, held.project_id,
    held.stage, held.purpose, me, p_response, p_key, elapsed, paid, held.currency, now())
  RETURNING * INTO kept;
  accrued := accrue(held.organisation_id, held.environment, kept.id, me, held.project_id, paid, held.currency);

  completes := counted AND held.purpose = 'work' AND about.wants_one;
  INSERT INTO event (organisation_id, environment, kind, task_id, project_id, batch_id, assignment_id, worker_id,
    details, pending_for)
  VALUES (held.organisation_id, held.environment, 'annotation.submitted', held.task_id, held.project_id, about.batch_id,
    held.id, me, jsonb_build_object('annotation_id', kept.id, 'purpose', held.purpose, 'is_counted', counted),
    CASE WHEN counted AND NOT completes THEN 'quality' END);
  completes := completes AND complete_task(held.organisation_id, held.environment, held.task_id, p_response, NULL);
  RETURN submission_shown(kept);
END $$;

-- Whether nothing was decided yet of the ordinary task that an answer is to. Primary key.
CREATE OR REPLACE FUNCTION is_undecided(n annotation) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT n.is_counted AND n.stage = 'annotate' AND EXISTS (
    SELECT FROM task AS t
     WHERE t.organisation_id = n.organisation_id AND t.environment = n.environment AND t.id = n.task_id
       AND t.status = 'pending' AND t.stage = 'annotate')
$$;

-- Whether a worker may still replace an answer of theirs: until its task is decided. Gold never is, which would tell
-- which it is: so its answer goes with that to the last work of its project before it, or else the first after it.
-- What is scored of gold is the first version. Index annotation_worker.
CREATE OR REPLACE FUNCTION may_revise(n annotation) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE beside annotation;
BEGIN
  IF n.purpose = 'work' THEN RETURN is_undecided(n); END IF;
  IF n.purpose <> 'gold' OR NOT n.is_counted THEN RETURN false; END IF;
  SELECT * INTO beside FROM annotation AS o
   WHERE o.worker_id = n.worker_id AND o.submitted_at <= n.submitted_at AND o.organisation_id = n.organisation_id
     AND o.environment = n.environment AND o.project_id = n.project_id AND o.is_current AND o.purpose = 'work'
     AND o.stage = 'annotate'
   ORDER BY o.submitted_at DESC LIMIT 1;
  IF NOT FOUND THEN
    SELECT * INTO beside FROM annotation AS o
     WHERE o.worker_id = n.worker_id AND o.submitted_at > n.submitted_at AND o.organisation_id = n.organisation_id
       AND o.environment = n.environment AND o.project_id = n.project_id AND o.is_current AND o.purpose = 'work'
       AND o.stage = 'annotate'
     ORDER BY o.submitted_at LIMIT 1;
  END IF;
  IF FOUND THEN RETURN is_undecided(beside); END IF;
  RETURN (SELECT p.annotations_wanted > 1 OR p.annotations_max IS NOT NULL FROM project AS p
           WHERE p.organisation_id = n.organisation_id AND p.environment = n.environment AND p.id = n.project_id);
END $$;

-- Replace one's own counted answer while its task is still open: a new version of the same annotation,
-- already paid for. Sent again it answers the same.
CREATE OR REPLACE FUNCTION revise_annotation(p_token bytea, p_assignment text, p_response jsonb, p_key text)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  me text := act_as_worker(p_token);
  earlier annotation;
  kept annotation;
BEGIN
  SELECT n.* INTO earlier FROM assignment AS a JOIN annotation AS n
      ON n.organisation_id = a.organisation_id AND n.environment = a.environment AND n.assignment_id = a.id
   WHERE a.worker_id = me AND a.id = p_assignment AND n.is_current FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'You have no submitted annotation for assignment %.', p_assignment USING ERRCODE = 'GW404';
  END IF;
  IF earlier.idempotency_key = p_key OR earlier.response = p_response THEN RETURN submission_shown(earlier); END IF;
  PERFORM 1 FROM task
    WHERE organisation_id = earlier.organisation_id AND environment = earlier.environment AND id = earlier.task_id
      FOR NO KEY UPDATE;
  IF NOT may_revise(earlier) THEN
    RAISE EXCEPTION 'Assignment % can no longer be revised: its task is decided.', p_assignment USING ERRCODE = 'GW411';
  END IF;
  UPDATE annotation SET is_current = false
   WHERE organisation_id = earlier.organisation_id AND environment = earlier.environment
     AND id = earlier.id AND version = earlier.version;
  INSERT INTO annotation (organisation_id, environment, id, version, is_counted, assignment_id, task_id, project_id,
    stage, purpose, worker_id, response, idempotency_key, active_seconds, paid_micros, currency, submitted_at)
  VALUES (earlier.organisation_id, earlier.environment, earlier.id, earlier.version + 1, true, earlier.assignment_id,
    earlier.task_id, earlier.project_id, earlier.stage, earlier.purpose, me, p_response, p_key,
    earlier.active_seconds, earlier.paid_micros, earlier.currency, now())
  RETURNING * INTO kept;
  INSERT INTO event (organisation_id, environment, kind, task_id, project_id, assignment_id, worker_id, details, pending_for)
  VALUES (kept.organisation_id, kept.environment, 'annotation.revised', kept.task_id, kept.project_id, kept.assignment_id,
    me, jsonb_build_object('annotation_id', kept.id, 'version', kept.version),
    CASE WHEN kept.purpose = 'work' THEN 'quality' END);
  RETURN submission_shown(kept);
END $$;

-- No longer count a task's annotations and reviews, since its answer was rejected: they stay, are paid, and keep
-- their workers from the task. Index annotation_counted_once.
CREATE OR REPLACE FUNCTION discount_annotations(p_organisation integer, p_environment environment, p_task text)
RETURNS void LANGUAGE sql VOLATILE AS $$
  UPDATE annotation SET is_counted = false
   WHERE organisation_id = p_organisation AND environment = p_environment AND task_id = p_task
     AND is_current AND is_counted
$$;
