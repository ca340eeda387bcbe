ALTER TABLE session ADD COLUMN token_version integer NOT NULL DEFAULT 0;

-- Tokens of these sessions are invalid below a version. Services read the rows in the order of their numbers.
CREATE TABLE revocation (
    number          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    session_id      text        NOT NULL,
    minimum_version integer     NOT NULL,
    revoked_at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX revocation_by_time ON revocation (revoked_at);

-- A trigger, so that no way to end a session leaves its tokens valid. The lock makes the numbers visible in their order:
-- a reader misses none that is committed later.
CREATE FUNCTION record_revocation() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('auth.revocation'));
    INSERT INTO revocation (session_id, minimum_version)
    VALUES (OLD.id, CASE TG_OP WHEN 'DELETE' THEN 2147483647 ELSE NEW.token_version END);
    PERFORM pg_notify('auth_revocation', OLD.id);
    RETURN NULL;
END $$;

CREATE TRIGGER session_revoked AFTER DELETE OR UPDATE OF token_version ON session
    FOR EACH ROW EXECUTE FUNCTION record_revocation();
