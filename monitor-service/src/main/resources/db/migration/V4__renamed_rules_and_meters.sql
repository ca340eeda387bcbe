-- Rules that were created or changed over HTTP keep working: their expressions contain meters and tags, their runbooks
-- are pages of docs, and one predefined rule was renamed.
UPDATE alert_rule SET name = 'RateLimitRejections', definition = jsonb_set(definition, '{name}', '"RateLimitRejections"')
WHERE name = 'RateLimitRefusals' AND NOT EXISTS (SELECT FROM alert_rule WHERE name = 'RateLimitRejections');

DO $$
DECLARE
    before text;
    now    text;
BEGIN
    FOR before, now IN VALUES
        ('streamgate_alert_checks_', 'streamgate_alert_evaluations_'),
        ('streamgate_alert_refused_', 'streamgate_alert_dropped_'),
        ('streamgate_cache_displaced_', 'streamgate_cache_size_evictions_'),
        ('streamgate_cache_shared_', 'streamgate_cache_distributed_'),
        ('streamgate_ratelimit_clients', 'streamgate_ratelimit_buckets'),
        ('streamgate_ratelimit_unshared_', 'streamgate_ratelimit_fallbacks_'),
        ('streamgate_streaming_demand_', 'streamgate_streaming_ondemand_wait_'),
        ('streamgate_worker_untold', 'streamgate_worker_outbox'),
        ('outcome=\"refused\"', 'outcome=\"rejected\"'),
        ('Lease|Demand|Tus|Form|Chunk|File', 'Lease|OnDemand|Tus|Form|Chunk|MediaFile')
    LOOP
        UPDATE alert_rule SET definition = replace(definition::text, before, now)::jsonb
        WHERE position(before IN definition::text) > 0;
    END LOOP;
    FOR before, now IN VALUES
        ('error-rate-critical', 'error-rate'),
        ('error-rate-high', 'error-rate'),
        ('latency-critical', 'latency'),
        ('latency-high', 'latency'),
        ('out-of-memory', 'memory'),
        ('memory-high', 'memory'),
        ('disk-full', 'disk-space'),
        ('disk-filling-up', 'disk-space'),
        ('rate-limit-refusals', 'rate-limit-rejections'),
        ('database-pool-exhausted', 'database'),
        ('database-timeouts', 'database'),
        ('error-budget-burn-fast', 'error-budget-burn'),
        ('error-budget-burn-slow', 'error-budget-burn'),
        ('playback-slow-fast', 'playback-slow')
    LOOP
        UPDATE alert_rule SET definition = jsonb_set(definition, '{runbook}', to_jsonb('docs/runbooks/' || now || '.md'))
        WHERE definition ->> 'runbook' = 'docs/runbooks/' || before || '.md';
        UPDATE incident SET runbook = 'docs/runbooks/' || now || '.md'
        WHERE runbook = 'docs/runbooks/' || before || '.md';
    END LOOP;
END $$;
