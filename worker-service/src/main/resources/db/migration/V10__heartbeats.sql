-- The latest heartbeat of a lease; NULL before the first, and in the queue.
ALTER TABLE jobs ADD COLUMN heartbeat_at timestamptz;
UPDATE jobs SET heartbeat_at = updated_at WHERE state = 'RUNNING' AND leased_by IS NOT NULL;

-- Heartbeats change no indexed column, so that PostgreSQL updates the row within its page.
DROP INDEX jobs_leased;
CREATE INDEX jobs_leased ON jobs (id) WHERE state = 'RUNNING' AND leased_by IS NOT NULL;
ALTER TABLE jobs SET (fillfactor = 70);
