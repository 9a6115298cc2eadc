-- Why: customers look through tasks by status and by who answered them; without these a page of a rare status, or of
-- one worker, would read all of a project.
-- Lock: SHARE on task and on annotation while each index is built, so writes wait and reads go on; about a second for
-- 300,000 rows.
CREATE INDEX task_status ON task (project_id, status, organisation_id, environment, id);
CREATE INDEX annotation_worker_task ON annotation (worker_id, organisation_id, environment, task_id);
