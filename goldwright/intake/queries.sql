-- name: intake_context   What a new task is checked against. See functions.sql.
SELECT * FROM intake_context(%(organisation_id)s, %(environment)s, %(user_id)s, %(type)s, %(project)s, %(batch)s,
                             %(version)s);

-- name: create_tasks   Store tasks of one project and batch; those whose unique_id exists come back. See functions.sql.
SELECT * FROM create_tasks(%(organisation_id)s, %(environment)s, %(user_id)s, %(project_id)s, %(batch_id)s, %(type)s,
  %(purpose)s, %(params_version)s::smallint, %(created_at)s, %(project_version)s, %(ids)b::text[], %(unique_ids)b::text[],
  %(params)b::text[], %(instructions)b::text[], %(annotations_wanted)b::smallint[], %(priorities)b::smallint[],
  %(metadata)b::text[], %(extras)b::text[], %(responses)b::text[]);

-- name: find_tasks   Tasks by id with the names of their project and batch. Primary key.
SELECT t.*, CASE WHEN NOT p.is_implicit THEN p.name END AS project_name, b.name AS batch_name
  FROM task AS t
  JOIN project AS p ON p.organisation_id = t.organisation_id AND p.environment = t.environment AND p.id = t.project_id
  LEFT JOIN batch AS b ON b.organisation_id = t.organisation_id AND b.environment = t.environment AND b.id = t.batch_id
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s AND t.id = ANY (%(ids)s);

-- name: list_tasks   Where a page of tasks begins; filters, order and page follow. Primary key, or an index below.
SELECT t.*, CASE WHEN NOT p.is_implicit THEN p.name END AS project_name, b.name AS batch_name
  FROM task AS t
  JOIN project AS p ON p.organisation_id = t.organisation_id AND p.environment = t.environment AND p.id = t.project_id
  LEFT JOIN batch AS b ON b.organisation_id = t.organisation_id AND b.environment = t.environment AND b.id = t.batch_id
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s AND t.purpose = 'work'

-- name: task_ids   Which tasks to look at; what chooses them, their order and a place follow. The index that serves what chooses.
SELECT t.id
  FROM task AS t
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s AND t.purpose = 'work'

-- name: newest_of_status   The newest tasks of a status, of all projects: of each the first, of those the first. Read in order from
-- index task_status, a page for each project; the caller switches sorting off, so that no statistics are needed.
SELECT newest.id
  FROM project AS p
 CROSS JOIN LATERAL (
         SELECT t.id
           FROM task AS t
          WHERE t.organisation_id = p.organisation_id AND t.environment = p.environment AND t.project_id = p.id
            AND t.status = %(status)s AND t.purpose = 'work' AND t.id < %(before)s AND t.id >= %(since)s
          ORDER BY t.id DESC
          LIMIT %(looked_at)s
       ) AS newest
 WHERE p.organisation_id = %(organisation_id)s AND p.environment = %(environment)s
 ORDER BY newest.id DESC
 LIMIT %(looked_at)s

-- name: count_tasks   How many tasks match the filters that follow, exactly.
SELECT count(*) AS total
  FROM task AS t
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s AND t.purpose = 'work'

-- name: sum_counts   The same from the counts by project, batch and status, where no other filter is set.
SELECT coalesce(sum(t.tasks), 0)::bigint AS total
  FROM task_count AS t
 WHERE t.organisation_id = %(organisation_id)s AND t.environment = %(environment)s

-- name: cancel_task   Cancel a pending task; the status it had, no row where there is none. See functions.sql.
SELECT status, batch_id FROM cancel_task(%(organisation_id)s, %(environment)s, %(task_id)s, %(clears)s);

-- name: set_unique_id   Give a task a unique_id, or none; the old value is free at once. Primary key.
UPDATE task SET unique_id = %(unique_id)s, updated_at = greatest(updated_at, date_trunc('milliseconds', now()))
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id = %(task_id)s
RETURNING id;

-- name: set_task_metadata   Replace a task's metadata. Primary key.
UPDATE task SET metadata = %(metadata)s, updated_at = greatest(updated_at, date_trunc('milliseconds', now()))
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id = %(task_id)s
RETURNING id;

-- name: lock_tags   The tags of a task that are about to change. Primary key; locks the task.
SELECT coalesce(tags, '{}') AS tags
  FROM task
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id = %(task_id)s
   FOR NO KEY UPDATE;

-- name: set_tags   Replace a task's tags. Primary key.
UPDATE task SET tags = %(tags)s, updated_at = greatest(updated_at, date_trunc('milliseconds', now()))
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id = %(task_id)s;

-- name: known_files   Which of these files exist. Primary key.
SELECT id
  FROM file
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id = ANY (%(ids)s);

-- name: create_project   A project with version 0 of its params; false when the name is taken. See functions.sql.
SELECT create_project(%(organisation_id)s, %(environment)s, %(id)s, %(name)s, %(type)s, false, %(created_at)s,
                      %(is_rapid)s, %(is_studio)s, %(dataset_id)s, %(params)s) AS is_created;

-- name: list_projects   Projects with every version of their params, oldest first. Primary keys.
SELECT p.*, v.history
  FROM project AS p
 CROSS JOIN LATERAL (
   SELECT json_agg(json_build_object('version', version, 'params', params,
                                     'created_at', created_at) ORDER BY version) AS history
     FROM project_version
    WHERE organisation_id = p.organisation_id AND environment = p.environment AND project_id = p.id) AS v
 WHERE p.organisation_id = %(organisation_id)s AND p.environment = %(environment)s AND NOT p.is_implicit
   AND (p.archived_at IS NOT NULL) = %(is_archived)s
 ORDER BY p.created_at, p.id;

-- name: find_project   One project with every version of its params. Unique key.
SELECT p.*, v.history
  FROM project AS p
 CROSS JOIN LATERAL (
   SELECT json_agg(json_build_object('version', version, 'params', params,
                                     'created_at', created_at) ORDER BY version) AS history
     FROM project_version
    WHERE organisation_id = p.organisation_id AND environment = p.environment AND project_id = p.id) AS v
 WHERE p.organisation_id = %(organisation_id)s AND p.environment = %(environment)s AND NOT p.is_implicit
   AND p.name = %(name)s;

-- name: next_version   Draw the next version of a project's params, with the last one's. Keys; locks the project.
UPDATE project AS p SET latest_version = p.latest_version + 1
 WHERE p.organisation_id = %(organisation_id)s AND p.environment = %(environment)s AND p.name = %(name)s
   AND NOT p.is_implicit
RETURNING p.id, p.latest_version,
  (SELECT v.params FROM project_version AS v
    WHERE v.organisation_id = p.organisation_id AND v.environment = p.environment AND v.project_id = p.id
      AND v.version = p.latest_version - 1) AS params;

-- name: add_version   Store params as a version. Primary key.
INSERT INTO project_version (organisation_id, environment, project_id, version, params, created_at)
VALUES (%(organisation_id)s, %(environment)s, %(project_id)s, %(version)s, %(params)s, %(created_at)s);

-- name: create_batch   A batch; no row when the name is taken. Unique key.
INSERT INTO batch (organisation_id, environment, id, project_id, name, status, callback, is_calibration,
                   is_self_label, metadata, created_at)
SELECT p.organisation_id, p.environment, %(id)s, p.id, %(name)s,
       CASE WHEN (p.is_rapid OR p.is_studio OR %(is_staging)s) AND p.environment = 'live' THEN 'staging' ELSE 'in_progress' END,
       %(callback)s, %(is_calibration)s, %(is_self_label)s, %(metadata)s, %(created_at)s
  FROM project AS p
 WHERE p.organisation_id = %(organisation_id)s AND p.environment = %(environment)s AND p.id = %(project_id)s
ON CONFLICT (organisation_id, environment, name) DO NOTHING
RETURNING id, status;

-- name: list_batches   Where a page of batches begins; filters, order and page follow. Unique keys.
SELECT b.*, p.name AS project_name
  FROM batch AS b
  JOIN project AS p ON p.organisation_id = b.organisation_id AND p.environment = b.environment AND p.id = b.project_id
 WHERE b.organisation_id = %(organisation_id)s AND b.environment = %(environment)s

-- name: count_batches   How many batches match the filters that follow.
SELECT count(*) AS total
  FROM batch AS b
  JOIN project AS p ON p.organisation_id = b.organisation_id AND p.environment = b.environment AND p.id = b.project_id
 WHERE b.organisation_id = %(organisation_id)s AND b.environment = %(environment)s

-- name: project_counts   How many tasks of each project there are in each status. Index task_count_key.
SELECT c.project_id, c.status, sum(c.tasks)::bigint AS tasks
  FROM task_count AS c
 WHERE c.organisation_id = %(organisation_id)s AND c.environment = %(environment)s
 GROUP BY c.project_id, c.status;

-- name: batch_counts   How many tasks of a batch there are in each status. Index task_count_batch.
SELECT c.status, sum(c.tasks)::bigint AS tasks
  FROM task_count AS c
 WHERE c.organisation_id = %(organisation_id)s AND c.environment = %(environment)s AND c.batch_id = %(batch_id)s
 GROUP BY c.status;

-- name: finalize_batch   Release a staging batch; no row when it was not staging. Unique key; locks the batch.
UPDATE batch SET status = 'in_progress'
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND name = %(name)s
   AND status = 'staging'
RETURNING id, project_id;

-- name: open_queues   Let the tasks of a batch be given out. Unique key of queue.
UPDATE queue SET is_open = true
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND project_id = %(project_id)s
   AND batch_id = %(batch_id)s;

-- name: cancel_batch   Cancel a batch with some of its pending tasks; how many. See functions.sql.
SELECT cancel_batch(%(organisation_id)s, %(environment)s, %(batch_id)s, %(limit)s) AS tasks;

-- name: complete_batch   Complete a batch in which nothing is pending; whether it was so. See functions.sql.
SELECT complete_batch(%(organisation_id)s, %(environment)s, %(batch_id)s) AS is_completed;

-- name: set_batch_metadata   Replace a batch's metadata. Unique key.
UPDATE batch SET metadata = %(metadata)s
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND name = %(name)s
RETURNING id;

-- name: fetched_attachments   Copies kept of what tasks point at, in order. Primary key.
SELECT task_id, storage_key, coalesce(mime_type, 'application/octet-stream') AS mime_type
  FROM attachment
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND task_id = ANY (%(ids)s)
   AND storage_key IS NOT NULL
 ORDER BY task_id, position;
