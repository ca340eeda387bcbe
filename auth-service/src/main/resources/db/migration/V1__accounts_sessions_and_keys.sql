CREATE TABLE account (
    id            text        PRIMARY KEY,
    number        bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    email         text        UNIQUE,
    password_hash text,
    roles         text[]      NOT NULL,
    created_at    timestamptz NOT NULL,
    CHECK ((email IS NULL) = (password_hash IS NULL))
);

-- One row a session, not one a token: the id comes from a part that all refresh tokens of the session
-- share, so a spent token is known by naming a session whose secret it does not have.
CREATE TABLE session (
    id          text        PRIMARY KEY,
    account_id  text        NOT NULL REFERENCES account ON DELETE CASCADE,
    secret_hash bytea       NOT NULL,
    renewed_at  timestamptz NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX session_by_account ON session (account_id, created_at);
CREATE INDEX session_by_expiry ON session (expires_at);

-- Keys are hashes of e-mail and network: wrong passwords are counted for unknown e-mails just as for known.
CREATE TABLE sign_in_failures (
    key      bytea       PRIMARY KEY,
    failures integer     NOT NULL,
    retry_at timestamptz NOT NULL,
    last_at  timestamptz NOT NULL
);
CREATE INDEX sign_in_failures_by_time ON sign_in_failures (last_at);

CREATE TABLE familiar_network (
    key     bytea       PRIMARY KEY,
    last_at timestamptz NOT NULL
);
CREATE INDEX familiar_network_by_time ON familiar_network (last_at);

CREATE TABLE signing_key (
    kid         text        PRIMARY KEY,
    sealed      bytea       NOT NULL,
    created_at  timestamptz NOT NULL,
    signs_from  timestamptz NOT NULL
);
