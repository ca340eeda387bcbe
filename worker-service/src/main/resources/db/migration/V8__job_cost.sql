-- Estimated processor time of a video in seconds, once it is planned.
ALTER TABLE jobs ADD COLUMN cost double precision;
CREATE INDEX jobs_unfinished ON jobs (owner) WHERE state = 'RUNNING' AND parent_id IS NULL;
