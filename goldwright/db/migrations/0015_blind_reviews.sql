-- Why: a second review may be blind, which measures the first reviewer; and what workers' figures owe to a reviewer's
-- verdicts counts for what the reviewer is worth, also afterwards. So an opening and a review say whether they are blind,
-- pairs of verdicts are kept, and so is, by reviewer and worker, what verdicts told of answers.
-- Lock: `project`, `opening` and `review` exclusively for milliseconds: constant defaults rewrite nothing.

ALTER TABLE project
  ADD COLUMN second_review_is_blind boolean NOT NULL DEFAULT false,
  ADD COLUMN differing_reviews text NOT NULL DEFAULT 'second_decides'   -- of a blind one
    CHECK (differing_reviews IN ('second_decides', 'customer_decides'));
-- Fixed when the review is opened: what a reviewer sees and judges must not change with the project's settings.
ALTER TABLE opening ADD COLUMN is_blind boolean NOT NULL DEFAULT false;
ALTER TABLE review ADD COLUMN is_blind boolean NOT NULL DEFAULT false;
-- Its place is taken by one that is told which reviews are blind.
DROP FUNCTION IF EXISTS open_reviews(integer, environment, text[], text);

-- How two reviewers, of whom the second did not know what the first one said, judged one response. `refused`: found it
-- wrong. `agreement` is that of what their verdicts left standing.
CREATE TABLE blind_result (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  annotation_id text COLLATE "C" NOT NULL,          -- the first review
  second_annotation_id text COLLATE "C" NOT NULL,
  task_id text COLLATE "C" NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  worker_id text COLLATE "C" NOT NULL,
  second_worker_id text COLLATE "C" NOT NULL,
  refused boolean NOT NULL,
  second_refused boolean NOT NULL,
  agreement real NOT NULL CHECK (agreement BETWEEN 0 AND 1),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, environment, annotation_id)
);
CREATE INDEX blind_result_project ON blind_result (project_id, organisation_id, environment);
CALL isolate('blind_result', true);

-- What gold and blind second reviews tell of a reviewer: the chance of refusing what is right and of passing what is
-- wrong, and what each of their verdicts counts for that, 1 an ordinary reviewer's.
CREATE TABLE reviewer_skill (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  worker_id text COLLATE "C" NOT NULL,
  harshness double precision NOT NULL CHECK (harshness BETWEEN 0 AND 1),
  leniency double precision NOT NULL CHECK (leniency BETWEEN 0 AND 1),
  passing_weight double precision NOT NULL CHECK (passing_weight BETWEEN 0 AND 1),
  refusing_weight double precision NOT NULL CHECK (refusing_weight BETWEEN 0 AND 1),
  measured_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, environment, project_id, worker_id)
);
CALL isolate('reviewer_skill', true);

-- What one reviewer's verdicts of a kind told of one worker's answers: of `answers` they let stand `accepted` (a fixed
-- one as far as it agrees with the fix), and `right_count` and `wrong_count` times `weight` are in `worker_skill`.
CREATE TABLE verdict_evidence (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  worker_id text COLLATE "C" NOT NULL,
  reviewer_id text COLLATE "C" NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('accepted', 'fixed', 'rejected')),
  answers integer NOT NULL,
  accepted double precision NOT NULL,
  right_count double precision NOT NULL,
  wrong_count double precision NOT NULL,
  weight double precision NOT NULL CHECK (weight BETWEEN 0 AND 1),
  PRIMARY KEY (organisation_id, environment, project_id, worker_id, reviewer_id, verdict)
);
CREATE INDEX verdict_evidence_reviewer ON verdict_evidence (project_id, reviewer_id, organisation_id, environment);
CALL isolate('verdict_evidence', true);

GRANT SELECT, INSERT, UPDATE ON blind_result, reviewer_skill, verdict_evidence TO goldwright_app, goldwright_runner;
