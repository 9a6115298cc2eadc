-- Why: the settlement of a task that was cancelled, could not be shown or was recalled stayed open for ever, and a project's
-- budget went on counting it. From here on it ends with its task (quality/functions.sql), and a recalled task has none
-- until it is answered anew; those left behind end here.
-- Lock: `task` and `settlement` exclusively, since row security is off for the owner meanwhile, who otherwise sees no
-- organisation's rows. It reads every settlement twice, for the constraint and for what is not settled, with the tasks of
-- the latter: seconds for millions. Nobody else can get at the tables before this commits.

ALTER TABLE settlement DROP CONSTRAINT settlement_state_check;
ALTER TABLE settlement ADD CONSTRAINT settlement_state_check
  CHECK (state IN ('open', 'settled', 'in_review', 'needs_review', 'ended'));
GRANT DELETE ON settlement TO goldwright_app, goldwright_runner;

ALTER TABLE task NO FORCE ROW LEVEL SECURITY;
ALTER TABLE settlement NO FORCE ROW LEVEL SECURITY;
DELETE FROM settlement AS s
 USING task AS t
 WHERE t.organisation_id = s.organisation_id AND t.environment = s.environment AND t.id = s.task_id
   AND t.status = 'completed' AND s.state <> 'settled';
UPDATE settlement AS s SET state = 'ended', urgency = NULL
  FROM task AS t
 WHERE t.organisation_id = s.organisation_id AND t.environment = s.environment AND t.id = s.task_id
   AND t.status IN ('cancelled', 'error') AND s.state <> 'settled';
ALTER TABLE settlement FORCE ROW LEVEL SECURITY;
ALTER TABLE task FORCE ROW LEVEL SECURITY;
