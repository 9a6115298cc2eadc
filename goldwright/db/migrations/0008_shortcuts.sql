-- Why: keys that a person has given to actions go with them to every browser.
-- Lock: app_user, exclusive, for an instant: a constant default rewrites nothing.
ALTER TABLE app_user ADD COLUMN shortcuts jsonb NOT NULL DEFAULT '{}';
