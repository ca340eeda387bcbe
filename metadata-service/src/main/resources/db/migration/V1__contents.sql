-- array_to_string is only stable for types in general; for text it never changes.
CREATE FUNCTION tags_text(tags text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN array_to_string(tags, ' ');

CREATE TABLE content (
    id             text PRIMARY KEY,
    owner          text             NOT NULL,
    title          text             NOT NULL,
    description    text,
    tags           text[]           NOT NULL DEFAULT '{}',
    category       text,
    visibility     text             NOT NULL CHECK (visibility IN ('PRIVATE', 'PUBLIC', 'GATED')),
    state          text             NOT NULL CHECK (state IN ('DRAFT', 'PROCESSING', 'READY', 'PUBLISHED', 'ARCHIVED', 'FAILED')),
    version        bigint           NOT NULL DEFAULT 1,
    access_version bigint           NOT NULL DEFAULT 1,
    rule           jsonb,
    rule_version   bigint           NOT NULL DEFAULT 0,
    upload_id      text,
    source_size    bigint,
    media_sequence bigint           NOT NULL DEFAULT -1,
    playable       boolean          NOT NULL DEFAULT false,
    progress       double precision NOT NULL DEFAULT 0,
    package_key    text,
    duration       double precision,
    width          integer,
    height         integer,
    frame_rate     double precision,
    renditions     jsonb            NOT NULL DEFAULT '[]',
    error          text,
    created_at     timestamptz      NOT NULL,
    updated_at     timestamptz      NOT NULL,
    -- Words as they stand, and English stems beside them: a name is found as typed, "cats" finds "cat".
    search         tsvector         NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title) || to_tsvector('english', title), 'A')
        || setweight(to_tsvector('simple', tags_text(tags) || ' ' || coalesce(category, '')), 'B')
        || setweight(to_tsvector('simple', coalesce(description, '')) || to_tsvector('english', coalesce(description, '')), 'C')
    ) STORED
);
CREATE INDEX content_search ON content USING gin (search);
CREATE INDEX content_tags ON content USING gin (tags);
CREATE INDEX content_by_owner ON content (owner, created_at, id);
CREATE INDEX content_by_creation ON content (created_at, id);
CREATE INDEX content_by_change ON content (updated_at, id);
CREATE INDEX content_by_title ON content (lower(title), id);
CREATE INDEX content_by_category ON content (lower(category), created_at, id);
CREATE INDEX content_by_package ON content (package_key) WHERE package_key IS NOT NULL;

-- Every upload that a content was ever made from: a repeated message changes nothing.
CREATE TABLE content_source (
    upload_id   text PRIMARY KEY,
    content_id  text        NOT NULL,
    attached_at timestamptz NOT NULL,
    released    boolean     NOT NULL DEFAULT false
);
CREATE INDEX content_source_by_content ON content_source (content_id);

-- A message that arrives late must not bring back what its owner deleted.
CREATE TABLE content_tombstone (
    id         text PRIMARY KEY,
    deleted_at timestamptz NOT NULL
);

CREATE TABLE gate_history (
    content_id text        NOT NULL REFERENCES content ON DELETE CASCADE,
    version    bigint      NOT NULL,
    rule       jsonb,
    author     text        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (content_id, version)
);

-- What lies in the blob store for nobody, until the job that deletes it is queued.
CREATE TABLE purge (
    id          text PRIMARY KEY,
    content_id  text        NOT NULL,
    package_key text,
    source_key  text,
    due_at      timestamptz NOT NULL
);
CREATE INDEX purge_by_due ON purge (due_at);

-- Signs cursors: made here so that every replica has the same and nobody has to configure it.
CREATE TABLE cursor_key (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    key      text NOT NULL
);
INSERT INTO cursor_key (key) VALUES (replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));

-- Tells every replica which content to drop from its cache, in the transaction that changed it.
CREATE FUNCTION notify_content_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('streamgate_content', coalesce(NEW.id, OLD.id));
    RETURN NULL;
END
$$;
CREATE TRIGGER content_changed AFTER UPDATE OR DELETE ON content
    FOR EACH ROW EXECUTE FUNCTION notify_content_changed();
