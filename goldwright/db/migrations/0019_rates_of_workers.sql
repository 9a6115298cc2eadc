-- Why: workers of one project may have different prices. Those who are dearer are given what the others leave in doubt,
-- which waits in a queue of its own.
-- Lock: `offer` and `queue` exclusively for an instant: constant defaults rewrite nothing, and a project has a few
-- queues. The functions come back with one more argument, which has a default, so that who runs now still finds them.

-- What this worker is paid for an answer in this project, where that is not the project's rate.
ALTER TABLE offer ADD COLUMN rate_micros bigint CHECK (rate_micros >= 0);
-- Whether they are kept for what is in doubt as long as others are at work; decided by quality.
ALTER TABLE offer ADD COLUMN is_expert boolean NOT NULL DEFAULT false;
CREATE INDEX offer_rated ON offer (organisation_id, environment, project_id) WHERE rate_micros IS NOT NULL;

-- Whether what waits here is in doubt: answered, and not surely.
ALTER TABLE queue ADD COLUMN is_doubtful boolean NOT NULL DEFAULT false;
-- Until when what waits here is kept from experts, since others have just been at it.
ALTER TABLE queue ADD COLUMN kept_until timestamptz;
ALTER TABLE queue DROP CONSTRAINT queue_organisation_id_environment_project_id_batch_id_stage_key;
ALTER TABLE queue ADD CONSTRAINT queue_key
  UNIQUE NULLS NOT DISTINCT (organisation_id, environment, project_id, batch_id, stage, priority, is_doubtful);

DROP FUNCTION IF EXISTS queue_for(integer, environment, text, text, text, smallint);
DROP FUNCTION IF EXISTS reopen_task(integer, environment, text, smallint);
