-- name: add_file   Keep a file's record; no row when its reference id is taken. Unique key.
INSERT INTO file (organisation_id, environment, id, reference_id, display_name, mime_type, size_bytes,
                  sha256, storage_key, project_names, metadata, created_at)
VALUES (%(organisation_id)s, %(environment)s, %(id)s, %(reference_id)s, %(display_name)s, %(mime_type)s,
        %(size_bytes)s, %(sha256)s, %(storage_key)s, %(project_names)s, %(metadata)s, %(created_at)s)
ON CONFLICT DO NOTHING
RETURNING *;

-- name: project_exists   Whether a project of this name exists. Unique key.
SELECT EXISTS (SELECT FROM project
                WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
                  AND name = %(name)s) AS is_there;

-- name: files   Records of files by id. Primary key.
SELECT id, reference_id, display_name, mime_type, size_bytes, storage_key, project_names, metadata, created_at
  FROM file
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id = ANY (%(ids)s);

-- name: attachments   What tasks point at, in the order of their params. Primary key.
SELECT task_id, position, url, status, mime_type, storage_key
  FROM attachment
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
   AND task_id = ANY (%(task_ids)s)
 ORDER BY task_id, position;

-- name: pairs_with_attachments   Whose attachments are due. Skips along attachment_due; no lock.
WITH RECURSIVE pair AS (
  (SELECT organisation_id, environment
     FROM attachment
    WHERE status = 'pending'
    ORDER BY organisation_id, environment
    LIMIT 1)
  UNION ALL
  SELECT following.organisation_id, following.environment
    FROM pair
   CROSS JOIN LATERAL (
     SELECT organisation_id, environment
       FROM attachment
      WHERE status = 'pending'
        AND (organisation_id, environment) > (pair.organisation_id, pair.environment)
      ORDER BY organisation_id, environment
      LIMIT 1) AS following
)
SELECT organisation_id, environment
  FROM pair
 WHERE EXISTS (SELECT FROM attachment
                WHERE status = 'pending' AND attachment.organisation_id = pair.organisation_id
                  AND attachment.environment = pair.environment AND next_attempt_at <= now())
 LIMIT 10000;

-- name: claim_attachments   Take due attachments to fetch; another runner may take them again only after
-- `visible_seconds`. Index attachment_due; locks the rows it takes, passes over locked ones.
WITH due AS (
  SELECT task_id, position
    FROM attachment
   WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
     AND status = 'pending' AND next_attempt_at <= now()
   ORDER BY next_attempt_at
   LIMIT %(limit)s
     FOR UPDATE SKIP LOCKED
)
UPDATE attachment
   SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => %(visible_seconds)s)
  FROM due, task
 WHERE attachment.organisation_id = %(organisation_id)s AND attachment.environment = %(environment)s
   AND attachment.task_id = due.task_id AND attachment.position = due.position
   AND task.organisation_id = %(organisation_id)s AND task.environment = %(environment)s
   AND task.id = due.task_id
RETURNING attachment.task_id, attachment.position, attachment.url, attachment.attempts,
          task.status AS task_status;

-- name: end_attachment   Note how fetching ended; later answers of the same attempt find it ended. Primary key.
UPDATE attachment
   SET status = %(status)s, status_code = %(status_code)s, failure = %(failure)s,
       mime_type = %(mime_type)s, size_bytes = %(size_bytes)s, storage_key = %(storage_key)s
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
   AND task_id = %(task_id)s AND position = %(position)s AND status = 'pending';

-- name: delay_attachment   Note a failure that may pass, and when to try again. Primary key.
UPDATE attachment
   SET status_code = %(status_code)s, failure = %(failure)s,
       next_attempt_at = now() + make_interval(secs => %(wait_seconds)s)
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
   AND task_id = %(task_id)s AND position = %(position)s AND status = 'pending';

-- name: fail_task   A task whose attachments cannot be fetched is an error that says which. No row when it
-- was no longer pending. Primary key.
UPDATE task
   SET status = 'error',
       response = jsonb_build_object(
         'error', 'One or more attachments could not be downloaded.',
         'attachments', (
           SELECT jsonb_agg(jsonb_build_object('statusCode', status_code, 'url', url) ORDER BY position)
             FROM attachment
            WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
              AND task_id = %(task_id)s AND status = 'failed')),
       unique_id = CASE WHEN clears_unique_id_on_error THEN NULL ELSE unique_id END,
       completed_at = date_trunc('milliseconds', now()),
       updated_at = date_trunc('milliseconds', now())
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id = %(task_id)s
   AND status = 'pending'
RETURNING project_id, batch_id, purpose;

-- name: close_openings   Nobody is given this task any more. Primary key; the task is locked, as everywhere
-- before its openings.
UPDATE opening
   SET slots_left = 0
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND task_id = %(task_id)s;

-- name: file_by_reference   The file of a reference id. Unique key.
SELECT *
  FROM file
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND reference_id = %(reference_id)s;
