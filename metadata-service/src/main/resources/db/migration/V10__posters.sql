-- Version and size of the uploaded poster; the picture is in the table below.
ALTER TABLE content ADD COLUMN poster jsonb;

CREATE TABLE content_poster (
    content_id text PRIMARY KEY REFERENCES content ON DELETE CASCADE,
    jpeg       bytea NOT NULL
);
