-- One row for each time that an alert was on, and for each event.
CREATE TABLE alert (
    id            text        PRIMARY KEY,
    number        bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    fingerprint   text        NOT NULL,
    rule          text        NOT NULL,
    level         text        NOT NULL,
    state         text        NOT NULL,
    labels        jsonb       NOT NULL,
    summary       text        NOT NULL,
    runbook       text,
    value         double precision,
    opened_at     timestamptz NOT NULL,
    started_at    timestamptz NOT NULL,
    fired_at      timestamptz,
    resolved_at   timestamptz,
    resolved_by   text,
    -- Who said that it fires, and who still does.
    sources       text[]      NOT NULL,
    claims        text[]      NOT NULL,
    told          boolean     NOT NULL,
    told_over     boolean     NOT NULL,
    notified_at   timestamptz,
    notifications integer     NOT NULL,
    -- Whether anything is still to happen with it.
    settled       boolean     NOT NULL
);

CREATE INDEX alert_unsettled ON alert (number) WHERE NOT settled;
CREATE INDEX alert_by_rule ON alert (rule, number);
CREATE INDEX alert_by_opening ON alert (opened_at);

-- Rules that somebody made, and predefined ones that somebody changed.
CREATE TABLE alert_rule (
    name       text        PRIMARY KEY,
    definition jsonb       NOT NULL,
    enabled    boolean     NOT NULL,
    version    bigint      NOT NULL,
    changed_by text        NOT NULL,
    changed_at timestamptz NOT NULL
);
