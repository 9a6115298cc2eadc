-- name: find_people   The organisation's people by e-mail, with their worker where they are one. Unique key.
SELECT u.email, u.id AS user_id, w.id AS worker_id
  FROM app_user AS u
  JOIN member AS m ON m.user_id = u.id AND m.organisation_id = %(organisation_id)s AND m.status <> 'disabled'
  LEFT JOIN worker AS w ON w.user_id = u.id
 WHERE u.email = ANY (%(emails)s);

-- name: find_projects   Projects by name. Unique key.
SELECT id, name
  FROM project
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND name = ANY (%(names)s)
   AND NOT is_implicit;

-- name: assign   Give workers projects; those they have already stay. Primary key.
INSERT INTO studio_assignment (organisation_id, environment, project_id, worker_id)
SELECT %(organisation_id)s, %(environment)s, project_id, worker_id
  FROM unnest(%(project_ids)s::text[]) AS p (project_id)
 CROSS JOIN unnest(%(worker_ids)s::text[]) AS w (worker_id)
ON CONFLICT DO NOTHING;

-- name: unassign   Take projects from workers. Primary key.
DELETE FROM studio_assignment
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
   AND project_id = ANY (%(project_ids)s) AND worker_id = ANY (%(worker_ids)s);

-- name: list_assignments   Every worker of the organisation with the names of their projects. Primary keys.
SELECT u.email,
       coalesce(array_agg(p.name ORDER BY p.name) FILTER (WHERE p.name IS NOT NULL), '{}') AS projects
  FROM member AS m
  JOIN app_user AS u ON u.id = m.user_id
  JOIN worker AS w ON w.user_id = u.id
  LEFT JOIN studio_assignment AS s ON s.organisation_id = m.organisation_id AND s.environment = %(environment)s
                                  AND s.worker_id = w.id
  LEFT JOIN project AS p ON p.organisation_id = s.organisation_id AND p.environment = s.environment
                        AND p.id = s.project_id
 WHERE m.organisation_id = %(organisation_id)s AND m.status <> 'disabled'
 GROUP BY u.email
HAVING bool_or(m.role = 'worker') OR count(s.worker_id) > 0
 ORDER BY u.email;

-- name: list_groups   The groups of a project with who is in them. Unique key.
SELECT g.id, g.name,
       coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'email', u.email) ORDER BY u.email)
                FILTER (WHERE w.id IS NOT NULL), '[]') AS workers
  FROM worker_group AS g
  LEFT JOIN worker_group_member AS m ON m.organisation_id = g.organisation_id AND m.environment = g.environment
                                    AND m.group_id = g.id
  LEFT JOIN worker AS w ON w.id = m.worker_id
  LEFT JOIN app_user AS u ON u.id = w.user_id
 WHERE g.organisation_id = %(organisation_id)s AND g.environment = %(environment)s
   AND g.project_id = %(project_id)s
 GROUP BY g.id, g.name
 ORDER BY g.name;

-- name: create_group   A group; no row when the project has one of that name. Unique key.
INSERT INTO worker_group (organisation_id, environment, id, project_id, name)
VALUES (%(organisation_id)s, %(environment)s, %(id)s, %(project_id)s, %(name)s)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: join_group   Put workers in a group; those in it already stay. Primary key.
INSERT INTO worker_group_member (organisation_id, environment, group_id, worker_id)
SELECT %(organisation_id)s, %(environment)s, %(group_id)s, worker_id
  FROM unnest(%(worker_ids)s::text[]) AS w (worker_id)
ON CONFLICT DO NOTHING;

-- name: leave_group   Take workers out of a group. Primary key.
DELETE FROM worker_group_member
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
   AND group_id = %(group_id)s AND worker_id = ANY (%(worker_ids)s);

-- name: pending_batches   Batches still to be done, ranked ones first, then the oldest. Unique keys.
SELECT b.id, b.name, b.project_id, p.name AS project_name, b.is_calibration, b.studio_priority,
       coalesce((SELECT array_agg(g.name ORDER BY g.name) FROM worker_group AS g
                  WHERE g.organisation_id = b.organisation_id AND g.environment = b.environment
                    AND g.id = ANY (b.group_ids)), '{}') AS groups,
       c.total, c.completed
  FROM batch AS b
  JOIN project AS p ON p.organisation_id = b.organisation_id AND p.environment = b.environment AND p.id = b.project_id
 CROSS JOIN LATERAL (
   SELECT coalesce(sum(t.tasks), 0)::bigint AS total,
          coalesce(sum(t.tasks) FILTER (WHERE t.status = 'completed'), 0)::bigint AS completed
     FROM task_count AS t
    WHERE t.organisation_id = b.organisation_id AND t.environment = b.environment AND t.batch_id = b.id) AS c
 WHERE b.organisation_id = %(organisation_id)s AND b.environment = %(environment)s
   AND b.status IN ('staging', 'in_progress')
 ORDER BY b.studio_priority, b.created_at, b.id;

-- name: rank_batches   Rank batches from 1 in this order; those not named lose their rank. Primary key.
UPDATE batch AS b SET studio_priority = ranked.place
  FROM batch AS present
  LEFT JOIN unnest(%(ids)s::text[]) WITH ORDINALITY AS ranked (id, place) ON ranked.id = present.id
 WHERE b.organisation_id = %(organisation_id)s AND b.environment = %(environment)s
   AND present.organisation_id = b.organisation_id AND present.environment = b.environment AND present.id = b.id
   AND b.studio_priority IS DISTINCT FROM ranked.place;

-- name: rank_queues   Carry the ranks of batches to their queues. Primary keys.
UPDATE queue AS q SET batch_rank = coalesce(b.studio_priority, 2147483647)
  FROM batch AS b
 WHERE q.organisation_id = %(organisation_id)s AND q.environment = %(environment)s
   AND b.organisation_id = q.organisation_id AND b.environment = q.environment AND b.id = q.batch_id
   AND q.batch_rank <> coalesce(b.studio_priority, 2147483647);

-- name: give_batch   Leave a batch to groups, or to everyone when there are none. Unique key.
UPDATE batch SET group_ids = %(group_ids)s
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s AND id = %(batch_id)s;

-- name: give_queues   The same for its queues. Unique key.
UPDATE queue SET group_ids = %(group_ids)s
 WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
   AND project_id = %(project_id)s AND batch_id = %(batch_id)s;
