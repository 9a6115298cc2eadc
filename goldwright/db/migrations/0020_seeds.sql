-- Why: who copies is seen on tasks that both answered, and two of many workers hardly meet on any. So a project may let all
-- its workers answer some of its tasks, the seeds; answers beyond what such a task needs serve to compare them only.
-- Lock: `project`, `task`, `assignment` and `annotation` exclusively for milliseconds: constant defaults rewrite nothing, and
-- the constraints are not checked of what is there, which had no such answers.

ALTER TABLE project ADD COLUMN overlap_share real NOT NULL DEFAULT 0 CHECK (overlap_share BETWEEN 0 AND 1);
ALTER TABLE task ADD COLUMN is_seed boolean NOT NULL DEFAULT false;   -- every worker of the project is given it

ALTER TABLE assignment DROP CONSTRAINT assignment_purpose_check;
ALTER TABLE assignment ADD CONSTRAINT assignment_purpose_check
  CHECK (purpose IN ('work', 'gold', 'onboarding', 'overlap')) NOT VALID;
ALTER TABLE annotation ADD CONSTRAINT annotation_overlap_check CHECK (purpose <> 'overlap' OR NOT is_counted) NOT VALID;

-- The seeds of a project in the order in which all its workers meet them. Drawn at random from what workers were just
-- given, so that nobody can tell them.
CREATE TABLE seed (
  organisation_id integer NOT NULL,
  environment environment NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  position bigint GENERATED ALWAYS AS IDENTITY,
  task_id text COLLATE "C" NOT NULL,
  is_done boolean NOT NULL DEFAULT false,   -- its task is completed: what is answered now serves to compare only
  PRIMARY KEY (organisation_id, environment, project_id, position),
  UNIQUE (organisation_id, environment, task_id),
  FOREIGN KEY (organisation_id, environment, task_id) REFERENCES task
);
CALL isolate('seed', true);
CREATE POLICY worker ON seed USING (current_worker() IS NOT NULL AND is_offered(organisation_id, environment, project_id));
GRANT SELECT, INSERT, UPDATE ON seed TO goldwright_app, goldwright_runner;
