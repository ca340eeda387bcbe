/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes what serves late messages only, a batch of each at a time: tombstones, and the
 * earlier sources of a content. Its latest source stays, so that no earlier one that
 * arrives late replaces it.
 */
@Component
class ContentRetention {

    /** Longer than uploads and jobs wait for a service that is down. */
    private static final Duration RETENTION = Duration.ofDays(400);

    private static final int BATCH_SIZE = 1000;

    private final JdbcClient jdbc;

    private final Clock clock;

    ContentRetention(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Deletes a batch.
     * @return number of deleted rows
     */
    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    int deleteObsolete() {
        OffsetDateTime before = this.clock.instant().minus(RETENTION).atOffset(ZoneOffset.UTC);
        return delete("""
                WITH obsolete AS MATERIALIZED (
                    SELECT id FROM content_tombstone WHERE deleted_at < ? ORDER BY deleted_at LIMIT ?)
                DELETE FROM content_tombstone AS stone USING obsolete WHERE stone.id = obsolete.id""", before)
                + delete("""
                        WITH obsolete AS MATERIALIZED (
                            SELECT upload_id FROM content_source AS source WHERE attached_at < ? AND EXISTS (
                                SELECT 1 FROM content_source AS later WHERE later.content_id = source.content_id
                                    AND later.number > coalesce(source.number, -1))
                            ORDER BY attached_at LIMIT ?)
                        DELETE FROM content_source AS source USING obsolete
                        WHERE source.upload_id = obsolete.upload_id""", before);
    }

    private int delete(String sql, OffsetDateTime before) {
        return this.jdbc.sql(sql).params(before, BATCH_SIZE).update();
    }

}
