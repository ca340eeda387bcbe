/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata;

import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.streamgate.testing.postgres.MigratedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Migrates rows as version 3 of the schema held them. */
class MetadataMigrationIT {

    private final MigratedDatabase database = new MigratedDatabase();

    @BeforeEach
    void insertRowsOfVersion3() {
        this.database.migrate("3");
        this.database.execute("""
                INSERT INTO content (id, owner, title, visibility, state, created_at, updated_at)
                VALUES ('c1', 'alice', 'First', 'PUBLIC', 'PUBLISHED', '2026-11-01T10:00:00Z', now()),
                    ('c2', 'bob', 'Second', 'PRIVATE', 'DRAFT', '2026-11-02T10:00:00Z', now())""");
        this.database.execute("""
                INSERT INTO content_source (upload_id, content_id, attached_at) VALUES ('u1', 'c1', now())""");
        this.database.execute("INSERT INTO purge (content_id, due_at) VALUES ('deleted', '2026-11-03T10:00:00Z')");
        this.database.migrate(MigratedDatabase.LATEST);
    }

    @Test
    void theWorkerReceivesAllContentsAndPendingPurgesAsEvents() {
        assertThat(this.database.rows("""
                SELECT content_id, type, coalesce(owner, '-') AS owner,
                    to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS created
                FROM content_event WHERE due_at <= now() ORDER BY content_id""")).containsExactly(
                Map.of("content_id", "c1", "type", "CREATED", "owner", "alice", "created", "2026-11-01 10:00"),
                Map.of("content_id", "c2", "type", "CREATED", "owner", "bob", "created", "2026-11-02 10:00"),
                Map.of("content_id", "deleted", "type", "DELETED", "owner", "-", "created", "2026-11-03 10:00"));
    }

    @Test
    void eventsHaveDifferentIds() {
        assertThat(this.database.rows("SELECT count(DISTINCT event_id) AS ids FROM content_event"))
            .containsExactly(Map.of("ids", 3L));
    }

    @Test
    void contentsAndTheirSourcesStayUnchanged() {
        assertThat(this.database.rows("""
                SELECT c.id, title, visibility, state, version, s.upload_id
                FROM content c JOIN content_source s ON s.content_id = c.id""")).containsExactly(Map.of("id", "c1",
                "title", "First", "visibility", "PUBLIC", "state", "PUBLISHED", "version", 1L, "upload_id", "u1"));
    }

}
