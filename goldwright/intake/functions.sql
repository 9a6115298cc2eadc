-- Functions of intake that later stages call inside their own transactions. Each runs as its caller
-- (security invoker), so policies hold; the identity must be set.

-- The queue for a project, batch, stage and priority; made when missing. Unique key.
CREATE OR REPLACE FUNCTION queue_for(p_organisation integer, p_environment environment, p_project text,
  p_batch text, p_stage text, p_priority smallint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE found_id bigint;
BEGIN
  LOOP
    SELECT id INTO found_id FROM queue
     WHERE organisation_id = p_organisation AND environment = p_environment AND project_id = p_project
       AND batch_id IS NOT DISTINCT FROM p_batch AND stage = p_stage AND priority = p_priority;
    IF FOUND THEN RETURN found_id; END IF;
    INSERT INTO queue (organisation_id, environment, project_id, batch_id, stage, priority, is_open, group_ids, batch_rank)
    SELECT p_organisation, p_environment, p_project, p_batch, p_stage, p_priority,
           coalesce(b.status = 'in_progress', true), b.group_ids, coalesce(b.studio_priority, 2147483647)
      FROM (SELECT 1) AS one
      LEFT JOIN batch AS b ON b.organisation_id = p_organisation AND b.environment = p_environment AND b.id = p_batch
    ON CONFLICT DO NOTHING;
  END LOOP;
END $$;

-- Fix a task's response as its own and tell delivery; false when it was no longer pending. Primary key.
CREATE OR REPLACE FUNCTION complete_task(p_organisation integer, p_environment environment, p_task text,
  p_response jsonb, p_confidence real) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE done task;
BEGIN
  UPDATE task SET status = 'completed', response = p_response, confidence = p_confidence,
         completed_at = date_trunc('milliseconds', now()), updated_at = date_trunc('milliseconds', now())
   WHERE organisation_id = p_organisation AND environment = p_environment AND id = p_task AND status = 'pending'
  RETURNING * INTO done;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO event (organisation_id, environment, kind, task_id, project_id, batch_id, worker_id, pending_for)
  VALUES (p_organisation, p_environment, 'task.completed', p_task, done.project_id, done.batch_id, current_worker(),
          CASE WHEN done.purpose = 'work' THEN 'delivery' END);
  RETURN true;
END $$;
