-- When it was last checked whether the source still exists: the worker deletes it with its content.
ALTER TABLE uploads ADD COLUMN source_checked_at timestamptz NOT NULL DEFAULT '-infinity';
CREATE INDEX uploads_stored ON uploads (source_checked_at) INCLUDE (size) WHERE state = 'STORED' AND NOT bytes_deleted;
DROP INDEX uploads_ended;
CREATE INDEX uploads_ended ON uploads (updated_at) WHERE state <> 'OPEN' AND bytes_deleted;
CREATE INDEX uploads_with_chunks ON uploads (updated_at) WHERE kind = 'CHUNKS' AND state <> 'OPEN';
