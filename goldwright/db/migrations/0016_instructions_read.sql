-- Why: what changed since a person read a project's instructions last is told in every browser they use.
-- Lock: app_user, exclusive, for an instant: a constant default rewrites nothing.
ALTER TABLE app_user ADD COLUMN instructions_read jsonb NOT NULL DEFAULT '{}';
