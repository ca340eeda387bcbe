-- What the owner should know of the video: tracks that are not offered, damage that is concealed.
ALTER TABLE content ADD COLUMN notes text[] NOT NULL DEFAULT '{}';
