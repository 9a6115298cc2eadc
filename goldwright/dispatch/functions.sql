-- The hot path: leasing. Each function runs as its caller (security invoker), so policies hold.

-- The worker behind a session token, who from here on acts in this transaction. Primary key.
CREATE OR REPLACE FUNCTION act_as_worker(p_token bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE found_worker text; found_status text; acting text;   -- assigned, a call costs a third of PERFORM
BEGIN
  SELECT w.id, w.status INTO found_worker, found_status
    FROM session AS s JOIN worker AS w ON w.id = s.worker_id
   WHERE s.token_hash = p_token AND s.expires_at > now();
  IF NOT FOUND THEN
    RAISE EXCEPTION 'This session is unknown or has ended; sign in again.' USING ERRCODE = 'GW401';
  END IF;
  IF found_status <> 'active' THEN
    RAISE EXCEPTION 'This worker is %; ask the operator.', found_status USING ERRCODE = 'GW403';
  END IF;
  acting := act_as('worker', NULL, NULL, found_worker, NULL);
  RETURN found_worker;
END $$;

-- One assignment as its worker sees it, as JSON text: content and price; nothing that would tell gold from
-- other work.
CREATE OR REPLACE FUNCTION assignment_shown(a assignment, with_content boolean) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN left(json_build_object(
      'assignment_id', a.id, 'stage', a.stage, 'status', a.status,
      'price_micros', a.price_micros, 'currency', a.currency, 'leased_at', a.leased_at, 'shown_at', a.shown_at,
      'lease_expires_at', a.lease_expires_at, 'lease_seconds', a.lease_seconds,
      'is_onboarding', a.purpose = 'onboarding')::text, -1)
    || CASE WHEN with_content THEN (
         SELECT ', ' || substr(json_build_object('project', CASE WHEN p.is_implicit THEN NULL ELSE p.name END,
                  'type', t.type, 'instruction', t.instruction, 'rejections', t.rejections, 'rules', p.rules,
                  'params', t.params)::text, 2)
           FROM task AS t JOIN project AS p USING (organisation_id, environment)
          WHERE t.organisation_id = a.organisation_id AND t.environment = a.environment
            AND t.id = a.task_id AND p.id = t.project_id)
       ELSE '}' END;
END $$;

-- One own assignment with its content, whatever its status. Index assignment_id.
CREATE OR REPLACE FUNCTION assignment_content(p_token bytea, p_assignment text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE me text := act_as_worker(p_token); found_one assignment;
BEGIN
  SELECT * INTO found_one FROM assignment WHERE worker_id = me AND id = p_assignment;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'You have no assignment %.', p_assignment USING ERRCODE = 'GW404';
  END IF;
  RETURN assignment_shown(found_one, true);
END $$;

-- Take one slot of the next opening after a position, passing over what others are just taking and what
-- this worker has already met; nulls when there is none. Index opening_waiting; locks one opening. The
-- settings leave the planner only that index in its order: before the first ANALYZE after a bulk load it
-- would take all that waits, sort it and keep one row (380 ms instead of 0.2 with 10,000 waiting).
CREATE OR REPLACE FUNCTION take_next_slot(p_queue bigint, p_worker text, p_after bigint) RETURNS opening
LANGUAGE plpgsql VOLATILE SET enable_sort = off SET enable_bitmapscan = off SET enable_seqscan = off AS $$
DECLARE taken opening;
BEGIN
  WITH next_opening AS MATERIALIZED (
    SELECT o.organisation_id, o.environment, o.task_id, o.stage
      FROM opening AS o
     WHERE o.queue_id = p_queue AND o.slots_left > 0 AND o.position > p_after
       AND NOT EXISTS (SELECT FROM assignment AS a   -- OFFSET: asked row by row, never joined to all they did
                        WHERE a.organisation_id = o.organisation_id AND a.environment = o.environment
                          AND a.task_id = o.task_id AND a.stage = o.stage AND a.worker_id = p_worker
                          AND a.status IN ('leased', 'submitted', 'late', 'skipped') OFFSET 0)
     ORDER BY o.position
     LIMIT 1
       FOR UPDATE OF o SKIP LOCKED)
  UPDATE opening AS o
     SET slots_left = o.slots_left - 1
    FROM next_opening AS n
   WHERE o.organisation_id = n.organisation_id AND o.environment = n.environment
     AND o.task_id = n.task_id AND o.stage = n.stage
  RETURNING o.* INTO taken;
  RETURN taken;
END $$;

-- Take a slot of one queue from where this worker stands in it (null: never there). When nothing is left
-- ahead the cursor goes back to the start once, since a row that was locked or committed late may have
-- been passed; while it stays empty it looks again at most every two seconds.
CREATE OR REPLACE FUNCTION take_from_queue(p_queue bigint, p_worker text, p_place queue_cursor) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE taken opening;
BEGIN
  taken := take_next_slot(p_queue, p_worker, coalesce(p_place.position, 0));
  IF taken.task_id IS NULL AND p_place.position > 0
     AND (NOT p_place.is_exhausted OR p_place.rewound_at < clock_timestamp() - interval '2 seconds') THEN
    taken := take_next_slot(p_queue, p_worker, 0);
    IF taken.task_id IS NULL THEN
      UPDATE queue_cursor SET is_exhausted = true, rewound_at = clock_timestamp()
       WHERE worker_id = p_worker AND queue_id = p_queue;
      RETURN NULL;
    END IF;
  END IF;
  IF taken.task_id IS NULL THEN RETURN NULL; END IF;
  INSERT INTO queue_cursor (organisation_id, environment, queue_id, worker_id, position)
  VALUES (taken.organisation_id, taken.environment, p_queue, p_worker, taken.position)
  ON CONFLICT (worker_id, queue_id) DO UPDATE SET position = excluded.position, is_exhausted = false;
  RETURN taken.task_id;
END $$;

-- Whether work waits ahead of where this worker stands in a queue. Index opening_waiting; no lock. The settings
-- are those of `take_next_slot`.
CREATE OR REPLACE FUNCTION work_waits(p_queue bigint, p_worker text, p_after bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET enable_sort = off SET enable_bitmapscan = off SET enable_seqscan = off AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM opening AS o
     WHERE o.queue_id = p_queue AND o.slots_left > 0 AND o.position > p_after
       AND NOT EXISTS (SELECT FROM assignment AS a
                        WHERE a.organisation_id = o.organisation_id AND a.environment = o.environment
                          AND a.task_id = o.task_id AND a.stage = o.stage AND a.worker_id = p_worker
                          AND a.status IN ('leased', 'submitted', 'late', 'skipped') OFFSET 0));
END $$;

-- Take a review of one queue from where this worker stands in it, as `take_from_queue` takes an annotation: nothing
-- that this worker answered, held or reviewed at any stage. Index opening_waiting; locks one opening.
CREATE OR REPLACE FUNCTION take_review(p_queue bigint, p_worker text, p_place queue_cursor) RETURNS text
LANGUAGE plpgsql VOLATILE SET enable_sort = off SET enable_bitmapscan = off SET enable_seqscan = off AS $$
DECLARE taken opening; after bigint := coalesce(p_place.position, 0);
BEGIN
  LOOP
    WITH next_opening AS MATERIALIZED (
      SELECT o.organisation_id, o.environment, o.task_id, o.stage
        FROM opening AS o
       WHERE o.queue_id = p_queue AND o.slots_left > 0 AND o.position > after
         AND NOT EXISTS (SELECT FROM assignment AS a
                          WHERE a.task_id = o.task_id AND a.worker_id = p_worker
                            AND a.organisation_id = o.organisation_id AND a.environment = o.environment
                            AND (a.status IN ('leased', 'submitted', 'late')
                                 OR a.stage = 'annotate' AND a.status = 'expired'   -- it may yet come, late
                                 OR a.stage = o.stage AND a.status = 'skipped') OFFSET 0)
       ORDER BY o.position
       LIMIT 1
         FOR UPDATE OF o SKIP LOCKED)
    UPDATE opening AS o
       SET slots_left = o.slots_left - 1
      FROM next_opening AS n
     WHERE o.organisation_id = n.organisation_id AND o.environment = n.environment
       AND o.task_id = n.task_id AND o.stage = n.stage
    RETURNING o.* INTO taken;
    EXIT WHEN FOUND OR after = 0
           OR p_place.is_exhausted AND p_place.rewound_at > clock_timestamp() - interval '2 seconds';
    after := 0;
  END LOOP;
  IF taken.task_id IS NULL THEN
    UPDATE queue_cursor SET is_exhausted = true, rewound_at = clock_timestamp()
     WHERE worker_id = p_worker AND queue_id = p_queue AND after = 0;
    RETURN NULL;
  END IF;
  INSERT INTO queue_cursor (organisation_id, environment, queue_id, worker_id, position)
  VALUES (taken.organisation_id, taken.environment, p_queue, p_worker, taken.position)
  ON CONFLICT (worker_id, queue_id) DO UPDATE SET position = excluded.position, is_exhausted = false;
  RETURN taken.task_id;
END $$;

-- Whether a review waits in a queue that this worker may take: as `take_review` chooses, from the start, for reviews
-- are few. Index opening_waiting; no lock.
CREATE OR REPLACE FUNCTION review_waits(p_queue bigint, p_worker text) RETURNS boolean
LANGUAGE plpgsql STABLE SET enable_sort = off SET enable_bitmapscan = off SET enable_seqscan = off AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM opening AS o
     WHERE o.queue_id = p_queue AND o.slots_left > 0
       AND NOT EXISTS (SELECT FROM assignment AS a
                        WHERE a.task_id = o.task_id AND a.worker_id = p_worker
                          AND a.organisation_id = o.organisation_id AND a.environment = o.environment
                          AND (a.status IN ('leased', 'submitted', 'late')
                               OR a.stage = 'annotate' AND a.status = 'expired'
                               OR a.stage = o.stage AND a.status = 'skipped') OFFSET 0));
END $$;

-- An onboarding task of a project that this worker has never met, in the order they were made.
CREATE OR REPLACE FUNCTION next_onboarding(p_project project, p_worker text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT g.task_id FROM gold_opening AS g
   WHERE g.organisation_id = p_project.organisation_id AND g.environment = p_project.environment
     AND g.project_id = p_project.id AND g.purpose = 'onboarding'
     AND NOT EXISTS (SELECT FROM assignment AS a
                      WHERE a.organisation_id = g.organisation_id AND a.environment = g.environment
                        AND a.task_id = g.task_id AND a.worker_id = p_worker
                        AND a.status IN ('leased', 'submitted', 'late', 'skipped'))
   ORDER BY g.position
   LIMIT 1);
END $$;

-- Draw a gold task of a project and stage that this worker has never met, in an order of the worker's own, and count the
-- showing. Null when all were met, or when the rest would let gold be collected: one that was shown as often as the
-- project allows rests for good, and nobody is shown more than the project's share of those there are, however they
-- let go of them. Locks the task drawn, passing over those just being drawn: two draws never both count as the last.
CREATE OR REPLACE FUNCTION draw_gold(p_project project, p_worker text, p_stage text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE known record; drawn text;
BEGIN
  IF p_project.gold_worker_share < 1 THEN
    SELECT count(*) AS tasks,
           count(*) FILTER (WHERE EXISTS (
             SELECT FROM assignment AS a
              WHERE a.organisation_id = g.organisation_id AND a.environment = g.environment
                AND a.task_id = g.task_id AND a.worker_id = p_worker)) AS met
      INTO known
      FROM gold_opening AS g
     WHERE g.organisation_id = p_project.organisation_id AND g.environment = p_project.environment
       AND g.project_id = p_project.id AND g.purpose = 'gold' AND g.stage = p_stage;
    IF known.met + 1 > p_project.gold_worker_share::numeric * known.tasks THEN RETURN NULL; END IF;
  END IF;
  UPDATE gold_opening AS o
     SET showings = o.showings + 1
   WHERE o.organisation_id = p_project.organisation_id AND o.environment = p_project.environment
     AND o.project_id = p_project.id
     AND o.task_id = (
       SELECT g.task_id FROM gold_opening AS g
        WHERE g.organisation_id = p_project.organisation_id AND g.environment = p_project.environment
          AND g.project_id = p_project.id AND g.purpose = 'gold' AND g.stage = p_stage
          AND (p_project.gold_showings_max IS NULL OR g.showings < p_project.gold_showings_max)
          AND NOT EXISTS (SELECT FROM assignment AS a
                           WHERE a.organisation_id = g.organisation_id AND a.environment = g.environment
                             AND a.task_id = g.task_id AND a.worker_id = p_worker
                             AND a.status IN ('leased', 'submitted', 'late', 'skipped'))
        ORDER BY md5(g.task_id || p_worker)
        LIMIT 1
          FOR UPDATE SKIP LOCKED)
  RETURNING o.task_id INTO drawn;
  RETURN drawn;
END $$;

-- Lease one more task to a worker; null when nothing offered to them is waiting.
CREATE OR REPLACE FUNCTION lease_one_more(p_worker text, p_project text) RETURNS assignment LANGUAGE plpgsql AS $$
DECLARE
  place record;
  wanted_task text;
  wanted_purpose text;
  wanted_stage text;
  tried_onboarding text[] := '{}';
  leased assignment;
BEGIN
  FOR place IN
    SELECT q.id AS queue_id, q.stage, p AS of_project, c AS reached,
           (o.onboarded_at IS NULL AND EXISTS (
              SELECT FROM gold_opening AS g
               WHERE g.organisation_id = p.organisation_id AND g.environment = p.environment
                 AND g.project_id = p.id AND g.purpose = 'onboarding')) AS is_onboarding
      FROM offer AS o
      JOIN project AS p ON p.organisation_id = o.organisation_id AND p.environment = o.environment AND p.id = o.project_id
      JOIN queue AS q ON q.organisation_id = o.organisation_id AND q.environment = o.environment AND q.project_id = o.project_id
      LEFT JOIN queue_cursor AS c ON c.worker_id = o.worker_id AND c.queue_id = q.id
     WHERE o.worker_id = p_worker AND o.is_open AND q.is_open AND (q.stage = 'annotate' OR o.may_review)
       AND (p_project IS NULL OR p.name = p_project OR p.id = p_project)
       AND (q.group_ids IS NULL OR EXISTS (
              SELECT FROM worker_group_member AS m
               WHERE m.worker_id = p_worker AND m.group_id = ANY (q.group_ids)))
     ORDER BY q.stage DESC, q.batch_rank, q.priority DESC, q.id   -- what is begun is finished first: reviews
  LOOP
    wanted_task := NULL;
    wanted_stage := 'annotate';
    IF place.is_onboarding THEN
      CONTINUE WHEN (place.of_project).id = ANY (tried_onboarding);
      tried_onboarding := tried_onboarding || (place.of_project).id;
      wanted_purpose := 'onboarding';
      wanted_task := next_onboarding(place.of_project, p_worker);
    ELSIF place.stage <> 'annotate' THEN
      wanted_stage := place.stage;
      IF place.stage = 'review' AND (place.of_project).gold_share > 0 AND random() < (place.of_project).gold_share
         AND review_waits(place.queue_id, p_worker) THEN
        wanted_purpose := 'gold';
        wanted_task := draw_gold(place.of_project, p_worker, 'review');
      END IF;
      IF wanted_task IS NULL THEN
        wanted_purpose := 'work';
        wanted_task := take_review(place.queue_id, p_worker, place.reached);
      END IF;
    ELSE
      -- In the place of waiting work only: where none is, what comes would be known for gold, and each queue
      -- that is done would be one more chance of it.
      IF (place.of_project).gold_share > 0 AND random() < (place.of_project).gold_share
         AND work_waits(place.queue_id, p_worker, coalesce((place.reached).position, 0)) THEN
        wanted_purpose := 'gold';
        wanted_task := draw_gold(place.of_project, p_worker, 'annotate');
      END IF;
      IF wanted_task IS NULL THEN
        wanted_purpose := 'work';
        wanted_task := take_from_queue(place.queue_id, p_worker, place.reached);
      END IF;
    END IF;
    CONTINUE WHEN wanted_task IS NULL;
    INSERT INTO assignment (organisation_id, environment, id, task_id, project_id, stage, purpose, worker_id,
      price_micros, currency, lease_seconds, leased_at, lease_expires_at)
    VALUES ((place.of_project).organisation_id, (place.of_project).environment, new_id('asg'), wanted_task,
      (place.of_project).id, wanted_stage, wanted_purpose, p_worker,
      CASE WHEN wanted_stage = 'annotate' THEN (place.of_project).rate_micros ELSE (place.of_project).review_rate_micros END,
      (place.of_project).currency, (place.of_project).lease_seconds, now(),
      now() + (place.of_project).lease_seconds * interval '1 second')
    RETURNING * INTO leased;
    INSERT INTO event (organisation_id, environment, kind, task_id, project_id, assignment_id, worker_id)
    VALUES (leased.organisation_id, leased.environment, 'assignment.leased', leased.task_id, leased.project_id,
            leased.id, p_worker);
    RETURN leased;
  END LOOP;
  RETURN NULL;
END $$;

-- What the worker behind a token then holds (`lease_as`).
CREATE OR REPLACE FUNCTION lease_next(p_token bytea, p_project text, p_hold integer, p_have text[])
RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY SELECT lease_as(act_as_worker(p_token), p_project, p_hold, p_have);
END $$;

-- Make the worker who acts hold up to `p_hold` assignments (of one project, if named) and show all of them, oldest
-- first; those in `p_have` without their content. Asking again after a lost answer gives the same ones.
-- Plans are kept: by its estimates PostgreSQL would plan some of the statements anew for every call.
CREATE OR REPLACE FUNCTION lease_as(me text, p_project text, p_hold integer, p_have text[])
RETURNS SETOF text LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  held integer := 0;
  one assignment;
  turn text := pg_advisory_xact_lock(hashtextextended(me, 0));   -- two tabs of one worker take turns
BEGIN
  FOR one IN
    SELECT * FROM assignment AS a
     WHERE a.worker_id = me AND a.status = 'leased' AND a.lease_expires_at > now()
       AND (p_project IS NULL OR a.project_id IN (SELECT id FROM project WHERE name = p_project OR id = p_project))
     ORDER BY a.id
  LOOP
    held := held + 1;
    RETURN NEXT assignment_shown(one, NOT one.id = ANY (p_have));
  END LOOP;
  WHILE held < p_hold LOOP
    one := lease_one_more(me, p_project);
    EXIT WHEN one.id IS NULL;
    held := held + 1;
    RETURN NEXT assignment_shown(one, true);
  END LOOP;
END $$;

-- Give slots to a task's opening, at the end of its queue so that no cursor hides it. Primary key.
CREATE OR REPLACE FUNCTION reopen_task(p_organisation integer, p_environment environment, p_task text, p_slots smallint)
RETURNS void LANGUAGE sql VOLATILE AS $$
  UPDATE opening SET slots_left = slots_left + p_slots, position = nextval('opening_position')
   WHERE organisation_id = p_organisation AND environment = p_environment
     AND task_id = p_task AND stage = 'annotate'
$$;

-- Let a task's reviews go, since the answers they are about stand no more: nobody is given one, and who had one may
-- be given that of the next answers. Their workers, who saw these, are kept from giving the next. The task is locked.
CREATE OR REPLACE FUNCTION supersede_reviews(p_organisation integer, p_environment environment, p_task text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE opening AS o SET slots_left = 0
   WHERE o.organisation_id = p_organisation AND o.environment = p_environment AND o.task_id = p_task
     AND o.stage <> 'annotate';
  UPDATE assignment AS a SET status = 'superseded', ended_at = coalesce(a.ended_at, now())
   WHERE a.organisation_id = p_organisation AND a.environment = p_environment AND a.task_id = p_task
     AND a.stage <> 'annotate' AND a.status IN ('leased', 'submitted', 'late', 'expired', 'returned');
  INSERT INTO assignment (organisation_id, environment, id, task_id, project_id, stage, worker_id, status, price_micros,
    currency, lease_seconds, leased_at, lease_expires_at, ended_at, skip_reason)
  SELECT DISTINCT ON (a.worker_id) p_organisation, p_environment, new_id('asg'), p_task, a.project_id, 'annotate',
         a.worker_id, 'skipped', 0, a.currency, a.lease_seconds, now(), now(), now(), 'reviewed it before'
    FROM assignment AS a
   WHERE a.organisation_id = p_organisation AND a.environment = p_environment AND a.task_id = p_task
     AND a.stage <> 'annotate'
  ON CONFLICT DO NOTHING;
END $$;

-- End an assignment without an answer and give its slot back, once: only a live lease can be ended.
-- The caller has checked whose it is. `p_status` is skipped, released, expired or returned. Locks the task, lest
-- it be cancelled meanwhile and its opening opened again, and then the opening, as all do who move slots.
CREATE OR REPLACE FUNCTION end_lease(p_organisation integer, p_environment environment, p_assignment text,
  p_status text, p_reason text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE ended assignment;
BEGIN
  UPDATE assignment SET status = p_status, ended_at = now(), skip_reason = p_reason
   WHERE organisation_id = p_organisation AND environment = p_environment AND id = p_assignment AND status = 'leased'
  RETURNING * INTO ended;
  IF NOT FOUND THEN RETURN false; END IF;
  IF ended.purpose = 'work' THEN
    PERFORM 1 FROM task AS t WHERE t.organisation_id = p_organisation AND t.environment = p_environment
       AND t.id = ended.task_id AND t.status = 'pending' AND t.stage = ended.stage FOR NO KEY UPDATE;
    IF FOUND THEN
      UPDATE opening AS o SET slots_left = slots_left + 1, position = nextval('opening_position')
       WHERE o.organisation_id = p_organisation AND o.environment = p_environment
         AND o.task_id = ended.task_id AND o.stage = ended.stage;
    END IF;
  END IF;
  INSERT INTO event (organisation_id, environment, kind, task_id, project_id, assignment_id, worker_id, details)
  VALUES (p_organisation, p_environment, 'assignment.' || p_status, ended.task_id, ended.project_id, ended.id,
          ended.worker_id, CASE WHEN p_reason IS NOT NULL THEN jsonb_build_object('reason', p_reason) END);
  RETURN true;
END $$;

-- End a lease that ran out, if nobody was quicker: silently when its task was never shown. Primary key.
CREATE OR REPLACE FUNCTION expire_lease(p_organisation integer, p_environment environment, p_assignment text)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE overdue assignment;
BEGIN
  SELECT * INTO overdue FROM assignment
   WHERE organisation_id = p_organisation AND environment = p_environment AND id = p_assignment
     AND status = 'leased' AND lease_expires_at <= now()
     FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  RETURN end_lease(p_organisation, p_environment, p_assignment,
                   CASE WHEN overdue.shown_at IS NULL THEN 'returned' ELSE 'expired' END, NULL);
END $$;

-- Decide who is offered what: for one project or all of an organisation, for one worker or all. Run when
-- a project, a team, a studio assignment or a qualification changes, and now and then for what expires.
CREATE OR REPLACE FUNCTION refresh_offers(p_organisation integer, p_environment environment, p_project text, p_worker text)
RETURNS void LANGUAGE sql VOLATILE AS $$
  WITH candidate AS (   -- the organisation's own, and the marketplace for the projects that ask it
    SELECT w.id, w.languages, false AS is_stranger
      FROM member AS m JOIN worker AS w ON w.user_id = m.user_id
     WHERE m.organisation_id = p_organisation AND m.status <> 'disabled' AND w.status = 'active'
       AND (p_worker IS NULL OR w.id = p_worker)
    UNION ALL
    SELECT w.id, w.languages, true
      FROM worker AS w
     WHERE w.is_marketplace AND w.status = 'active' AND (p_worker IS NULL OR w.id = p_worker)
       AND EXISTS (SELECT FROM project AS p
                    WHERE p.organisation_id = p_organisation AND p.environment = p_environment
                      AND p.workforce = 'marketplace' AND (p_project IS NULL OR p.id = p_project))
       AND NOT EXISTS (SELECT FROM member AS m
                        WHERE m.organisation_id = p_organisation AND m.user_id = w.user_id AND m.status <> 'disabled')),
  eligible AS MATERIALIZED (
    SELECT p.id AS project_id, w.id AS worker_id,
           NOT EXISTS (SELECT FROM unnest(p.review_qualifications) AS required (name)
                        WHERE NOT EXISTS (SELECT FROM qualification AS q
                                           WHERE q.worker_id = w.id AND q.name = required.name
                                             AND (q.expires_at IS NULL OR q.expires_at > now()))) AS may_review
      FROM project AS p
      JOIN candidate AS w ON p.workforce = 'marketplace' OR NOT w.is_stranger
     WHERE p.organisation_id = p_organisation AND p.environment = p_environment
       AND (p_project IS NULL OR p.id = p_project) AND p.archived_at IS NULL
       AND NOT EXISTS (SELECT FROM worker_conflict AS c
                        WHERE c.organisation_id = p.organisation_id AND c.worker_id = w.id)
       AND (EXISTS (SELECT FROM studio_assignment AS s
                     WHERE s.organisation_id = p.organisation_id AND s.environment = p.environment
                       AND s.project_id = p.id AND s.worker_id = w.id)
            OR NOT p.is_studio AND NOT EXISTS (
                 SELECT FROM studio_assignment AS s
                  WHERE s.organisation_id = p.organisation_id AND s.environment = p.environment AND s.project_id = p.id))
       AND NOT EXISTS (SELECT FROM unnest(p.required_qualifications) AS required (name)
                        WHERE NOT EXISTS (SELECT FROM qualification AS q
                                           WHERE q.worker_id = w.id AND q.name = required.name
                                             AND (q.expires_at IS NULL OR q.expires_at > now())))
       AND (p.required_languages = '{}' OR w.languages && p.required_languages)),
  closed AS (
    UPDATE offer AS o SET is_open = false
     WHERE o.organisation_id = p_organisation AND o.environment = p_environment AND o.is_open
       AND (p_project IS NULL OR o.project_id = p_project) AND (p_worker IS NULL OR o.worker_id = p_worker)
       AND NOT EXISTS (SELECT FROM eligible AS e WHERE e.project_id = o.project_id AND e.worker_id = o.worker_id))
  INSERT INTO offer AS o (organisation_id, environment, project_id, worker_id, may_review)
  SELECT p_organisation, p_environment, project_id, worker_id, may_review FROM eligible
  ON CONFLICT (organisation_id, environment, project_id, worker_id) DO UPDATE
     SET is_open = true, may_review = excluded.may_review
   WHERE NOT o.is_open OR o.may_review <> excluded.may_review
$$;

-- A task with a known answer that is cancelled, or that nobody can see, is drawn no more.
CREATE OR REPLACE FUNCTION withdraw_gold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM gold_opening AS g
   WHERE g.organisation_id = NEW.organisation_id AND g.environment = NEW.environment
     AND g.project_id = NEW.project_id AND g.task_id = NEW.id;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER withdraw_gold AFTER UPDATE OF status ON task
  FOR EACH ROW WHEN (NEW.status IN ('cancelled', 'error') AND NEW.purpose <> 'work') EXECUTE FUNCTION withdraw_gold();

-- A project is offered from the moment it is made, and anew when what decides about it changes; so that
-- stages before this one need not know of offers.
CREATE OR REPLACE FUNCTION offer_project() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_offers(NEW.organisation_id, NEW.environment, NEW.id, NULL);
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER offer_project
  AFTER INSERT OR UPDATE OF workforce, required_qualifications, required_languages, review_qualifications, is_studio,
    archived_at ON project
  FOR EACH ROW WHEN (NEW.environment = 'live') EXECUTE FUNCTION offer_project();
