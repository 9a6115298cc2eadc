-- Functions of intake that later stages call inside their own transactions. Each runs as its caller
-- (security invoker), so policies hold; the identity must be set.

-- The queue for a project, batch, stage and priority, of what is in doubt or not; made when missing. Unique key.
CREATE OR REPLACE FUNCTION queue_for(p_organisation integer, p_environment environment, p_project text,
  p_batch text, p_stage text, p_priority smallint, p_is_doubtful boolean DEFAULT false) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE found_id bigint;
BEGIN
  LOOP
    SELECT id INTO found_id FROM queue
     WHERE organisation_id = p_organisation AND environment = p_environment AND project_id = p_project
       AND batch_id IS NOT DISTINCT FROM p_batch AND stage = p_stage AND priority = p_priority
       AND is_doubtful = p_is_doubtful;
    IF FOUND THEN RETURN found_id; END IF;
    INSERT INTO queue (organisation_id, environment, project_id, batch_id, stage, priority, is_doubtful, is_open, group_ids,
      batch_rank)
    SELECT p_organisation, p_environment, p_project, p_batch, p_stage, p_priority, p_is_doubtful,
           coalesce(b.status = 'in_progress', true), b.group_ids, coalesce(b.studio_priority, 2147483647)
      FROM (SELECT 1) AS one
      LEFT JOIN batch AS b ON b.organisation_id = p_organisation AND b.environment = p_environment AND b.id = p_batch
    ON CONFLICT DO NOTHING;
  END LOOP;
END $$;

-- Fix responses as the tasks' own, given in ascending order, and tell delivery; the ids of those that were pending. Who
-- answered is told where one did (`p_workers`). Primary key.
CREATE OR REPLACE FUNCTION complete_tasks(p_organisation integer, p_environment environment, p_tasks text[],
  p_responses jsonb[], p_confidences real[], p_workers text[] DEFAULT NULL) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY
  WITH done AS (
    UPDATE task AS t
       SET status = 'completed', response = s.response, confidence = s.confidence,
           completed_at = date_trunc('milliseconds', now()), updated_at = date_trunc('milliseconds', now())
      FROM unnest(p_tasks, p_responses, p_confidences, p_workers) AS s (id, response, confidence, worker_id)
     WHERE t.organisation_id = p_organisation AND t.environment = p_environment AND t.id = s.id
       AND t.status = 'pending'
    RETURNING t.id, t.project_id, t.batch_id, t.purpose, s.worker_id),
  told AS (
    INSERT INTO event (organisation_id, environment, kind, task_id, project_id, batch_id, worker_id, pending_for)
    SELECT p_organisation, p_environment, 'task.completed', d.id, d.project_id, d.batch_id, d.worker_id,
           CASE WHEN d.purpose = 'work' THEN 'delivery' END
      FROM done AS d
     ORDER BY d.id)
  SELECT d.id FROM done AS d;
END $$;

-- Tell of completed tasks how sure their responses are by now; a response does not change by it. Primary key; the tasks
-- are locked.
CREATE OR REPLACE FUNCTION restate_tasks(p_organisation integer, p_environment environment, p_tasks text[],
  p_confidences real[]) RETURNS void LANGUAGE sql VOLATILE AS $$
  UPDATE task AS t
     SET confidence = s.confidence
    FROM unnest(p_tasks, p_confidences) AS s (id, confidence)
   WHERE t.organisation_id = p_organisation AND t.environment = p_environment AND t.id = s.id AND t.status = 'completed'
$$;

-- Hold pending tasks whose answers are all there, until workers have reviewed them. Primary key; the tasks are locked.
CREATE OR REPLACE FUNCTION hold_tasks(p_organisation integer, p_environment environment, p_tasks text[])
RETURNS void LANGUAGE sql VOLATILE AS $$
  WITH held AS (
    UPDATE task SET stage = 'review'
     WHERE organisation_id = p_organisation AND environment = p_environment AND id = ANY (p_tasks) AND status = 'pending'
    RETURNING id, project_id, batch_id)
  INSERT INTO event (organisation_id, environment, kind, task_id, project_id, batch_id, pending_for)
  SELECT p_organisation, p_environment, 'task.held', id, project_id, batch_id, 'review' FROM held ORDER BY id
$$;

-- Reviewers rejected what the answers to a task gave; it joins `prior_responses`. How often that was so by now.
-- Primary key; the task is locked.
CREATE OR REPLACE FUNCTION count_rejection(p_organisation integer, p_environment environment, p_task text, p_response jsonb)
RETURNS smallint LANGUAGE sql VOLATILE AS $$
  UPDATE task
     SET rejections = rejections + 1, updated_at = date_trunc('milliseconds', now()),
         prior_responses = CASE WHEN p_response IS NULL THEN prior_responses
                                ELSE coalesce(prior_responses, '[]') || jsonb_build_array(p_response) END
   WHERE organisation_id = p_organisation AND environment = p_environment AND id = p_task
  RETURNING rejections
$$;

-- Further answers were asked of these tasks: from here on no one answer completes them, whatever their project says by
-- then. Primary key; the tasks are locked.
CREATE OR REPLACE FUNCTION expect_several(p_organisation integer, p_environment environment, p_tasks text[])
RETURNS void LANGUAGE sql VOLATILE AS $$
  UPDATE task SET annotations_wanted = 2
   WHERE organisation_id = p_organisation AND environment = p_environment AND id = ANY (p_tasks)
     AND annotations_wanted = 1
$$;

-- Write the customer's audit of a completed task on it. A response given replaces the task's; `p_recalls`
-- makes the task pending again. What was the response before stays in `prior_responses`. Primary key.
CREATE OR REPLACE FUNCTION audit_task(p_organisation integer, p_environment environment, p_task text,
  p_result text, p_comments text, p_audit jsonb, p_response jsonb, p_recalls boolean)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  UPDATE task
     SET review_status = p_result,
         review_comments = CASE WHEN p_comments IS NULL THEN review_comments
                                ELSE coalesce(review_comments, '[]') || to_jsonb(p_comments) END,
         audits = coalesce(audits, '[]') || p_audit,
         prior_responses = CASE WHEN p_recalls OR p_response IS NOT NULL
                                THEN coalesce(prior_responses, '[]') || jsonb_build_array(response)
                                ELSE prior_responses END,
         response = CASE WHEN p_recalls THEN NULL ELSE coalesce(p_response, response) END,
         confidence = CASE WHEN p_recalls OR p_response IS NOT NULL THEN NULL ELSE confidence END,
         status = CASE WHEN p_recalls THEN 'pending' ELSE status END,
         completed_at = CASE WHEN p_recalls THEN NULL ELSE completed_at END,
         updated_at = date_trunc('milliseconds', now())
   WHERE organisation_id = p_organisation AND environment = p_environment AND id = p_task
     AND status = 'completed';
  RETURN FOUND;
END $$;

-- What a new task is checked against: its project (the hidden one of its type when neither project nor
-- batch is named), the params it inherits and its batch. Names are unique, so each part is one key read;
-- the hidden project is made the first time. `project_id` is null when no such project exists.
CREATE OR REPLACE FUNCTION intake_context(p_organisation integer, p_environment environment, p_person text,
  p_type text, p_project text, p_batch text, p_version integer)
RETURNS TABLE (project_id text, project_name text, task_type text, is_rapid boolean, annotations_wanted smallint,
  version integer, inherited json, batch_id text, batch_name text, batch_status text, batch_project_id text,
  is_disabled boolean) LANGUAGE plpgsql AS $$
DECLARE hidden_name text := p_type || ' (no project)'; found_one project; wanted_version integer;
BEGIN
  PERFORM act_as('member', p_organisation, p_environment::text, NULL, p_person);
  SELECT p_type = ANY (o.disabled_task_types) INTO is_disabled FROM organisation AS o WHERE o.id = p_organisation;
  IF p_batch IS NOT NULL THEN
    SELECT b.id, b.name, b.status, b.project_id INTO batch_id, batch_name, batch_status, batch_project_id
      FROM batch AS b
     WHERE b.organisation_id = p_organisation AND b.environment = p_environment AND b.name = p_batch;
  END IF;
  IF p_project IS NOT NULL THEN
    SELECT * INTO found_one FROM project AS p
     WHERE p.organisation_id = p_organisation AND p.environment = p_environment AND p.name = p_project
       AND NOT p.is_implicit;
  ELSIF p_batch IS NOT NULL THEN
    SELECT * INTO found_one FROM project AS p
     WHERE p.organisation_id = p_organisation AND p.environment = p_environment AND p.id = batch_project_id;
  ELSE
    FOR attempt IN 1..2 LOOP
      SELECT * INTO found_one FROM project AS p
       WHERE p.organisation_id = p_organisation AND p.environment = p_environment AND p.name = hidden_name
         AND p.is_implicit;
      EXIT WHEN FOUND;
      PERFORM create_project(p_organisation, p_environment, new_id('prj'), hidden_name, p_type, true,
                             date_trunc('milliseconds', now()));
    END LOOP;
  END IF;
  project_id := found_one.id;
  project_name := CASE WHEN NOT found_one.is_implicit THEN found_one.name END;
  task_type := found_one.task_type;
  is_rapid := found_one.is_rapid;
  annotations_wanted := found_one.annotations_wanted;
  wanted_version := coalesce(p_version, found_one.latest_version);
  IF NOT found_one.is_implicit AND wanted_version >= 0 THEN
    SELECT v.version, v.params INTO version, inherited FROM project_version AS v
     WHERE v.organisation_id = p_organisation AND v.environment = p_environment
       AND v.project_id = found_one.id AND v.version = wanted_version;
  END IF;
  RETURN NEXT;
END $$;

-- A project and its version 0; false when the name is taken. Unique key.
CREATE OR REPLACE FUNCTION create_project(p_organisation integer, p_environment environment, p_id text, p_name text,
  p_type text, p_is_implicit boolean, p_created_at timestamptz, p_is_rapid boolean DEFAULT false,
  p_is_studio boolean DEFAULT false, p_dataset text DEFAULT NULL, p_params json DEFAULT '{}')
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO project (organisation_id, environment, id, name, task_type, is_implicit, is_rapid, is_studio,
                       dataset_id, currency, created_at)
  SELECT p_organisation, p_environment, p_id, p_name, p_type, p_is_implicit, p_is_rapid, p_is_studio,
         p_dataset, o.currency, p_created_at
    FROM organisation AS o WHERE o.id = p_organisation
  ON CONFLICT (organisation_id, environment, name) DO NOTHING;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO project_version (organisation_id, environment, project_id, version, params, created_at)
  VALUES (p_organisation, p_environment, p_id, 0, p_params, p_created_at);
  INSERT INTO event (organisation_id, environment, kind, project_id)
  VALUES (p_organisation, p_environment, 'project.created', p_id);
  RETURN true;
END $$;

-- Store tasks of one project and batch with their openings, attachments and events, all or nothing; those
-- with a response are completed (the test environment). What few tasks have comes as JSON in `p_extras`:
-- urgency, clears_unique_id_on_error, tags, callback_url, attachments. A row comes back for each that was not stored, because its
-- `unique_id` exists: that id with the task that has it. Locks the batch against a change of its state, so
-- that no queue is made from a state just left.
CREATE OR REPLACE FUNCTION create_tasks(p_organisation integer, p_environment environment, p_person text,
  p_project text, p_batch text, p_type text, p_purpose text, p_params_version smallint, p_created_at timestamptz,
  p_project_version integer, p_ids text[], p_unique_ids text[], p_params text[], p_instructions text[],
  p_annotations_wanted smallint[], p_priorities smallint[], p_metadata text[], p_extras text[], p_responses text[])
RETURNS TABLE (unique_id text, id text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE stored bigint; found bigint; batch_status text;
BEGIN
  PERFORM act_as('member', p_organisation, p_environment::text, NULL, p_person);
  WHILE p_batch IS NOT NULL LOOP
    -- A block that fails gives its locks back: two that hold the shared lock could never reopen the batch.
    BEGIN
      PERFORM reopen_batch(p_organisation, p_environment, p_batch);
      SELECT b.status INTO batch_status FROM batch AS b
       WHERE b.organisation_id = p_organisation AND b.environment = p_environment AND b.id = p_batch FOR SHARE;
      EXIT WHEN batch_status IN ('staging', 'in_progress');
      RAISE EXCEPTION 'The batch was cancelled; it takes no more tasks.' USING ERRCODE = 'GW411';
    EXCEPTION WHEN SQLSTATE 'GW411' THEN
      IF batch_status = 'cancelled' THEN RAISE; END IF;
    END;
  END LOOP;
  WITH arriving AS (
    SELECT * FROM unnest(p_ids, p_unique_ids, p_params, p_instructions, p_annotations_wanted, p_priorities,
                         p_metadata, p_extras, p_responses)
      AS a (id, unique_id, params, instruction, annotations_wanted, priority, metadata, extra, response)),
  added AS (
    INSERT INTO task (organisation_id, environment, id, project_id, batch_id, type, purpose, status, params,
                      params_version, project_version, instruction, annotations_wanted, priority, urgency, metadata, unique_id,
                      clears_unique_id_on_error, tags, callback_url, callback_succeeded, response, created_at,
                      updated_at, completed_at)
    SELECT p_organisation, p_environment, id, p_project, p_batch, p_type, p_purpose,
           CASE WHEN response IS NULL THEN 'pending' ELSE 'completed' END, params::json, p_params_version,
           p_project_version, instruction, annotations_wanted, priority,
           coalesce(extra::json ->> 'urgency', 'standard'), metadata::jsonb, unique_id,
           coalesce((extra::json ->> 'clears_unique_id_on_error')::boolean, false),
           CASE WHEN extra::json -> 'tags' IS NOT NULL
                THEN ARRAY(SELECT json_array_elements_text(extra::json -> 'tags')) END,
           extra::json ->> 'callback_url', CASE WHEN response IS NOT NULL THEN true END, response::jsonb,
           p_created_at, p_created_at, CASE WHEN response IS NOT NULL THEN p_created_at END
      FROM arriving
    ON CONFLICT DO NOTHING
    RETURNING id, status, priority, annotations_wanted),
  queues AS MATERIALIZED (
    SELECT priority, queue_for(p_organisation, p_environment, p_project, p_batch, 'annotate', priority) AS queue_id
      FROM (SELECT DISTINCT priority FROM unnest(p_priorities) AS p (priority)) AS wanted
     WHERE p_environment = 'live' AND p_purpose = 'work'),
  opened AS (
    INSERT INTO opening (organisation_id, environment, task_id, queue_id, project_id, slots_left)
    SELECT p_organisation, p_environment, t.id, q.queue_id, p_project, t.annotations_wanted
      FROM added AS t JOIN queues AS q USING (priority)
     ORDER BY t.id),
  attached AS (
    INSERT INTO attachment (organisation_id, environment, task_id, position, url, status, mime_type, size_bytes,
                            storage_key)
    SELECT p_organisation, p_environment, t.id, url.position - 1, url.value,
           CASE WHEN f.id IS NULL THEN 'pending' ELSE 'fetched' END, f.mime_type, f.size_bytes, f.storage_key
      FROM unnest(p_ids, p_extras) AS a (id, extra)
      JOIN added AS t USING (id)
     CROSS JOIN LATERAL json_array_elements_text(a.extra::json -> 'attachments') WITH ORDINALITY AS url (value, position)
      LEFT JOIN file AS f   -- a file of the customer's own is there already
        ON f.organisation_id = p_organisation AND f.environment = p_environment
       AND f.id = substring(url.value FROM '^scaledata://[^/]+/(.+)$')
     WHERE a.extra IS NOT NULL),
  told AS (
    INSERT INTO event (organisation_id, environment, kind, task_id, project_id, batch_id, pending_for)
    SELECT p_organisation, p_environment, what.kind, t.id, p_project, p_batch, what.pending_for
      FROM added AS t
      JOIN (VALUES ('task.created', 'pending', NULL), ('task.created', 'completed', NULL),
                   ('task.completed', 'completed', 'delivery')) AS what (kind, status, pending_for) USING (status))
  SELECT count(*) INTO stored FROM added;
  IF stored < cardinality(p_ids) THEN
    RETURN QUERY SELECT t.unique_id, t.id FROM task AS t
                  WHERE t.organisation_id = p_organisation AND t.environment = p_environment
                    AND t.unique_id = ANY (p_unique_ids);
    GET DIAGNOSTICS found = ROW_COUNT;
    IF found < (SELECT count(DISTINCT u.id) FROM unnest(p_unique_ids) AS u (id)) THEN
      RAISE EXCEPTION 'A unique_id was given up while it was looked for.' USING ERRCODE = 'serialization_failure';
    END IF;
  END IF;
END $$;

-- A completed batch goes on, because work was added to it. Primary key; locks the batch.
CREATE OR REPLACE FUNCTION reopen_batch(p_organisation integer, p_environment environment, p_batch text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE reopened batch;
BEGIN
  UPDATE batch AS b SET status = 'in_progress', completed_at = NULL
   WHERE b.organisation_id = p_organisation AND b.environment = p_environment AND b.id = p_batch
     AND b.status = 'completed'
  RETURNING * INTO reopened;
  IF FOUND THEN
    UPDATE queue SET is_open = true
     WHERE organisation_id = p_organisation AND environment = p_environment
       AND project_id = reopened.project_id AND batch_id = p_batch;
    INSERT INTO event (organisation_id, environment, kind, project_id, batch_id)
    VALUES (p_organisation, p_environment, 'batch.reopened', reopened.project_id, p_batch);
  END IF;
END $$;

-- Complete a batch in progress of which no task is pending and at least one exists; false when it is not so.
-- Its queues close, for each that is open is looked into at every lease. Call it after the change of a task was
-- committed: two that end at once do not see each other.
CREATE OR REPLACE FUNCTION complete_batch(p_organisation integer, p_environment environment, p_batch text)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE found_one batch;
BEGIN
  SELECT * INTO found_one FROM batch AS b
   WHERE b.organisation_id = p_organisation AND b.environment = p_environment AND b.id = p_batch FOR NO KEY UPDATE;
  IF found_one.status IS DISTINCT FROM 'in_progress' OR NOT EXISTS (
    SELECT FROM task_count AS c
     WHERE c.organisation_id = p_organisation AND c.environment = p_environment AND c.batch_id = p_batch
    HAVING sum(c.tasks) > 0 AND coalesce(sum(c.tasks) FILTER (WHERE c.status = 'pending'), 0) = 0) THEN
    RETURN false;
  END IF;
  UPDATE batch AS b SET status = 'completed', completed_at = date_trunc('milliseconds', now())
   WHERE b.organisation_id = p_organisation AND b.environment = p_environment AND b.id = p_batch;
  UPDATE queue SET is_open = false
   WHERE organisation_id = p_organisation AND environment = p_environment
     AND project_id = found_one.project_id AND batch_id = p_batch;
  INSERT INTO event (organisation_id, environment, kind, project_id, batch_id, pending_for)
  VALUES (p_organisation, p_environment, 'batch.completed', found_one.project_id, p_batch, 'delivery');
  RETURN true;
END $$;

-- Cancel a pending task: nobody is given it any more. Tells the status it had, and no row where there is no
-- such task; cancelling twice does nothing more than clear the unique_id where asked. Locks the task and then
-- its openings, as all do who move slots.
CREATE OR REPLACE FUNCTION cancel_task(p_organisation integer, p_environment environment, p_task text, p_clears boolean)
RETURNS TABLE (status text, batch_id text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE found_one task;
BEGIN
  SELECT * INTO found_one FROM task AS t
   WHERE t.organisation_id = p_organisation AND t.environment = p_environment AND t.id = p_task FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  IF found_one.status = 'pending' THEN
    UPDATE opening AS o SET slots_left = 0
     WHERE o.organisation_id = p_organisation AND o.environment = p_environment AND o.task_id = p_task;
    UPDATE task AS t SET status = 'cancelled', completed_at = date_trunc('milliseconds', now()),
           updated_at = date_trunc('milliseconds', now()), unique_id = CASE WHEN NOT p_clears THEN t.unique_id END
     WHERE t.organisation_id = p_organisation AND t.environment = p_environment AND t.id = p_task;
    INSERT INTO event (organisation_id, environment, kind, task_id, project_id, batch_id, pending_for)
    VALUES (p_organisation, p_environment, 'task.cancelled', p_task, found_one.project_id, found_one.batch_id,
            CASE WHEN found_one.batch_id IS NOT NULL THEN 'delivery' END);   -- it may have been the batch's last
  ELSIF found_one.status = 'cancelled' AND p_clears THEN
    UPDATE task AS t SET unique_id = NULL
     WHERE t.organisation_id = p_organisation AND t.environment = p_environment AND t.id = p_task;
  END IF;
  RETURN QUERY SELECT found_one.status, found_one.batch_id;
END $$;

-- Cancel a batch that is not completed, with `p_limit` of its pending tasks; how many these were. Nobody is given
-- its tasks any more from then on. Index task_batch; locks the batch, then tasks in the order of their ids, then
-- their openings, as all do who move slots.
CREATE OR REPLACE FUNCTION cancel_batch(p_organisation integer, p_environment environment, p_batch text, p_limit integer)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE chosen text[];
BEGIN
  UPDATE batch AS b SET status = 'cancelled'
   WHERE b.organisation_id = p_organisation AND b.environment = p_environment AND b.id = p_batch
     AND b.status IN ('staging', 'in_progress');
  UPDATE queue AS q SET is_open = false
   WHERE q.organisation_id = p_organisation AND q.environment = p_environment AND q.batch_id = p_batch AND q.is_open;
  chosen := ARRAY(
    SELECT t.id FROM task AS t
     WHERE t.organisation_id = p_organisation AND t.environment = p_environment AND t.batch_id = p_batch
       AND t.status = 'pending'
     ORDER BY t.id
     LIMIT p_limit
       FOR NO KEY UPDATE);
  UPDATE opening AS o SET slots_left = 0
   WHERE o.organisation_id = p_organisation AND o.environment = p_environment AND o.task_id = ANY (chosen);
  UPDATE task AS t SET status = 'cancelled', completed_at = date_trunc('milliseconds', now()),
         updated_at = date_trunc('milliseconds', now())
   WHERE t.organisation_id = p_organisation AND t.environment = p_environment AND t.id = ANY (chosen)
     AND t.status = 'pending';
  INSERT INTO event (organisation_id, environment, kind, task_id, project_id, batch_id)
  SELECT p_organisation, p_environment, 'task.cancelled', t.id, t.project_id, p_batch
    FROM task AS t
   WHERE t.organisation_id = p_organisation AND t.environment = p_environment AND t.id = ANY (chosen);
  RETURN cardinality(chosen);
END $$;
