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
