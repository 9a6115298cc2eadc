-- Why: gold with an initial response measures reviewers: it is drawn in review, unseen, and how the verdict met it is
-- kept. So gold waits at a stage, and a review may have a result.
-- Lock: `gold_opening` exclusively; the column rewrites nothing. `gold_answer` is read once by its primary key to draw what was stored
-- before: well below a second for ten thousand of them. Row security is off for the owner meanwhile, who otherwise sees
-- no organisation's rows; nobody else can get at the tables before this commits.

ALTER TABLE gold_opening ADD COLUMN stage text NOT NULL DEFAULT 'annotate' CHECK (stage IN ('annotate', 'review'));

ALTER TABLE gold_opening NO FORCE ROW LEVEL SECURITY;
ALTER TABLE gold_answer NO FORCE ROW LEVEL SECURITY;
ALTER TABLE task NO FORCE ROW LEVEL SECURITY;
INSERT INTO gold_opening (organisation_id, environment, project_id, task_id, purpose, stage)
SELECT g.organisation_id, g.environment, g.project_id, g.task_id, g.purpose, g.stage
  FROM gold_answer AS g
  JOIN task AS t ON t.organisation_id = g.organisation_id AND t.environment = g.environment AND t.id = g.task_id
 WHERE g.stage = 'review' AND g.purpose = 'gold' AND t.status NOT IN ('cancelled', 'error')
ON CONFLICT DO NOTHING;
ALTER TABLE task FORCE ROW LEVEL SECURITY;
ALTER TABLE gold_answer FORCE ROW LEVEL SECURITY;
ALTER TABLE gold_opening FORCE ROW LEVEL SECURITY;

-- Its place is taken by `draw_gold` with a stage.
DROP FUNCTION IF EXISTS draw_gold(project, text);

-- How a reviewer's verdict met a response whose worth was known: whether that was right, and how far what the verdict
-- left standing agrees with the known answer; of a rejection 1 where it was wrong and 0 where it was right.
CREATE TABLE review_result (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  annotation_id text COLLATE "C" NOT NULL,
  task_id text COLLATE "C" NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  worker_id text COLLATE "C" NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('accepted', 'fixed', 'rejected')),
  was_right boolean NOT NULL,
  agreement real NOT NULL CHECK (agreement BETWEEN 0 AND 1),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, environment, annotation_id)
);
CREATE INDEX review_result_project ON review_result (project_id, organisation_id, environment, worker_id);
CALL isolate('review_result', true);
GRANT SELECT, INSERT, UPDATE ON review_result TO goldwright_app, goldwright_runner;
