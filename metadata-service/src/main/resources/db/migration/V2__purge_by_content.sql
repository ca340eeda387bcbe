-- The worker knows which packages and sources a content has and who shares them: it is told the content alone.
DROP TABLE purge;
ALTER TABLE content_source DROP COLUMN released;
CREATE TABLE purge (
    content_id text PRIMARY KEY,
    due_at     timestamptz NOT NULL
);
CREATE INDEX purge_by_due ON purge (due_at);
