/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.media;

import java.sql.Types;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.worker.sql.Columns;

/** The table {@code sources}: which contents use which uploaded source. */
@Component
public class MediaSources {

    private final JdbcClient jdbc;

    MediaSources(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a use of a source by a content. */
    void use(String sourceKey, String contentId) {
        this.jdbc.sql("""
                INSERT INTO sources (source_key, content_id) VALUES (?, ?)
                ON CONFLICT (source_key, content_id) DO UPDATE SET released = false""")
            .params(sourceKey, contentId)
            .update();
    }

    /** Releases the sources of a deleted content. */
    void release(String contentId) {
        this.jdbc.sql("UPDATE sources SET released = true WHERE content_id = ?").param(contentId).update();
    }

    /** Adds a source again that was taken but could not be deleted. */
    public void releaseAgain(String sourceKey, String contentId) {
        this.jdbc.sql("""
                INSERT INTO sources (source_key, content_id, released) VALUES (?, ?, true)
                ON CONFLICT (source_key, content_id) DO NOTHING""").params(sourceKey, contentId).update();
    }

    /**
     * Removes the sources that all contents have released and no running package reads.
     * @return their keys
     */
    public List<String> takeReleased() {
        return takeReleasedOf(null);
    }

    /**
     * Removes a source if all contents have released it and no running package reads it.
     * @return whether it was removed
     */
    public boolean takeReleased(String sourceKey) {
        return !takeReleasedOf(sourceKey).isEmpty();
    }

    private List<String> takeReleasedOf(@Nullable String sourceKey) {
        return this.jdbc.sql("""
                WITH released AS (
                    SELECT source_key FROM sources s WHERE CAST(:key AS text) IS NULL OR source_key = :key
                    GROUP BY source_key HAVING bool_and(released)
                        AND NOT EXISTS (SELECT 1 FROM packages p WHERE p.source_key = s.source_key
                            AND p.state = :running)),
                taken AS (
                    DELETE FROM sources WHERE source_key IN (SELECT source_key FROM released) RETURNING source_key)
                SELECT DISTINCT source_key FROM taken ORDER BY source_key""")
            .param("key", sourceKey, Types.VARCHAR)
            .param("running", PackageState.RUNNING.name())
            .query(Columns.TEXT)
            .list();
    }

}
