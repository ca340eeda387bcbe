/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.purge;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The outbox of deleted contents whose media the worker has to be told of. Its rows are
 * written in the transaction that deletes the content, so neither is done without the
 * other. Which files go, and which are shared with other contents and stay, is the
 * worker's to know.
 */
@Component
public class PurgeOutbox {

    /** How long a claimed row is left to the replica that has claimed it. */
    private static final Duration CLAIM = Duration.ofMinutes(1);

    private final JdbcClient jdbc;

    private final Clock clock;

    PurgeOutbox(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Notes a content that is deleted; once more for media that came after that. */
    public void contentDeleted(String contentId) {
        this.jdbc.sql("INSERT INTO purge (content_id, due_at) VALUES (:content, :now) ON CONFLICT DO NOTHING")
            .param("content", contentId)
            .param("now", this.clock.instant().atOffset(ZoneOffset.UTC))
            .update();
    }

    /** Takes contents that are due; they come again unless they are done in a minute. */
    List<String> claim(int limit) {
        var now = this.clock.instant().atOffset(ZoneOffset.UTC);
        return this.jdbc.sql("""
                UPDATE purge SET due_at = :until WHERE content_id IN (
                    SELECT content_id FROM purge WHERE due_at <= :now ORDER BY due_at LIMIT :limit
                    FOR UPDATE SKIP LOCKED)
                RETURNING content_id""")
            .param("until", now.plus(CLAIM))
            .param("now", now)
            .param("limit", limit)
            .query((row, number) -> row.getString(1))
            .list();
    }

    void done(String contentId) {
        this.jdbc.sql("DELETE FROM purge WHERE content_id = :content").param("content", contentId).update();
    }

}
