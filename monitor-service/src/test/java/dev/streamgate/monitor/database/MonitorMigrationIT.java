/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.database;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

import dev.streamgate.testing.postgres.MigratedDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MonitorMigrationIT {

    private final MigratedDatabase database = new MigratedDatabase();

    @Test
    void enumColumnsOfExistingRowsHoldTheNamesOfTheConstants() {
        this.database.migrate("2");
        this.database.execute("""
                INSERT INTO alert VALUES
                    ('a', DEFAULT, 'f', 'ServiceDown', 'critical', 'FIRING', '{}', 'Down', NULL, NULL, now(), now(),
                        now(), NULL, NULL, '{monitor,alertmanager}', '{alertmanager}', true, false, NULL, 1, false),
                    ('b', DEFAULT, 'f', 'CacheWarmed', 'info', 'RESOLVED', '{}', 'Warmed', NULL, NULL, now(), now(),
                        now(), NULL, NULL, '{event}', '{}', true, true, NULL, 0, true)""");
        insertConflict();
        this.database.migrate(MigratedDatabase.LATEST);
        assertThat(this.database.rows("SELECT level, state, array_to_string(sources, ' ') AS sources,"
                + " array_to_string(reporting, ' ') AS reporting, notified, closed FROM incident ORDER BY id"))
            .containsExactly(
                    Map.of("level", "CRITICAL", "state", "FIRING", "sources", "MONITOR ALERTMANAGER", "reporting",
                            "ALERTMANAGER", "notified", true, "closed", false),
                    Map.of("level", "INFO", "state", "RESOLVED", "sources", "EVENT", "reporting", "", "notified", true,
                            "closed", true));
        assertThat(this.database.rows("SELECT kind FROM witness_conflict"))
            .containsExactly(Map.of("kind", "KEY_CHANGED"));
    }

    @Test
    void storedRulesUseTheNewNames() {
        this.database.migrate("3");
        this.database.execute(
                """
                        INSERT INTO alert_rule (name, definition, enabled, version, changed_by, changed_at) VALUES
                            ('RateLimitRefusals', '{"name": "RateLimitRefusals", "threshold": 20.0, "expression":
                                "sum by (plan) (rate(streamgate_ratelimit_checks_total{outcome=\\"refused\\"}[5m]))",
                                "runbook": "docs/runbooks/rate-limit-refusals.md"}', true, 3, 'alice', now()),
                            ('LatencyHigh', '{"name": "LatencyHigh", "threshold": 4.0, "expression":
                                "max by (service) (x{handler!~\\"Lease|Demand|Tus|Form|Chunk|File\\"})",
                                "runbook": "docs/runbooks/latency-high.md"}', true, 1, 'alice', now()),
                            ('Backlog', '{"name": "Backlog", "threshold": 1.0, "expression":
                                "sum by (service) (streamgate_worker_untold)", "runbook": "https://example.com/backlog"}', false, 1,
                                'bob', now())""");
        this.database.migrate(MigratedDatabase.LATEST);
        assertThat(this.database.rows("""
                SELECT name, definition ->> 'name' AS defined, definition ->> 'expression' AS expression,
                    definition ->> 'runbook' AS runbook, version FROM alert_rule ORDER BY name""")).containsExactly(
                Map.of("name", "Backlog", "defined", "Backlog", "expression",
                        "sum by (service) (streamgate_worker_outbox)", "runbook", "https://example.com/backlog",
                        "version", 1L),
                Map.of("name", "LatencyHigh", "defined", "LatencyHigh", "expression",
                        "max by (service) (x{handler!~\"Lease|OnDemand|Tus|Form|Chunk|MediaFile\"})", "runbook",
                        "docs/runbooks/latency.md", "version", 1L),
                Map.of("name", "RateLimitRejections", "defined", "RateLimitRejections", "expression",
                        "sum by (plan) (rate(streamgate_ratelimit_checks_total{outcome=\"rejected\"}[5m]))", "runbook",
                        "docs/runbooks/rate-limit-rejections.md", "version", 3L));
    }

    @Test
    void incidentsLinkToRunbooksThatExist() {
        this.database.migrate("3");
        this.database.execute("""
                INSERT INTO incident VALUES
                    ('a', DEFAULT, 'f', 'DiskFull', 'CRITICAL', 'RESOLVED', '{}', 'Full', 'docs/runbooks/disk-full.md',
                        NULL, now(), now(), now(), NULL, NULL, '{MONITOR}', '{}', true, true, NULL, 1, true)""");
        this.database.migrate(MigratedDatabase.LATEST);
        assertThat(this.database.rows("SELECT runbook FROM incident"))
            .containsExactly(Map.of("runbook", "docs/runbooks/disk-space.md"));
    }

    @Test
    void theWitnessIsStillAppendOnly() {
        insertConflict();
        this.database.migrate(MigratedDatabase.LATEST);
        assertThatExceptionOfType(DataAccessException.class)
            .isThrownBy(() -> this.database.execute("UPDATE witness_conflict SET kind = 'FORKED'"))
            .withMessageContaining("append-only");
        assertThatExceptionOfType(DataAccessException.class)
            .isThrownBy(() -> this.database.execute("DELETE FROM witness_conflict"))
            .withMessageContaining("append-only");
        assertThatExceptionOfType(DataAccessException.class)
            .isThrownBy(() -> this.database.execute("TRUNCATE witness_conflict"))
            .withMessageContaining("append-only");
    }

    private void insertConflict() {
        this.database.migrate("100");
        this.database.execute("""
                INSERT INTO witness_conflict (kind, service, instance, journal, sequence, hash, signed_at, signature,
                    public_key, seen_at)
                VALUES ('key-changed', 'auth', 'i', '1', 1, 'h', 't', 's', 'k', now())""");
    }

}
