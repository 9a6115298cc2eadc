-- Why: a gold task that was shown often becomes known for gold, so its showings are counted and a project may limit them.
-- A worker may see only their own assignments and so cannot count them: the task keeps the number itself.
-- Lock: `gold_opening` and `assignment` exclusively, since row security is off for the owner meanwhile, who otherwise sees
-- no organisation's rows: nobody is given a task and nobody submits before this commits. The column rewrites nothing; the
-- count of the past reads the index assignment_task once per gold task: well below a second for ten thousand of them.

ALTER TABLE gold_opening ADD COLUMN showings integer NOT NULL DEFAULT 0;   -- how often it was given to a worker

ALTER TABLE gold_opening NO FORCE ROW LEVEL SECURITY;
ALTER TABLE assignment NO FORCE ROW LEVEL SECURITY;
UPDATE gold_opening AS g
   SET showings = (SELECT count(*) FROM assignment AS a
                    WHERE a.task_id = g.task_id AND a.organisation_id = g.organisation_id
                      AND a.environment = g.environment AND a.purpose = 'gold')
 WHERE g.purpose = 'gold';
ALTER TABLE assignment FORCE ROW LEVEL SECURITY;
ALTER TABLE gold_opening FORCE ROW LEVEL SECURITY;

-- Its place is taken by `draw_gold` of two arguments and `next_onboarding`.
DROP FUNCTION IF EXISTS draw_gold(project, text, text);

-- A worker who is given a gold task counts the showing.
CREATE POLICY worker_counts ON gold_opening FOR UPDATE
  USING (current_worker() IS NOT NULL AND is_offered(organisation_id, environment, project_id));
