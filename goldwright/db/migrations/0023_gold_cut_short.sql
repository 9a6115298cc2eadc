-- Why: a gold task whose answers ran out while work would be asked further came to less than work does. It was counted
-- like any other, so that a promise could be called broken that nothing breaks. And what gold shows was looked at anew
-- only when half as many answers more had come: at the end of a project up to a third of them were left out, until a job
-- looks for projects that have come to rest.
-- Lock: `calibration` and `worker_model` exclusively for milliseconds: nothing is rewritten.

-- Of the checked gold tasks, those that had fewer answers than work gets, and those of them that came out wrong.
ALTER TABLE calibration
  ADD COLUMN cut_short integer NOT NULL DEFAULT 0,
  ADD COLUMN cut_short_wrong integer NOT NULL DEFAULT 0;

-- A runner looks across organisations for projects with answers that nothing was learnt from yet.
CREATE POLICY runner_looks ON worker_model FOR SELECT TO goldwright_runner
  USING (current_identity() = 'runner' AND current_organisation() IS NULL);
