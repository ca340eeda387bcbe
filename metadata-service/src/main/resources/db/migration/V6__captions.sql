-- Language, version and size of uploaded captions; their texts are in the table below.
ALTER TABLE content ADD COLUMN captions jsonb NOT NULL DEFAULT '[]';

CREATE TABLE content_caption (
    content_id text NOT NULL REFERENCES content ON DELETE CASCADE,
    language   text NOT NULL,
    vtt        text NOT NULL,
    PRIMARY KEY (content_id, language)
);
