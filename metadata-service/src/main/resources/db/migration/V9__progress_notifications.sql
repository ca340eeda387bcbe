-- A notification locks out the commits of all others. Progress, of which a running video reports two a second, is notified
-- once a percent; each other change of the media is.
DROP TRIGGER media_changed ON content_media;
CREATE TRIGGER media_changed AFTER UPDATE ON content_media
    FOR EACH ROW WHEN (
        (OLD.playable, OLD.package_key, OLD.duration, OLD.width, OLD.height, OLD.frame_rate, OLD.renditions, OLD.error, OLD.notes,
            floor(OLD.progress * 100))
        IS DISTINCT FROM
        (NEW.playable, NEW.package_key, NEW.duration, NEW.width, NEW.height, NEW.frame_rate, NEW.renditions, NEW.error, NEW.notes,
            floor(NEW.progress * 100)))
    EXECUTE FUNCTION notify_media_changed();
