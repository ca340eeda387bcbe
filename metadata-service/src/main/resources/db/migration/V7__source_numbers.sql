-- Numbers of uploads in the order in which they were stored: an earlier source never replaces a later one.
ALTER TABLE content_source ADD COLUMN number bigint;
