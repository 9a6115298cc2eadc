-- name: outbox_waiting   What waits for each stage, and since when. Index event_pending, 10,000 entries at most.
SELECT pending_for AS stage, count(*) AS events,
       greatest(extract(epoch FROM now() - min(created_at)), 0)::double precision AS lag_seconds
  FROM (SELECT pending_for, created_at FROM event WHERE pending_for IS NOT NULL LIMIT 10000) AS waiting
 GROUP BY pending_for;

-- name: tasks_by_status   How many tasks there are; sums the folded counts. Small table.
SELECT environment::text, status, sum(tasks)::bigint AS tasks
  FROM task_count
 GROUP BY environment, status;

-- name: callbacks_waiting   How many callbacks wait. Index callback_due, 10,000 entries at most.
SELECT count(*) AS callbacks
  FROM (SELECT FROM callback WHERE state = 'pending' LIMIT 10000) AS waiting;

-- name: migrations_run   What has been migrated. Small table.
SELECT name FROM migration;
