-- The trace in which the upload came, until its first segment was served.
ALTER TABLE content_source ADD COLUMN traceparent text;
