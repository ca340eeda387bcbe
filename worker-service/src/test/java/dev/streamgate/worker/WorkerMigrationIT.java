/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker;

import java.util.List;
import java.util.Map;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.testing.postgres.MigratedDatabase;
import dev.streamgate.worker.media.PackagePlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Migrates rows as version 1 of the schema held them. */
class WorkerMigrationIT {

    private static final String PRESENTATION = """
            {"packageKey": "p", "sourceKey": "uploads/s", "mediaKey": "uploads/s", "duration": 3.5, "width": 1280,
             "height": 720, "frameRate": 30.0, "timescale": 15360, "segments": [30720, 23040], "frames": [60, 45],
             "video": [{"name": "source", "width": 1280, "height": 720, "bandwidth": 5216052,
                "averageBandwidth": 5044414, "codecs": "avc1.42c01f", "mode": "REMUX"}],
             "audio": [{"name": "audio", "language": "und", "channels": 2, "sampleRate": 48000, "bandwidth": 127678,
                "codecs": "mp4a.40.2", "segments": [168000], "mode": "ENCODE"}],
             "storyboard": {"tileWidth": 160, "tileHeight": 90, "columns": 10, "rows": 1, "interval": 1.0, "count": 4}}
            """;

    private final MigratedDatabase database = new MigratedDatabase();

    @BeforeEach
    void insertRowsOfVersion1() {
        this.database.migrate("1");
        this.database.execute("""
                INSERT INTO jobs (id, parent_id, type, owner, submitted_by, content_id, payload, result, state,
                    priority, max_attempts, run_after, leased_by, lease_expires_at, created_at, updated_at)
                SELECT id, parent, type, 'u1', 'upload', 'c1', '{}', result::jsonb, state, 5, 5, now(), runner,
                    CASE WHEN runner IS NOT NULL THEN now() END, now(), now()
                FROM (VALUES ('video', NULL, 'transcode', 'running', NULL, NULL),
                    ('plan', 'video', 'media.plan', 'succeeded', NULL, '{"presentation": %s}'),
                    ('encode', 'video', 'media.encode', 'running', 'transcoder-1', NULL),
                    ('images', 'video', 'media.images', 'queued', NULL, NULL),
                    ('failed', NULL, 'transcode', 'failed', NULL, NULL),
                    ('cancelled', NULL, 'transcode', 'cancelled', NULL, NULL),
                    ('ready', NULL, 'transcode', 'succeeded', NULL, '{"packageKey": "p"}'))
                    AS job (id, parent, type, state, runner, result)""".formatted(PRESENTATION));
        for (String state : List.of("running", "ready", "failed", "cancelled", "purging")) {
            this.database.execute("""
                    INSERT INTO packages (package_key, presentation, source_key, state, playable, progress, created_at,
                        updated_at)
                    VALUES ('%s', '%s', 'uploads/s', '%s', true, 0.5, now(), now())""".formatted(state, PRESENTATION,
                    state));
        }
        for (String state : List.of("processing", "ready", "failed")) {
            this.database.execute(
                    """
                            INSERT INTO contents (content_id, job_id, package_key, state, source, sequence, sent_sequence, due_at)
                            VALUES ('%s', 'video', 'ready', '%s', '{"sourceKey": "uploads/s", "sourceSha256": "abc"}', 2, 1,
                                now())"""
                        .formatted(state, state));
        }
        this.database.migrate(MigratedDatabase.LATEST);
    }

    @Test
    void statesAreTheNamesOfTheConstants() {
        assertThat(this.database.rows("SELECT id, state FROM jobs"))
            .extracting((row) -> row.get("id"), (row) -> row.get("state"))
            .containsExactlyInAnyOrder(pair("video", "RUNNING"), pair("plan", "SUCCEEDED"), pair("encode", "RUNNING"),
                    pair("images", "QUEUED"), pair("failed", "FAILED"), pair("cancelled", "CANCELLED"),
                    pair("ready", "SUCCEEDED"));
        assertThat(this.database.rows("SELECT package_key, state FROM packages"))
            .extracting((row) -> row.get("package_key"), (row) -> row.get("state"))
            .containsExactlyInAnyOrder(pair("running", "RUNNING"), pair("ready", "READY"), pair("failed", "FAILED"),
                    pair("cancelled", "CANCELLED"), pair("purging", "PURGING"));
        assertThat(this.database.rows("SELECT content_id, state FROM contents"))
            .extracting((row) -> row.get("content_id"), (row) -> row.get("state"))
            .containsExactlyInAnyOrder(pair("processing", "PROCESSING"), pair("ready", "READY"),
                    pair("failed", "FAILED"));
    }

    @Test
    void theDatabaseStillRejectsInvalidStates() {
        for (String update : List.of("UPDATE jobs SET state = 'queued' WHERE id = 'images'",
                "UPDATE packages SET state = 'ready' WHERE package_key = 'ready'",
                "UPDATE contents SET state = 'ready' WHERE content_id = 'ready'",
                "UPDATE jobs SET leased_by = NULL WHERE id = 'encode'")) {
            assertThatExceptionOfType(DataAccessException.class).as(update)
                .isThrownBy(() -> this.database.execute(update))
                .withMessageContaining("violates check constraint");
        }
    }

    @Test
    void leasesAndUndeliveredContentsAreKept() {
        assertThat(this.database.rows("SELECT id FROM jobs WHERE leased_by = 'transcoder-1' AND state = 'RUNNING'"
                + " AND lease_expires_at IS NOT NULL"))
            .containsExactly(Map.of("id", "encode"));
        assertThat(this.database.rows("SELECT content_id FROM contents WHERE sequence > sent_sequence")).hasSize(3);
    }

    @Test
    void aPackageKeepsThePlanOfItsPresentation() {
        List<Map<String, Object>> plans = this.database.rows("SELECT plan::text AS plan FROM packages");
        assertThat(plans).hasSize(5);
        PackagePlan expected = new PackagePlan("p", "uploads/s", 3.5, 1280, 720, 30, 15360, List.of(30720L, 23040L),
                List.of(new PackagePlan.Video("source", 1280, 720, 5_216_052, "avc1.42c01f", Mode.REMUX)),
                List.of(new PackagePlan.Audio("audio", 48000, 127_678, "mp4a.40.2", List.of(168_000L))), null, null);
        assertThat(plans).allSatisfy((row) -> {
            String json = (String) row.get("plan");
            assertThat(JsonMapper.shared().readValue(json, PackagePlan.class)).isEqualTo(expected);
            assertThat(json).doesNotContain("mediaKey", "frames", "storyboard");
        });
    }

    @Test
    void theResultOfAPlanTaskIsThePackageKey() {
        assertThat(
                this.database.rows("SELECT id, result::text AS result FROM jobs WHERE result IS NOT NULL ORDER BY id"))
            .containsExactly(Map.of("id", "plan", "result", "{\"packageKey\": \"p\"}"),
                    Map.of("id", "ready", "result", "{\"packageKey\": \"p\"}"));
    }

    private static Tuple pair(String key, String state) {
        return Tuple.tuple(key, state);
    }

}
