-- Existing contents and their owners, from the feed of metadata-service.
CREATE TABLE content_owners (
    content_id text PRIMARY KEY,
    owner      text NOT NULL
);
