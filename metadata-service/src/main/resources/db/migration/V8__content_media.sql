-- The pipeline updates the media of a running video twice a second: in a narrow table without further indexes, so that
-- neither the text search nor the lists of contents are updated with them.
CREATE TABLE content_media (
    content_id     text PRIMARY KEY REFERENCES content ON DELETE CASCADE,
    media_sequence bigint           NOT NULL DEFAULT -1,
    -- Part of the entity tag: incremented by each change of the media, also by another source.
    media_revision bigint           NOT NULL DEFAULT 0,
    playable       boolean          NOT NULL DEFAULT false,
    progress       double precision NOT NULL DEFAULT 0,
    package_key    text,
    duration       double precision,
    width          integer,
    height         integer,
    frame_rate     double precision,
    renditions     jsonb            NOT NULL DEFAULT '[]',
    error          text,
    notes          text[]           NOT NULL DEFAULT '{}'
) WITH (fillfactor = 70);

-- Larger than any sequence that is part of an entity tag of an earlier version.
INSERT INTO content_media
SELECT id, media_sequence, media_sequence + 2, playable, progress, package_key, duration, width, height, frame_rate,
    renditions, error, notes
FROM content;

DROP INDEX content_by_package;
ALTER TABLE content
    DROP COLUMN media_sequence,
    DROP COLUMN playable,
    DROP COLUMN progress,
    DROP COLUMN package_key,
    DROP COLUMN duration,
    DROP COLUMN width,
    DROP COLUMN height,
    DROP COLUMN frame_rate,
    DROP COLUMN renditions,
    DROP COLUMN error,
    DROP COLUMN notes;

CREATE FUNCTION notify_media_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('streamgate_content', NEW.content_id);
    RETURN NULL;
END
$$;
CREATE TRIGGER media_changed AFTER UPDATE ON content_media
    FOR EACH ROW EXECUTE FUNCTION notify_media_changed();

-- Tombstones and sources that are older than any message that may arrive late are deleted by their time.
CREATE INDEX content_tombstone_by_time ON content_tombstone (deleted_at);
CREATE INDEX content_source_by_time ON content_source (attached_at);
