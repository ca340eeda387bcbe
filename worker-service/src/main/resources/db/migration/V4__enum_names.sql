-- States are stored as the names of their enum constants, as in the other schemas.
DROP INDEX jobs_next;
DROP INDEX jobs_leases;
ALTER TABLE jobs DROP CONSTRAINT jobs_state_check, DROP CONSTRAINT jobs_check;
UPDATE jobs SET state = upper(state);
ALTER TABLE jobs
    ADD CONSTRAINT jobs_state_check CHECK (state IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    ADD CONSTRAINT jobs_lease_check CHECK ((state = 'RUNNING' AND parent_id IS NOT NULL) <= (leased_by IS NOT NULL));
CREATE INDEX jobs_available ON jobs (urgency DESC, priority DESC, ordinal, created_at, id) WHERE state = 'QUEUED';
CREATE INDEX jobs_leased ON jobs (lease_expires_at) WHERE state = 'RUNNING' AND leased_by IS NOT NULL;

ALTER TABLE packages DROP CONSTRAINT packages_state_check;
UPDATE packages SET state = upper(state);
ALTER TABLE packages
    ADD CONSTRAINT packages_state_check CHECK (state IN ('RUNNING', 'READY', 'FAILED', 'CANCELLED', 'PURGING'));

ALTER TABLE contents DROP CONSTRAINT contents_state_check;
UPDATE contents SET state = upper(state);
ALTER TABLE contents ADD CONSTRAINT contents_state_check CHECK (state IN ('PROCESSING', 'READY', 'FAILED'));
