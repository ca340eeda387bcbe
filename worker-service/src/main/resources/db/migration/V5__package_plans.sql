-- The presentation is in the blob store only; a package keeps the part of it that the queue needs.
ALTER TABLE packages RENAME COLUMN presentation TO plan;
UPDATE packages SET plan = plan - 'mediaKey' - 'frames' - 'storyboard' - 'streams';
UPDATE jobs SET result = jsonb_build_object('packageKey', result #> '{presentation,packageKey}')
    WHERE type = 'media.plan' AND result ? 'presentation';
