-- The hot path: leasing. Each function runs as its caller (security invoker), so policies hold.

-- The workers behind session tokens, who from here on act in this transaction. A turn for each, in order. Primary keys.
CREATE OR REPLACE FUNCTION act_as_workers(p_tokens bytea[]) RETURNS turn[] LANGUAGE plpgsql AS $$
DECLARE turns turn[]; acting text;   -- assigned, a call costs a third of PERFORM
BEGIN
  turns := ARRAY(
    SELECT (s.number, s.worker_id,
            CASE WHEN s.worker_id IS NULL THEN 'GW401' WHEN s.status <> 'active' THEN 'GW403'
                 WHEN s.place > 1 THEN 'again' END,
            CASE WHEN s.worker_id IS NULL THEN 'This session is unknown or has ended; sign in again.'
                 WHEN s.status <> 'active' THEN format('This worker is %s; ask the operator.', s.status) END)::turn
      FROM (SELECT given.number, w.id AS worker_id, w.status,
                   row_number() OVER (PARTITION BY w.id ORDER BY given.number) AS place
              FROM unnest(p_tokens) WITH ORDINALITY AS given (token, number)
              LEFT JOIN session AS s ON s.token_hash = given.token AND s.expires_at > now()
              LEFT JOIN worker AS w ON w.id = s.worker_id) AS s
     ORDER BY s.number);
  acting := act_as('worker', NULL, NULL, (
    SELECT string_agg(t.worker_id, ',') FROM unnest(turns) AS t WHERE t.refusal IS NULL), NULL);
  RETURN turns;
END $$;

-- The same for calls that are served together: none waits for a lock longer than a moment, or all would wait for what one
-- of them does. Who was held up is served alone, with `goldwright.patience` at 0, and waits.
CREATE OR REPLACE FUNCTION act_together(p_tokens bytea[]) RETURNS turn[] LANGUAGE plpgsql AS $$
DECLARE patience text;
BEGIN
  patience := set_config('lock_timeout', coalesce(nullif(current_setting('goldwright.patience', true), ''), '300ms'), true);
  RETURN act_as_workers(p_tokens);
END $$;

-- The worker behind a session token, who from here on acts in this transaction.
CREATE OR REPLACE FUNCTION act_as_worker(p_token bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE found_one turn := (act_as_workers(ARRAY[p_token]))[1];
BEGIN
  IF found_one.refusal IS NOT NULL THEN
    RAISE EXCEPTION '%', found_one.message USING ERRCODE = found_one.refusal;
  END IF;
  RETURN found_one.worker_id;
END $$;

-- One assignment as its worker sees it, as JSON text: price and, if wished, content; nothing that would tell gold from
-- other work.
CREATE OR REPLACE FUNCTION assignment_shown(a assignment, t task, p project, with_content boolean) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT left(json_build_object(
      'assignment_id', a.id, 'stage', a.stage, 'status', a.status,
      'price_micros', a.price_micros, 'currency', a.currency, 'leased_at', a.leased_at, 'shown_at', a.shown_at,
      'lease_expires_at', a.lease_expires_at, 'lease_seconds', a.lease_seconds,
      'is_onboarding', a.purpose = 'onboarding')::text, -1)
    || CASE WHEN with_content THEN
         ', ' || substr(json_build_object('project', CASE WHEN p.is_implicit THEN NULL ELSE p.name END,
                  'type', t.type, 'instruction', t.instruction, 'rejections', t.rejections, 'rules', p.rules,
                  'params', t.params)::text, 2)
       ELSE '}' END
$$;

-- One own assignment with its content, whatever its status. Index assignment_id.
CREATE OR REPLACE FUNCTION assignment_content(p_token bytea, p_assignment text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE me text := act_as_worker(p_token); shown text;
BEGIN
  SELECT assignment_shown(a, t, p, true) INTO shown
    FROM assignment AS a
    JOIN task AS t ON t.organisation_id = a.organisation_id AND t.environment = a.environment AND t.id = a.task_id
    JOIN project AS p ON p.organisation_id = a.organisation_id AND p.environment = a.environment AND p.id = a.project_id
   WHERE a.worker_id = me AND a.id = p_assignment;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'You have no assignment %.', p_assignment USING ERRCODE = 'GW404';
  END IF;
  RETURN shown;
END $$;

-- Give takers, those who stand furthest back first, what waits in a queue: to each the next opening ahead of them that
-- they have not met, passing over what others are just taking. Who finds nothing ahead goes back to the start once,
-- since a row that was locked or committed late may have been passed. A review is for nobody who answered, held or
-- reviewed its task at any stage, nor for whose answer may yet come, late. Index opening_waiting; locks at most as many
-- openings as there are takers. The settings leave the planner only that index in its order: before the first ANALYZE
-- after a bulk load it would take all that waits and sort it (380 ms instead of 0.2 with 10,000 waiting). OFFSET: whom
-- a task has met is asked row by row, never joined to all they did.
CREATE OR REPLACE FUNCTION take_slots(p_queue bigint, p_takers taker[]) RETURNS taker[] LANGUAGE plpgsql
SET enable_sort = off SET enable_bitmapscan = off SET enable_seqscan = off AS $$
DECLARE
  ready taker[] := '{}';
  takers taker[] := p_takers;
  workers text[];
  found_one record;
  place opening;
  shrunk opening[];
  first integer;
  given integer;
BEGIN
  WHILE cardinality(takers) > 0 LOOP
    workers := ARRAY(SELECT t.worker_id FROM unnest(takers) AS t);
    shrunk := '{}';
    first := 1;
    FOR found_one IN
      SELECT o AS place, known.met
        FROM opening AS o
       CROSS JOIN LATERAL (
             SELECT ARRAY(SELECT a.worker_id FROM assignment AS a
                           WHERE a.organisation_id = o.organisation_id AND a.environment = o.environment
                             AND a.task_id = o.task_id AND a.worker_id = ANY (workers)
                             AND (a.stage = o.stage AND a.status IN ('leased', 'submitted', 'late', 'skipped')
                                  OR o.stage <> 'annotate'
                                     AND (a.status IN ('leased', 'submitted', 'late')
                                          OR a.stage = 'annotate' AND a.status = 'expired'))) AS met OFFSET 0) AS known
       WHERE o.queue_id = p_queue AND o.slots_left > 0 AND o.position > takers[1].position
         AND (known.met = '{}' OR EXISTS (
                SELECT FROM unnest(takers) AS t WHERE t.position < o.position AND t.worker_id <> ALL (known.met)))
       ORDER BY o.position
       LIMIT cardinality(takers)
         FOR UPDATE OF o SKIP LOCKED
    LOOP
      place := found_one.place;
      given := 0;
      FOR i IN first .. cardinality(takers) LOOP
        EXIT WHEN given = place.slots_left OR takers[i].position >= place.position;
        IF takers[i].task_id IS NULL AND takers[i].worker_id <> ALL (found_one.met) THEN
          takers[i].task_id := place.task_id;
          takers[i].position := place.position;
          given := given + 1;
        END IF;
      END LOOP;
      IF given > 0 THEN
        place.slots_left := place.slots_left - given;
        shrunk := shrunk || place;
      END IF;
      WHILE takers[first].task_id IS NOT NULL LOOP first := first + 1; END LOOP;
      EXIT WHEN first > cardinality(takers);
    END LOOP;
    IF cardinality(shrunk) > 0 THEN
      UPDATE opening AS o SET slots_left = s.slots_left
        FROM unnest(shrunk) AS s
       WHERE o.organisation_id = s.organisation_id AND o.environment = s.environment
         AND o.task_id = s.task_id AND o.stage = s.stage;
      IF first > cardinality(takers) THEN RETURN ready || takers; END IF;
      ready := ready || ARRAY(SELECT t FROM unnest(takers) AS t WHERE t.task_id IS NOT NULL);
      takers := ARRAY(SELECT t FROM unnest(takers) AS t WHERE t.task_id IS NULL ORDER BY t.position);
    ELSE   -- nothing ahead of any of them
      ready := ready || ARRAY(SELECT t FROM unnest(takers) AS t WHERE NOT t.may_rewind);
      takers := ARRAY(SELECT (t.worker_id, 0, false, t.is_onboarding, NULL, t.purpose)::taker
                        FROM unnest(takers) AS t WHERE t.may_rewind);
    END IF;
  END LOOP;
  RETURN ready;
END $$;

-- Whether work waits for a worker in a queue, from a position on: as `take_slots` chooses. Index opening_waiting; no lock.
CREATE OR REPLACE FUNCTION work_waits(p_queue bigint, p_worker text, p_after bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET enable_sort = off SET enable_bitmapscan = off SET enable_seqscan = off AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM opening AS o
     WHERE o.queue_id = p_queue AND o.slots_left > 0 AND o.position > p_after
       AND NOT EXISTS (SELECT FROM assignment AS a
                        WHERE a.organisation_id = o.organisation_id AND a.environment = o.environment
                          AND a.task_id = o.task_id AND a.worker_id = p_worker
                          AND (a.stage = o.stage AND a.status IN ('leased', 'submitted', 'late', 'skipped')
                               OR o.stage <> 'annotate'
                                  AND (a.status IN ('leased', 'submitted', 'late')
                                       OR a.stage = 'annotate' AND a.status = 'expired')) OFFSET 0));
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

-- Give a taker the first seed of a project that they have not met at any stage: as work while it waits for answers, else,
-- once its task is completed and so can want for nobody, as a further answer to compare. Without a task: all were met, or
-- others are just being given them. Primary keys; locks the opening.
CREATE OR REPLACE FUNCTION draw_seed(p_project project, p_taker taker) RETURNS taker LANGUAGE plpgsql AS $$
DECLARE drawn record;
BEGIN
  SELECT o.task_id, s.is_done INTO drawn
    FROM seed AS s
    JOIN opening AS o ON o.organisation_id = s.organisation_id AND o.environment = s.environment
         AND o.task_id = s.task_id AND o.stage = 'annotate'
    JOIN queue AS q ON q.organisation_id = o.organisation_id AND q.environment = o.environment AND q.id = o.queue_id
   WHERE s.organisation_id = p_project.organisation_id AND s.environment = p_project.environment
     AND s.project_id = p_project.id
     AND (s.is_done OR o.slots_left > 0 AND q.is_open)
     AND (q.group_ids IS NULL OR EXISTS (
            SELECT FROM worker_group_member AS m
             WHERE m.worker_id = p_taker.worker_id AND m.group_id = ANY (q.group_ids)))
     AND NOT EXISTS (SELECT FROM assignment AS a
                      WHERE a.organisation_id = s.organisation_id AND a.environment = s.environment
                        AND a.task_id = s.task_id AND a.worker_id = p_taker.worker_id
                        AND (a.stage <> 'annotate' OR a.status IN ('leased', 'submitted', 'late', 'skipped')))
   ORDER BY s.position
   LIMIT 1
     FOR UPDATE OF o SKIP LOCKED;
  IF FOUND THEN
    p_taker.task_id := drawn.task_id;
    p_taker.purpose := CASE WHEN drawn.is_done THEN 'overlap' ELSE 'work' END;
    UPDATE opening SET slots_left = slots_left - 1
     WHERE organisation_id = p_project.organisation_id AND environment = p_project.environment
       AND task_id = drawn.task_id AND stage = 'annotate' AND NOT drawn.is_done;
  END IF;
  RETURN p_taker;
END $$;

-- Make seeds of tasks that workers were just given, but of those that others are changing: a lease never waits for a
-- task. Primary key; locks the tasks.
CREATE OR REPLACE FUNCTION make_seeds(p_project project, p_tasks text[]) RETURNS void LANGUAGE sql VOLATILE AS $$
  WITH free AS MATERIALIZED (
    SELECT t.id FROM task AS t
     WHERE t.organisation_id = p_project.organisation_id AND t.environment = p_project.environment
       AND t.id = ANY (p_tasks) AND NOT t.is_seed
       FOR NO KEY UPDATE SKIP LOCKED),
  marked AS (
    UPDATE task AS t SET is_seed = true FROM free
     WHERE t.organisation_id = p_project.organisation_id AND t.environment = p_project.environment AND t.id = free.id
    RETURNING t.id)
  INSERT INTO seed (organisation_id, environment, project_id, task_id)
  SELECT p_project.organisation_id, p_project.environment, p_project.id, id FROM marked
  ON CONFLICT DO NOTHING
$$;

-- Lease one more task to each of these workers; the ids of those for whom something offered to them waited. Queue by
-- queue: the order of queues is the same for all, but that what is in doubt comes first for experts and last for others.
CREATE OR REPLACE FUNCTION lease_one_each(p_wishes wish[]) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  place record;
  of_project project;
  one taker;
  drawn taker[];
  looking taker[];
  seeding text[];
  served text[] := '{}';
BEGIN
  FOR place IN
    SELECT q.organisation_id, q.environment, q.project_id, q.id AS queue_id, q.stage,
           array_agg((o.worker_id, coalesce(c.position, 0),
                      c.position > 0 AND (NOT c.is_exhausted OR c.rewound_at < clock_timestamp() - interval '2 seconds'),
                      o.onboarded_at IS NULL AND EXISTS (
                        SELECT FROM gold_opening AS g
                         WHERE g.organisation_id = p.organisation_id AND g.environment = p.environment
                           AND g.project_id = p.id AND g.purpose = 'onboarding'),
                      NULL, 'work')::taker ORDER BY coalesce(c.position, 0)) AS takers
      FROM unnest(p_wishes) AS w
      JOIN offer AS o ON o.worker_id = w.worker_id AND o.is_open
      JOIN project AS p ON p.organisation_id = o.organisation_id AND p.environment = o.environment AND p.id = o.project_id
      JOIN queue AS q ON q.organisation_id = o.organisation_id AND q.environment = o.environment AND q.project_id = o.project_id
      LEFT JOIN queue_cursor AS c ON c.worker_id = o.worker_id AND c.queue_id = q.id
     WHERE q.is_open AND (q.stage = 'annotate' OR o.may_review)
       AND NOT (o.is_expert AND coalesce(q.kept_until > now(), false))
       AND (w.project IS NULL OR p.name = w.project OR p.id = w.project)
       AND (q.group_ids IS NULL OR EXISTS (
              SELECT FROM worker_group_member AS m
               WHERE m.worker_id = w.worker_id AND m.group_id = ANY (q.group_ids)))
     GROUP BY q.organisation_id, q.environment, q.id, o.is_expert
     -- What is begun is finished first: reviews.
     ORDER BY q.stage DESC, q.batch_rank, q.priority DESC, q.is_doubtful <> o.is_expert, q.id
  LOOP
    SELECT * INTO of_project FROM project AS p
     WHERE p.organisation_id = place.organisation_id AND p.environment = place.environment AND p.id = place.project_id;
    drawn := '{}';
    looking := '{}';
    seeding := '{}';
    FOREACH one IN ARRAY place.takers LOOP
      CONTINUE WHEN one.worker_id = ANY (served);
      IF one.is_onboarding THEN
        one.purpose := 'onboarding';
        one.task_id := next_onboarding(of_project, one.worker_id);
      -- In the place of waiting work only: where none is, what comes would be known for gold, and each queue
      -- that is done would be one more chance of it.
      ELSIF of_project.gold_share > 0 AND place.stage <> 'second_review' AND random() < of_project.gold_share
         AND work_waits(place.queue_id, one.worker_id, CASE WHEN place.stage = 'annotate' THEN one.position ELSE 0 END) THEN
        one.purpose := 'gold';
        one.task_id := draw_gold(of_project, one.worker_id, place.stage);
      ELSIF of_project.overlap_share > 0 AND place.stage = 'annotate' AND random() < of_project.overlap_share
         AND work_waits(place.queue_id, one.worker_id, one.position) THEN
        one := draw_seed(of_project, one);
        IF one.task_id IS NULL THEN seeding := seeding || one.worker_id; END IF;
      END IF;
      IF one.task_id IS NOT NULL THEN
        drawn := drawn || one;
      ELSIF NOT one.is_onboarding THEN
        one.purpose := 'work';
        looking := looking || one;
      END IF;
    END LOOP;
    IF cardinality(looking) > 0 THEN
      looking := take_slots(place.queue_id, looking);
      INSERT INTO queue_cursor (organisation_id, environment, queue_id, worker_id, position)
      SELECT place.organisation_id, place.environment, place.queue_id, t.worker_id, t.position
        FROM unnest(looking) AS t WHERE t.task_id IS NOT NULL
      ON CONFLICT (worker_id, queue_id) DO UPDATE SET position = excluded.position, is_exhausted = false;
      IF NOT FOUND THEN
        UPDATE queue_cursor AS c SET is_exhausted = true, rewound_at = clock_timestamp()
          FROM unnest(looking) AS t
         WHERE c.worker_id = t.worker_id AND c.queue_id = place.queue_id AND t.task_id IS NULL AND t.position = 0;
      END IF;
    END IF;
    CONTINUE WHEN NOT EXISTS (SELECT FROM unnest(drawn || looking) AS t WHERE t.task_id IS NOT NULL);
    WITH leased AS (
      INSERT INTO assignment (organisation_id, environment, id, task_id, project_id, stage, purpose, worker_id,
        price_micros, currency, lease_seconds, leased_at, lease_expires_at)
      SELECT place.organisation_id, place.environment, new_id('asg'), t.task_id, place.project_id,
             CASE WHEN t.purpose = 'onboarding' THEN 'annotate' ELSE place.stage END, t.purpose, t.worker_id,
             CASE WHEN place.stage <> 'annotate' AND t.purpose <> 'onboarding' THEN of_project.review_rate_micros
                  ELSE coalesce((
                    SELECT o.rate_micros FROM offer AS o
                     WHERE o.organisation_id = place.organisation_id AND o.environment = place.environment
                       AND o.project_id = place.project_id AND o.worker_id = t.worker_id), of_project.rate_micros) END,
             of_project.currency, of_project.lease_seconds, now(), now() + of_project.lease_seconds * interval '1 second'
        FROM unnest(drawn || looking) AS t
       WHERE t.task_id IS NOT NULL
      RETURNING organisation_id, environment, id, task_id, project_id, worker_id),
    told AS (
      INSERT INTO event (organisation_id, environment, kind, task_id, project_id, assignment_id, worker_id)
      SELECT l.organisation_id, l.environment, 'assignment.leased', l.task_id, l.project_id, l.id, l.worker_id
        FROM leased AS l)
    SELECT served || array_agg(l.worker_id) INTO served FROM leased AS l;
    IF cardinality(seeding) > 0 THEN   -- who met all seeds there are: what they were given instead is one more
      PERFORM make_seeds(of_project, ARRAY(
        SELECT t.task_id FROM unnest(looking) AS t WHERE t.task_id IS NOT NULL AND t.worker_id = ANY (seeding)));
    END IF;
    EXIT WHEN cardinality(served) = cardinality(p_wishes);
  END LOOP;
  RETURN served;
END $$;

-- Make each worker who acts hold as many assignments as they wish and show all of them, oldest first; those they have
-- without their content. Asking again after a lost answer gives the same ones.
CREATE OR REPLACE FUNCTION lease_as(p_wishes wish[]) RETURNS TABLE (number integer, shown text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE short wish[]; served text[];
BEGIN
  PERFORM pg_advisory_xact_lock(k.lock)   -- two tabs of one worker take turns
     FROM (SELECT hashtextextended(w.worker_id, 0) AS lock FROM unnest(p_wishes) AS w ORDER BY lock) AS k;
  short := ARRAY(
    SELECT (w.number, w.worker_id, w.project, w.hold - held.assignments, w.have)::wish
      FROM unnest(p_wishes) AS w
     CROSS JOIN LATERAL (
           SELECT count(*) AS assignments FROM assignment AS a
            WHERE a.worker_id = w.worker_id AND a.status = 'leased' AND a.lease_expires_at > now()
              AND (w.project IS NULL
                   OR a.project_id IN (SELECT p.id FROM project AS p WHERE p.name = w.project OR p.id = w.project))) AS held
     WHERE held.assignments < w.hold);
  WHILE cardinality(short) > 0 LOOP
    served := lease_one_each(short);
    short := ARRAY(
      SELECT (w.number, w.worker_id, w.project, w.hold - 1, w.have)::wish
        FROM unnest(short) AS w WHERE w.worker_id = ANY (served) AND w.hold > 1);
  END LOOP;
  RETURN QUERY
    SELECT w.number, assignment_shown(a, t, p, a.id <> ALL (w.have))
      FROM unnest(p_wishes) AS w
      JOIN assignment AS a ON a.worker_id = w.worker_id AND a.status = 'leased' AND a.lease_expires_at > now()
      JOIN project AS p ON p.organisation_id = a.organisation_id AND p.environment = a.environment AND p.id = a.project_id
      JOIN task AS t ON t.organisation_id = a.organisation_id AND t.environment = a.environment AND t.id = a.task_id
     WHERE w.project IS NULL OR p.name = w.project OR p.id = w.project
     ORDER BY w.number, a.id;
END $$;

-- What the workers behind tokens wish to hold, one wish of each in `p_wishes`: project, hold, have. What each then holds
-- (`held`, a row each), an error's code with its words, or `again` for whose other wish is served first. The plans of all that is called
-- are kept, and lead from row to row by indexes, whatever the planner thinks of tables it has not counted yet.
CREATE OR REPLACE FUNCTION lease_together(p_tokens bytea[], p_wishes json)
RETURNS TABLE (number integer, kind text, shown text) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
#variable_conflict use_column
DECLARE turns turn[] := act_together(p_tokens);
BEGIN
  RETURN QUERY SELECT t.number, t.refusal, t.message FROM unnest(turns) AS t WHERE t.refusal IS NOT NULL;
  RETURN QUERY SELECT l.number, 'held', l.shown FROM lease_as(ARRAY(
    SELECT (t.number, t.worker_id, w.project, w.hold, w.have)::wish
      FROM ROWS FROM (json_to_recordset(p_wishes) AS (project text, hold integer, have text[]))
           WITH ORDINALITY AS w (project, hold, have, number)
      JOIN unnest(turns) AS t ON t.number = w.number
     WHERE t.refusal IS NULL)) AS l;
END $$;

-- The same for one worker.
CREATE OR REPLACE FUNCTION lease_next(p_token bytea, p_project text, p_hold integer, p_have text[])
RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE me text := act_as_worker(p_token);
BEGIN
  RETURN QUERY SELECT l.shown FROM lease_as(ARRAY[(1, me, p_project, p_hold, p_have)::wish]) AS l;
END $$;

-- Give slots to tasks' openings, each at the end of its queue, or that beside it for what is in doubt, so that no cursor
-- hides it. Primary keys.
CREATE OR REPLACE FUNCTION reopen_tasks(p_organisation integer, p_environment environment, p_tasks text[],
  p_slots smallint[], p_doubts boolean[]) RETURNS void LANGUAGE sql VOLATILE AS $$
  UPDATE opening AS o
     SET slots_left = o.slots_left + s.slots, position = nextval('opening_position'),
         queue_id = CASE WHEN q.is_doubtful = s.is_doubtful THEN q.id
                         ELSE queue_for(q.organisation_id, q.environment, q.project_id, q.batch_id, q.stage, q.priority,
                                        s.is_doubtful) END
    FROM unnest(p_tasks, p_slots, p_doubts) AS s (task_id, slots, is_doubtful), queue AS q
   WHERE o.organisation_id = p_organisation AND o.environment = p_environment
     AND o.task_id = s.task_id AND o.stage = 'annotate'
     AND q.organisation_id = o.organisation_id AND q.environment = o.environment AND q.id = o.queue_id
$$;

-- Take back the slots of these tasks that nobody holds; how many of each. The tasks are locked. Primary keys.
CREATE OR REPLACE FUNCTION take_back_slots(p_organisation integer, p_environment environment, p_tasks text[])
RETURNS TABLE (task_id text, slots smallint) LANGUAGE sql VOLATILE AS $$
  WITH left_over AS MATERIALIZED (
    SELECT o.task_id, o.slots_left FROM opening AS o
     WHERE o.organisation_id = p_organisation AND o.environment = p_environment AND o.task_id = ANY (p_tasks)
       AND o.stage = 'annotate' AND o.slots_left > 0
     ORDER BY o.task_id
       FOR UPDATE)
  UPDATE opening AS o SET slots_left = 0
    FROM left_over AS l
   WHERE o.organisation_id = p_organisation AND o.environment = p_environment AND o.task_id = l.task_id AND o.stage = 'annotate'
  RETURNING l.task_id, l.slots_left
$$;

-- The same for one task.
CREATE OR REPLACE FUNCTION reopen_task(p_organisation integer, p_environment environment, p_task text, p_slots smallint,
  p_is_doubtful boolean DEFAULT false) RETURNS void LANGUAGE sql VOLATILE AS $$
  SELECT reopen_tasks(p_organisation, p_environment, ARRAY[p_task], ARRAY[p_slots], ARRAY[p_is_doubtful])
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

-- A seed is for further answers while its task is completed, and only then.
CREATE OR REPLACE FUNCTION follow_seed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE seed AS s SET is_done = NEW.status = 'completed'
   WHERE s.organisation_id = NEW.organisation_id AND s.environment = NEW.environment AND s.task_id = NEW.id;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER follow_seed AFTER UPDATE OF status ON task
  FOR EACH ROW WHEN (NEW.is_seed) EXECUTE FUNCTION follow_seed();

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
