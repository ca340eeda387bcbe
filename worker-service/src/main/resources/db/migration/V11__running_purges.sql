-- For backups, which copy the media while no task deletes any. They read no table of this service.
CREATE FUNCTION purges_are_running() RETURNS boolean LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    SELECT EXISTS (SELECT 1 FROM jobs WHERE type = 'media.purge' AND state = 'RUNNING' AND leased_by IS NOT NULL)
$$;
