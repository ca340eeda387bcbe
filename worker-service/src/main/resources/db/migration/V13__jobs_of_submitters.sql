CREATE INDEX jobs_unfinished_of_submitter ON jobs (submitted_by)
    WHERE parent_id IS NULL AND state IN ('QUEUED', 'RUNNING');
