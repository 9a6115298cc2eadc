-- Why: projects, batches, tasks, files; queues, openings, offers, assignments; annotations; quality;
-- callbacks; the ledger. One file because none is of use without the others.
-- Lock: none that matters, the tables are new.

-- ---------------------------------------------------------------- intake
CREATE TABLE project (
  organisation_id integer NOT NULL REFERENCES organisation,
  environment environment NOT NULL,
  id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  task_type text NOT NULL,
  is_rapid boolean NOT NULL DEFAULT false,
  is_studio boolean NOT NULL DEFAULT false,
  is_implicit boolean NOT NULL DEFAULT false,   -- holds the tasks sent without a project; never listed
  dataset_id text,
  latest_version integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  archived_at timestamptz,
  -- who may work, for what price and how long
  workforce text NOT NULL DEFAULT 'organisation' CHECK (workforce IN ('organisation', 'marketplace')),
  required_qualifications text[] NOT NULL DEFAULT '{}',
  required_languages text[] NOT NULL DEFAULT '{}',
  rate_micros bigint NOT NULL DEFAULT 0 CHECK (rate_micros >= 0),
  currency text NOT NULL DEFAULT 'USD' CHECK (currency ~ '^[A-Z]{3}$'),
  lease_seconds integer NOT NULL DEFAULT 1800 CHECK (lease_seconds BETWEEN 10 AND 604800),
  -- how many answers and how sure: fixed overlap, or adaptive between the two when max is above it
  annotations_wanted smallint NOT NULL DEFAULT 1 CHECK (annotations_wanted BETWEEN 1 AND 100),
  annotations_max smallint CHECK (annotations_max BETWEEN annotations_wanted AND 100),
  target_confidence real NOT NULL DEFAULT 0.98 CHECK (target_confidence BETWEEN 0 AND 1),
  target_margin real NOT NULL DEFAULT 3 CHECK (target_margin >= 0),
  -- what must be shown of the delivered answers, by gold, and what may be spent on all answers; null: nothing said
  target_wrong_share real CHECK (target_wrong_share > 0 AND target_wrong_share < 1),
  target_certainty real NOT NULL DEFAULT 0.95 CHECK (target_certainty > 0 AND target_certainty < 1),
  budget_micros bigint CHECK (budget_micros >= 0),
  gold_share real NOT NULL DEFAULT 0 CHECK (gold_share BETWEEN 0 AND 1),
  gold_showings_max integer CHECK (gold_showings_max > 0),          -- of one gold task; then it rests for good
  gold_worker_share real NOT NULL DEFAULT 1 CHECK (gold_worker_share BETWEEN 0 AND 1),   -- of the gold, to one worker
  rules json NOT NULL DEFAULT '[]',   -- what answers must satisfy beside what their type asks
  onboarding_pass_share real NOT NULL DEFAULT 0 CHECK (onboarding_pass_share BETWEEN 0 AND 1),
  -- which answered tasks other workers look at before they are done, for what price, and how often work may go back
  review_share real NOT NULL DEFAULT 0 CHECK (review_share BETWEEN 0 AND 1),
  review_below real CHECK (review_below BETWEEN 0 AND 1),   -- besides, those whose confidence is lower, or not known
  second_review_share real NOT NULL DEFAULT 0 CHECK (second_review_share BETWEEN 0 AND 1),
  review_qualifications text[] NOT NULL DEFAULT '{}',
  review_rate_micros bigint NOT NULL DEFAULT 0 CHECK (review_rate_micros >= 0),
  rejections_max smallint NOT NULL DEFAULT 3 CHECK (rejections_max BETWEEN 0 AND 20),
  is_reviewed boolean NOT NULL GENERATED ALWAYS AS (review_share > 0 OR review_below IS NOT NULL) STORED,
  PRIMARY KEY (organisation_id, environment, id),
  UNIQUE (organisation_id, environment, name)
);
CALL isolate('project', true);

CREATE TABLE project_version (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  params json NOT NULL,               -- json, not jsonb: people see keys in the customer's order
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, environment, project_id, version),
  FOREIGN KEY (organisation_id, environment, project_id) REFERENCES project
);
CALL isolate('project_version', true);

CREATE TABLE batch (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  id text COLLATE "C" NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  status text NOT NULL CHECK (status IN ('staging', 'in_progress', 'completed', 'cancelled')),
  callback text,
  is_calibration boolean NOT NULL DEFAULT false,
  is_self_label boolean NOT NULL DEFAULT false,
  metadata jsonb NOT NULL DEFAULT '{}',
  studio_priority integer,
  group_ids text[],
  created_at timestamptz NOT NULL,
  completed_at timestamptz,
  archived_at timestamptz,
  PRIMARY KEY (organisation_id, environment, id),
  UNIQUE (organisation_id, environment, name),
  FOREIGN KEY (organisation_id, environment, project_id) REFERENCES project
);
CREATE INDEX batch_project ON batch (organisation_id, environment, project_id, id);
CALL isolate('batch', true);

CREATE TABLE task (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (length(id) = 24),
  project_id text COLLATE "C" NOT NULL,
  batch_id text COLLATE "C",
  type text NOT NULL,
  purpose text NOT NULL DEFAULT 'work' CHECK (purpose IN ('work', 'gold', 'onboarding')),
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'completed', 'cancelled', 'error')),
  stage text NOT NULL DEFAULT 'annotate' CHECK (stage IN ('annotate', 'review', 'second_review')),   -- while pending
  rejections smallint NOT NULL DEFAULT 0,          -- how often reviewers sent it back
  params json NOT NULL,
  params_version smallint NOT NULL DEFAULT 1,      -- version of the task type's own schema
  project_version integer,                         -- null: nothing was taken from the project
  instruction text NOT NULL DEFAULT '',
  annotations_wanted smallint NOT NULL DEFAULT 1,
  priority smallint NOT NULL DEFAULT 20,
  urgency text NOT NULL DEFAULT 'standard',
  metadata jsonb NOT NULL DEFAULT '{}',
  unique_id text,
  clears_unique_id_on_error boolean NOT NULL DEFAULT false,
  tags text[],
  callback_url text,
  callback_succeeded boolean,
  is_started boolean NOT NULL DEFAULT false,
  response jsonb,
  confidence real,
  review_status text CHECK (review_status IN ('pending', 'accepted', 'fixed', 'commented', 'rejected')),
  review_comments jsonb,
  audits jsonb,
  prior_responses jsonb,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  completed_at timestamptz,
  PRIMARY KEY (organisation_id, environment, id)   -- projects and batches: refuse_strays
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX task_unique_id ON task (organisation_id, environment, unique_id) WHERE unique_id IS NOT NULL;
-- In these, as in all that are not keys, what tells rows apart stands first: led by the key's own first columns
-- an index is taken for the key while the table has no statistics, and every read of one row passes over all of
-- the organisation's.
CREATE INDEX task_project ON task (project_id, organisation_id, environment, id);
CREATE INDEX task_batch ON task (batch_id, organisation_id, environment, id) WHERE batch_id IS NOT NULL;
CREATE INDEX task_completed ON task (organisation_id, environment, completed_at) WHERE completed_at IS NOT NULL;
CALL isolate('task', true);

-- Counts of ordinary tasks by project, batch and status, as deltas that a job folds together; their sum is exact at
-- any moment, and no row is fought over.
CREATE TABLE task_count (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  batch_id text COLLATE "C",
  status text NOT NULL,
  tasks bigint NOT NULL
);
CREATE INDEX task_count_key ON task_count (organisation_id, environment, project_id, batch_id);
CREATE INDEX task_count_batch ON task_count (organisation_id, environment, batch_id) WHERE batch_id IS NOT NULL;
CALL isolate('task_count', true);
CREATE POLICY worker ON task_count FOR INSERT WITH CHECK (current_worker() IS NOT NULL);
CREATE POLICY operator ON task_count FOR SELECT USING (current_identity() = 'operator');

CREATE FUNCTION count_new_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO task_count (organisation_id, environment, project_id, batch_id, status, tasks)
  SELECT organisation_id, environment, project_id, batch_id, status, count(*)
    FROM added WHERE purpose = 'work' GROUP BY 1, 2, 3, 4, 5;
  RETURN NULL;
END $$;
CREATE TRIGGER count_new_tasks AFTER INSERT ON task REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_new_tasks();

-- What foreign keys to project and batch would say, asked once a statement: asked row by row they were a fifth of
-- bulk ingest. Projects and batches are never deleted, and no task moves to others.
CREATE FUNCTION refuse_strays() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER refuse_strays AFTER INSERT ON task REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_strays();

CREATE FUNCTION count_moved_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER count_moved_tasks AFTER UPDATE ON task REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION count_moved_tasks();

CREATE TABLE file (
  organisation_id integer NOT NULL REFERENCES organisation,
  environment environment NOT NULL,
  id text COLLATE "C" NOT NULL,
  reference_id text,
  display_name text,
  mime_type text NOT NULL,
  size_bytes bigint NOT NULL,
  sha256 text NOT NULL,
  storage_key text NOT NULL,
  project_names text[] NOT NULL DEFAULT '{}',
  metadata jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, environment, id)
);
CREATE UNIQUE INDEX file_reference ON file (organisation_id, environment, reference_id) WHERE reference_id IS NOT NULL;
CALL isolate('file', true);

-- What a task points at, in the order of its params; a copy is kept under `storage_key` once fetched.
CREATE TABLE attachment (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  task_id text COLLATE "C" NOT NULL,
  position smallint NOT NULL,
  url text NOT NULL,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'fetched', 'failed', 'skipped')),
  attempts smallint NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  status_code integer,
  failure text,
  mime_type text,
  size_bytes bigint,
  storage_key text,
  PRIMARY KEY (organisation_id, environment, task_id, position),
  FOREIGN KEY (organisation_id, environment, task_id) REFERENCES task
);
CREATE INDEX attachment_due ON attachment (organisation_id, environment, next_attempt_at) WHERE status = 'pending';
CALL isolate('attachment', true);

-- ---------------------------------------------------------------- dispatch
-- Studio: who of the organisation's workers works on a project, and named groups of them.
CREATE TABLE studio_assignment (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  worker_id text COLLATE "C" NOT NULL REFERENCES worker,
  PRIMARY KEY (organisation_id, environment, project_id, worker_id),
  FOREIGN KEY (organisation_id, environment, project_id) REFERENCES project
);
CALL isolate('studio_assignment', true);

CREATE TABLE worker_group (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  id text COLLATE "C" NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (organisation_id, environment, id),
  UNIQUE (organisation_id, environment, project_id, name),
  FOREIGN KEY (organisation_id, environment, project_id) REFERENCES project
);
CALL isolate('worker_group', true);

CREATE TABLE worker_group_member (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  group_id text COLLATE "C" NOT NULL,
  worker_id text COLLATE "C" NOT NULL REFERENCES worker,
  PRIMARY KEY (organisation_id, environment, group_id, worker_id),
  FOREIGN KEY (organisation_id, environment, group_id) REFERENCES worker_group ON DELETE CASCADE
);
CREATE INDEX worker_group_member_worker ON worker_group_member (worker_id, group_id);
CALL isolate('worker_group_member', true);
CREATE POLICY worker ON worker_group_member FOR SELECT USING (worker_id = current_worker());

-- A project a worker may work on: who qualifies is decided when something changes, not at each lease.
CREATE TABLE offer (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  worker_id text COLLATE "C" NOT NULL REFERENCES worker,
  is_open boolean NOT NULL DEFAULT true,
  may_review boolean NOT NULL DEFAULT false,
  onboarded_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, environment, project_id, worker_id),
  FOREIGN KEY (organisation_id, environment, project_id) REFERENCES project
);
CREATE INDEX offer_worker ON offer (worker_id, organisation_id, environment, project_id);
CALL isolate('offer', true);
CREATE POLICY worker ON offer FOR SELECT USING (worker_id = current_worker());
CREATE POLICY operator ON offer FOR SELECT USING (current_identity() = 'operator');

-- Whether the worker who is asking is (or was) offered a project: what the policies below lean on.
CREATE FUNCTION is_offered(organisation integer, env environment, project text)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$   -- plpgsql keeps the plan, which a SQL function does not
BEGIN
  RETURN EXISTS (SELECT FROM offer AS o
                  WHERE o.worker_id = current_worker() AND o.organisation_id = organisation
                    AND o.environment = env AND o.project_id = project);
END $$;

CREATE POLICY worker ON project FOR SELECT
  USING (current_worker() IS NOT NULL AND is_offered(organisation_id, environment, id));
CREATE POLICY worker ON project_version FOR SELECT
  USING (current_worker() IS NOT NULL AND is_offered(organisation_id, environment, project_id));

-- Tasks of one project, batch, stage and priority wait in one queue; ranking moves queues, not openings.
CREATE TABLE queue (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  project_id text COLLATE "C" NOT NULL,
  batch_id text COLLATE "C",
  stage text NOT NULL DEFAULT 'annotate' CHECK (stage IN ('annotate', 'review', 'second_review')),
  priority smallint NOT NULL DEFAULT 20,
  batch_rank integer NOT NULL DEFAULT 2147483647,
  group_ids text[],
  is_open boolean NOT NULL DEFAULT true,
  PRIMARY KEY (organisation_id, environment, id),
  UNIQUE NULLS NOT DISTINCT (organisation_id, environment, project_id, batch_id, stage, priority),
  FOREIGN KEY (organisation_id, environment, project_id) REFERENCES project
);
CALL isolate('queue', true);
CREATE POLICY worker ON queue FOR SELECT
  USING (current_worker() IS NOT NULL AND is_offered(organisation_id, environment, project_id));
CREATE POLICY operator ON queue FOR SELECT USING (current_identity() = 'operator');

-- Not cached: what a connection had put by would place new work before old, and returned work behind cursors.
CREATE SEQUENCE opening_position;

-- A task's place in a queue. Narrow and apart from the task, because it changes at every lease. No foreign
-- key to the task, which is made in the same statement and never deleted: the check locks each task row
-- again, a fifth of the cost of bulk ingest.
CREATE TABLE opening (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  task_id text COLLATE "C" NOT NULL,
  stage text NOT NULL DEFAULT 'annotate' CHECK (stage IN ('annotate', 'review', 'second_review')),
  queue_id bigint NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  slots_left smallint NOT NULL CHECK (slots_left >= 0),
  position bigint NOT NULL DEFAULT nextval('opening_position'),
  PRIMARY KEY (organisation_id, environment, task_id, stage)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX opening_waiting ON opening (queue_id, position) WHERE slots_left > 0;
CALL isolate('opening', true);
CREATE POLICY worker ON opening
  USING (current_worker() IS NOT NULL AND is_offered(organisation_id, environment, project_id));
CREATE POLICY operator ON opening FOR SELECT USING (current_identity() = 'operator');

-- Tasks whose answer is known: drawn for a worker, never queued, so without slots.
CREATE TABLE gold_opening (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  task_id text COLLATE "C" NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('gold', 'onboarding')),
  position bigint NOT NULL DEFAULT nextval('opening_position'),
  PRIMARY KEY (organisation_id, environment, project_id, task_id),
  FOREIGN KEY (organisation_id, environment, task_id) REFERENCES task
);
CALL isolate('gold_opening', true);
CREATE POLICY worker ON gold_opening FOR SELECT
  USING (current_worker() IS NOT NULL AND is_offered(organisation_id, environment, project_id));

CREATE TABLE assignment (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  id text COLLATE "C" NOT NULL,
  task_id text COLLATE "C" NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  stage text NOT NULL DEFAULT 'annotate' CHECK (stage IN ('annotate', 'review', 'second_review')),
  purpose text NOT NULL DEFAULT 'work' CHECK (purpose IN ('work', 'gold', 'onboarding')),
  worker_id text COLLATE "C" NOT NULL REFERENCES worker,
  status text NOT NULL DEFAULT 'leased'      -- superseded: a review of answers that stand no more
    CHECK (status IN ('leased', 'submitted', 'late', 'skipped', 'released', 'expired', 'returned', 'superseded')),
  price_micros bigint NOT NULL CHECK (price_micros >= 0),
  currency text NOT NULL,
  lease_seconds integer NOT NULL,
  leased_at timestamptz NOT NULL,
  shown_at timestamptz,
  lease_expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  skip_reason text,
  PRIMARY KEY (organisation_id, environment, id),
  FOREIGN KEY (organisation_id, environment, task_id) REFERENCES task
) WITH (fillfactor = 85);
-- No worker holds or answers a task twice; who only let it go may meet it again.
CREATE UNIQUE INDEX assignment_once ON assignment (organisation_id, environment, task_id, stage, worker_id)
  WHERE status IN ('leased', 'submitted', 'late', 'skipped');
CREATE UNIQUE INDEX assignment_id ON assignment (id);   -- a worker knows no organisation; ids are everywhere unique
CREATE INDEX assignment_live ON assignment (worker_id, project_id) WHERE status = 'leased';
CREATE INDEX assignment_expiry ON assignment (lease_expires_at) WHERE status = 'leased';
CALL isolate('assignment', true);
CREATE POLICY worker ON assignment USING (worker_id = current_worker());
CREATE POLICY operator ON assignment FOR SELECT USING (current_identity() = 'operator');

-- Whether the worker who is asking has an assignment on a task. OFFSET keeps the other columns out of the choice of
-- index: while the table has no statistics, the key would be read for all of the organisation's assignments.
CREATE FUNCTION is_assigned(organisation integer, env environment, task text)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM (SELECT a.organisation_id, a.environment FROM assignment AS a
                               WHERE a.task_id = task AND a.worker_id = current_worker() OFFSET 0) AS own
                  WHERE own.organisation_id = organisation AND own.environment = env);
END $$;
CREATE INDEX assignment_task ON assignment (task_id, worker_id, organisation_id, environment);
CREATE POLICY worker_reads ON task FOR SELECT
  USING (current_worker() IS NOT NULL AND is_assigned(organisation_id, environment, id));
CREATE POLICY worker_completes ON task FOR UPDATE
  USING (current_worker() IS NOT NULL AND is_assigned(organisation_id, environment, id));
CREATE POLICY worker ON attachment FOR SELECT
  USING (current_worker() IS NOT NULL AND is_assigned(organisation_id, environment, task_id));

-- How far a worker has come in a queue, so that a lease does not walk over all they have done.
CREATE TABLE queue_cursor (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  queue_id bigint NOT NULL,
  worker_id text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  is_exhausted boolean NOT NULL DEFAULT false,
  rewound_at timestamptz,
  PRIMARY KEY (worker_id, queue_id)
) WITH (fillfactor = 50);
CALL isolate('queue_cursor', true);
CREATE POLICY worker ON queue_cursor USING (worker_id = current_worker());

-- ---------------------------------------------------------------- annotation
CREATE TABLE draft (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  assignment_id text COLLATE "C" NOT NULL,
  worker_id text COLLATE "C" NOT NULL,
  content jsonb NOT NULL,
  revision bigint NOT NULL DEFAULT 1,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, environment, assignment_id),
  FOREIGN KEY (organisation_id, environment, assignment_id) REFERENCES assignment
);
CALL isolate('draft', true);
CREATE POLICY worker ON draft USING (worker_id = current_worker());

-- One worker's answer to one task at one stage; a revision by its author is a further version.
CREATE TABLE annotation (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  id text COLLATE "C" NOT NULL,
  version smallint NOT NULL DEFAULT 1,
  is_current boolean NOT NULL DEFAULT true,
  is_counted boolean NOT NULL,
  assignment_id text COLLATE "C" NOT NULL,
  task_id text COLLATE "C" NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  stage text NOT NULL,
  purpose text NOT NULL,
  worker_id text COLLATE "C" NOT NULL,
  response jsonb NOT NULL,
  idempotency_key text NOT NULL,
  active_seconds real NOT NULL CHECK (active_seconds >= 0),
  paid_micros bigint NOT NULL,
  currency text NOT NULL,
  submitted_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, environment, id, version),
  FOREIGN KEY (organisation_id, environment, assignment_id) REFERENCES assignment
);
CREATE UNIQUE INDEX annotation_counted_once ON annotation (organisation_id, environment, task_id, stage, worker_id)
  WHERE is_current AND is_counted;
CREATE UNIQUE INDEX annotation_assignment ON annotation (assignment_id, version, organisation_id, environment);
CREATE INDEX annotation_worker ON annotation (worker_id, submitted_at);
CREATE INDEX annotation_project ON annotation (project_id, organisation_id, environment, id);
CALL isolate('annotation', true);
CREATE POLICY worker ON annotation USING (worker_id = current_worker());

-- ---------------------------------------------------------------- quality
CREATE TABLE gold_answer (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  task_id text COLLATE "C" NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('gold', 'onboarding')),
  stage text NOT NULL DEFAULT 'annotate' CHECK (stage IN ('annotate', 'review')),
  expected_response jsonb NOT NULL,
  initial_response jsonb,
  PRIMARY KEY (organisation_id, environment, task_id),
  FOREIGN KEY (organisation_id, environment, task_id) REFERENCES task
);
CREATE INDEX gold_answer_project ON gold_answer (project_id, organisation_id, environment, task_id);
CALL isolate('gold_answer', true);

-- How well one annotation met the known answer; `agreement` is the task type's own measure, 0 to 1.
CREATE TABLE gold_result (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  annotation_id text COLLATE "C" NOT NULL,
  assignment_id text COLLATE "C" NOT NULL,
  task_id text COLLATE "C" NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  worker_id text COLLATE "C" NOT NULL,
  purpose text NOT NULL,
  agreement real NOT NULL CHECK (agreement BETWEEN 0 AND 1),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, environment, annotation_id)
);
CREATE INDEX gold_result_worker ON gold_result (worker_id, project_id, organisation_id, environment);
CREATE INDEX gold_result_task ON gold_result (task_id, organisation_id, environment);
CALL isolate('gold_result', true);
CREATE POLICY worker ON gold_result FOR SELECT USING (worker_id = current_worker());

-- What is believed of a worker in a project: Beta counts of right and wrong answers.
CREATE TABLE worker_skill (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  worker_id text COLLATE "C" NOT NULL,
  right_count double precision NOT NULL DEFAULT 0,
  wrong_count double precision NOT NULL DEFAULT 0,
  gold_right integer NOT NULL DEFAULT 0,
  gold_total integer NOT NULL DEFAULT 0,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, environment, project_id, worker_id)
);
CALL isolate('worker_skill', true);

-- What the answers of a project last taught of its questions: how many tasks of each class there are, in columns of
-- one length. `fresh_answers` came since; it goes back to zero when it is time to learn anew.
CREATE TABLE worker_model (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  questions text[] NOT NULL DEFAULT '{}',
  classes text[] NOT NULL DEFAULT '{}',
  tasks real[] NOT NULL DEFAULT '{}',
  fitted_answers bigint NOT NULL DEFAULT 0 CHECK (fitted_answers >= 0),
  fresh_answers bigint NOT NULL DEFAULT 0 CHECK (fresh_answers >= 0),
  fitted_at timestamptz,
  PRIMARY KEY (organisation_id, environment, project_id),
  CHECK (cardinality(questions) = cardinality(classes) AND cardinality(questions) = cardinality(tasks))
);
CALL isolate('worker_model', true);

-- Which class a worker takes for which: expected answers by question, true class and given class, in columns of one
-- length, so that the workers of a batch are as many rows.
CREATE TABLE worker_confusion (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  worker_id text COLLATE "C" NOT NULL,
  questions text[] NOT NULL,
  truths text[] NOT NULL,
  givens text[] NOT NULL,
  answers real[] NOT NULL,
  PRIMARY KEY (organisation_id, environment, project_id, worker_id),
  CHECK (cardinality(questions) = cardinality(truths) AND cardinality(questions) = cardinality(givens)
    AND cardinality(questions) = cardinality(answers))
);
CALL isolate('worker_confusion', true);

-- What gold showed of a project's confidences: the share of right answers (`shares[i + 1]`) from each confidence
-- (`starts[i]`) on, and where its tasks may stop when it has a target of wrong answers.
CREATE TABLE calibration (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  gold_tasks integer NOT NULL,
  starts double precision[] NOT NULL,
  shares double precision[] NOT NULL,
  stop_confidence double precision,
  stop_margin double precision,
  learnt_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, environment, project_id),
  CHECK (cardinality(shares) = cardinality(starts) + 1 OR cardinality(shares) = 0)
);
CALL isolate('calibration', true);

-- How many answers beyond those every task gets a project with a budget has bought; one row to take turns on.
CREATE TABLE budget (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  granted_answers bigint NOT NULL DEFAULT 0 CHECK (granted_answers >= 0),
  PRIMARY KEY (organisation_id, environment, project_id)
);
CALL isolate('budget', true);

-- Where a task with several answers stands: how many came of how many asked for, how sure we are, how far
-- they agree with the response, and how it was decided.
CREATE TABLE settlement (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  task_id text COLLATE "C" NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'settled', 'in_review', 'needs_review')),
  response jsonb,                            -- what the answers gave, while workers review it
  annotations smallint NOT NULL,
  asked smallint NOT NULL,
  confidence real,
  margin real,
  agreement real,
  method text,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, environment, task_id),
  FOREIGN KEY (organisation_id, environment, task_id) REFERENCES task
);
CREATE INDEX settlement_project ON settlement (project_id, organisation_id, environment, state);
CALL isolate('settlement', true);

-- ---------------------------------------------------------------- review
-- What a second worker said of an answered task. Their annotation at the same stage holds the response that it
-- leaves standing, their time and pay; `judged` is what they looked at, null where no method had joined the answers.
CREATE TABLE review (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  annotation_id text COLLATE "C" NOT NULL,
  assignment_id text COLLATE "C" NOT NULL,
  task_id text COLLATE "C" NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  stage text NOT NULL CHECK (stage IN ('review', 'second_review')),
  worker_id text COLLATE "C" NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('accepted', 'fixed', 'rejected')),
  reason text,
  comments jsonb NOT NULL DEFAULT '[]',
  judged jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, environment, annotation_id),
  FOREIGN KEY (organisation_id, environment, assignment_id) REFERENCES assignment
);
CREATE INDEX review_task ON review (task_id, organisation_id, environment);
CREATE INDEX review_worker ON review (worker_id, created_at);
CREATE INDEX review_project ON review (project_id, organisation_id, environment);
CALL isolate('review', true);
CREATE POLICY worker ON review USING (worker_id = current_worker());
CREATE POLICY worker_learns ON review FOR SELECT
  USING (current_worker() IS NOT NULL AND is_assigned(organisation_id, environment, task_id));

-- ---------------------------------------------------------------- delivery
CREATE TABLE callback (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  id text COLLATE "C" NOT NULL,
  kind text NOT NULL CHECK (kind IN ('task', 'batch')),
  task_id text COLLATE "C",
  batch_id text COLLATE "C",
  event_kind text NOT NULL,
  target text NOT NULL,
  host text COLLATE "C" NOT NULL,                  -- of the target; each host gets its share of the sending
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'dead')),
  attempts smallint NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  last_status_code integer,
  last_failure text,
  created_at timestamptz NOT NULL,
  delivered_at timestamptz,
  PRIMARY KEY (organisation_id, environment, id)
);
CREATE INDEX callback_due ON callback (host, next_attempt_at) WHERE state = 'pending';
CREATE INDEX callback_state ON callback (organisation_id, environment, state, id);
CALL isolate('callback', true);
CREATE POLICY operator ON callback FOR SELECT USING (current_identity() = 'operator');

-- ---------------------------------------------------------------- ledger
-- A balanced movement of money. Append-only: a mistake is reversed by another transfer.
CREATE TABLE transfer (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL CHECK (kind IN ('accrual', 'reversal')),
  annotation_id text COLLATE "C",
  worker_id text COLLATE "C",
  reverses bigint,
  reason text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, environment, id),
  CHECK ((kind = 'reversal') = (reverses IS NOT NULL)),
  FOREIGN KEY (organisation_id, environment, reverses) REFERENCES transfer
);
CREATE UNIQUE INDEX transfer_accrued_once ON transfer (organisation_id, environment, annotation_id) WHERE kind = 'accrual';
CREATE UNIQUE INDEX transfer_reversed_once ON transfer (organisation_id, environment, reverses) WHERE kind = 'reversal';
CALL isolate('transfer', true);
CREATE POLICY worker_reads ON transfer FOR SELECT USING (worker_id = current_worker());
CREATE POLICY worker_accrues ON transfer FOR INSERT WITH CHECK (worker_id = current_worker() AND kind = 'accrual');

-- One line of a transfer on one account. The paying organisation's id stands on both sides, so that a
-- transfer stays within one policy; the worker reads theirs by worker id.
CREATE TABLE entry (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  transfer_id bigint NOT NULL,
  account text NOT NULL CHECK (account IN ('organisation', 'worker')),
  worker_id text COLLATE "C" NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  amount_micros bigint NOT NULL CHECK (amount_micros <> 0),
  currency text NOT NULL,
  PRIMARY KEY (organisation_id, environment, transfer_id, account),
  FOREIGN KEY (organisation_id, environment, transfer_id) REFERENCES transfer
);
CREATE INDEX entry_worker ON entry (worker_id) WHERE account = 'worker';
CALL isolate('entry', true);
CREATE POLICY worker_reads ON entry FOR SELECT USING (worker_id = current_worker());
CREATE POLICY worker_accrues ON entry FOR INSERT WITH CHECK (worker_id = current_worker());

-- At commit a transfer must have its two entries, of one currency, summing to zero. There can be no
-- third (the key) and none comes later (both accounts are taken), so to check the transfer is enough.
CREATE FUNCTION refuse_unbalanced_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) <> 2 OR sum(amount_micros) <> 0 OR min(currency) <> max(currency) FROM entry
       WHERE organisation_id = NEW.organisation_id AND environment = NEW.environment
         AND transfer_id = NEW.id) THEN
    RAISE EXCEPTION 'The entries of transfer % do not balance.', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON transfer DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced_transfer();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Rows of % are never changed; write a reversing transfer.', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfer
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ---------------------------------------------------------------- privileges
-- The application and the runner own nothing. Both act under an identity; beyond that the runner may
-- look, across organisations, at the rows that say where there is work to do.
CREATE POLICY runner_looks ON event FOR SELECT TO goldwright_runner
  USING (current_identity() = 'runner' AND current_organisation() IS NULL AND pending_for IS NOT NULL);
CREATE POLICY runner_looks ON assignment FOR SELECT TO goldwright_runner
  USING (current_identity() = 'runner' AND current_organisation() IS NULL AND status = 'leased');
CREATE POLICY runner_looks ON attachment FOR SELECT TO goldwright_runner
  USING (current_identity() = 'runner' AND current_organisation() IS NULL AND status = 'pending');
CREATE POLICY runner_looks ON callback FOR SELECT TO goldwright_runner
  USING (current_identity() = 'runner' AND current_organisation() IS NULL AND state = 'pending');
CREATE POLICY runner_looks ON task_count FOR SELECT TO goldwright_runner
  USING (current_identity() = 'runner' AND current_organisation() IS NULL);

GRANT USAGE ON SCHEMA goldwright TO goldwright_app, goldwright_runner;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA goldwright TO goldwright_app, goldwright_runner;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA goldwright TO goldwright_app, goldwright_runner;
REVOKE UPDATE ON event, transfer, entry FROM goldwright_app, goldwright_runner;
GRANT UPDATE (pending_for, attempts, failure) ON event TO goldwright_runner;
REVOKE INSERT, UPDATE ON installation FROM goldwright_app, goldwright_runner;
GRANT DELETE ON session, qualification, worker_conflict, draft, studio_assignment, worker_group, worker_group_member,
  task_count, gold_opening, member TO goldwright_app, goldwright_runner;
