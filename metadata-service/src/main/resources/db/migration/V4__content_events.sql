-- Replaces the outbox of purges: the worker reads created and deleted contents from this table.
CREATE TABLE content_event (
    content_id text PRIMARY KEY,
    -- Replaced together with the event, so that an acknowledgement never removes a later event.
    event_id   text        NOT NULL UNIQUE,
    type       text        NOT NULL CHECK (type IN ('CREATED', 'DELETED')),
    owner      text        CHECK ((type = 'CREATED') = (owner IS NOT NULL)),
    created_at timestamptz NOT NULL,
    -- Claimable from then on; a claim moves it into the future.
    due_at     timestamptz NOT NULL
);
CREATE INDEX content_event_by_due ON content_event (due_at);

INSERT INTO content_event (content_id, event_id, type, owner, created_at, due_at)
SELECT content_id, gen_random_uuid()::text, 'DELETED', NULL, due_at, due_at FROM purge;

-- The worker learns the owners of contents that were created before this version.
INSERT INTO content_event (content_id, event_id, type, owner, created_at, due_at)
SELECT id, gen_random_uuid()::text, 'CREATED', owner, created_at, now() FROM content
ON CONFLICT (content_id) DO NOTHING;

DROP TABLE purge;

-- Cursors of lists are no longer signed.
DROP TABLE cursor_key;
