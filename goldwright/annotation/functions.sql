-- What a submit answers, as JSON text. An answer to compare seems to count, or its worker could tell seeds from work.
CREATE OR REPLACE FUNCTION submission_shown(a annotation) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN json_build_object('annotation_id', a.id, 'assignment_id', a.assignment_id, 'version', a.version,
    'is_counted', a.is_counted OR a.purpose = 'overlap', 'paid_micros', a.paid_micros, 'currency', a.currency,
    'active_seconds', a.active_seconds, 'submitted_at', a.submitted_at)::text;
END $$;

-- Decide about a response whose assignment is not simply held. Sent again it is answered the same. After the lease ended
-- it is still taken if the slot is free; else it is late, not counted, and its active time is paid up to the price.
CREATE OR REPLACE FUNCTION judge_submission(s submission) RETURNS submission LANGUAGE plpgsql AS $$
DECLARE held assignment := s.held; kept annotation; met_again boolean;
BEGIN
  IF held.status <> 'leased' THEN
    SELECT * INTO kept FROM annotation
     WHERE organisation_id = held.organisation_id AND environment = held.environment
       AND assignment_id = held.id AND (idempotency_key = s.idempotency_key OR response = s.response)
     ORDER BY version DESC LIMIT 1;
    IF FOUND THEN
      s.answer := submission_shown(kept);
      RETURN s;
    END IF;
    IF held.status IN ('submitted', 'late') OR EXISTS (
         SELECT FROM annotation WHERE organisation_id = held.organisation_id AND environment = held.environment
            AND assignment_id = held.id) THEN
      s.answer := format('Assignment %s was submitted before with another response; revise it instead.', held.id);
    ELSIF held.status IN ('skipped', 'released') THEN
      s.answer := format('Assignment %s was %s and cannot be submitted; ask for a new task.', held.id, held.status);
    END IF;
  END IF;
  IF s.answer IS NULL AND held.stage <> 'annotate' THEN
    s.answer := format('Assignment %s is a review; send a verdict.', held.id);
  END IF;
  IF s.answer IS NOT NULL THEN
    s.refusal := 'GW411';
    RETURN s;
  END IF;

  -- Others may be moving this task's slots: the task first, then its opening, as quality does.
  SELECT t.status INTO s.task_status FROM task AS t
   WHERE t.organisation_id = held.organisation_id AND t.environment = held.environment AND t.id = held.task_id
     FOR NO KEY UPDATE;
  met_again := EXISTS (
    SELECT FROM assignment AS a
     WHERE a.organisation_id = held.organisation_id AND a.environment = held.environment AND a.task_id = held.task_id
       AND a.stage = held.stage AND a.worker_id = held.worker_id AND a.status IN ('leased', 'submitted', 'late', 'skipped'));
  s.is_counted := NOT met_again AND (held.purpose <> 'work' OR s.task_status = 'pending');
  IF s.is_counted AND held.purpose = 'work' THEN
    UPDATE opening SET slots_left = slots_left - 1
     WHERE organisation_id = held.organisation_id AND environment = held.environment
       AND task_id = held.task_id AND stage = held.stage AND slots_left > 0;
    s.is_counted := FOUND;
  END IF;
  s.status := CASE WHEN s.is_counted THEN 'submitted' WHEN met_again THEN 'expired' ELSE 'late' END;
  -- Time counts from when the task was shown to when the lease ended; work never shown took none.
  s.active_seconds := least(greatest(s.active_seconds, 0), extract(epoch FROM
    held.lease_expires_at - coalesce(held.shown_at, held.lease_expires_at)));
  IF NOT s.is_counted THEN
    s.paid_micros := least(held.price_micros, ceil(held.price_micros * s.active_seconds / held.lease_seconds));
  END IF;
  s.is_counted := s.is_counted AND held.purpose <> 'overlap';
  RETURN s;
END $$;

-- Submit responses: closes the leases, keeps the annotations, accrues pay, completes tasks that want one answer, tells
-- quality otherwise. What each is answered, or an error's code with its words. Locks the assignments, then tasks.
CREATE OR REPLACE FUNCTION submit_as(p_sent submission[]) RETURNS TABLE (number integer, refusal text, answer text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE sent submission[]; scope record;
BEGIN
  sent := ARRAY(
    SELECT (s.number, s.worker_id, s.assignment_id, s.response, s.idempotency_key,
            least(greatest(s.active_seconds, 0), extract(epoch FROM now() - coalesce(a.shown_at, a.leased_at))),
            a, t.status, t.batch_id, t.annotations_wanted = 1 AND p.annotations_max IS NULL AND NOT p.is_reviewed,
            new_id('ann'), 'submitted', a.purpose IN ('gold', 'onboarding') OR a.purpose = 'work' AND t.status = 'pending',
            a.price_micros, NULL, NULL, s.typed_characters, s.pasted_characters, s.pastes)::submission
      FROM unnest(p_sent) AS s
      JOIN assignment AS a ON a.id = s.assignment_id AND a.worker_id = s.worker_id
      JOIN task AS t ON t.organisation_id = a.organisation_id AND t.environment = a.environment AND t.id = a.task_id
      JOIN project AS p ON p.organisation_id = a.organisation_id AND p.environment = a.environment AND p.id = a.project_id
     ORDER BY a.id
       FOR UPDATE OF a);
  IF cardinality(sent) < cardinality(p_sent) THEN
    RETURN QUERY
      SELECT s.number, 'GW404', format('You have no assignment %s.', s.assignment_id)
        FROM unnest(p_sent) AS s
       WHERE NOT EXISTS (SELECT FROM unnest(sent) AS found_one WHERE found_one.number = s.number);
  END IF;
  FOR i IN 1 .. cardinality(sent) LOOP
    IF (sent[i].held).status <> 'leased' OR (sent[i].held).stage <> 'annotate' THEN
      sent[i] := judge_submission(sent[i]);
    END IF;
  END LOOP;
  RETURN QUERY SELECT s.number, s.refusal, s.answer FROM unnest(sent) AS s WHERE s.answer IS NOT NULL;

  RETURN QUERY
    WITH s AS MATERIALIZED (
      SELECT u.*, (u.held).organisation_id, (u.held).environment, (u.held).task_id, (u.held).project_id, (u.held).stage,
             (u.held).purpose, (u.held).currency
        FROM unnest(sent) AS u WHERE u.answer IS NULL),
    closed AS (
      UPDATE assignment AS a SET ended_at = now(), status = s.status
        FROM s
       WHERE a.organisation_id = s.organisation_id AND a.environment = s.environment AND a.id = s.assignment_id),
    kept AS (
      INSERT INTO annotation (organisation_id, environment, id, is_counted, assignment_id, task_id, project_id, stage,
        purpose, worker_id, response, idempotency_key, active_seconds, typed_characters, pasted_characters, pastes,
        paid_micros, currency, submitted_at)
      SELECT s.organisation_id, s.environment, s.annotation_id, s.is_counted, s.assignment_id, s.task_id, s.project_id,
             s.stage, s.purpose, s.worker_id, s.response, s.idempotency_key, s.active_seconds, s.typed_characters,
             s.pasted_characters, s.pastes, s.paid_micros, s.currency, now()
        FROM s
      RETURNING *),
    told AS (
      INSERT INTO event (organisation_id, environment, kind, task_id, project_id, batch_id, assignment_id, worker_id,
        details, pending_for)
      SELECT s.organisation_id, s.environment, 'annotation.submitted', s.task_id, s.project_id, s.batch_id,
             s.assignment_id, s.worker_id,
             jsonb_build_object('annotation_id', s.annotation_id, 'purpose', s.purpose, 'is_counted', s.is_counted),
             CASE WHEN s.is_counted AND NOT (s.purpose = 'work' AND s.wants_one) THEN 'quality' END
        FROM s)
    SELECT s.number, NULL, submission_shown(ROW(k.*)::annotation)
      FROM kept AS k JOIN s ON s.annotation_id = k.id;
  PERFORM accrue_all(ARRAY(
    SELECT ((s.held).organisation_id, (s.held).environment, s.annotation_id, s.worker_id, (s.held).project_id,
            s.paid_micros, (s.held).currency)::earning
      FROM unnest(sent) AS s WHERE s.answer IS NULL));
  FOR scope IN
    SELECT (s.held).organisation_id, (s.held).environment, array_agg((s.held).task_id ORDER BY (s.held).task_id) AS tasks,
           array_agg(s.response ORDER BY (s.held).task_id) AS responses,
           array_agg(s.worker_id ORDER BY (s.held).task_id) AS workers
      FROM unnest(sent) AS s
     WHERE s.answer IS NULL AND s.is_counted AND (s.held).purpose = 'work' AND s.wants_one
     GROUP BY 1, 2
  LOOP
    PERFORM complete_tasks(scope.organisation_id, scope.environment, scope.tasks, scope.responses, NULL, scope.workers);
  END LOOP;
END $$;

-- What the workers behind tokens submit, one response of each in `p_sent`, and what they wish to hold from then on, where
-- `hold` says so: both happen, or neither. For each what its submit answers (`submitted`) and what they then hold
-- (`held`, a row each), an error's code with its words, or `again` for whose other submit is served first. The settings
-- are those of `lease_together`.
CREATE OR REPLACE FUNCTION submit_together(p_tokens bytea[], p_sent json)
RETURNS TABLE (number integer, kind text, shown text) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
#variable_conflict use_column
DECLARE turns turn[] := act_together(p_tokens); sent submission[]; wishes wish[];
BEGIN
  RETURN QUERY SELECT t.number, t.refusal, t.message FROM unnest(turns) AS t WHERE t.refusal IS NOT NULL;
  SELECT array_agg((t.number, t.worker_id, s.assignment_id, s.response, s.key, s.active_seconds,
                    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                    s.typed_characters, s.pasted_characters, s.pastes)::submission),
         array_agg((t.number, t.worker_id, s.project, s.hold, s.have)::wish) FILTER (WHERE s.hold IS NOT NULL)
    INTO sent, wishes
    FROM ROWS FROM (json_to_recordset(p_sent) AS (assignment_id text, response jsonb, key text, active_seconds real,
                                                  typed_characters integer, pasted_characters integer, pastes integer,
                                                  project text, hold integer, have text[]))
         WITH ORDINALITY AS s (assignment_id, response, key, active_seconds, typed_characters, pasted_characters, pastes,
                               project, hold, have, number)
    JOIN unnest(turns) AS t ON t.number = s.number
   WHERE t.refusal IS NULL;
  FOR number, kind, shown IN SELECT s.number, coalesce(s.refusal, 'submitted'), s.answer FROM submit_as(sent) AS s LOOP
    RETURN NEXT;
    IF kind <> 'submitted' THEN
      wishes := ARRAY(SELECT w FROM unnest(wishes) AS w WHERE w.number <> submit_together.number);
    END IF;
  END LOOP;
  IF cardinality(wishes) > 0 THEN
    RETURN QUERY SELECT l.number, 'held', l.shown FROM lease_as(wishes) AS l;
  END IF;
END $$;

-- The same for one worker, who wishes for nothing.
CREATE OR REPLACE FUNCTION submit_annotation(p_token bytea, p_assignment text, p_response jsonb, p_key text,
  p_active_seconds real) RETURNS text LANGUAGE plpgsql AS $$
DECLARE me text := act_as_worker(p_token); told record;
BEGIN
  SELECT s.* INTO told FROM submit_as(ARRAY[(1, me, p_assignment, p_response, p_key, p_active_seconds,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::submission]) AS s;
  IF told.refusal IS NOT NULL THEN
    RAISE EXCEPTION '%', told.answer USING ERRCODE = told.refusal;
  END IF;
  RETURN told.answer;
END $$;

-- Whether nothing was decided yet of the ordinary task that an answer is to. Primary key.
CREATE OR REPLACE FUNCTION is_undecided(n annotation) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT n.is_counted AND n.stage = 'annotate' AND EXISTS (
    SELECT FROM task AS t
     WHERE t.organisation_id = n.organisation_id AND t.environment = n.environment AND t.id = n.task_id
       AND t.status = 'pending' AND t.stage = 'annotate')
$$;

-- Whether a worker may still replace an answer of theirs: until its task is decided. Gold never is, and a task answered
-- to compare always, which would tell which it is: so such an answer goes with that to the last work of its project
-- before it, or else the first after it. Not at the same moment: of two answers that close at once one would be gold to
-- whoever keeps asking, so it stays open for a part more of the time that the other took, drawn by its id.
-- What is scored of gold is the first version. Index annotation_worker.
CREATE OR REPLACE FUNCTION may_revise(n annotation) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE beside annotation;
BEGIN
  IF n.purpose = 'work' THEN RETURN is_undecided(n); END IF;
  IF n.purpose = 'onboarding' OR n.purpose = 'gold' AND NOT n.is_counted THEN RETURN false; END IF;
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
  IF FOUND THEN
    RETURN is_undecided(beside) OR EXISTS (
      SELECT FROM task AS t
       WHERE t.organisation_id = beside.organisation_id AND t.environment = beside.environment AND t.id = beside.task_id
         AND (t.status = 'pending'   -- decided, and in review
              OR now() < t.completed_at + (t.completed_at - beside.submitted_at)
                                          * (0.1 + ('x' || left(md5(n.task_id || n.id), 6))::bit(24)::integer / 2.0 ^ 24)));
  END IF;
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
    stage, purpose, worker_id, response, idempotency_key, active_seconds, typed_characters, pasted_characters, pastes,
    paid_micros, currency, submitted_at)
  VALUES (earlier.organisation_id, earlier.environment, earlier.id, earlier.version + 1, earlier.is_counted, earlier.assignment_id,
    earlier.task_id, earlier.project_id, earlier.stage, earlier.purpose, me, p_response, p_key,
    earlier.active_seconds, earlier.typed_characters, earlier.pasted_characters, earlier.pastes, earlier.paid_micros,
    earlier.currency, now())
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
