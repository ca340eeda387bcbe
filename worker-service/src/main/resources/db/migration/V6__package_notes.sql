-- What tasks found out about the source; the plan has notes of its own.
ALTER TABLE packages ADD COLUMN notes text[] NOT NULL DEFAULT '{}';
