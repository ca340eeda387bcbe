-- The order in which uploads were stored, in which those of a content are delivered.
ALTER TABLE outbox ADD COLUMN sequence bigint GENERATED ALWAYS AS IDENTITY;
