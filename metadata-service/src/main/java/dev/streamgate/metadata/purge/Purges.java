package dev.streamgate.metadata.purge;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaKeys;

/**
 * The outbox of media to delete. Its rows are written in the transaction that drops the
 * reference, so neither is done without the other. A package is shared by every content
 * whose upload was identical: it goes when the last of them has gone, and so do the
 * sources that it may have been planned from.
 */
@Component
public class Purges {

    /** How long a claimed row is left to the replica that has claimed it. */
    private static final Duration CLAIM = Duration.ofMinutes(1);

    /** How long a source is left alone while others use what was made from it. */
    private static final Duration IN_USE = Duration.ofHours(1);

    private final JdbcClient jdbc;

    private final PurgeProperties properties;

    private final Clock clock;

    Purges(JdbcClient jdbc, PurgeProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /** Notes what a content leaves behind that is deleted in this transaction. */
    public void contentDeleted(String contentId, @Nullable String packageKey) {
        sources(contentId, null, packageKey);
        if (packageKey != null) {
            packageReplaced(contentId, packageKey);
        }
    }

    /** Notes what is left of a content's earlier sources once it has a new one. */
    public void sourceReplaced(String contentId, String uploadId, @Nullable String packageKey) {
        sources(contentId, uploadId, packageKey);
        if (packageKey != null) {
            packageReplaced(contentId, packageKey);
        }
    }

    /** Notes a package that a content refers to no longer. */
    public void packageReplaced(String contentId, String packageKey) {
        add(contentId, packageKey, null);
    }

    private void sources(String contentId, @Nullable String butNot, @Nullable String packageKey) {
        this.jdbc.sql("""
                UPDATE content_source SET released = true
                WHERE content_id = :content AND NOT released AND upload_id IS DISTINCT FROM :upload
                RETURNING upload_id""")
            .param("content", contentId)
            .param("upload", butNot, Types.VARCHAR)
            .query(String.class)
            .list()
            .forEach((upload) -> add(contentId, packageKey, MediaKeys.source(upload)));
    }

    private void add(String contentId, @Nullable String packageKey, @Nullable String sourceKey) {
        this.jdbc.sql("""
                INSERT INTO purge (id, content_id, package_key, source_key, due_at)
                VALUES (:id, :content, :package, :source, :due)""")
            .param("id", UUID.randomUUID().toString())
            .param("content", contentId)
            .param("package", packageKey, Types.VARCHAR)
            .param("source", sourceKey, Types.VARCHAR)
            .param("due", this.clock.instant().plus(this.properties.delay()).atOffset(ZoneOffset.UTC))
            .update();
    }

    /** Takes rows that are due; they come again unless they are done within a minute. */
    List<Purge> claim(int limit) {
        var now = this.clock.instant().atOffset(ZoneOffset.UTC);
        return this.jdbc.sql("""
                UPDATE purge SET due_at = :until WHERE id IN (
                    SELECT id FROM purge WHERE due_at <= :now ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                RETURNING id, content_id, package_key, source_key, EXISTS (
                    SELECT 1 FROM content WHERE content.package_key = purge.package_key) AS in_use""")
            .param("until", now.plus(CLAIM))
            .param("now", now)
            .param("limit", limit)
            .query((row, number) -> new Purge(row.getString("id"), row.getString("content_id"),
                    row.getString("package_key"), row.getString("source_key"), row.getBoolean("in_use")))
            .list();
    }

    void done(Purge purge) {
        this.jdbc.sql("DELETE FROM purge WHERE id = :id").param("id", purge.id()).update();
    }

    void postpone(Purge purge) {
        this.jdbc.sql("UPDATE purge SET due_at = :due WHERE id = :id")
            .param("due", this.clock.instant().plus(IN_USE).atOffset(ZoneOffset.UTC))
            .param("id", purge.id())
            .update();
    }

    /**
     * Something to delete.
     *
     * @param id names it, also towards the worker
     * @param contentId the content that left it behind
     * @param packageKey the package; for a source the package that was made from it
     * @param sourceKey the source; {@code null} when the package itself is meant
     * @param inUse whether another content refers to the package
     */
    record Purge(String id, String contentId, @Nullable String packageKey, @Nullable String sourceKey, boolean inUse) {
    }

}
