-- The signed ends of the services' audit journals. A journal is known by its key.
CREATE TABLE witnessed_journal (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service    text        NOT NULL,
    public_key text        NOT NULL,
    instance   text        NOT NULL,
    journal    text        NOT NULL,
    first_seen timestamptz NOT NULL,
    UNIQUE (service, public_key)
);

CREATE TABLE witnessed_head (
    journal_id bigint      NOT NULL REFERENCES witnessed_journal,
    sequence   bigint      NOT NULL,
    hash       text        NOT NULL,
    signed_at  text        NOT NULL,
    signature  text        NOT NULL,
    seen_at    timestamptz NOT NULL,
    PRIMARY KEY (journal_id, sequence)
);

CREATE TABLE witness_conflict (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind       text        NOT NULL,
    service    text        NOT NULL,
    instance   text        NOT NULL,
    journal    text        NOT NULL,
    sequence   bigint      NOT NULL,
    hash       text        NOT NULL,
    signed_at  text        NOT NULL,
    signature  text        NOT NULL,
    public_key text        NOT NULL,
    seen_at    timestamptz NOT NULL,
    UNIQUE (service, public_key, kind, sequence, hash)
);

-- What has been witnessed is neither changed nor taken back; a month later it may go.
CREATE FUNCTION witness_only_appends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.seen_at < now() - interval '30 days' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'What has been witnessed stays (%)', TG_TABLE_NAME;
END $$;

CREATE FUNCTION witness_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What has been witnessed stays (%)', TG_TABLE_NAME;
END $$;

CREATE TRIGGER witnessed_head_only_appends BEFORE UPDATE OR DELETE ON witnessed_head
    FOR EACH ROW EXECUTE FUNCTION witness_only_appends();
CREATE TRIGGER witnessed_head_stays BEFORE TRUNCATE ON witnessed_head
    FOR EACH STATEMENT EXECUTE FUNCTION witness_stays();
CREATE TRIGGER witness_conflict_only_appends BEFORE UPDATE OR DELETE ON witness_conflict
    FOR EACH ROW EXECUTE FUNCTION witness_only_appends();
CREATE TRIGGER witness_conflict_stays BEFORE TRUNCATE ON witness_conflict
    FOR EACH STATEMENT EXECUTE FUNCTION witness_stays();
CREATE TRIGGER witnessed_journal_stays BEFORE UPDATE OR DELETE ON witnessed_journal
    FOR EACH ROW EXECUTE FUNCTION witness_stays();
CREATE TRIGGER witnessed_journal_stays_whole BEFORE TRUNCATE ON witnessed_journal
    FOR EACH STATEMENT EXECUTE FUNCTION witness_stays();
