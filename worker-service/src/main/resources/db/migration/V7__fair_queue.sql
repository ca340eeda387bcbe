-- Steps that make a video playable and copies precede encodes, whose ordinals begin at a million.
ALTER TABLE jobs ADD COLUMN stage smallint NOT NULL
    GENERATED ALWAYS AS (CASE WHEN ordinal < 1000000 THEN 0 ELSE 1 END) STORED;

-- Owners take turns within one urgency, priority and stage; the next turn follows from the latest lease.
DROP INDEX jobs_available;
CREATE INDEX jobs_available ON jobs (urgency DESC, priority DESC, stage, owner, ordinal, created_at, id)
    WHERE state = 'QUEUED';
CREATE INDEX jobs_served ON jobs (urgency, priority, stage, fencing_token DESC) WHERE fencing_token > 0;
