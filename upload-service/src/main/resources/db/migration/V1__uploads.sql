CREATE TABLE uploads (
    id              text        PRIMARY KEY,
    owner           text        NOT NULL,
    kind            text        NOT NULL CHECK (kind IN ('TUS', 'PARTIAL', 'FINAL', 'FORM', 'CHUNKS')),
    state           text        NOT NULL
        CHECK (state IN ('OPEN', 'VERIFYING', 'STORED', 'REJECTED', 'ABORTED', 'EXPIRED')),
    file_name       text,
    title           text,
    content_id      text,
    size            bigint      CHECK (size > 0),
    received        bigint      NOT NULL DEFAULT 0 CHECK (received >= 0),
    -- Bytes from here on belong to a request whose checksum has not been verified.
    unverified_from bigint,
    chunk_size      integer     CHECK (chunk_size > 0),
    declared_sha256 text,
    sha256          text,
    error           text,
    -- Upload-Metadata as the tus client sent it.
    metadata        text,
    -- Ids of the partial uploads that a final one consists of, and the hash that makes the list unique.
    parts           text[]      NOT NULL DEFAULT '{}',
    parts_sha256    text,
    idempotency_key text,
    traceparent     text,
    bytes_deleted   boolean     NOT NULL DEFAULT false,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL
);

CREATE INDEX uploads_of_owner ON uploads (owner, created_at DESC, id DESC) WHERE kind <> 'PARTIAL';
CREATE INDEX uploads_open_of_owner ON uploads (owner) WHERE state = 'OPEN';
CREATE INDEX uploads_expiring ON uploads (expires_at) WHERE state = 'OPEN';
CREATE INDEX uploads_verifying ON uploads (updated_at) WHERE state = 'VERIFYING';
CREATE INDEX uploads_with_dead_bytes ON uploads (updated_at)
    WHERE state IN ('REJECTED', 'ABORTED', 'EXPIRED') AND NOT bytes_deleted;
CREATE INDEX uploads_ended ON uploads (updated_at) WHERE state IN ('REJECTED', 'ABORTED', 'EXPIRED');
CREATE UNIQUE INDEX uploads_concatenated_once ON uploads (owner, parts_sha256) WHERE parts_sha256 IS NOT NULL;
CREATE UNIQUE INDEX uploads_created_once ON uploads (owner, idempotency_key)
    WHERE idempotency_key IS NOT NULL AND state <> 'ABORTED';

CREATE TABLE chunks (
    upload_id text    NOT NULL REFERENCES uploads ON DELETE CASCADE,
    number    integer NOT NULL CHECK (number >= 0),
    sha256    text    NOT NULL,
    PRIMARY KEY (upload_id, number)
);

CREATE TABLE outbox (
    upload_id   text        PRIMARY KEY REFERENCES uploads ON DELETE CASCADE,
    attempts    integer     NOT NULL DEFAULT 0,
    next_at     timestamptz NOT NULL,
    traceparent text
);

CREATE INDEX outbox_due ON outbox (next_at);
