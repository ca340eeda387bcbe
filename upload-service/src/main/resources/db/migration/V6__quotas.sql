-- Bytes that an unfinished upload may still become: its size, or what it has asked for while that is unknown.
ALTER TABLE uploads
    ADD COLUMN announced bigint NOT NULL DEFAULT 0,
    -- Of the verified video, in seconds.
    ADD COLUMN duration double precision NOT NULL DEFAULT 0,
    -- The final upload that a part belongs to, once and for all.
    ADD COLUMN final_id text;
UPDATE uploads SET announced = greatest(coalesce(size, 0), received);
UPDATE uploads SET final_id = whole.id FROM uploads AS whole
    WHERE uploads.kind = 'PARTIAL' AND whole.kind = 'FINAL' AND uploads.id = ANY(whole.parts);
CREATE INDEX uploads_bytes_of_owner ON uploads (owner) WHERE NOT bytes_deleted;
