-- Why: text that was pasted may be nobody's own, so the web app tells how many characters of an answer were typed and how
-- many pasted. What was pasted is told to nobody. Null: not told, as by programs.
-- Lock: `annotation` exclusively for milliseconds: the columns rewrite nothing. Between this and the functions that follow
-- it a submit fails, and is sent again.

ALTER TABLE annotation
  ADD COLUMN typed_characters integer CHECK (typed_characters >= 0),
  ADD COLUMN pasted_characters integer CHECK (pasted_characters >= 0),
  ADD COLUMN pastes integer CHECK (pastes >= 0);

ALTER TYPE submission ADD ATTRIBUTE typed_characters integer, ADD ATTRIBUTE pasted_characters integer,
  ADD ATTRIBUTE pastes integer;
