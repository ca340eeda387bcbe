-- What single users may use; without a row, the settings of the services apply.
CREATE TABLE user_quota (
    account_id text   NOT NULL REFERENCES account ON DELETE CASCADE,
    quota      text   NOT NULL,
    allowed    bigint NOT NULL CHECK (allowed >= 0),
    PRIMARY KEY (account_id, quota)
);
