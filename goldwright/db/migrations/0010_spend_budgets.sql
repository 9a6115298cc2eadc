-- Why: a project with a money budget buys further answers where they tell most, so it must find the tasks that wait for
-- one in that order; and what gold shows of a project is kept, so that reading it settles no gold task again.
-- Lock: `settlement` and `calibration` exclusively, for the new columns, which are empty: milliseconds. The index is
-- partial and no row has an urgency yet, so building it reads `settlement` once: about a second for a million tasks.

-- How much one more answer would tell; set exactly while the task waits for its project's budget to buy one.
ALTER TABLE settlement ADD COLUMN urgency double precision;
CREATE INDEX settlement_waiting ON settlement (project_id, organisation_id, environment, urgency DESC, task_id)
  WHERE urgency IS NOT NULL;

-- Of `checked` gold tasks settled as work is, so many came out wrong, after so many answers each on average (and as the
-- root of the mean square about it). `curve_wrong[i]` of them were wrong where `curve_answers[i]` answers were bought each.
ALTER TABLE calibration
  ADD COLUMN checked integer NOT NULL DEFAULT 0,
  ADD COLUMN wrong integer NOT NULL DEFAULT 0,
  ADD COLUMN answers_mean double precision,
  ADD COLUMN answers_spread double precision,
  ADD COLUMN curve_answers double precision[] NOT NULL DEFAULT '{}',
  ADD COLUMN curve_wrong integer[] NOT NULL DEFAULT '{}';
