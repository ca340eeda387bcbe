ALTER TABLE outbox RENAME COLUMN attempts TO failures;
ALTER TABLE outbox RENAME COLUMN next_at TO next_attempt_at;
ALTER INDEX uploads_with_dead_bytes RENAME TO uploads_with_undeleted_bytes;
