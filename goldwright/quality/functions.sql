-- Whether a task awaits a blind second review: nobody is told meanwhile what the first reviewer said of it, lest the
-- second one hears. A worker sees no other's annotations, so that to them it awaits one until the task moves on. Primary
-- keys and unique index annotation_counted_once.
CREATE OR REPLACE FUNCTION awaits_blind_review(p_organisation integer, p_environment environment, p_task text)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM opening AS o
      JOIN task AS t ON t.organisation_id = o.organisation_id AND t.environment = o.environment AND t.id = o.task_id
     WHERE o.organisation_id = p_organisation AND o.environment = p_environment AND o.task_id = p_task
       AND o.stage = 'second_review' AND o.is_blind AND t.stage = 'second_review' AND t.status = 'pending'
       AND NOT EXISTS (SELECT FROM annotation AS n
                        WHERE n.organisation_id = t.organisation_id AND n.environment = t.environment
                          AND n.task_id = t.id AND n.stage = 'second_review' AND n.is_current AND n.is_counted))
$$;

-- A task that nobody answers any more waits for nothing; what reviewers hold of it they may still look at. Primary key;
-- the task is locked.
CREATE OR REPLACE FUNCTION end_settlement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE settlement AS s SET state = 'ended', urgency = NULL, updated_at = now()
   WHERE s.organisation_id = NEW.organisation_id AND s.environment = NEW.environment AND s.task_id = NEW.id;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER end_settlement AFTER UPDATE OF status ON task
  FOR EACH ROW WHEN (NEW.status IN ('cancelled', 'error')) EXECUTE FUNCTION end_settlement();
