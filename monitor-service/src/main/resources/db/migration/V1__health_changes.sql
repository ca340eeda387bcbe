CREATE TABLE health_change (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service  text        NOT NULL,
    instance text        NOT NULL,
    status   text        NOT NULL,
    since    timestamptz NOT NULL,
    seen_at  timestamptz NOT NULL,
    failing  text[]      NOT NULL
);

CREATE INDEX health_change_service ON health_change (service, id);
CREATE INDEX health_change_seen_at ON health_change (seen_at);
