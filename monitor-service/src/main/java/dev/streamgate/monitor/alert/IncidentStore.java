/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.Page;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.suite.page.KeysetCursor;
import dev.streamgate.suite.postgres.RecordParameters;

/**
 * Incidents in the table {@code incident}. Each method executes one statement and throws
 * a {@link DataAccessException} if the database is unavailable. Thread-safe.
 */
@Component
class IncidentStore {

    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;

    private final JsonMapper json;

    private final Clock clock;

    IncidentStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Inserts or updates an incident. */
    void save(Incident incident) {
        this.jdbc.sql("""
                INSERT INTO incident (id, fingerprint, rule, level, state, labels, summary, runbook, value, opened_at,
                    started_at, fired_at, resolved_at, resolved_by, sources, reporting, notified, resolution_notified,
                    notified_at, notifications, closed)
                VALUES (:id, :fingerprint, :rule, :level, :state, :labels::jsonb, :summary, :runbook, :value, :openedAt,
                    :startedAt, :firedAt, :resolvedAt, :resolvedBy, :sources, :reporting, :notified,
                    :resolutionNotified, :notifiedAt, :notifications, :closed)
                ON CONFLICT (id) DO UPDATE SET state = excluded.state, summary = excluded.summary,
                    runbook = excluded.runbook, value = excluded.value, resolved_at = excluded.resolved_at,
                    resolved_by = excluded.resolved_by, sources = excluded.sources, reporting = excluded.reporting,
                    notified = excluded.notified, resolution_notified = excluded.resolution_notified,
                    notified_at = excluded.notified_at, notifications = excluded.notifications,
                    closed = excluded.closed""")
            .paramSource(new RecordParameters(incident.report(), incident)
                .addValue("labels", this.json.writeValueAsString(incident.report().labels()))
                .addValue("sources", names(incident.sources()))
                .addValue("reporting", names(incident.reporting().keySet()))
                .addValue("closed", incident.isClosed()))
            .update();
    }

    /** The incidents that are not closed. */
    List<Incident> open() {
        return this.jdbc.sql("SELECT * FROM incident WHERE NOT closed ORDER BY number")
            .query((row, index) -> incident(row))
            .list();
    }

    Optional<Incident> find(String id) {
        return this.jdbc.sql("SELECT * FROM incident WHERE id = ?")
            .param(id)
            .query((row, index) -> incident(row))
            .optional();
    }

    /**
     * A page of incidents, latest first.
     * @param cursor the {@code nextCursor} of the previous page; null for the first
     * @throws ProblemException 400 if the cursor is invalid
     */
    Page<Incident> page(AlertFilter filter, int limit, @Nullable String cursor) {
        String list = "incidents " + filter;
        KeysetCursor after = KeysetCursor.decode(cursor, list, 1);
        List<Numbered> rows = this.jdbc.sql("""
                SELECT * FROM incident WHERE number < :before
                    AND (:state::text IS NULL OR state = :state)
                    AND (:level::text IS NULL OR level = :level)
                    AND (:rule::text IS NULL OR rule = :rule)
                    AND (:service::text IS NULL OR labels ->> 'service' = :service)
                ORDER BY number DESC LIMIT :limit""")
            .param("before", (after != null) ? after.number(0) : Long.MAX_VALUE)
            .param("state", name(filter.state()))
            .param("level", name(filter.level()))
            .param("rule", filter.rule())
            .param("service", filter.service())
            .param("limit", limit + 1)
            .query((row, index) -> new Numbered(row.getLong("number"), incident(row)))
            .list();
        boolean more = rows.size() > limit;
        List<Numbered> page = more ? rows.subList(0, limit) : rows;
        return new Page<>(page.stream().map(Numbered::incident).toList(),
                more ? KeysetCursor.encode(list, page.getLast().number()) : null);
    }

    /** Deletes closed incidents that were opened before a time. */
    void deleteOpenedBefore(Instant before) {
        this.jdbc.sql("DELETE FROM incident WHERE opened_at < ? AND closed")
            .param(before.atOffset(ZoneOffset.UTC))
            .update();
    }

    private Incident incident(ResultSet row) throws SQLException {
        AlertReport report = new AlertReport(row.getString("fingerprint"), row.getString("rule"),
                AlertLevel.valueOf(row.getString("level")), this.json.readValue(row.getString("labels"), LABELS),
                row.getString("summary"), row.getString("runbook"), row.getObject("value", Double.class),
                required(row, "started_at"), required(row, "fired_at"));
        Instant now = this.clock.instant();
        Map<AlertSource, Instant> reporting = new EnumMap<>(AlertSource.class);
        sources(row, "reporting").forEach((source) -> reporting.put(source, now));
        return new Incident(row.getString("id"), report, AlertState.valueOf(row.getString("state")),
                required(row, "opened_at"), instant(row, "resolved_at"), row.getString("resolved_by"),
                sources(row, "sources"), reporting, row.getBoolean("notified"), row.getBoolean("resolution_notified"),
                instant(row, "notified_at"), row.getInt("notifications"));
    }

    private static Set<AlertSource> sources(ResultSet row, String column) throws SQLException {
        Set<AlertSource> sources = EnumSet.noneOf(AlertSource.class);
        for (String name : (String[]) row.getArray(column).getArray()) {
            sources.add(AlertSource.valueOf(name));
        }
        return sources;
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return (time != null) ? time.toInstant() : null;
    }

    private static List<String> names(Set<AlertSource> sources) {
        return sources.stream().sorted().map(AlertSource::name).toList();
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
        return (constant != null) ? constant.name() : null;
    }

    private record Numbered(long number, Incident incident) {
    }

}
