-- Requests are sent while a row is claimed, not while it is locked: its upload can be read and deleted meanwhile.
ALTER TABLE outbox
    ADD COLUMN claimed_until timestamptz,
    -- Whether metadata-service has attached the source: an upload that may be attached is deleted with its content.
    ADD COLUMN attachment text NOT NULL DEFAULT 'NONE' CHECK (attachment IN ('NONE', 'UNKNOWN', 'ATTACHED'));
UPDATE outbox SET attachment = 'UNKNOWN' WHERE failures > 0;
