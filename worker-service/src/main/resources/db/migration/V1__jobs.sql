-- Each lease takes the next number, so a later lease of a job always has a larger token.
CREATE SEQUENCE fencing_tokens;

CREATE TABLE jobs (
    id               text PRIMARY KEY,
    parent_id        text REFERENCES jobs (id) ON DELETE CASCADE,
    type             text             NOT NULL,
    owner            text             NOT NULL,
    submitted_by     text             NOT NULL,
    content_id       text,
    -- Tasks of one package are changed under one advisory lock; see Locks.
    package_key      text,
    payload          jsonb            NOT NULL,
    result           jsonb,
    state            text             NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    priority         smallint         NOT NULL CHECK (priority BETWEEN 0 AND 10),
    ordinal          integer          NOT NULL DEFAULT 0,
    -- 0 background, 1 will be asked for soon, 2 somebody is waiting.
    urgency          smallint         NOT NULL DEFAULT 0,
    attempts         integer          NOT NULL DEFAULT 0,
    -- Failed attempts since the last progress: what max_attempts bounds.
    failures         integer          NOT NULL DEFAULT 0,
    max_attempts     integer          NOT NULL,
    progress         double precision NOT NULL DEFAULT 0,
    run_after        timestamptz      NOT NULL,
    leased_by        text,
    lease_expires_at timestamptz,
    fencing_token    bigint           NOT NULL DEFAULT 0,
    error            text,
    idempotency_key  text,
    traceparent      text,
    -- The rectangle of a task that publishes segments: renditions x [first, end), published below next.
    renditions       text[],
    first_segment    integer,
    next_segment     integer,
    end_segment      integer,
    created_at       timestamptz      NOT NULL,
    updated_at       timestamptz      NOT NULL,
    ended_at         timestamptz,
    CHECK ((state = 'running' AND parent_id IS NOT NULL) <= (leased_by IS NOT NULL)),
    CHECK ((renditions IS NULL) = (first_segment IS NULL)),
    CHECK (first_segment <= next_segment AND next_segment <= end_segment AND first_segment < end_segment)
);

CREATE INDEX jobs_next ON jobs (urgency DESC, priority DESC, ordinal, created_at, id) WHERE state = 'queued';
CREATE INDEX jobs_leases ON jobs (lease_expires_at) WHERE state = 'running' AND leased_by IS NOT NULL;
CREATE INDEX jobs_parent ON jobs (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX jobs_package ON jobs (package_key) WHERE package_key IS NOT NULL;
CREATE INDEX jobs_content ON jobs (content_id, created_at DESC);
CREATE INDEX jobs_owner ON jobs (owner, created_at DESC, id DESC) WHERE parent_id IS NULL;
CREATE INDEX jobs_newest ON jobs (created_at DESC, id DESC);
CREATE INDEX jobs_ended ON jobs (ended_at) WHERE ended_at IS NOT NULL AND parent_id IS NULL;
CREATE UNIQUE INDEX jobs_idempotency ON jobs (submitted_by, owner, idempotency_key) WHERE idempotency_key IS NOT NULL;

CREATE TABLE schedules (
    id          text PRIMARY KEY,
    type        text        NOT NULL,
    cron        text        NOT NULL,
    time_zone   text        NOT NULL,
    enabled     boolean     NOT NULL,
    content_id  text,
    payload     jsonb       NOT NULL,
    priority    smallint    NOT NULL,
    created_by  text        NOT NULL,
    next_run_at timestamptz,
    last_run_at timestamptz,
    last_job_id text,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);

CREATE INDEX schedules_due ON schedules (next_run_at) WHERE enabled;

CREATE TABLE packages (
    package_key  text PRIMARY KEY,
    presentation jsonb       NOT NULL,
    source_key   text        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('running', 'ready', 'failed', 'cancelled', 'purging')),
    playable     boolean     NOT NULL DEFAULT false,
    progress     double precision NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL
);

-- What metadata is told about a content. A row with sequence above sent_sequence is the outbox.
CREATE TABLE contents (
    content_id    text PRIMARY KEY,
    job_id        text        NOT NULL,
    package_key   text REFERENCES packages (package_key),
    state         text        NOT NULL CHECK (state IN ('processing', 'ready', 'failed')),
    error         text,
    source        jsonb       NOT NULL,
    sequence      bigint      NOT NULL DEFAULT 0,
    sent_sequence bigint      NOT NULL DEFAULT 0,
    due_at        timestamptz NOT NULL,
    sent_at       timestamptz,
    send_failures integer     NOT NULL DEFAULT 0,
    claimed_until timestamptz
);

CREATE INDEX contents_package ON contents (package_key) WHERE package_key IS NOT NULL;
CREATE INDEX contents_due ON contents (due_at) WHERE sequence > sent_sequence;

-- Which contents need which uploaded source; released once the content is deleted.
CREATE TABLE sources (
    source_key text    NOT NULL,
    content_id text    NOT NULL,
    released   boolean NOT NULL DEFAULT false,
    PRIMARY KEY (source_key, content_id)
);

CREATE INDEX sources_content ON sources (content_id);
