CREATE OR REPLACE FUNCTION witness_only_appends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.seen_at < now() - interval '30 days' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'The table % is append-only; rows can be deleted after 30 days', TG_TABLE_NAME;
END $$;

CREATE OR REPLACE FUNCTION witness_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The table % is append-only', TG_TABLE_NAME;
END $$;

ALTER FUNCTION witness_only_appends() RENAME TO reject_witness_change_for_30_days;
ALTER FUNCTION witness_stays() RENAME TO reject_witness_change;
ALTER TRIGGER witnessed_head_only_appends ON witnessed_head RENAME TO witnessed_head_append_only;
ALTER TRIGGER witnessed_head_stays ON witnessed_head RENAME TO witnessed_head_no_truncate;
ALTER TRIGGER witness_conflict_only_appends ON witness_conflict RENAME TO witness_conflict_append_only;
ALTER TRIGGER witness_conflict_stays ON witness_conflict RENAME TO witness_conflict_no_truncate;
ALTER TRIGGER witnessed_journal_stays ON witnessed_journal RENAME TO witnessed_journal_append_only;
ALTER TRIGGER witnessed_journal_stays_whole ON witnessed_journal RENAME TO witnessed_journal_no_truncate;

-- Enum columns hold the names of the constants.
ALTER TABLE witness_conflict DISABLE TRIGGER witness_conflict_append_only;
UPDATE witness_conflict SET kind = replace(upper(kind), '-', '_');
ALTER TABLE witness_conflict ENABLE TRIGGER witness_conflict_append_only;
ALTER TABLE witness_conflict
    ADD CHECK (kind IN ('BACKWARDS', 'FORKED', 'KEY_CHANGED', 'BAD_SIGNATURE'));
