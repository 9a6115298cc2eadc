-- Why: a confidence is told for what such beliefs were worth, with gold and without. Whether a task is in doubt, and so
-- for experts, is still for the rules' own belief to say, which must be kept for tasks that wait for money.
-- Lock: `settlement` exclusively for milliseconds: nothing is rewritten. Tasks that wait from before go by confidence.

-- What the rules found, before it was told for what it is worth.
ALTER TABLE settlement ADD COLUMN belief real;
