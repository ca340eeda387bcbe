-- A disabled account has no session and gets none.
ALTER TABLE account ADD COLUMN disabled_at timestamptz;
