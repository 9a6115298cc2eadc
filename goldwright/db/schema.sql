-- The schema as the migrations leave it; written by `make schema`, never by hand.
--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: goldwright; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA goldwright;

--
-- Name: environment; Type: DOMAIN; Schema: goldwright; Owner: -
--

CREATE DOMAIN goldwright.environment AS text COLLATE pg_catalog."C"
	CONSTRAINT environment_check CHECK ((VALUE = ANY (ARRAY['live'::text, 'test'::text])));

--
-- Name: earning; Type: TYPE; Schema: goldwright; Owner: -
--

CREATE TYPE goldwright.earning AS (
	organisation_id integer,
	environment goldwright.environment,
	annotation_id text,
	worker_id text,
	project_id text,
	amount_micros bigint,
	currency text
);

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: assignment; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.assignment (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    task_id text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    stage text DEFAULT 'annotate'::text NOT NULL,
    purpose text DEFAULT 'work'::text NOT NULL,
    worker_id text NOT NULL COLLATE pg_catalog."C",
    status text DEFAULT 'leased'::text NOT NULL,
    price_micros bigint NOT NULL,
    currency text NOT NULL,
    lease_seconds integer NOT NULL,
    leased_at timestamp with time zone NOT NULL,
    shown_at timestamp with time zone,
    lease_expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    skip_reason text,
    CONSTRAINT assignment_price_micros_check CHECK ((price_micros >= 0)),
    CONSTRAINT assignment_stage_check CHECK ((stage = ANY (ARRAY['annotate'::text, 'review'::text, 'second_review'::text]))),
    CONSTRAINT assignment_status_check CHECK ((status = ANY (ARRAY['leased'::text, 'submitted'::text, 'late'::text, 'skipped'::text, 'released'::text, 'expired'::text, 'returned'::text, 'superseded'::text])))
)
WITH (fillfactor='85');

ALTER TABLE ONLY goldwright.assignment FORCE ROW LEVEL SECURITY;

--
-- Name: submission; Type: TYPE; Schema: goldwright; Owner: -
--

CREATE TYPE goldwright.submission AS (
	number integer,
	worker_id text,
	assignment_id text,
	response jsonb,
	idempotency_key text,
	active_seconds real,
	held goldwright.assignment,
	task_status text,
	batch_id text,
	wants_one boolean,
	annotation_id text,
	status text,
	is_counted boolean,
	paid_micros bigint,
	refusal text,
	answer text,
	typed_characters integer,
	pasted_characters integer,
	pastes integer
);

--
-- Name: taker; Type: TYPE; Schema: goldwright; Owner: -
--

CREATE TYPE goldwright.taker AS (
	worker_id text,
	"position" bigint,
	may_rewind boolean,
	is_onboarding boolean,
	task_id text,
	purpose text
);

--
-- Name: turn; Type: TYPE; Schema: goldwright; Owner: -
--

CREATE TYPE goldwright.turn AS (
	number integer,
	worker_id text,
	refusal text,
	message text
);

--
-- Name: wish; Type: TYPE; Schema: goldwright; Owner: -
--

CREATE TYPE goldwright.wish AS (
	number integer,
	worker_id text,
	project text,
	hold integer,
	have text[]
);

--
-- Name: accrue(integer, goldwright.environment, text, text, text, bigint, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.accrue(p_organisation integer, p_environment goldwright.environment, p_annotation text, p_worker text, p_project text, p_amount_micros bigint, p_currency text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM accrue_all(ARRAY[(p_organisation, p_environment, p_annotation, p_worker, p_project, p_amount_micros,
                            p_currency)::earning]);
END $$;

--
-- Name: accrue_all(goldwright.earning[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.accrue_all(p_earnings goldwright.earning[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  WITH made AS (
    INSERT INTO transfer (organisation_id, environment, kind, annotation_id, worker_id)
    SELECT e.organisation_id, e.environment, 'accrual', e.annotation_id, e.worker_id
      FROM unnest(p_earnings) AS e WHERE e.amount_micros > 0
    RETURNING id, annotation_id)
  INSERT INTO entry (organisation_id, environment, transfer_id, account, worker_id, project_id, amount_micros,
    currency)
  SELECT e.organisation_id, e.environment, made.id, side.account, e.worker_id, e.project_id,
         side.sign * e.amount_micros, e.currency
    FROM unnest(p_earnings) AS e
    JOIN made ON made.annotation_id = e.annotation_id
   CROSS JOIN (VALUES ('worker', 1), ('organisation', -1)) AS side (account, sign);
END $$;

--
-- Name: act_as(text, integer, text, text, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.act_as(kind text, organisation integer, env text, worker text, person text) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE declared text[];   -- one expression, not a query: this runs in every transaction
BEGIN
  declared := ARRAY[
    set_config('goldwright.identity', kind, true),
    set_config('goldwright.organisation', coalesce(organisation::text, ''), true),
    set_config('goldwright.environment', coalesce(env, ''), true),
    set_config('goldwright.worker', coalesce(worker, ''), true),
    set_config('goldwright.user', coalesce(person, ''), true),
    set_config('goldwright.presented_key', '', true)];
END $$;

--
-- Name: act_as_worker(bytea); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.act_as_worker(p_token bytea) RETURNS text
    LANGUAGE plpgsql
    AS $$
DECLARE found_one turn := (act_as_workers(ARRAY[p_token]))[1];
BEGIN
  IF found_one.refusal IS NOT NULL THEN
    RAISE EXCEPTION '%', found_one.message USING ERRCODE = found_one.refusal;
  END IF;
  RETURN found_one.worker_id;
END $$;

--
-- Name: act_as_workers(bytea[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.act_as_workers(p_tokens bytea[]) RETURNS goldwright.turn[]
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: act_together(bytea[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.act_together(p_tokens bytea[]) RETURNS goldwright.turn[]
    LANGUAGE plpgsql
    AS $$
DECLARE patience text;
BEGIN
  patience := set_config('lock_timeout', coalesce(nullif(current_setting('goldwright.patience', true), ''), '300ms'), true);
  RETURN act_as_workers(p_tokens);
END $$;

--
-- Name: assignment_content(bytea, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.assignment_content(p_token bytea, p_assignment text) RETURNS text
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: project; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.project (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    task_type text NOT NULL,
    is_rapid boolean DEFAULT false NOT NULL,
    is_studio boolean DEFAULT false NOT NULL,
    is_implicit boolean DEFAULT false NOT NULL,
    dataset_id text,
    latest_version integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    archived_at timestamp with time zone,
    workforce text DEFAULT 'organisation'::text NOT NULL,
    required_qualifications text[] DEFAULT '{}'::text[] NOT NULL,
    required_languages text[] DEFAULT '{}'::text[] NOT NULL,
    rate_micros bigint DEFAULT 0 NOT NULL,
    currency text DEFAULT 'USD'::text NOT NULL,
    lease_seconds integer DEFAULT 1800 NOT NULL,
    annotations_wanted smallint DEFAULT 1 NOT NULL,
    annotations_max smallint,
    target_confidence real DEFAULT 0.98 NOT NULL,
    target_margin real DEFAULT 3 NOT NULL,
    target_wrong_share real,
    target_certainty real DEFAULT 0.95 NOT NULL,
    budget_micros bigint,
    gold_share real DEFAULT 0 NOT NULL,
    gold_showings_max integer,
    gold_worker_share real DEFAULT 1 NOT NULL,
    rules json DEFAULT '[]'::json NOT NULL,
    onboarding_pass_share real DEFAULT 0 NOT NULL,
    review_share real DEFAULT 0 NOT NULL,
    review_below real,
    second_review_share real DEFAULT 0 NOT NULL,
    review_qualifications text[] DEFAULT '{}'::text[] NOT NULL,
    review_rate_micros bigint DEFAULT 0 NOT NULL,
    rejections_max smallint DEFAULT 3 NOT NULL,
    is_reviewed boolean GENERATED ALWAYS AS (((review_share > (0)::double precision) OR (review_below IS NOT NULL))) STORED NOT NULL,
    second_review_is_blind boolean DEFAULT false NOT NULL,
    differing_reviews text DEFAULT 'second_decides'::text NOT NULL,
    overlap_share real DEFAULT 0 NOT NULL,
    CONSTRAINT project_annotations_wanted_check CHECK (((annotations_wanted >= 1) AND (annotations_wanted <= 100))),
    CONSTRAINT project_budget_micros_check CHECK ((budget_micros >= 0)),
    CONSTRAINT project_check CHECK (((annotations_max >= annotations_wanted) AND (annotations_max <= 100))),
    CONSTRAINT project_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT project_differing_reviews_check CHECK ((differing_reviews = ANY (ARRAY['second_decides'::text, 'customer_decides'::text]))),
    CONSTRAINT project_gold_share_check CHECK (((gold_share >= (0)::double precision) AND (gold_share <= (1)::double precision))),
    CONSTRAINT project_gold_showings_max_check CHECK ((gold_showings_max > 0)),
    CONSTRAINT project_gold_worker_share_check CHECK (((gold_worker_share >= (0)::double precision) AND (gold_worker_share <= (1)::double precision))),
    CONSTRAINT project_lease_seconds_check CHECK (((lease_seconds >= 10) AND (lease_seconds <= 604800))),
    CONSTRAINT project_onboarding_pass_share_check CHECK (((onboarding_pass_share >= (0)::double precision) AND (onboarding_pass_share <= (1)::double precision))),
    CONSTRAINT project_overlap_share_check CHECK (((overlap_share >= (0)::double precision) AND (overlap_share <= (1)::double precision))),
    CONSTRAINT project_rate_micros_check CHECK ((rate_micros >= 0)),
    CONSTRAINT project_rejections_max_check CHECK (((rejections_max >= 0) AND (rejections_max <= 20))),
    CONSTRAINT project_review_below_check CHECK (((review_below >= (0)::double precision) AND (review_below <= (1)::double precision))),
    CONSTRAINT project_review_rate_micros_check CHECK ((review_rate_micros >= 0)),
    CONSTRAINT project_review_share_check CHECK (((review_share >= (0)::double precision) AND (review_share <= (1)::double precision))),
    CONSTRAINT project_second_review_share_check CHECK (((second_review_share >= (0)::double precision) AND (second_review_share <= (1)::double precision))),
    CONSTRAINT project_target_certainty_check CHECK (((target_certainty > (0)::double precision) AND (target_certainty < (1)::double precision))),
    CONSTRAINT project_target_confidence_check CHECK (((target_confidence >= (0)::double precision) AND (target_confidence <= (1)::double precision))),
    CONSTRAINT project_target_margin_check CHECK ((target_margin >= (0)::double precision)),
    CONSTRAINT project_target_wrong_share_check CHECK (((target_wrong_share > (0)::double precision) AND (target_wrong_share < (1)::double precision))),
    CONSTRAINT project_workforce_check CHECK ((workforce = ANY (ARRAY['organisation'::text, 'marketplace'::text])))
);

ALTER TABLE ONLY goldwright.project FORCE ROW LEVEL SECURITY;

--
-- Name: task; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.task (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    batch_id text COLLATE pg_catalog."C",
    type text NOT NULL,
    purpose text DEFAULT 'work'::text NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    stage text DEFAULT 'annotate'::text NOT NULL,
    rejections smallint DEFAULT 0 NOT NULL,
    params json NOT NULL,
    params_version smallint DEFAULT 1 NOT NULL,
    project_version integer,
    instruction text DEFAULT ''::text NOT NULL,
    annotations_wanted smallint DEFAULT 1 NOT NULL,
    priority smallint DEFAULT 20 NOT NULL,
    urgency text DEFAULT 'standard'::text NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    unique_id text,
    clears_unique_id_on_error boolean DEFAULT false NOT NULL,
    tags text[],
    callback_url text,
    callback_succeeded boolean,
    is_started boolean DEFAULT false NOT NULL,
    response jsonb,
    confidence real,
    review_status text,
    review_comments jsonb,
    audits jsonb,
    prior_responses jsonb,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    completed_at timestamp with time zone,
    is_seed boolean DEFAULT false NOT NULL,
    CONSTRAINT task_id_check CHECK ((length(id) = 24)),
    CONSTRAINT task_purpose_check CHECK ((purpose = ANY (ARRAY['work'::text, 'gold'::text, 'onboarding'::text]))),
    CONSTRAINT task_review_status_check CHECK ((review_status = ANY (ARRAY['pending'::text, 'accepted'::text, 'fixed'::text, 'commented'::text, 'rejected'::text]))),
    CONSTRAINT task_stage_check CHECK ((stage = ANY (ARRAY['annotate'::text, 'review'::text, 'second_review'::text]))),
    CONSTRAINT task_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'completed'::text, 'cancelled'::text, 'error'::text])))
)
WITH (fillfactor='85');

ALTER TABLE ONLY goldwright.task FORCE ROW LEVEL SECURITY;

--
-- Name: assignment_shown(goldwright.assignment, goldwright.task, goldwright.project, boolean); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.assignment_shown(a goldwright.assignment, t goldwright.task, p goldwright.project, with_content boolean) RETURNS text
    LANGUAGE sql STABLE
    AS $$
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

--
-- Name: audit_task(integer, goldwright.environment, text, text, text, jsonb, jsonb, boolean); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.audit_task(p_organisation integer, p_environment goldwright.environment, p_task text, p_result text, p_comments text, p_audit jsonb, p_response jsonb, p_recalls boolean) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: awaits_blind_review(integer, goldwright.environment, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.awaits_blind_review(p_organisation integer, p_environment goldwright.environment, p_task text) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT EXISTS (
    SELECT FROM opening AS o
      JOIN task AS t ON t.organisation_id = o.organisation_id AND t.environment = o.environment AND t.id = o.task_id
     WHERE o.organisation_id = p_organisation AND o.environment = p_environment AND o.task_id = p_task
       AND o.stage = 'second_review' AND o.is_blind AND t.stage = 'second_review' AND t.status = 'pending'
       AND NOT EXISTS (SELECT FROM annotation AS n
                        WHERE n.organisation_id = t.organisation_id AND n.environment = t.environment
                          AND n.task_id = t.id AND n.stage = 'second_review' AND n.is_current AND n.is_counted))
$$;

--
-- Name: cancel_batch(integer, goldwright.environment, text, integer); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.cancel_batch(p_organisation integer, p_environment goldwright.environment, p_batch text, p_limit integer) RETURNS integer
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: cancel_task(integer, goldwright.environment, text, boolean); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.cancel_task(p_organisation integer, p_environment goldwright.environment, p_task text, p_clears boolean) RETURNS TABLE(status text, batch_id text)
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: complete_batch(integer, goldwright.environment, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.complete_batch(p_organisation integer, p_environment goldwright.environment, p_batch text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: complete_tasks(integer, goldwright.environment, text[], jsonb[], real[], text[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.complete_tasks(p_organisation integer, p_environment goldwright.environment, p_tasks text[], p_responses jsonb[], p_confidences real[], p_workers text[] DEFAULT NULL::text[]) RETURNS SETOF text
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: count_moved_tasks(); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.count_moved_tasks() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO task_count (organisation_id, environment, project_id, batch_id, status, tasks)
  SELECT organisation_id, environment, project_id, batch_id, status, sum(delta)
    FROM (SELECT n.organisation_id, n.environment, n.project_id, n.batch_id, moved.status, moved.delta
            FROM before AS b
            JOIN after AS n USING (organisation_id, environment, id)
           CROSS JOIN LATERAL (VALUES (b.status, -1), (n.status, 1)) AS moved (status, delta)
           WHERE b.status <> n.status AND n.purpose = 'work') AS change
   GROUP BY 1, 2, 3, 4, 5;
  RETURN NULL;
END $$;

--
-- Name: count_new_tasks(); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.count_new_tasks() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO task_count (organisation_id, environment, project_id, batch_id, status, tasks)
  SELECT organisation_id, environment, project_id, batch_id, status, count(*)
    FROM added WHERE purpose = 'work' GROUP BY 1, 2, 3, 4, 5;
  RETURN NULL;
END $$;

--
-- Name: count_rejection(integer, goldwright.environment, text, jsonb); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.count_rejection(p_organisation integer, p_environment goldwright.environment, p_task text, p_response jsonb) RETURNS smallint
    LANGUAGE sql
    AS $$
  UPDATE task
     SET rejections = rejections + 1, updated_at = date_trunc('milliseconds', now()),
         prior_responses = CASE WHEN p_response IS NULL THEN prior_responses
                                ELSE coalesce(prior_responses, '[]') || jsonb_build_array(p_response) END
   WHERE organisation_id = p_organisation AND environment = p_environment AND id = p_task
  RETURNING rejections
$$;

--
-- Name: create_project(integer, goldwright.environment, text, text, text, boolean, timestamp with time zone, boolean, boolean, text, json); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.create_project(p_organisation integer, p_environment goldwright.environment, p_id text, p_name text, p_type text, p_is_implicit boolean, p_created_at timestamp with time zone, p_is_rapid boolean DEFAULT false, p_is_studio boolean DEFAULT false, p_dataset text DEFAULT NULL::text, p_params json DEFAULT '{}'::json) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: create_tasks(integer, goldwright.environment, text, text, text, text, text, smallint, timestamp with time zone, integer, text[], text[], text[], text[], smallint[], smallint[], text[], text[], text[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.create_tasks(p_organisation integer, p_environment goldwright.environment, p_person text, p_project text, p_batch text, p_type text, p_purpose text, p_params_version smallint, p_created_at timestamp with time zone, p_project_version integer, p_ids text[], p_unique_ids text[], p_params text[], p_instructions text[], p_annotations_wanted smallint[], p_priorities smallint[], p_metadata text[], p_extras text[], p_responses text[]) RETURNS TABLE(unique_id text, id text)
    LANGUAGE plpgsql
    AS $_$
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
END $_$;

--
-- Name: current_environment(); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.current_environment() RETURNS goldwright.environment
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('goldwright.environment', true), '')::environment $$;

--
-- Name: current_identity(); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.current_identity() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('goldwright.identity', true), '') $$;

--
-- Name: current_organisation(); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.current_organisation() RETURNS integer
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('goldwright.organisation', true), '')::integer $$;

--
-- Name: current_person(); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.current_person() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('goldwright.user', true), '') $$;

--
-- Name: current_worker(); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.current_worker() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('goldwright.worker', true), '') $$;

--
-- Name: current_workers(); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.current_workers() RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT string_to_array(current_setting('goldwright.worker', true), ',') $$;

--
-- Name: discount_annotations(integer, goldwright.environment, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.discount_annotations(p_organisation integer, p_environment goldwright.environment, p_task text) RETURNS void
    LANGUAGE sql
    AS $$
  UPDATE annotation SET is_counted = false
   WHERE organisation_id = p_organisation AND environment = p_environment AND task_id = p_task
     AND is_current AND is_counted
$$;

--
-- Name: draw_gold(goldwright.project, text, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.draw_gold(p_project goldwright.project, p_worker text, p_stage text) RETURNS text
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: draw_seed(goldwright.project, goldwright.taker); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.draw_seed(p_project goldwright.project, p_taker goldwright.taker) RETURNS goldwright.taker
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: end_lease(integer, goldwright.environment, text, text, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.end_lease(p_organisation integer, p_environment goldwright.environment, p_assignment text, p_status text, p_reason text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: end_settlement(); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.end_settlement() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  UPDATE settlement AS s SET state = 'ended', urgency = NULL, updated_at = now()
   WHERE s.organisation_id = NEW.organisation_id AND s.environment = NEW.environment AND s.task_id = NEW.id;
  RETURN NULL;
END $$;

--
-- Name: expect_several(integer, goldwright.environment, text[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.expect_several(p_organisation integer, p_environment goldwright.environment, p_tasks text[]) RETURNS void
    LANGUAGE sql
    AS $$
  UPDATE task SET annotations_wanted = 2
   WHERE organisation_id = p_organisation AND environment = p_environment AND id = ANY (p_tasks)
     AND annotations_wanted = 1
$$;

--
-- Name: expire_lease(integer, goldwright.environment, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.expire_lease(p_organisation integer, p_environment goldwright.environment, p_assignment text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: follow_seed(); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.follow_seed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  UPDATE seed AS s SET is_done = NEW.status = 'completed'
   WHERE s.organisation_id = NEW.organisation_id AND s.environment = NEW.environment AND s.task_id = NEW.id;
  RETURN NULL;
END $$;

--
-- Name: hold_tasks(integer, goldwright.environment, text[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.hold_tasks(p_organisation integer, p_environment goldwright.environment, p_tasks text[]) RETURNS void
    LANGUAGE sql
    AS $$
  WITH held AS (
    UPDATE task SET stage = 'review'
     WHERE organisation_id = p_organisation AND environment = p_environment AND id = ANY (p_tasks) AND status = 'pending'
    RETURNING id, project_id, batch_id)
  INSERT INTO event (organisation_id, environment, kind, task_id, project_id, batch_id, pending_for)
  SELECT p_organisation, p_environment, 'task.held', id, project_id, batch_id, 'review' FROM held ORDER BY id
$$;

--
-- Name: intake_context(integer, goldwright.environment, text, text, text, text, integer); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.intake_context(p_organisation integer, p_environment goldwright.environment, p_person text, p_type text, p_project text, p_batch text, p_version integer) RETURNS TABLE(project_id text, project_name text, task_type text, is_rapid boolean, annotations_wanted smallint, version integer, inherited json, batch_id text, batch_name text, batch_status text, batch_project_id text, is_disabled boolean)
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: is_assigned(integer, goldwright.environment, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.is_assigned(organisation integer, env goldwright.environment, task text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
  RETURN EXISTS (SELECT FROM (SELECT a.organisation_id, a.environment FROM assignment AS a
                               WHERE a.task_id = task AND a.worker_id = ANY (current_workers()) OFFSET 0) AS own
                  WHERE own.organisation_id = organisation AND own.environment = env);
END $$;

--
-- Name: is_offered(integer, goldwright.environment, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.is_offered(organisation integer, env goldwright.environment, project text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
  RETURN EXISTS (SELECT FROM offer AS o
                  WHERE o.worker_id = ANY (current_workers()) AND o.organisation_id = organisation
                    AND o.environment = env AND o.project_id = project);
END $$;

--
-- Name: annotation; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.annotation (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    version smallint DEFAULT 1 NOT NULL,
    is_current boolean DEFAULT true NOT NULL,
    is_counted boolean NOT NULL,
    assignment_id text NOT NULL COLLATE pg_catalog."C",
    task_id text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    stage text NOT NULL,
    purpose text NOT NULL,
    worker_id text NOT NULL COLLATE pg_catalog."C",
    response jsonb NOT NULL,
    idempotency_key text NOT NULL,
    active_seconds real NOT NULL,
    paid_micros bigint NOT NULL,
    currency text NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    typed_characters integer,
    pasted_characters integer,
    pastes integer,
    CONSTRAINT annotation_active_seconds_check CHECK ((active_seconds >= (0)::double precision)),
    CONSTRAINT annotation_pasted_characters_check CHECK ((pasted_characters >= 0)),
    CONSTRAINT annotation_pastes_check CHECK ((pastes >= 0)),
    CONSTRAINT annotation_typed_characters_check CHECK ((typed_characters >= 0))
);

ALTER TABLE ONLY goldwright.annotation FORCE ROW LEVEL SECURITY;

--
-- Name: is_undecided(goldwright.annotation); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.is_undecided(n goldwright.annotation) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT n.is_counted AND n.stage = 'annotate' AND EXISTS (
    SELECT FROM task AS t
     WHERE t.organisation_id = n.organisation_id AND t.environment = n.environment AND t.id = n.task_id
       AND t.status = 'pending' AND t.stage = 'annotate')
$$;

--
-- Name: isolate(regclass, boolean); Type: PROCEDURE; Schema: goldwright; Owner: -
--

CREATE PROCEDURE goldwright.isolate(IN name regclass, IN has_environment boolean)
    LANGUAGE plpgsql
    AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
  EXECUTE format('CREATE POLICY organisation ON %s USING (organisation_id = current_organisation()%s)',
    name, CASE WHEN has_environment THEN ' AND environment = current_environment()' ELSE '' END);
END $$;

--
-- Name: judge_submission(goldwright.submission); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.judge_submission(s goldwright.submission) RETURNS goldwright.submission
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: lease_as(goldwright.wish[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.lease_as(p_wishes goldwright.wish[]) RETURNS TABLE(number integer, shown text)
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: lease_next(bytea, text, integer, text[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.lease_next(p_token bytea, p_project text, p_hold integer, p_have text[]) RETURNS SETOF text
    LANGUAGE plpgsql
    AS $$
DECLARE me text := act_as_worker(p_token);
BEGIN
  RETURN QUERY SELECT l.shown FROM lease_as(ARRAY[(1, me, p_project, p_hold, p_have)::wish]) AS l;
END $$;

--
-- Name: lease_one_each(goldwright.wish[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.lease_one_each(p_wishes goldwright.wish[]) RETURNS text[]
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: lease_together(bytea[], json); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.lease_together(p_tokens bytea[], p_wishes json) RETURNS TABLE(number integer, kind text, shown text)
    LANGUAGE plpgsql
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
    AS $$
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

--
-- Name: make_seeds(goldwright.project, text[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.make_seeds(p_project goldwright.project, p_tasks text[]) RETURNS void
    LANGUAGE sql
    AS $$
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

--
-- Name: may_revise(goldwright.annotation); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.may_revise(n goldwright.annotation) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
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

--
-- Name: new_id(text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.new_id(kind text) RETURNS text
    LANGUAGE sql PARALLEL RESTRICTED
    AS $$
  SELECT kind || '_'
    || lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
    || lpad(to_hex(nextval('id_counter') & 16777215), 6, '0')
    || lpad(to_hex(floor(random() * 16777216)::bigint), 6, '0')
$$;

--
-- Name: next_onboarding(goldwright.project, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.next_onboarding(p_project goldwright.project, p_worker text) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
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

--
-- Name: offer_project(); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.offer_project() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM refresh_offers(NEW.organisation_id, NEW.environment, NEW.id, NULL);
  RETURN NULL;
END $$;

--
-- Name: open_reviews(integer, goldwright.environment, text[], text, boolean[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.open_reviews(p_organisation integer, p_environment goldwright.environment, p_tasks text[], p_stage text, p_are_blind boolean[]) RETURNS void
    LANGUAGE sql
    AS $$
  UPDATE task SET stage = p_stage
   WHERE organisation_id = p_organisation AND environment = p_environment AND id = ANY (p_tasks)
     AND status = 'pending' AND stage <> p_stage;
  INSERT INTO opening AS o (organisation_id, environment, task_id, stage, queue_id, project_id, slots_left, is_blind)
  SELECT p_organisation, p_environment, t.id, p_stage,
         queue_for(p_organisation, p_environment, t.project_id, t.batch_id, p_stage, t.priority), t.project_id, 1,
         wanted.is_blind
    FROM unnest(p_tasks, p_are_blind) AS wanted (task_id, is_blind)
    JOIN task AS t ON t.id = wanted.task_id
   WHERE t.organisation_id = p_organisation AND t.environment = p_environment AND t.status = 'pending'
   ORDER BY t.id
  ON CONFLICT (organisation_id, environment, task_id, stage) DO UPDATE
     SET slots_left = 1, position = nextval('opening_position'), is_blind = excluded.is_blind
   WHERE o.slots_left = 0
     AND NOT EXISTS (SELECT FROM assignment AS a
                      WHERE a.organisation_id = o.organisation_id AND a.environment = o.environment
                        AND a.task_id = o.task_id AND a.stage = o.stage AND a.status IN ('leased', 'submitted'));
  INSERT INTO event (organisation_id, environment, kind, task_id, project_id, batch_id, details)
  SELECT p_organisation, p_environment, 'review.opened', t.id, t.project_id, t.batch_id,
         jsonb_build_object('stage', p_stage)
    FROM task AS t
   WHERE t.organisation_id = p_organisation AND t.environment = p_environment AND t.id = ANY (p_tasks)
     AND t.status = 'pending'
   ORDER BY t.id
$$;

--
-- Name: queue_for(integer, goldwright.environment, text, text, text, smallint, boolean); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.queue_for(p_organisation integer, p_environment goldwright.environment, p_project text, p_batch text, p_stage text, p_priority smallint, p_is_doubtful boolean DEFAULT false) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: refresh_offers(integer, goldwright.environment, text, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.refresh_offers(p_organisation integer, p_environment goldwright.environment, p_project text, p_worker text) RETURNS void
    LANGUAGE sql
    AS $$
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

--
-- Name: refuse_change(); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'Rows of % are never changed; write a reversing transfer.', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

--
-- Name: refuse_strays(); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.refuse_strays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE stray record;
BEGIN
  SELECT a.project_id, a.batch_id INTO stray
    FROM (SELECT DISTINCT organisation_id, environment, project_id, batch_id FROM added) AS a
    LEFT JOIN project AS p ON p.organisation_id = a.organisation_id AND p.environment = a.environment AND p.id = a.project_id
    LEFT JOIN batch AS b ON b.organisation_id = a.organisation_id AND b.environment = a.environment AND b.id = a.batch_id
   WHERE p.id IS NULL OR (a.batch_id IS NOT NULL AND b.id IS NULL) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'There is no project % with a batch %.', stray.project_id, stray.batch_id
      USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;

--
-- Name: refuse_unbalanced_transfer(); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.refuse_unbalanced_transfer() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF (SELECT count(*) <> 2 OR sum(amount_micros) <> 0 OR min(currency) <> max(currency) FROM entry
       WHERE organisation_id = NEW.organisation_id AND environment = NEW.environment
         AND transfer_id = NEW.id) THEN
    RAISE EXCEPTION 'The entries of transfer % do not balance.', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

--
-- Name: reopen_batch(integer, goldwright.environment, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.reopen_batch(p_organisation integer, p_environment goldwright.environment, p_batch text) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: reopen_task(integer, goldwright.environment, text, smallint, boolean); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.reopen_task(p_organisation integer, p_environment goldwright.environment, p_task text, p_slots smallint, p_is_doubtful boolean DEFAULT false) RETURNS void
    LANGUAGE sql
    AS $$
  SELECT reopen_tasks(p_organisation, p_environment, ARRAY[p_task], ARRAY[p_slots], ARRAY[p_is_doubtful])
$$;

--
-- Name: reopen_tasks(integer, goldwright.environment, text[], smallint[], boolean[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.reopen_tasks(p_organisation integer, p_environment goldwright.environment, p_tasks text[], p_slots smallint[], p_doubts boolean[]) RETURNS void
    LANGUAGE sql
    AS $$
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

--
-- Name: restate_tasks(integer, goldwright.environment, text[], real[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.restate_tasks(p_organisation integer, p_environment goldwright.environment, p_tasks text[], p_confidences real[]) RETURNS void
    LANGUAGE sql
    AS $$
  UPDATE task AS t
     SET confidence = s.confidence
    FROM unnest(p_tasks, p_confidences) AS s (id, confidence)
   WHERE t.organisation_id = p_organisation AND t.environment = p_environment AND t.id = s.id AND t.status = 'completed'
$$;

--
-- Name: reverse_accrual(integer, goldwright.environment, text, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.reverse_accrual(p_organisation integer, p_environment goldwright.environment, p_annotation text, p_reason text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
DECLARE original transfer; made_id bigint;
BEGIN
  SELECT * INTO original FROM transfer
   WHERE organisation_id = p_organisation AND environment = p_environment
     AND annotation_id = p_annotation AND kind = 'accrual';
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO transfer (organisation_id, environment, kind, annotation_id, worker_id, reverses, reason)
  VALUES (p_organisation, p_environment, 'reversal', p_annotation, original.worker_id, original.id, p_reason)
  ON CONFLICT DO NOTHING RETURNING id INTO made_id;
  IF made_id IS NULL THEN RETURN false; END IF;
  INSERT INTO entry (organisation_id, environment, transfer_id, account, worker_id, project_id, amount_micros,
    currency)
  SELECT organisation_id, environment, made_id, account, worker_id, project_id, -amount_micros, currency
    FROM entry
   WHERE organisation_id = p_organisation AND environment = p_environment AND transfer_id = original.id;
  RETURN true;
END $$;

--
-- Name: review; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.review (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    annotation_id text NOT NULL COLLATE pg_catalog."C",
    assignment_id text NOT NULL COLLATE pg_catalog."C",
    task_id text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    stage text NOT NULL,
    worker_id text NOT NULL COLLATE pg_catalog."C",
    verdict text NOT NULL,
    reason text,
    comments jsonb DEFAULT '[]'::jsonb NOT NULL,
    judged jsonb,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    is_blind boolean DEFAULT false NOT NULL,
    CONSTRAINT review_stage_check CHECK ((stage = ANY (ARRAY['review'::text, 'second_review'::text]))),
    CONSTRAINT review_verdict_check CHECK ((verdict = ANY (ARRAY['accepted'::text, 'fixed'::text, 'rejected'::text])))
);

ALTER TABLE ONLY goldwright.review FORCE ROW LEVEL SECURITY;

--
-- Name: reviews_of_answer(goldwright.assignment); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.reviews_of_answer(a goldwright.assignment) RETURNS SETOF goldwright.review
    LANGUAGE sql STABLE
    AS $$
  WITH said AS (
    SELECT r AS one, r.created_at, r.stage, r.verdict, r.comments,
           coalesce(lead(r.is_blind) OVER (ORDER BY r.created_at), false) AS is_beside_blind
      FROM review AS r
     WHERE r.organisation_id = a.organisation_id AND r.environment = a.environment AND r.task_id = a.task_id
       AND r.created_at > a.ended_at)
  SELECT (r.one).*
    FROM said AS r
   WHERE a.stage = 'annotate' AND a.status = 'submitted' AND a.purpose <> 'overlap' AND NOT r.is_beside_blind
     AND (r.verdict <> 'accepted' OR r.comments <> '[]')
     AND (r.stage <> 'review' OR NOT awaits_blind_review(a.organisation_id, a.environment, a.task_id))
     AND NOT EXISTS (SELECT FROM said AS earlier
                      WHERE earlier.verdict = 'rejected' AND NOT earlier.is_beside_blind
                        AND earlier.created_at < r.created_at)
$$;

--
-- Name: revise_annotation(bytea, text, jsonb, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.revise_annotation(p_token bytea, p_assignment text, p_response jsonb, p_key text) RETURNS text
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: submission_shown(goldwright.annotation); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.submission_shown(a goldwright.annotation) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
  RETURN json_build_object('annotation_id', a.id, 'assignment_id', a.assignment_id, 'version', a.version,
    'is_counted', a.is_counted OR a.purpose = 'overlap', 'paid_micros', a.paid_micros, 'currency', a.currency,
    'active_seconds', a.active_seconds, 'submitted_at', a.submitted_at)::text;
END $$;

--
-- Name: submit_annotation(bytea, text, jsonb, text, real); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.submit_annotation(p_token bytea, p_assignment text, p_response jsonb, p_key text, p_active_seconds real) RETURNS text
    LANGUAGE plpgsql
    AS $$
DECLARE me text := act_as_worker(p_token); told record;
BEGIN
  SELECT s.* INTO told FROM submit_as(ARRAY[(1, me, p_assignment, p_response, p_key, p_active_seconds,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::submission]) AS s;
  IF told.refusal IS NOT NULL THEN
    RAISE EXCEPTION '%', told.answer USING ERRCODE = told.refusal;
  END IF;
  RETURN told.answer;
END $$;

--
-- Name: submit_as(goldwright.submission[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.submit_as(p_sent goldwright.submission[]) RETURNS TABLE(number integer, refusal text, answer text)
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: submit_review(bytea, text, text, text, jsonb, jsonb, jsonb, text, real); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.submit_review(p_token bytea, p_assignment text, p_verdict text, p_reason text, p_comments jsonb, p_judged jsonb, p_response jsonb, p_key text, p_active_seconds real) RETURNS text
    LANGUAGE plpgsql
    AS $$
DECLARE
  me text := act_as_worker(p_token);
  held assignment;
  kept annotation;
  of_task record;
  counted boolean;
  is_late boolean;
  elapsed real;
  paid bigint;
  accrued text;
  earlier record;
BEGIN
  SELECT * INTO held FROM assignment WHERE worker_id = me AND id = p_assignment FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'You have no assignment %.', p_assignment USING ERRCODE = 'GW404';
  END IF;
  SELECT n AS annotation, r.verdict INTO earlier
    FROM annotation AS n
    JOIN review AS r ON r.organisation_id = n.organisation_id AND r.environment = n.environment AND r.annotation_id = n.id
   WHERE n.organisation_id = held.organisation_id AND n.environment = held.environment AND n.assignment_id = held.id;
  IF FOUND THEN
    IF (earlier.annotation).idempotency_key = p_key THEN
      RETURN verdict_shown(earlier.annotation, earlier.verdict);
    END IF;
    RAISE EXCEPTION 'Assignment % has its verdict already; ask for a new task.', held.id USING ERRCODE = 'GW411';
  END IF;
  IF held.stage = 'annotate' THEN
    RAISE EXCEPTION 'Assignment % is no review; submit a response.', held.id USING ERRCODE = 'GW411';
  END IF;
  IF held.status IN ('skipped', 'released') THEN
    RAISE EXCEPTION 'Assignment % was % and cannot be submitted; ask for a new task.', held.id, held.status
      USING ERRCODE = 'GW411';
  END IF;

  is_late := held.status <> 'leased';
  IF is_late THEN   -- others may be moving this task's slots: the task first, then its opening, as quality does
    PERFORM 1 FROM task WHERE organisation_id = held.organisation_id AND environment = held.environment
       AND id = held.task_id FOR NO KEY UPDATE;
    SELECT * INTO held FROM assignment WHERE worker_id = me AND id = p_assignment;
  END IF;
  SELECT t.batch_id, t.status = 'pending' AND t.stage = held.stage AS is_waiting INTO of_task FROM task AS t
   WHERE t.organisation_id = held.organisation_id AND t.environment = held.environment AND t.id = held.task_id;
  -- Gold waits for nobody's verdict, and is taken in time only.
  counted := CASE WHEN held.purpose = 'work' THEN of_task.is_waiting AND held.status <> 'superseded' ELSE NOT is_late END;
  IF is_late AND counted THEN
    UPDATE opening SET slots_left = slots_left - 1
     WHERE organisation_id = held.organisation_id AND environment = held.environment
       AND task_id = held.task_id AND stage = held.stage AND slots_left > 0
       AND NOT EXISTS (SELECT FROM assignment AS a   -- held again, or answered
                        WHERE a.organisation_id = held.organisation_id AND a.environment = held.environment
                          AND a.task_id = held.task_id AND a.worker_id = me AND a.id <> held.id
                          AND a.status IN ('leased', 'submitted', 'late'));
    counted := FOUND;
  END IF;
  -- Who was let go for no fault of theirs is in time as long as their lease would have run.
  is_late := is_late AND NOT (held.status = 'superseded' AND held.lease_expires_at > now());
  elapsed := extract(epoch FROM least(now(), CASE WHEN is_late THEN held.lease_expires_at ELSE now() END)
                                - coalesce(held.shown_at, CASE WHEN is_late THEN held.lease_expires_at ELSE held.leased_at END));
  elapsed := least(greatest(p_active_seconds, 0), elapsed);
  paid := CASE WHEN counted OR NOT is_late THEN held.price_micros
               ELSE least(held.price_micros, ceil(held.price_micros * elapsed / held.lease_seconds)) END;

  UPDATE assignment AS a SET ended_at = now(),
         status = CASE WHEN held.status = 'superseded' THEN 'superseded'
                       WHEN counted OR NOT is_late THEN 'submitted'
                       WHEN EXISTS (SELECT FROM assignment AS other
                                     WHERE other.organisation_id = held.organisation_id
                                       AND other.environment = held.environment AND other.task_id = held.task_id
                                       AND other.stage = held.stage AND other.worker_id = me AND other.id <> held.id
                                       AND other.status IN ('leased', 'submitted', 'late', 'skipped')) THEN 'expired'
                       ELSE 'late' END
   WHERE a.organisation_id = held.organisation_id AND a.environment = held.environment AND a.id = held.id;
  INSERT INTO annotation (organisation_id, environment, id, is_counted, assignment_id, task_id, project_id, stage,
    purpose, worker_id, response, idempotency_key, active_seconds, paid_micros, currency, submitted_at)
  VALUES (held.organisation_id, held.environment, new_id('ann'), counted, held.id, held.task_id, held.project_id,
    held.stage, held.purpose, me, coalesce(p_response, p_judged, '{}'), p_key, elapsed, paid, held.currency, now())
  RETURNING * INTO kept;
  INSERT INTO review (organisation_id, environment, annotation_id, assignment_id, task_id, project_id, stage, worker_id,
    verdict, reason, comments, judged, is_blind)
  VALUES (held.organisation_id, held.environment, kept.id, held.id, held.task_id, held.project_id, held.stage, me,
    p_verdict, p_reason, p_comments, p_judged,
    EXISTS (SELECT FROM opening AS o
             WHERE o.organisation_id = held.organisation_id AND o.environment = held.environment
               AND o.task_id = held.task_id AND o.stage = held.stage AND o.is_blind));
  accrued := accrue(held.organisation_id, held.environment, kept.id, me, held.project_id, paid, held.currency);
  INSERT INTO event (organisation_id, environment, kind, task_id, project_id, batch_id, assignment_id, worker_id,
    details, pending_for)
  VALUES (held.organisation_id, held.environment, 'review.submitted', held.task_id, held.project_id, of_task.batch_id,
    held.id, me, jsonb_build_object('annotation_id', kept.id, 'stage', held.stage, 'verdict', p_verdict,
                                    'is_counted', counted, 'purpose', held.purpose),
    CASE WHEN counted THEN 'review' END);
  RETURN verdict_shown(kept, p_verdict);
END $$;

--
-- Name: submit_together(bytea[], json); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.submit_together(p_tokens bytea[], p_sent json) RETURNS TABLE(number integer, kind text, shown text)
    LANGUAGE plpgsql
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
    AS $$
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

--
-- Name: supersede_reviews(integer, goldwright.environment, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.supersede_reviews(p_organisation integer, p_environment goldwright.environment, p_task text) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: take_back_slots(integer, goldwright.environment, text[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.take_back_slots(p_organisation integer, p_environment goldwright.environment, p_tasks text[]) RETURNS TABLE(task_id text, slots smallint)
    LANGUAGE sql
    AS $$
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

--
-- Name: take_slots(bigint, goldwright.taker[]); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.take_slots(p_queue bigint, p_takers goldwright.taker[]) RETURNS goldwright.taker[]
    LANGUAGE plpgsql
    SET enable_sort TO 'off'
    SET enable_bitmapscan TO 'off'
    SET enable_seqscan TO 'off'
    AS $$
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

--
-- Name: use_key(text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.use_key(p_hash text) RETURNS TABLE(organisation_id integer, environment goldwright.environment, id text)
    LANGUAGE plpgsql
    AS $$
DECLARE used timestamptz;
BEGIN
  PERFORM set_config('goldwright.presented_key', p_hash, true);
  SELECT k.organisation_id, k.environment, k.id, k.last_used_at
    INTO organisation_id, environment, id, used
    FROM api_key AS k WHERE k.hash = p_hash AND k.revoked_at IS NULL;
  IF NOT FOUND THEN RETURN; END IF;
  IF used IS NULL OR used < now() - interval '1 minute' THEN
    UPDATE api_key AS k SET last_used_at = now()
     WHERE k.hash = p_hash AND (k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute');
  END IF;
  RETURN NEXT;
END $$;

--
-- Name: use_membership(bytea, integer); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.use_membership(p_token bytea, p_organisation integer) RETURNS TABLE(user_id text, organisation_id integer, role text, memberships bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
  SELECT s.user_id INTO user_id FROM use_session(p_token) AS s;
  IF NOT FOUND THEN RETURN; END IF;
  PERFORM act_as('user', NULL, NULL, NULL, user_id);
  SELECT min(m.organisation_id), min(m.role), count(*)
    INTO organisation_id, role, memberships
    FROM member AS m
   WHERE m.user_id = use_membership.user_id AND m.status = 'active'
     AND (p_organisation IS NULL OR m.organisation_id = p_organisation);
  RETURN NEXT;
END $$;

--
-- Name: use_session(bytea); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.use_session(p_token bytea) RETURNS TABLE(user_id text, email text, is_operator boolean, worker_id text)
    LANGUAGE sql STABLE
    AS $$
  SELECT u.id, u.email, u.is_operator, s.worker_id
    FROM session AS s JOIN app_user AS u ON u.id = s.user_id
   WHERE s.token_hash = p_token AND s.expires_at > now() AND u.disabled_at IS NULL
$$;

--
-- Name: verdict_shown(goldwright.annotation, text); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.verdict_shown(n goldwright.annotation, p_verdict text) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
  RETURN json_build_object('annotation_id', n.id, 'assignment_id', n.assignment_id, 'verdict', p_verdict,
    'is_counted', n.is_counted, 'paid_micros', n.paid_micros, 'currency', n.currency,
    'active_seconds', n.active_seconds, 'submitted_at', n.submitted_at)::text;
END $$;

--
-- Name: withdraw_gold(); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.withdraw_gold() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  DELETE FROM gold_opening AS g
   WHERE g.organisation_id = NEW.organisation_id AND g.environment = NEW.environment
     AND g.project_id = NEW.project_id AND g.task_id = NEW.id;
  RETURN NULL;
END $$;

--
-- Name: work_waits(bigint, text, bigint); Type: FUNCTION; Schema: goldwright; Owner: -
--

CREATE FUNCTION goldwright.work_waits(p_queue bigint, p_worker text, p_after bigint) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET enable_sort TO 'off'
    SET enable_bitmapscan TO 'off'
    SET enable_seqscan TO 'off'
    AS $$
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

--
-- Name: api_key; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.api_key (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    hash text NOT NULL,
    shown_prefix text NOT NULL,
    name text,
    created_by text COLLATE pg_catalog."C",
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone
);

ALTER TABLE ONLY goldwright.api_key FORCE ROW LEVEL SECURITY;

--
-- Name: app_user; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.app_user (
    id text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL,
    password_hash text,
    first_name text,
    last_name text,
    is_operator boolean DEFAULT false NOT NULL,
    invited_by integer,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    entered_at timestamp with time zone,
    disabled_at timestamp with time zone,
    shortcuts jsonb DEFAULT '{}'::jsonb NOT NULL,
    instructions_read jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT app_user_email_check CHECK ((email = lower(email)))
);

--
-- Name: attachment; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.attachment (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    task_id text NOT NULL COLLATE pg_catalog."C",
    "position" smallint NOT NULL,
    url text NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    attempts smallint DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT now() NOT NULL,
    status_code integer,
    failure text,
    mime_type text,
    size_bytes bigint,
    storage_key text,
    CONSTRAINT attachment_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'fetched'::text, 'failed'::text, 'skipped'::text])))
);

ALTER TABLE ONLY goldwright.attachment FORCE ROW LEVEL SECURITY;

--
-- Name: batch; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.batch (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    status text NOT NULL,
    callback text,
    is_calibration boolean DEFAULT false NOT NULL,
    is_self_label boolean DEFAULT false NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    studio_priority integer,
    group_ids text[],
    created_at timestamp with time zone NOT NULL,
    completed_at timestamp with time zone,
    archived_at timestamp with time zone,
    CONSTRAINT batch_status_check CHECK ((status = ANY (ARRAY['staging'::text, 'in_progress'::text, 'completed'::text, 'cancelled'::text])))
);

ALTER TABLE ONLY goldwright.batch FORCE ROW LEVEL SECURITY;

--
-- Name: blind_result; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.blind_result (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    annotation_id text NOT NULL COLLATE pg_catalog."C",
    second_annotation_id text NOT NULL COLLATE pg_catalog."C",
    task_id text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    worker_id text NOT NULL COLLATE pg_catalog."C",
    second_worker_id text NOT NULL COLLATE pg_catalog."C",
    refused boolean NOT NULL,
    second_refused boolean NOT NULL,
    agreement real NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT blind_result_agreement_check CHECK (((agreement >= (0)::double precision) AND (agreement <= (1)::double precision)))
);

ALTER TABLE ONLY goldwright.blind_result FORCE ROW LEVEL SECURITY;

--
-- Name: budget; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.budget (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    project_id text NOT NULL COLLATE pg_catalog."C",
    granted_answers bigint DEFAULT 0 NOT NULL,
    overpaid_micros bigint DEFAULT 0 NOT NULL,
    CONSTRAINT budget_granted_answers_check CHECK ((granted_answers >= 0))
);

ALTER TABLE ONLY goldwright.budget FORCE ROW LEVEL SECURITY;

--
-- Name: calibration; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.calibration (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    project_id text NOT NULL COLLATE pg_catalog."C",
    gold_tasks integer NOT NULL,
    starts double precision[] NOT NULL,
    shares double precision[] NOT NULL,
    stop_confidence double precision,
    stop_margin double precision,
    learnt_at timestamp with time zone DEFAULT now() NOT NULL,
    checked integer DEFAULT 0 NOT NULL,
    wrong integer DEFAULT 0 NOT NULL,
    answers_mean double precision,
    answers_spread double precision,
    curve_answers double precision[] DEFAULT '{}'::double precision[] NOT NULL,
    curve_wrong integer[] DEFAULT '{}'::integer[] NOT NULL,
    cut_short integer DEFAULT 0 NOT NULL,
    cut_short_wrong integer DEFAULT 0 NOT NULL,
    CONSTRAINT calibration_check CHECK (((cardinality(shares) = (cardinality(starts) + 1)) OR (cardinality(shares) = 0)))
);

ALTER TABLE ONLY goldwright.calibration FORCE ROW LEVEL SECURITY;

--
-- Name: callback; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.callback (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL,
    task_id text COLLATE pg_catalog."C",
    batch_id text COLLATE pg_catalog."C",
    event_kind text NOT NULL,
    target text NOT NULL,
    host text NOT NULL COLLATE pg_catalog."C",
    state text DEFAULT 'pending'::text NOT NULL,
    attempts smallint DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    last_status_code integer,
    last_failure text,
    created_at timestamp with time zone NOT NULL,
    delivered_at timestamp with time zone,
    CONSTRAINT callback_kind_check CHECK ((kind = ANY (ARRAY['task'::text, 'batch'::text]))),
    CONSTRAINT callback_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'dead'::text])))
);

ALTER TABLE ONLY goldwright.callback FORCE ROW LEVEL SECURITY;

--
-- Name: draft; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.draft (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    assignment_id text NOT NULL COLLATE pg_catalog."C",
    worker_id text NOT NULL COLLATE pg_catalog."C",
    content jsonb NOT NULL,
    revision bigint DEFAULT 1 NOT NULL,
    saved_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY goldwright.draft FORCE ROW LEVEL SECURITY;

--
-- Name: entry; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.entry (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    transfer_id bigint NOT NULL,
    account text NOT NULL,
    worker_id text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    amount_micros bigint NOT NULL,
    currency text NOT NULL,
    CONSTRAINT entry_account_check CHECK ((account = ANY (ARRAY['organisation'::text, 'worker'::text]))),
    CONSTRAINT entry_amount_micros_check CHECK ((amount_micros <> 0))
);

ALTER TABLE ONLY goldwright.entry FORCE ROW LEVEL SECURITY;

--
-- Name: event; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.event (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    task_id text COLLATE pg_catalog."C",
    project_id text COLLATE pg_catalog."C",
    batch_id text COLLATE pg_catalog."C",
    assignment_id text COLLATE pg_catalog."C",
    worker_id text COLLATE pg_catalog."C",
    details jsonb,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    pending_for text,
    attempts smallint DEFAULT 0 NOT NULL,
    failure text
);

ALTER TABLE ONLY goldwright.event FORCE ROW LEVEL SECURITY;

--
-- Name: event_id_seq; Type: SEQUENCE; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME goldwright.event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: file; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.file (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    reference_id text,
    display_name text,
    mime_type text NOT NULL,
    size_bytes bigint NOT NULL,
    sha256 text NOT NULL,
    storage_key text NOT NULL,
    project_names text[] DEFAULT '{}'::text[] NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY goldwright.file FORCE ROW LEVEL SECURITY;

--
-- Name: gold_answer; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.gold_answer (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    task_id text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    purpose text NOT NULL,
    stage text DEFAULT 'annotate'::text NOT NULL,
    expected_response jsonb NOT NULL,
    initial_response jsonb,
    CONSTRAINT gold_answer_purpose_check CHECK ((purpose = ANY (ARRAY['gold'::text, 'onboarding'::text]))),
    CONSTRAINT gold_answer_stage_check CHECK ((stage = ANY (ARRAY['annotate'::text, 'review'::text])))
);

ALTER TABLE ONLY goldwright.gold_answer FORCE ROW LEVEL SECURITY;

--
-- Name: opening_position; Type: SEQUENCE; Schema: goldwright; Owner: -
--

CREATE SEQUENCE goldwright.opening_position
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: gold_opening; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.gold_opening (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    project_id text NOT NULL COLLATE pg_catalog."C",
    task_id text NOT NULL COLLATE pg_catalog."C",
    purpose text NOT NULL,
    "position" bigint DEFAULT nextval('goldwright.opening_position'::regclass) NOT NULL,
    showings integer DEFAULT 0 NOT NULL,
    stage text DEFAULT 'annotate'::text NOT NULL,
    CONSTRAINT gold_opening_purpose_check CHECK ((purpose = ANY (ARRAY['gold'::text, 'onboarding'::text]))),
    CONSTRAINT gold_opening_stage_check CHECK ((stage = ANY (ARRAY['annotate'::text, 'review'::text])))
);

ALTER TABLE ONLY goldwright.gold_opening FORCE ROW LEVEL SECURITY;

--
-- Name: gold_result; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.gold_result (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    annotation_id text NOT NULL COLLATE pg_catalog."C",
    assignment_id text NOT NULL COLLATE pg_catalog."C",
    task_id text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    worker_id text NOT NULL COLLATE pg_catalog."C",
    purpose text NOT NULL,
    agreement real NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT gold_result_agreement_check CHECK (((agreement >= (0)::double precision) AND (agreement <= (1)::double precision)))
);

ALTER TABLE ONLY goldwright.gold_result FORCE ROW LEVEL SECURITY;

--
-- Name: id_counter; Type: SEQUENCE; Schema: goldwright; Owner: -
--

CREATE SEQUENCE goldwright.id_counter
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: installation; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.installation (
    only_row boolean DEFAULT true NOT NULL,
    secret bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT installation_only_row_check CHECK (only_row)
);

--
-- Name: member; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.member (
    organisation_id integer NOT NULL,
    user_id text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT member_role_check CHECK ((role = ANY (ARRAY['worker'::text, 'member'::text, 'manager'::text, 'admin'::text]))),
    CONSTRAINT member_status_check CHECK ((status = ANY (ARRAY['invited'::text, 'active'::text, 'disabled'::text])))
);

ALTER TABLE ONLY goldwright.member FORCE ROW LEVEL SECURITY;

--
-- Name: migration; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.migration (
    name text NOT NULL,
    digest text NOT NULL,
    run_at timestamp with time zone DEFAULT now() NOT NULL
);

--
-- Name: offer; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.offer (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    project_id text NOT NULL COLLATE pg_catalog."C",
    worker_id text NOT NULL COLLATE pg_catalog."C",
    is_open boolean DEFAULT true NOT NULL,
    may_review boolean DEFAULT false NOT NULL,
    onboarded_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    rate_micros bigint,
    is_expert boolean DEFAULT false NOT NULL,
    CONSTRAINT offer_rate_micros_check CHECK ((rate_micros >= 0))
);

ALTER TABLE ONLY goldwright.offer FORCE ROW LEVEL SECURITY;

--
-- Name: openid_identity; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.openid_identity (
    issuer text NOT NULL,
    subject text NOT NULL,
    user_id text NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

--
-- Name: opening; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.opening (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    task_id text NOT NULL COLLATE pg_catalog."C",
    stage text DEFAULT 'annotate'::text NOT NULL,
    queue_id bigint NOT NULL,
    project_id text NOT NULL COLLATE pg_catalog."C",
    slots_left smallint NOT NULL,
    "position" bigint DEFAULT nextval('goldwright.opening_position'::regclass) NOT NULL,
    is_blind boolean DEFAULT false NOT NULL,
    CONSTRAINT opening_slots_left_check CHECK ((slots_left >= 0)),
    CONSTRAINT opening_stage_check CHECK ((stage = ANY (ARRAY['annotate'::text, 'review'::text, 'second_review'::text])))
)
WITH (fillfactor='70', autovacuum_vacuum_scale_factor='0.01', autovacuum_vacuum_cost_delay='0');

ALTER TABLE ONLY goldwright.opening FORCE ROW LEVEL SECURITY;

--
-- Name: organisation; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.organisation (
    id integer NOT NULL,
    name text NOT NULL,
    currency text DEFAULT 'USD'::text NOT NULL,
    callback_auth_key text NOT NULL,
    webhook_secret text NOT NULL,
    default_callback_url text,
    disabled_task_types text[] DEFAULT '{}'::text[] NOT NULL,
    pseudonym_salt text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT organisation_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
);

ALTER TABLE ONLY goldwright.organisation FORCE ROW LEVEL SECURITY;

--
-- Name: organisation_id_seq; Type: SEQUENCE; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.organisation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME goldwright.organisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: project_version; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.project_version (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    project_id text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    params json NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY goldwright.project_version FORCE ROW LEVEL SECURITY;

--
-- Name: qualification; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.qualification (
    worker_id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    score real,
    granted_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone
);

--
-- Name: queue; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.queue (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    id bigint NOT NULL,
    project_id text NOT NULL COLLATE pg_catalog."C",
    batch_id text COLLATE pg_catalog."C",
    stage text DEFAULT 'annotate'::text NOT NULL,
    priority smallint DEFAULT 20 NOT NULL,
    batch_rank integer DEFAULT 2147483647 NOT NULL,
    group_ids text[],
    is_open boolean DEFAULT true NOT NULL,
    is_doubtful boolean DEFAULT false NOT NULL,
    kept_until timestamp with time zone,
    CONSTRAINT queue_stage_check CHECK ((stage = ANY (ARRAY['annotate'::text, 'review'::text, 'second_review'::text])))
);

ALTER TABLE ONLY goldwright.queue FORCE ROW LEVEL SECURITY;

--
-- Name: queue_cursor; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.queue_cursor (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    queue_id bigint NOT NULL,
    worker_id text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    is_exhausted boolean DEFAULT false NOT NULL,
    rewound_at timestamp with time zone
)
WITH (fillfactor='50');

ALTER TABLE ONLY goldwright.queue_cursor FORCE ROW LEVEL SECURITY;

--
-- Name: queue_id_seq; Type: SEQUENCE; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.queue ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME goldwright.queue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: review_result; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.review_result (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    annotation_id text NOT NULL COLLATE pg_catalog."C",
    task_id text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    worker_id text NOT NULL COLLATE pg_catalog."C",
    verdict text NOT NULL,
    was_right boolean NOT NULL,
    agreement real NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT review_result_agreement_check CHECK (((agreement >= (0)::double precision) AND (agreement <= (1)::double precision))),
    CONSTRAINT review_result_verdict_check CHECK ((verdict = ANY (ARRAY['accepted'::text, 'fixed'::text, 'rejected'::text])))
);

ALTER TABLE ONLY goldwright.review_result FORCE ROW LEVEL SECURITY;

--
-- Name: reviewer_skill; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.reviewer_skill (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    project_id text NOT NULL COLLATE pg_catalog."C",
    worker_id text NOT NULL COLLATE pg_catalog."C",
    harshness double precision NOT NULL,
    leniency double precision NOT NULL,
    passing_weight double precision NOT NULL,
    refusing_weight double precision NOT NULL,
    measured_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT reviewer_skill_harshness_check CHECK (((harshness >= (0)::double precision) AND (harshness <= (1)::double precision))),
    CONSTRAINT reviewer_skill_leniency_check CHECK (((leniency >= (0)::double precision) AND (leniency <= (1)::double precision))),
    CONSTRAINT reviewer_skill_passing_weight_check CHECK (((passing_weight >= (0)::double precision) AND (passing_weight <= (1)::double precision))),
    CONSTRAINT reviewer_skill_refusing_weight_check CHECK (((refusing_weight >= (0)::double precision) AND (refusing_weight <= (1)::double precision)))
);

ALTER TABLE ONLY goldwright.reviewer_skill FORCE ROW LEVEL SECURITY;

--
-- Name: runner; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.runner (
    id text NOT NULL COLLATE pg_catalog."C",
    host text NOT NULL,
    version text NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    failing text[] DEFAULT '{}'::text[] NOT NULL,
    failures text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT runner_check CHECK ((cardinality(failing) = cardinality(failures)))
);

--
-- Name: seed; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.seed (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    project_id text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    task_id text NOT NULL COLLATE pg_catalog."C",
    is_done boolean DEFAULT false NOT NULL
);

ALTER TABLE ONLY goldwright.seed FORCE ROW LEVEL SECURITY;

--
-- Name: seed_position_seq; Type: SEQUENCE; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.seed ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME goldwright.seed_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: session; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.session (
    token_hash bytea NOT NULL,
    user_id text NOT NULL COLLATE pg_catalog."C",
    worker_id text COLLATE pg_catalog."C",
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    kind text DEFAULT 'session'::text NOT NULL,
    user_agent text,
    CONSTRAINT session_kind_check CHECK ((kind = ANY (ARRAY['session'::text, 'sign_in'::text, 'invitation'::text, 'password_reset'::text])))
);

--
-- Name: settlement; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.settlement (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    task_id text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL,
    response jsonb,
    annotations smallint NOT NULL,
    asked smallint NOT NULL,
    confidence real,
    margin real,
    agreement real,
    method text,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    urgency double precision,
    belief real,
    CONSTRAINT settlement_state_check CHECK ((state = ANY (ARRAY['open'::text, 'settled'::text, 'in_review'::text, 'needs_review'::text, 'ended'::text])))
);

ALTER TABLE ONLY goldwright.settlement FORCE ROW LEVEL SECURITY;

--
-- Name: studio_assignment; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.studio_assignment (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    project_id text NOT NULL COLLATE pg_catalog."C",
    worker_id text NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE ONLY goldwright.studio_assignment FORCE ROW LEVEL SECURITY;

--
-- Name: task_count; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.task_count (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    project_id text NOT NULL COLLATE pg_catalog."C",
    batch_id text COLLATE pg_catalog."C",
    status text NOT NULL,
    tasks bigint NOT NULL
);

ALTER TABLE ONLY goldwright.task_count FORCE ROW LEVEL SECURITY;

--
-- Name: transfer; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.transfer (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    annotation_id text COLLATE pg_catalog."C",
    worker_id text COLLATE pg_catalog."C",
    reverses bigint,
    reason text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT transfer_check CHECK (((kind = 'reversal'::text) = (reverses IS NOT NULL))),
    CONSTRAINT transfer_kind_check CHECK ((kind = ANY (ARRAY['accrual'::text, 'reversal'::text])))
);

ALTER TABLE ONLY goldwright.transfer FORCE ROW LEVEL SECURITY;

--
-- Name: transfer_id_seq; Type: SEQUENCE; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.transfer ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME goldwright.transfer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: verdict_evidence; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.verdict_evidence (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    project_id text NOT NULL COLLATE pg_catalog."C",
    worker_id text NOT NULL COLLATE pg_catalog."C",
    reviewer_id text NOT NULL COLLATE pg_catalog."C",
    verdict text NOT NULL,
    answers integer NOT NULL,
    accepted double precision NOT NULL,
    right_count double precision NOT NULL,
    wrong_count double precision NOT NULL,
    weight double precision NOT NULL,
    CONSTRAINT verdict_evidence_verdict_check CHECK ((verdict = ANY (ARRAY['accepted'::text, 'fixed'::text, 'rejected'::text]))),
    CONSTRAINT verdict_evidence_weight_check CHECK (((weight >= (0)::double precision) AND (weight <= (1)::double precision)))
);

ALTER TABLE ONLY goldwright.verdict_evidence FORCE ROW LEVEL SECURITY;

--
-- Name: worker; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.worker (
    id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL COLLATE pg_catalog."C",
    status text DEFAULT 'active'::text NOT NULL,
    is_marketplace boolean DEFAULT false NOT NULL,
    languages text[] DEFAULT '{}'::text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT worker_status_check CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text])))
);

--
-- Name: worker_conflict; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.worker_conflict (
    organisation_id integer NOT NULL,
    worker_id text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY goldwright.worker_conflict FORCE ROW LEVEL SECURITY;

--
-- Name: worker_confusion; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.worker_confusion (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    project_id text NOT NULL COLLATE pg_catalog."C",
    worker_id text NOT NULL COLLATE pg_catalog."C",
    questions text[] NOT NULL,
    truths text[] NOT NULL,
    givens text[] NOT NULL,
    answers real[] NOT NULL,
    CONSTRAINT worker_confusion_check CHECK (((cardinality(questions) = cardinality(truths)) AND (cardinality(questions) = cardinality(givens)) AND (cardinality(questions) = cardinality(answers))))
);

ALTER TABLE ONLY goldwright.worker_confusion FORCE ROW LEVEL SECURITY;

--
-- Name: worker_group; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.worker_group (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL
);

ALTER TABLE ONLY goldwright.worker_group FORCE ROW LEVEL SECURITY;

--
-- Name: worker_group_member; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.worker_group_member (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    group_id text NOT NULL COLLATE pg_catalog."C",
    worker_id text NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE ONLY goldwright.worker_group_member FORCE ROW LEVEL SECURITY;

--
-- Name: worker_model; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.worker_model (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    project_id text NOT NULL COLLATE pg_catalog."C",
    questions text[] DEFAULT '{}'::text[] NOT NULL,
    classes text[] DEFAULT '{}'::text[] NOT NULL,
    tasks real[] DEFAULT '{}'::real[] NOT NULL,
    fitted_answers bigint DEFAULT 0 NOT NULL,
    fresh_answers bigint DEFAULT 0 NOT NULL,
    fitted_at timestamp with time zone,
    CONSTRAINT worker_model_check CHECK (((cardinality(questions) = cardinality(classes)) AND (cardinality(questions) = cardinality(tasks)))),
    CONSTRAINT worker_model_fitted_answers_check CHECK ((fitted_answers >= 0)),
    CONSTRAINT worker_model_fresh_answers_check CHECK ((fresh_answers >= 0))
);

ALTER TABLE ONLY goldwright.worker_model FORCE ROW LEVEL SECURITY;

--
-- Name: worker_skill; Type: TABLE; Schema: goldwright; Owner: -
--

CREATE TABLE goldwright.worker_skill (
    organisation_id integer NOT NULL,
    environment goldwright.environment NOT NULL,
    project_id text NOT NULL COLLATE pg_catalog."C",
    worker_id text NOT NULL COLLATE pg_catalog."C",
    right_count double precision DEFAULT 0 NOT NULL,
    wrong_count double precision DEFAULT 0 NOT NULL,
    gold_right integer DEFAULT 0 NOT NULL,
    gold_total integer DEFAULT 0 NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY goldwright.worker_skill FORCE ROW LEVEL SECURITY;

--
-- Name: annotation annotation_overlap_check; Type: CHECK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.annotation
    ADD CONSTRAINT annotation_overlap_check CHECK (((purpose <> 'overlap'::text) OR (NOT is_counted))) NOT VALID;

--
-- Name: annotation annotation_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.annotation
    ADD CONSTRAINT annotation_pkey PRIMARY KEY (organisation_id, environment, id, version);

--
-- Name: api_key api_key_hash_key; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.api_key
    ADD CONSTRAINT api_key_hash_key UNIQUE (hash);

--
-- Name: api_key api_key_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (organisation_id, environment, id);

--
-- Name: app_user app_user_email_key; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.app_user
    ADD CONSTRAINT app_user_email_key UNIQUE (email);

--
-- Name: app_user app_user_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.app_user
    ADD CONSTRAINT app_user_pkey PRIMARY KEY (id);

--
-- Name: assignment assignment_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.assignment
    ADD CONSTRAINT assignment_pkey PRIMARY KEY (organisation_id, environment, id);

--
-- Name: assignment assignment_purpose_check; Type: CHECK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.assignment
    ADD CONSTRAINT assignment_purpose_check CHECK ((purpose = ANY (ARRAY['work'::text, 'gold'::text, 'onboarding'::text, 'overlap'::text]))) NOT VALID;

--
-- Name: attachment attachment_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.attachment
    ADD CONSTRAINT attachment_pkey PRIMARY KEY (organisation_id, environment, task_id, "position");

--
-- Name: batch batch_organisation_id_environment_name_key; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.batch
    ADD CONSTRAINT batch_organisation_id_environment_name_key UNIQUE (organisation_id, environment, name);

--
-- Name: batch batch_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.batch
    ADD CONSTRAINT batch_pkey PRIMARY KEY (organisation_id, environment, id);

--
-- Name: blind_result blind_result_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.blind_result
    ADD CONSTRAINT blind_result_pkey PRIMARY KEY (organisation_id, environment, annotation_id);

--
-- Name: budget budget_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.budget
    ADD CONSTRAINT budget_pkey PRIMARY KEY (organisation_id, environment, project_id);

--
-- Name: calibration calibration_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.calibration
    ADD CONSTRAINT calibration_pkey PRIMARY KEY (organisation_id, environment, project_id);

--
-- Name: callback callback_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.callback
    ADD CONSTRAINT callback_pkey PRIMARY KEY (organisation_id, environment, id);

--
-- Name: draft draft_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.draft
    ADD CONSTRAINT draft_pkey PRIMARY KEY (organisation_id, environment, assignment_id);

--
-- Name: entry entry_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (organisation_id, environment, transfer_id, account);

--
-- Name: event event_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (organisation_id, environment, id);

--
-- Name: file file_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.file
    ADD CONSTRAINT file_pkey PRIMARY KEY (organisation_id, environment, id);

--
-- Name: gold_answer gold_answer_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.gold_answer
    ADD CONSTRAINT gold_answer_pkey PRIMARY KEY (organisation_id, environment, task_id);

--
-- Name: gold_opening gold_opening_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.gold_opening
    ADD CONSTRAINT gold_opening_pkey PRIMARY KEY (organisation_id, environment, project_id, task_id);

--
-- Name: gold_result gold_result_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.gold_result
    ADD CONSTRAINT gold_result_pkey PRIMARY KEY (organisation_id, environment, annotation_id);

--
-- Name: installation installation_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.installation
    ADD CONSTRAINT installation_pkey PRIMARY KEY (only_row);

--
-- Name: member member_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.member
    ADD CONSTRAINT member_pkey PRIMARY KEY (organisation_id, user_id);

--
-- Name: migration migration_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);

--
-- Name: offer offer_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.offer
    ADD CONSTRAINT offer_pkey PRIMARY KEY (organisation_id, environment, project_id, worker_id);

--
-- Name: openid_identity openid_identity_issuer_user_id_key; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.openid_identity
    ADD CONSTRAINT openid_identity_issuer_user_id_key UNIQUE (issuer, user_id);

--
-- Name: openid_identity openid_identity_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.openid_identity
    ADD CONSTRAINT openid_identity_pkey PRIMARY KEY (issuer, subject);

--
-- Name: opening opening_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.opening
    ADD CONSTRAINT opening_pkey PRIMARY KEY (organisation_id, environment, task_id, stage);

--
-- Name: organisation organisation_name_key; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.organisation
    ADD CONSTRAINT organisation_name_key UNIQUE (name);

--
-- Name: organisation organisation_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (id);

--
-- Name: project project_organisation_id_environment_name_key; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.project
    ADD CONSTRAINT project_organisation_id_environment_name_key UNIQUE (organisation_id, environment, name);

--
-- Name: project project_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.project
    ADD CONSTRAINT project_pkey PRIMARY KEY (organisation_id, environment, id);

--
-- Name: project_version project_version_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.project_version
    ADD CONSTRAINT project_version_pkey PRIMARY KEY (organisation_id, environment, project_id, version);

--
-- Name: qualification qualification_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.qualification
    ADD CONSTRAINT qualification_pkey PRIMARY KEY (worker_id, name);

--
-- Name: queue_cursor queue_cursor_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.queue_cursor
    ADD CONSTRAINT queue_cursor_pkey PRIMARY KEY (worker_id, queue_id);

--
-- Name: queue queue_key; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.queue
    ADD CONSTRAINT queue_key UNIQUE NULLS NOT DISTINCT (organisation_id, environment, project_id, batch_id, stage, priority, is_doubtful);

--
-- Name: queue queue_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.queue
    ADD CONSTRAINT queue_pkey PRIMARY KEY (organisation_id, environment, id);

--
-- Name: review review_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.review
    ADD CONSTRAINT review_pkey PRIMARY KEY (organisation_id, environment, annotation_id);

--
-- Name: review_result review_result_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.review_result
    ADD CONSTRAINT review_result_pkey PRIMARY KEY (organisation_id, environment, annotation_id);

--
-- Name: reviewer_skill reviewer_skill_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.reviewer_skill
    ADD CONSTRAINT reviewer_skill_pkey PRIMARY KEY (organisation_id, environment, project_id, worker_id);

--
-- Name: runner runner_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.runner
    ADD CONSTRAINT runner_pkey PRIMARY KEY (id);

--
-- Name: seed seed_organisation_id_environment_task_id_key; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.seed
    ADD CONSTRAINT seed_organisation_id_environment_task_id_key UNIQUE (organisation_id, environment, task_id);

--
-- Name: seed seed_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.seed
    ADD CONSTRAINT seed_pkey PRIMARY KEY (organisation_id, environment, project_id, "position");

--
-- Name: session session_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (token_hash);

--
-- Name: settlement settlement_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.settlement
    ADD CONSTRAINT settlement_pkey PRIMARY KEY (organisation_id, environment, task_id);

--
-- Name: studio_assignment studio_assignment_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.studio_assignment
    ADD CONSTRAINT studio_assignment_pkey PRIMARY KEY (organisation_id, environment, project_id, worker_id);

--
-- Name: task task_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.task
    ADD CONSTRAINT task_pkey PRIMARY KEY (organisation_id, environment, id);

--
-- Name: transfer transfer_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.transfer
    ADD CONSTRAINT transfer_pkey PRIMARY KEY (organisation_id, environment, id);

--
-- Name: verdict_evidence verdict_evidence_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.verdict_evidence
    ADD CONSTRAINT verdict_evidence_pkey PRIMARY KEY (organisation_id, environment, project_id, worker_id, reviewer_id, verdict);

--
-- Name: worker_conflict worker_conflict_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.worker_conflict
    ADD CONSTRAINT worker_conflict_pkey PRIMARY KEY (organisation_id, worker_id);

--
-- Name: worker_confusion worker_confusion_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.worker_confusion
    ADD CONSTRAINT worker_confusion_pkey PRIMARY KEY (organisation_id, environment, project_id, worker_id);

--
-- Name: worker_group_member worker_group_member_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.worker_group_member
    ADD CONSTRAINT worker_group_member_pkey PRIMARY KEY (organisation_id, environment, group_id, worker_id);

--
-- Name: worker_group worker_group_organisation_id_environment_project_id_name_key; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.worker_group
    ADD CONSTRAINT worker_group_organisation_id_environment_project_id_name_key UNIQUE (organisation_id, environment, project_id, name);

--
-- Name: worker_group worker_group_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.worker_group
    ADD CONSTRAINT worker_group_pkey PRIMARY KEY (organisation_id, environment, id);

--
-- Name: worker_model worker_model_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.worker_model
    ADD CONSTRAINT worker_model_pkey PRIMARY KEY (organisation_id, environment, project_id);

--
-- Name: worker worker_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.worker
    ADD CONSTRAINT worker_pkey PRIMARY KEY (id);

--
-- Name: worker_skill worker_skill_pkey; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.worker_skill
    ADD CONSTRAINT worker_skill_pkey PRIMARY KEY (organisation_id, environment, project_id, worker_id);

--
-- Name: worker worker_user_id_key; Type: CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.worker
    ADD CONSTRAINT worker_user_id_key UNIQUE (user_id);

--
-- Name: annotation_assignment; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE UNIQUE INDEX annotation_assignment ON goldwright.annotation USING btree (assignment_id, version, organisation_id, environment);

--
-- Name: annotation_counted_once; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE UNIQUE INDEX annotation_counted_once ON goldwright.annotation USING btree (organisation_id, environment, task_id, stage, worker_id) WHERE (is_current AND is_counted);

--
-- Name: annotation_project; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX annotation_project ON goldwright.annotation USING btree (project_id, organisation_id, environment, id);

--
-- Name: annotation_worker; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX annotation_worker ON goldwright.annotation USING btree (worker_id, submitted_at);

--
-- Name: annotation_worker_task; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX annotation_worker_task ON goldwright.annotation USING btree (worker_id, organisation_id, environment, task_id);

--
-- Name: assignment_expiry; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX assignment_expiry ON goldwright.assignment USING btree (lease_expires_at) WHERE (status = 'leased'::text);

--
-- Name: assignment_id; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE UNIQUE INDEX assignment_id ON goldwright.assignment USING btree (id);

--
-- Name: assignment_live; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX assignment_live ON goldwright.assignment USING btree (worker_id, project_id) WHERE (status = 'leased'::text);

--
-- Name: assignment_once; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE UNIQUE INDEX assignment_once ON goldwright.assignment USING btree (organisation_id, environment, task_id, stage, worker_id) WHERE (status = ANY (ARRAY['leased'::text, 'submitted'::text, 'late'::text, 'skipped'::text]));

--
-- Name: assignment_task; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX assignment_task ON goldwright.assignment USING btree (task_id, worker_id, organisation_id, environment);

--
-- Name: attachment_due; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX attachment_due ON goldwright.attachment USING btree (organisation_id, environment, next_attempt_at) WHERE (status = 'pending'::text);

--
-- Name: batch_project; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX batch_project ON goldwright.batch USING btree (organisation_id, environment, project_id, id);

--
-- Name: blind_result_project; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX blind_result_project ON goldwright.blind_result USING btree (project_id, organisation_id, environment);

--
-- Name: callback_dead; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX callback_dead ON goldwright.callback USING btree (id) WHERE (state = 'dead'::text);

--
-- Name: callback_due; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX callback_due ON goldwright.callback USING btree (host, next_attempt_at) WHERE (state = 'pending'::text);

--
-- Name: callback_state; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX callback_state ON goldwright.callback USING btree (organisation_id, environment, state, id);

--
-- Name: entry_worker; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX entry_worker ON goldwright.entry USING btree (worker_id) WHERE (account = 'worker'::text);

--
-- Name: event_failing; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX event_failing ON goldwright.event USING btree (id) WHERE ((attempts > 0) AND (pending_for IS NOT NULL));

--
-- Name: event_pending; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX event_pending ON goldwright.event USING btree (pending_for, organisation_id, environment, id) WHERE (pending_for IS NOT NULL);

--
-- Name: event_task; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX event_task ON goldwright.event USING btree (organisation_id, environment, task_id, id) WHERE (task_id IS NOT NULL);

--
-- Name: file_reference; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE UNIQUE INDEX file_reference ON goldwright.file USING btree (organisation_id, environment, reference_id) WHERE (reference_id IS NOT NULL);

--
-- Name: gold_answer_project; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX gold_answer_project ON goldwright.gold_answer USING btree (project_id, organisation_id, environment, task_id);

--
-- Name: gold_result_task; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX gold_result_task ON goldwright.gold_result USING btree (task_id, organisation_id, environment);

--
-- Name: gold_result_worker; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX gold_result_worker ON goldwright.gold_result USING btree (worker_id, project_id, organisation_id, environment);

--
-- Name: member_user; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX member_user ON goldwright.member USING btree (user_id);

--
-- Name: offer_rated; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX offer_rated ON goldwright.offer USING btree (organisation_id, environment, project_id) WHERE (rate_micros IS NOT NULL);

--
-- Name: offer_worker; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX offer_worker ON goldwright.offer USING btree (worker_id, organisation_id, environment, project_id);

--
-- Name: opening_waiting; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX opening_waiting ON goldwright.opening USING btree (queue_id, "position") WHERE (slots_left > 0);

--
-- Name: review_project; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX review_project ON goldwright.review USING btree (project_id, organisation_id, environment);

--
-- Name: review_result_project; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX review_result_project ON goldwright.review_result USING btree (project_id, organisation_id, environment, worker_id);

--
-- Name: review_task; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX review_task ON goldwright.review USING btree (task_id, organisation_id, environment);

--
-- Name: review_worker; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX review_worker ON goldwright.review USING btree (worker_id, created_at);

--
-- Name: session_expiry; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX session_expiry ON goldwright.session USING btree (expires_at);

--
-- Name: session_of_user; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX session_of_user ON goldwright.session USING btree (user_id);

--
-- Name: settlement_project; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX settlement_project ON goldwright.settlement USING btree (project_id, organisation_id, environment, state);

--
-- Name: settlement_waiting; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX settlement_waiting ON goldwright.settlement USING btree (project_id, organisation_id, environment, urgency DESC, task_id) WHERE (urgency IS NOT NULL);

--
-- Name: task_batch; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX task_batch ON goldwright.task USING btree (batch_id, organisation_id, environment, id) WHERE (batch_id IS NOT NULL);

--
-- Name: task_completed; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX task_completed ON goldwright.task USING btree (organisation_id, environment, completed_at) WHERE (completed_at IS NOT NULL);

--
-- Name: task_count_batch; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX task_count_batch ON goldwright.task_count USING btree (organisation_id, environment, batch_id) WHERE (batch_id IS NOT NULL);

--
-- Name: task_count_key; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX task_count_key ON goldwright.task_count USING btree (organisation_id, environment, project_id, batch_id);

--
-- Name: task_project; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX task_project ON goldwright.task USING btree (project_id, organisation_id, environment, id);

--
-- Name: task_status; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX task_status ON goldwright.task USING btree (project_id, status, organisation_id, environment, id);

--
-- Name: task_unique_id; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE UNIQUE INDEX task_unique_id ON goldwright.task USING btree (organisation_id, environment, unique_id) WHERE (unique_id IS NOT NULL);

--
-- Name: transfer_accrued_once; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE UNIQUE INDEX transfer_accrued_once ON goldwright.transfer USING btree (organisation_id, environment, annotation_id) WHERE (kind = 'accrual'::text);

--
-- Name: transfer_reversed_once; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE UNIQUE INDEX transfer_reversed_once ON goldwright.transfer USING btree (organisation_id, environment, reverses) WHERE (kind = 'reversal'::text);

--
-- Name: verdict_evidence_reviewer; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX verdict_evidence_reviewer ON goldwright.verdict_evidence USING btree (project_id, reviewer_id, organisation_id, environment);

--
-- Name: worker_group_member_worker; Type: INDEX; Schema: goldwright; Owner: -
--

CREATE INDEX worker_group_member_worker ON goldwright.worker_group_member USING btree (worker_id, group_id);

--
-- Name: entry append_only; Type: TRIGGER; Schema: goldwright; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON goldwright.entry FOR EACH STATEMENT EXECUTE FUNCTION goldwright.refuse_change();

--
-- Name: transfer append_only; Type: TRIGGER; Schema: goldwright; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON goldwright.transfer FOR EACH STATEMENT EXECUTE FUNCTION goldwright.refuse_change();

--
-- Name: transfer balanced; Type: TRIGGER; Schema: goldwright; Owner: -
--

CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON goldwright.transfer DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION goldwright.refuse_unbalanced_transfer();

--
-- Name: task count_moved_tasks; Type: TRIGGER; Schema: goldwright; Owner: -
--

CREATE TRIGGER count_moved_tasks AFTER UPDATE ON goldwright.task REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION goldwright.count_moved_tasks();

--
-- Name: task count_new_tasks; Type: TRIGGER; Schema: goldwright; Owner: -
--

CREATE TRIGGER count_new_tasks AFTER INSERT ON goldwright.task REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION goldwright.count_new_tasks();

--
-- Name: task end_settlement; Type: TRIGGER; Schema: goldwright; Owner: -
--

CREATE TRIGGER end_settlement AFTER UPDATE OF status ON goldwright.task FOR EACH ROW WHEN ((new.status = ANY (ARRAY['cancelled'::text, 'error'::text]))) EXECUTE FUNCTION goldwright.end_settlement();

--
-- Name: task follow_seed; Type: TRIGGER; Schema: goldwright; Owner: -
--

CREATE TRIGGER follow_seed AFTER UPDATE OF status ON goldwright.task FOR EACH ROW WHEN (new.is_seed) EXECUTE FUNCTION goldwright.follow_seed();

--
-- Name: project offer_project; Type: TRIGGER; Schema: goldwright; Owner: -
--

CREATE TRIGGER offer_project AFTER INSERT OR UPDATE OF workforce, required_qualifications, required_languages, review_qualifications, is_studio, archived_at ON goldwright.project FOR EACH ROW WHEN (((new.environment)::text = 'live'::text)) EXECUTE FUNCTION goldwright.offer_project();

--
-- Name: task refuse_strays; Type: TRIGGER; Schema: goldwright; Owner: -
--

CREATE TRIGGER refuse_strays AFTER INSERT ON goldwright.task REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION goldwright.refuse_strays();

--
-- Name: task withdraw_gold; Type: TRIGGER; Schema: goldwright; Owner: -
--

CREATE TRIGGER withdraw_gold AFTER UPDATE OF status ON goldwright.task FOR EACH ROW WHEN (((new.status = ANY (ARRAY['cancelled'::text, 'error'::text])) AND (new.purpose <> 'work'::text))) EXECUTE FUNCTION goldwright.withdraw_gold();

--
-- Name: annotation annotation_organisation_id_environment_assignment_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.annotation
    ADD CONSTRAINT annotation_organisation_id_environment_assignment_id_fkey FOREIGN KEY (organisation_id, environment, assignment_id) REFERENCES goldwright.assignment(organisation_id, environment, id);

--
-- Name: api_key api_key_created_by_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.api_key
    ADD CONSTRAINT api_key_created_by_fkey FOREIGN KEY (created_by) REFERENCES goldwright.app_user(id);

--
-- Name: api_key api_key_organisation_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.api_key
    ADD CONSTRAINT api_key_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES goldwright.organisation(id);

--
-- Name: assignment assignment_organisation_id_environment_task_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.assignment
    ADD CONSTRAINT assignment_organisation_id_environment_task_id_fkey FOREIGN KEY (organisation_id, environment, task_id) REFERENCES goldwright.task(organisation_id, environment, id);

--
-- Name: assignment assignment_worker_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.assignment
    ADD CONSTRAINT assignment_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES goldwright.worker(id);

--
-- Name: attachment attachment_organisation_id_environment_task_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.attachment
    ADD CONSTRAINT attachment_organisation_id_environment_task_id_fkey FOREIGN KEY (organisation_id, environment, task_id) REFERENCES goldwright.task(organisation_id, environment, id);

--
-- Name: batch batch_organisation_id_environment_project_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.batch
    ADD CONSTRAINT batch_organisation_id_environment_project_id_fkey FOREIGN KEY (organisation_id, environment, project_id) REFERENCES goldwright.project(organisation_id, environment, id);

--
-- Name: draft draft_organisation_id_environment_assignment_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.draft
    ADD CONSTRAINT draft_organisation_id_environment_assignment_id_fkey FOREIGN KEY (organisation_id, environment, assignment_id) REFERENCES goldwright.assignment(organisation_id, environment, id);

--
-- Name: entry entry_organisation_id_environment_transfer_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.entry
    ADD CONSTRAINT entry_organisation_id_environment_transfer_id_fkey FOREIGN KEY (organisation_id, environment, transfer_id) REFERENCES goldwright.transfer(organisation_id, environment, id);

--
-- Name: file file_organisation_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.file
    ADD CONSTRAINT file_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES goldwright.organisation(id);

--
-- Name: gold_answer gold_answer_organisation_id_environment_task_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.gold_answer
    ADD CONSTRAINT gold_answer_organisation_id_environment_task_id_fkey FOREIGN KEY (organisation_id, environment, task_id) REFERENCES goldwright.task(organisation_id, environment, id);

--
-- Name: gold_opening gold_opening_organisation_id_environment_task_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.gold_opening
    ADD CONSTRAINT gold_opening_organisation_id_environment_task_id_fkey FOREIGN KEY (organisation_id, environment, task_id) REFERENCES goldwright.task(organisation_id, environment, id);

--
-- Name: member member_organisation_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.member
    ADD CONSTRAINT member_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES goldwright.organisation(id);

--
-- Name: member member_user_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.member
    ADD CONSTRAINT member_user_id_fkey FOREIGN KEY (user_id) REFERENCES goldwright.app_user(id);

--
-- Name: offer offer_organisation_id_environment_project_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.offer
    ADD CONSTRAINT offer_organisation_id_environment_project_id_fkey FOREIGN KEY (organisation_id, environment, project_id) REFERENCES goldwright.project(organisation_id, environment, id);

--
-- Name: offer offer_worker_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.offer
    ADD CONSTRAINT offer_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES goldwright.worker(id);

--
-- Name: openid_identity openid_identity_user_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.openid_identity
    ADD CONSTRAINT openid_identity_user_id_fkey FOREIGN KEY (user_id) REFERENCES goldwright.app_user(id);

--
-- Name: project project_organisation_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.project
    ADD CONSTRAINT project_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES goldwright.organisation(id);

--
-- Name: project_version project_version_organisation_id_environment_project_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.project_version
    ADD CONSTRAINT project_version_organisation_id_environment_project_id_fkey FOREIGN KEY (organisation_id, environment, project_id) REFERENCES goldwright.project(organisation_id, environment, id);

--
-- Name: qualification qualification_worker_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.qualification
    ADD CONSTRAINT qualification_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES goldwright.worker(id);

--
-- Name: queue queue_organisation_id_environment_project_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.queue
    ADD CONSTRAINT queue_organisation_id_environment_project_id_fkey FOREIGN KEY (organisation_id, environment, project_id) REFERENCES goldwright.project(organisation_id, environment, id);

--
-- Name: review review_organisation_id_environment_assignment_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.review
    ADD CONSTRAINT review_organisation_id_environment_assignment_id_fkey FOREIGN KEY (organisation_id, environment, assignment_id) REFERENCES goldwright.assignment(organisation_id, environment, id);

--
-- Name: seed seed_organisation_id_environment_task_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.seed
    ADD CONSTRAINT seed_organisation_id_environment_task_id_fkey FOREIGN KEY (organisation_id, environment, task_id) REFERENCES goldwright.task(organisation_id, environment, id);

--
-- Name: session session_user_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.session
    ADD CONSTRAINT session_user_id_fkey FOREIGN KEY (user_id) REFERENCES goldwright.app_user(id);

--
-- Name: session session_worker_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.session
    ADD CONSTRAINT session_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES goldwright.worker(id);

--
-- Name: settlement settlement_organisation_id_environment_task_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.settlement
    ADD CONSTRAINT settlement_organisation_id_environment_task_id_fkey FOREIGN KEY (organisation_id, environment, task_id) REFERENCES goldwright.task(organisation_id, environment, id);

--
-- Name: studio_assignment studio_assignment_organisation_id_environment_project_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.studio_assignment
    ADD CONSTRAINT studio_assignment_organisation_id_environment_project_id_fkey FOREIGN KEY (organisation_id, environment, project_id) REFERENCES goldwright.project(organisation_id, environment, id);

--
-- Name: studio_assignment studio_assignment_worker_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.studio_assignment
    ADD CONSTRAINT studio_assignment_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES goldwright.worker(id);

--
-- Name: transfer transfer_organisation_id_environment_reverses_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.transfer
    ADD CONSTRAINT transfer_organisation_id_environment_reverses_fkey FOREIGN KEY (organisation_id, environment, reverses) REFERENCES goldwright.transfer(organisation_id, environment, id);

--
-- Name: worker_conflict worker_conflict_organisation_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.worker_conflict
    ADD CONSTRAINT worker_conflict_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES goldwright.organisation(id);

--
-- Name: worker_conflict worker_conflict_worker_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.worker_conflict
    ADD CONSTRAINT worker_conflict_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES goldwright.worker(id);

--
-- Name: worker_group_member worker_group_member_organisation_id_environment_group_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.worker_group_member
    ADD CONSTRAINT worker_group_member_organisation_id_environment_group_id_fkey FOREIGN KEY (organisation_id, environment, group_id) REFERENCES goldwright.worker_group(organisation_id, environment, id) ON DELETE CASCADE;

--
-- Name: worker_group_member worker_group_member_worker_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.worker_group_member
    ADD CONSTRAINT worker_group_member_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES goldwright.worker(id);

--
-- Name: worker_group worker_group_organisation_id_environment_project_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.worker_group
    ADD CONSTRAINT worker_group_organisation_id_environment_project_id_fkey FOREIGN KEY (organisation_id, environment, project_id) REFERENCES goldwright.project(organisation_id, environment, id);

--
-- Name: worker worker_user_id_fkey; Type: FK CONSTRAINT; Schema: goldwright; Owner: -
--

ALTER TABLE ONLY goldwright.worker
    ADD CONSTRAINT worker_user_id_fkey FOREIGN KEY (user_id) REFERENCES goldwright.app_user(id);

--
-- Name: annotation; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.annotation ENABLE ROW LEVEL SECURITY;

--
-- Name: api_key; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.api_key ENABLE ROW LEVEL SECURITY;

--
-- Name: assignment; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.assignment ENABLE ROW LEVEL SECURITY;

--
-- Name: attachment; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.attachment ENABLE ROW LEVEL SECURITY;

--
-- Name: batch; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.batch ENABLE ROW LEVEL SECURITY;

--
-- Name: blind_result; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.blind_result ENABLE ROW LEVEL SECURITY;

--
-- Name: budget; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.budget ENABLE ROW LEVEL SECURITY;

--
-- Name: calibration; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.calibration ENABLE ROW LEVEL SECURITY;

--
-- Name: callback; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.callback ENABLE ROW LEVEL SECURITY;

--
-- Name: draft; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.draft ENABLE ROW LEVEL SECURITY;

--
-- Name: entry; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.entry ENABLE ROW LEVEL SECURITY;

--
-- Name: event; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.event ENABLE ROW LEVEL SECURITY;

--
-- Name: file; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.file ENABLE ROW LEVEL SECURITY;

--
-- Name: gold_answer; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.gold_answer ENABLE ROW LEVEL SECURITY;

--
-- Name: gold_opening; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.gold_opening ENABLE ROW LEVEL SECURITY;

--
-- Name: gold_result; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.gold_result ENABLE ROW LEVEL SECURITY;

--
-- Name: member; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.member ENABLE ROW LEVEL SECURITY;

--
-- Name: offer; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.offer ENABLE ROW LEVEL SECURITY;

--
-- Name: event only_operators_retry; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY only_operators_retry ON goldwright.event AS RESTRICTIVE FOR UPDATE TO goldwright_app USING ((goldwright.current_identity() = 'operator'::text));

--
-- Name: opening; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.opening ENABLE ROW LEVEL SECURITY;

--
-- Name: api_key operator; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY operator ON goldwright.api_key USING ((goldwright.current_identity() = 'operator'::text));

--
-- Name: assignment operator; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY operator ON goldwright.assignment FOR SELECT USING ((goldwright.current_identity() = 'operator'::text));

--
-- Name: callback operator; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY operator ON goldwright.callback FOR SELECT USING ((goldwright.current_identity() = 'operator'::text));

--
-- Name: event operator; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY operator ON goldwright.event FOR SELECT USING (((goldwright.current_identity() = 'operator'::text) AND (pending_for IS NOT NULL)));

--
-- Name: member operator; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY operator ON goldwright.member USING ((goldwright.current_identity() = 'operator'::text));

--
-- Name: offer operator; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY operator ON goldwright.offer FOR SELECT USING ((goldwright.current_identity() = 'operator'::text));

--
-- Name: opening operator; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY operator ON goldwright.opening FOR SELECT USING ((goldwright.current_identity() = 'operator'::text));

--
-- Name: organisation operator; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY operator ON goldwright.organisation USING ((goldwright.current_identity() = 'operator'::text));

--
-- Name: project operator; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY operator ON goldwright.project FOR SELECT USING ((goldwright.current_identity() = 'operator'::text));

--
-- Name: queue operator; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY operator ON goldwright.queue FOR SELECT USING ((goldwright.current_identity() = 'operator'::text));

--
-- Name: task_count operator; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY operator ON goldwright.task_count FOR SELECT USING ((goldwright.current_identity() = 'operator'::text));

--
-- Name: worker_conflict operator; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY operator ON goldwright.worker_conflict USING ((goldwright.current_identity() = 'operator'::text));

--
-- Name: event operator_notes; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY operator_notes ON goldwright.event FOR INSERT WITH CHECK (((goldwright.current_identity() = 'operator'::text) AND (kind = ANY (ARRAY['callback.resent'::text, 'event.retried'::text]))));

--
-- Name: callback operator_resends; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY operator_resends ON goldwright.callback FOR UPDATE USING (((goldwright.current_identity() = 'operator'::text) AND (state = 'dead'::text))) WITH CHECK (((goldwright.current_identity() = 'operator'::text) AND (state = 'pending'::text)));

--
-- Name: event operator_retries; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY operator_retries ON goldwright.event FOR UPDATE USING (((goldwright.current_identity() = 'operator'::text) AND (pending_for ~~ '%:parked'::text))) WITH CHECK (((goldwright.current_identity() = 'operator'::text) AND (pending_for IS NOT NULL)));

--
-- Name: annotation organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.annotation USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: api_key organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.api_key USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: assignment organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.assignment USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: attachment organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.attachment USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: batch organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.batch USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: blind_result organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.blind_result USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: budget organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.budget USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: calibration organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.calibration USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: callback organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.callback USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: draft organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.draft USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: entry organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.entry USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: event organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.event USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: file organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.file USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: gold_answer organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.gold_answer USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: gold_opening organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.gold_opening USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: gold_result organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.gold_result USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: member organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.member USING ((organisation_id = goldwright.current_organisation()));

--
-- Name: offer organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.offer USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: opening organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.opening USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: organisation; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.organisation ENABLE ROW LEVEL SECURITY;

--
-- Name: organisation organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.organisation USING ((id = goldwright.current_organisation()));

--
-- Name: project organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.project USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: project_version organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.project_version USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: queue organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.queue USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: queue_cursor organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.queue_cursor USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: review organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.review USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: review_result organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.review_result USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: reviewer_skill organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.reviewer_skill USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: seed organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.seed USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: settlement organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.settlement USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: studio_assignment organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.studio_assignment USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: task organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.task USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: task_count organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.task_count USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: transfer organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.transfer USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: verdict_evidence organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.verdict_evidence USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: worker_conflict organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.worker_conflict USING ((organisation_id = goldwright.current_organisation()));

--
-- Name: worker_confusion organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.worker_confusion USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: worker_group organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.worker_group USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: worker_group_member organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.worker_group_member USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: worker_model organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.worker_model USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: worker_skill organisation; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY organisation ON goldwright.worker_skill USING (((organisation_id = goldwright.current_organisation()) AND ((environment)::text = (goldwright.current_environment())::text)));

--
-- Name: member own; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY own ON goldwright.member FOR SELECT USING ((user_id = goldwright.current_person()));

--
-- Name: api_key presented; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY presented ON goldwright.api_key USING ((hash = NULLIF(current_setting('goldwright.presented_key'::text, true), ''::text)));

--
-- Name: project; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.project ENABLE ROW LEVEL SECURITY;

--
-- Name: project_version; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.project_version ENABLE ROW LEVEL SECURITY;

--
-- Name: queue; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.queue ENABLE ROW LEVEL SECURITY;

--
-- Name: queue_cursor; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.queue_cursor ENABLE ROW LEVEL SECURITY;

--
-- Name: review; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.review ENABLE ROW LEVEL SECURITY;

--
-- Name: review_result; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.review_result ENABLE ROW LEVEL SECURITY;

--
-- Name: reviewer_skill; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.reviewer_skill ENABLE ROW LEVEL SECURITY;

--
-- Name: assignment runner_looks; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY runner_looks ON goldwright.assignment FOR SELECT TO goldwright_runner USING (((goldwright.current_identity() = 'runner'::text) AND (goldwright.current_organisation() IS NULL) AND (status = 'leased'::text)));

--
-- Name: attachment runner_looks; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY runner_looks ON goldwright.attachment FOR SELECT TO goldwright_runner USING (((goldwright.current_identity() = 'runner'::text) AND (goldwright.current_organisation() IS NULL) AND (status = 'pending'::text)));

--
-- Name: callback runner_looks; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY runner_looks ON goldwright.callback FOR SELECT TO goldwright_runner USING (((goldwright.current_identity() = 'runner'::text) AND (goldwright.current_organisation() IS NULL) AND (state = 'pending'::text)));

--
-- Name: event runner_looks; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY runner_looks ON goldwright.event FOR SELECT TO goldwright_runner USING (((goldwright.current_identity() = 'runner'::text) AND (goldwright.current_organisation() IS NULL) AND (pending_for IS NOT NULL)));

--
-- Name: task_count runner_looks; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY runner_looks ON goldwright.task_count FOR SELECT TO goldwright_runner USING (((goldwright.current_identity() = 'runner'::text) AND (goldwright.current_organisation() IS NULL)));

--
-- Name: worker_model runner_looks; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY runner_looks ON goldwright.worker_model FOR SELECT TO goldwright_runner USING (((goldwright.current_identity() = 'runner'::text) AND (goldwright.current_organisation() IS NULL)));

--
-- Name: seed; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.seed ENABLE ROW LEVEL SECURITY;

--
-- Name: settlement; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.settlement ENABLE ROW LEVEL SECURITY;

--
-- Name: studio_assignment; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.studio_assignment ENABLE ROW LEVEL SECURITY;

--
-- Name: task; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.task ENABLE ROW LEVEL SECURITY;

--
-- Name: task_count; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.task_count ENABLE ROW LEVEL SECURITY;

--
-- Name: transfer; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.transfer ENABLE ROW LEVEL SECURITY;

--
-- Name: verdict_evidence; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.verdict_evidence ENABLE ROW LEVEL SECURITY;

--
-- Name: annotation worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.annotation USING ((worker_id = ANY (goldwright.current_workers())));

--
-- Name: assignment worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.assignment USING ((worker_id = ANY (goldwright.current_workers())));

--
-- Name: attachment worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.attachment FOR SELECT USING (((goldwright.current_worker() IS NOT NULL) AND goldwright.is_assigned(organisation_id, environment, task_id)));

--
-- Name: draft worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.draft USING ((worker_id = goldwright.current_worker()));

--
-- Name: event worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.event FOR INSERT WITH CHECK ((worker_id = ANY (goldwright.current_workers())));

--
-- Name: gold_opening worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.gold_opening FOR SELECT USING (((goldwright.current_worker() IS NOT NULL) AND goldwright.is_offered(organisation_id, environment, project_id)));

--
-- Name: gold_result worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.gold_result FOR SELECT USING ((worker_id = goldwright.current_worker()));

--
-- Name: offer worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.offer FOR SELECT USING ((worker_id = ANY (goldwright.current_workers())));

--
-- Name: opening worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.opening USING (((goldwright.current_worker() IS NOT NULL) AND goldwright.is_offered(organisation_id, environment, project_id)));

--
-- Name: project worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.project FOR SELECT USING (((goldwright.current_worker() IS NOT NULL) AND goldwright.is_offered(organisation_id, environment, id)));

--
-- Name: project_version worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.project_version FOR SELECT USING (((goldwright.current_worker() IS NOT NULL) AND goldwright.is_offered(organisation_id, environment, project_id)));

--
-- Name: queue worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.queue FOR SELECT USING (((goldwright.current_worker() IS NOT NULL) AND goldwright.is_offered(organisation_id, environment, project_id)));

--
-- Name: queue_cursor worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.queue_cursor USING ((worker_id = ANY (goldwright.current_workers())));

--
-- Name: review worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.review USING ((worker_id = goldwright.current_worker()));

--
-- Name: seed worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.seed USING (((goldwright.current_worker() IS NOT NULL) AND goldwright.is_offered(organisation_id, environment, project_id)));

--
-- Name: task_count worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.task_count FOR INSERT WITH CHECK ((goldwright.current_worker() IS NOT NULL));

--
-- Name: worker_group_member worker; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker ON goldwright.worker_group_member FOR SELECT USING ((worker_id = ANY (goldwright.current_workers())));

--
-- Name: entry worker_accrues; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker_accrues ON goldwright.entry FOR INSERT WITH CHECK ((worker_id = ANY (goldwright.current_workers())));

--
-- Name: transfer worker_accrues; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker_accrues ON goldwright.transfer FOR INSERT WITH CHECK (((worker_id = ANY (goldwright.current_workers())) AND (kind = 'accrual'::text)));

--
-- Name: task worker_completes; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker_completes ON goldwright.task FOR UPDATE USING (((goldwright.current_worker() IS NOT NULL) AND goldwright.is_assigned(organisation_id, environment, id)));

--
-- Name: worker_conflict; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.worker_conflict ENABLE ROW LEVEL SECURITY;

--
-- Name: worker_confusion; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.worker_confusion ENABLE ROW LEVEL SECURITY;

--
-- Name: gold_opening worker_counts; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker_counts ON goldwright.gold_opening FOR UPDATE USING (((goldwright.current_worker() IS NOT NULL) AND goldwright.is_offered(organisation_id, environment, project_id)));

--
-- Name: worker_group; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.worker_group ENABLE ROW LEVEL SECURITY;

--
-- Name: worker_group_member; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.worker_group_member ENABLE ROW LEVEL SECURITY;

--
-- Name: review worker_learns; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker_learns ON goldwright.review FOR SELECT USING (((goldwright.current_worker() IS NOT NULL) AND goldwright.is_assigned(organisation_id, environment, task_id)));

--
-- Name: worker_model; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.worker_model ENABLE ROW LEVEL SECURITY;

--
-- Name: entry worker_reads; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker_reads ON goldwright.entry FOR SELECT USING ((worker_id = ANY (goldwright.current_workers())));

--
-- Name: task worker_reads; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker_reads ON goldwright.task FOR SELECT USING (((goldwright.current_worker() IS NOT NULL) AND goldwright.is_assigned(organisation_id, environment, id)));

--
-- Name: transfer worker_reads; Type: POLICY; Schema: goldwright; Owner: -
--

CREATE POLICY worker_reads ON goldwright.transfer FOR SELECT USING ((worker_id = ANY (goldwright.current_workers())));

--
-- Name: worker_skill; Type: ROW SECURITY; Schema: goldwright; Owner: -
--

ALTER TABLE goldwright.worker_skill ENABLE ROW LEVEL SECURITY;

--
-- Name: SCHEMA goldwright; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA goldwright TO goldwright_app;
GRANT USAGE ON SCHEMA goldwright TO goldwright_runner;

--
-- Name: TABLE assignment; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.assignment TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.assignment TO goldwright_runner;

--
-- Name: TABLE project; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.project TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.project TO goldwright_runner;

--
-- Name: TABLE task; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.task TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.task TO goldwright_runner;

--
-- Name: TABLE annotation; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.annotation TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.annotation TO goldwright_runner;

--
-- Name: TABLE review; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.review TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.review TO goldwright_runner;

--
-- Name: TABLE api_key; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.api_key TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.api_key TO goldwright_runner;

--
-- Name: TABLE app_user; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.app_user TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.app_user TO goldwright_runner;

--
-- Name: TABLE attachment; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.attachment TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.attachment TO goldwright_runner;

--
-- Name: TABLE batch; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.batch TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.batch TO goldwright_runner;

--
-- Name: TABLE blind_result; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.blind_result TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.blind_result TO goldwright_runner;

--
-- Name: TABLE budget; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.budget TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.budget TO goldwright_runner;

--
-- Name: TABLE calibration; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.calibration TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.calibration TO goldwright_runner;

--
-- Name: TABLE callback; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.callback TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.callback TO goldwright_runner;

--
-- Name: TABLE draft; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.draft TO goldwright_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.draft TO goldwright_runner;

--
-- Name: TABLE entry; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT ON TABLE goldwright.entry TO goldwright_app;
GRANT SELECT,INSERT ON TABLE goldwright.entry TO goldwright_runner;

--
-- Name: TABLE event; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT ON TABLE goldwright.event TO goldwright_app;
GRANT SELECT,INSERT ON TABLE goldwright.event TO goldwright_runner;

--
-- Name: COLUMN event.pending_for; Type: ACL; Schema: goldwright; Owner: -
--

GRANT UPDATE(pending_for) ON TABLE goldwright.event TO goldwright_runner;
GRANT UPDATE(pending_for) ON TABLE goldwright.event TO goldwright_app;

--
-- Name: COLUMN event.attempts; Type: ACL; Schema: goldwright; Owner: -
--

GRANT UPDATE(attempts) ON TABLE goldwright.event TO goldwright_runner;
GRANT UPDATE(attempts) ON TABLE goldwright.event TO goldwright_app;

--
-- Name: COLUMN event.failure; Type: ACL; Schema: goldwright; Owner: -
--

GRANT UPDATE(failure) ON TABLE goldwright.event TO goldwright_runner;

--
-- Name: SEQUENCE event_id_seq; Type: ACL; Schema: goldwright; Owner: -
--

GRANT USAGE ON SEQUENCE goldwright.event_id_seq TO goldwright_app;
GRANT USAGE ON SEQUENCE goldwright.event_id_seq TO goldwright_runner;

--
-- Name: TABLE file; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.file TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.file TO goldwright_runner;

--
-- Name: TABLE gold_answer; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.gold_answer TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.gold_answer TO goldwright_runner;

--
-- Name: SEQUENCE opening_position; Type: ACL; Schema: goldwright; Owner: -
--

GRANT USAGE ON SEQUENCE goldwright.opening_position TO goldwright_app;
GRANT USAGE ON SEQUENCE goldwright.opening_position TO goldwright_runner;

--
-- Name: TABLE gold_opening; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.gold_opening TO goldwright_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.gold_opening TO goldwright_runner;

--
-- Name: TABLE gold_result; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.gold_result TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.gold_result TO goldwright_runner;

--
-- Name: SEQUENCE id_counter; Type: ACL; Schema: goldwright; Owner: -
--

GRANT USAGE ON SEQUENCE goldwright.id_counter TO goldwright_app;
GRANT USAGE ON SEQUENCE goldwright.id_counter TO goldwright_runner;

--
-- Name: TABLE installation; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT ON TABLE goldwright.installation TO goldwright_app;
GRANT SELECT ON TABLE goldwright.installation TO goldwright_runner;

--
-- Name: TABLE member; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.member TO goldwright_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.member TO goldwright_runner;

--
-- Name: TABLE migration; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.migration TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.migration TO goldwright_runner;

--
-- Name: TABLE offer; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.offer TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.offer TO goldwright_runner;

--
-- Name: TABLE openid_identity; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT ON TABLE goldwright.openid_identity TO goldwright_app;

--
-- Name: TABLE opening; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.opening TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.opening TO goldwright_runner;

--
-- Name: TABLE organisation; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.organisation TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.organisation TO goldwright_runner;

--
-- Name: SEQUENCE organisation_id_seq; Type: ACL; Schema: goldwright; Owner: -
--

GRANT USAGE ON SEQUENCE goldwright.organisation_id_seq TO goldwright_app;
GRANT USAGE ON SEQUENCE goldwright.organisation_id_seq TO goldwright_runner;

--
-- Name: TABLE project_version; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.project_version TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.project_version TO goldwright_runner;

--
-- Name: TABLE qualification; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.qualification TO goldwright_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.qualification TO goldwright_runner;

--
-- Name: TABLE queue; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.queue TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.queue TO goldwright_runner;

--
-- Name: TABLE queue_cursor; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.queue_cursor TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.queue_cursor TO goldwright_runner;

--
-- Name: SEQUENCE queue_id_seq; Type: ACL; Schema: goldwright; Owner: -
--

GRANT USAGE ON SEQUENCE goldwright.queue_id_seq TO goldwright_app;
GRANT USAGE ON SEQUENCE goldwright.queue_id_seq TO goldwright_runner;

--
-- Name: TABLE review_result; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.review_result TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.review_result TO goldwright_runner;

--
-- Name: TABLE reviewer_skill; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.reviewer_skill TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.reviewer_skill TO goldwright_runner;

--
-- Name: TABLE runner; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT ON TABLE goldwright.runner TO goldwright_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.runner TO goldwright_runner;

--
-- Name: TABLE seed; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.seed TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.seed TO goldwright_runner;

--
-- Name: TABLE session; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.session TO goldwright_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.session TO goldwright_runner;

--
-- Name: TABLE settlement; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.settlement TO goldwright_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.settlement TO goldwright_runner;

--
-- Name: TABLE studio_assignment; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.studio_assignment TO goldwright_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.studio_assignment TO goldwright_runner;

--
-- Name: TABLE task_count; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.task_count TO goldwright_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.task_count TO goldwright_runner;

--
-- Name: TABLE transfer; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT ON TABLE goldwright.transfer TO goldwright_app;
GRANT SELECT,INSERT ON TABLE goldwright.transfer TO goldwright_runner;

--
-- Name: SEQUENCE transfer_id_seq; Type: ACL; Schema: goldwright; Owner: -
--

GRANT USAGE ON SEQUENCE goldwright.transfer_id_seq TO goldwright_app;
GRANT USAGE ON SEQUENCE goldwright.transfer_id_seq TO goldwright_runner;

--
-- Name: TABLE verdict_evidence; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.verdict_evidence TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.verdict_evidence TO goldwright_runner;

--
-- Name: TABLE worker; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.worker TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.worker TO goldwright_runner;

--
-- Name: TABLE worker_conflict; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.worker_conflict TO goldwright_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.worker_conflict TO goldwright_runner;

--
-- Name: TABLE worker_confusion; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.worker_confusion TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.worker_confusion TO goldwright_runner;

--
-- Name: TABLE worker_group; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.worker_group TO goldwright_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.worker_group TO goldwright_runner;

--
-- Name: TABLE worker_group_member; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.worker_group_member TO goldwright_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE goldwright.worker_group_member TO goldwright_runner;

--
-- Name: TABLE worker_model; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.worker_model TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.worker_model TO goldwright_runner;

--
-- Name: TABLE worker_skill; Type: ACL; Schema: goldwright; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.worker_skill TO goldwright_app;
GRANT SELECT,INSERT,UPDATE ON TABLE goldwright.worker_skill TO goldwright_runner;

--
-- PostgreSQL database dump complete
--
