-- Encoding profiles that runners announce with their lease requests.
CREATE TABLE encoding_profiles (
    name         text PRIMARY KEY,
    announced_at timestamptz NOT NULL
);
