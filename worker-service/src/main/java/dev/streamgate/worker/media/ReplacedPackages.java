/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.media;

import java.time.Clock;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static dev.streamgate.worker.sql.Columns.at;

/**
 * The table {@code replaced_packages}: packages from which players of a content may still
 * play. Rows are deleted with the package or the content.
 */
@Component
public class ReplacedPackages {

    private final JdbcClient jdbc;

    private final Clock clock;

    ReplacedPackages(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Adds a package that a content has played from, if it was made from the same source
     * as the one that replaces it: viewers may see the replaced video.
     */
    public void add(String contentId, String packageKey, String sourceKey) {
        this.jdbc.sql("""
                INSERT INTO replaced_packages (content_id, package_key, replaced_at)
                SELECT :content, package_key, :now FROM packages WHERE package_key = :key AND source_key = :source
                ON CONFLICT (content_id, package_key) DO UPDATE SET replaced_at = EXCLUDED.replaced_at""")
            .param("content", contentId)
            .param("key", packageKey)
            .param("source", sourceKey)
            .param("now", at(this.clock.instant()))
            .update();
    }

    /** Finds the latest one by the first characters of its key. */
    public Optional<String> find(String contentId, String version) {
        return this.jdbc.sql("""
                SELECT package_key FROM replaced_packages JOIN packages USING (package_key)
                WHERE content_id = ? AND starts_with(package_key, ?) AND state <> ?
                ORDER BY replaced_at DESC LIMIT 1""")
            .params(contentId, version, PackageState.PURGING.name())
            .query(String.class)
            .optional();
    }

    /** Deletes those of a content. */
    void delete(String contentId) {
        this.jdbc.sql("DELETE FROM replaced_packages WHERE content_id = ?").param(contentId).update();
    }

}
