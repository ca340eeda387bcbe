/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.event;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.metadata.ContentEvent;

/**
 * The outbox of content events: the table {@code content_event}. Events are written in
 * the transaction that creates or deletes the content. A content has one row, its latest
 * event; a later event replaces it under another id, so that acknowledging the earlier
 * one does not remove it.
 */
@Component
public class ContentEvents {

    /** How long a claimed event is reserved for the caller that has claimed it. */
    private static final Duration CLAIM_DURATION = Duration.ofMinutes(1);

    private final JdbcClient jdbc;

    private final Clock clock;

    ContentEvents(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds the creation of a content. */
    public void created(String contentId, String owner) {
        put(contentId, ContentEvent.Type.CREATED, owner);
    }

    /**
     * Adds the deletion of a content. Called again when media arrive for a deleted
     * content, so that they are purged as well.
     */
    public void deleted(String contentId) {
        put(contentId, ContentEvent.Type.DELETED, null);
    }

    /** Claims events that are neither claimed nor acknowledged, deletions first. */
    List<ContentEvent> claim(int limit) {
        OffsetDateTime now = now();
        return this.jdbc.sql("""
                WITH due AS MATERIALIZED (
                    SELECT content_id FROM content_event WHERE due_at <= :now
                    ORDER BY type = :deleted DESC, due_at LIMIT :limit FOR UPDATE SKIP LOCKED),
                claimed AS (
                    UPDATE content_event AS event SET due_at = :until FROM due WHERE event.content_id = due.content_id
                    RETURNING event_id, event.content_id, type, owner, created_at)
                SELECT * FROM claimed ORDER BY type = :deleted DESC, created_at""")
            .param("until", now.plus(CLAIM_DURATION))
            .param("now", now)
            .param("deleted", ContentEvent.Type.DELETED.name())
            .param("limit", limit)
            .query((row, number) -> new ContentEvent(row.getString("event_id"), row.getString("content_id"),
                    ContentEvent.Type.valueOf(row.getString("type")), row.getString("owner")))
            .list();
    }

    /** Removes events; ids of replaced events are ignored. */
    void acknowledge(List<String> eventIds) {
        this.jdbc.sql("DELETE FROM content_event WHERE event_id = ANY(?)")
            .param(eventIds.toArray(String[]::new))
            .update();
    }

    private void put(String contentId, ContentEvent.Type type, @Nullable String owner) {
        this.jdbc.sql("""
                INSERT INTO content_event (content_id, event_id, type, owner, created_at, due_at)
                VALUES (:content, :event, :type, :owner, :now, :now)
                ON CONFLICT (content_id) DO UPDATE SET event_id = EXCLUDED.event_id, type = EXCLUDED.type,
                    owner = EXCLUDED.owner, created_at = EXCLUDED.created_at, due_at = EXCLUDED.due_at""")
            .param("content", contentId)
            .param("event", UUID.randomUUID().toString())
            .param("type", type.name())
            .param("owner", owner, Types.VARCHAR)
            .param("now", now())
            .update();
    }

    private OffsetDateTime now() {
        return this.clock.instant().atOffset(ZoneOffset.UTC);
    }

}
