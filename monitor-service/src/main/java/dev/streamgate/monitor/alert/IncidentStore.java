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
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.Page;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Episodes in the database. Each call is one statement and throws a
 * {@link DataAccessException} when there is no database. Safe for threads.
 */
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

    /** Writes an episode as it is now. */
    void save(Incident episode) {
        this.jdbc.sql("""
                INSERT INTO alert (id, fingerprint, rule, level, state, labels, summary, runbook, value, opened_at,
                    started_at, fired_at, resolved_at, resolved_by, sources, claims, told, told_over, notified_at,
                    notifications, settled)
                VALUES (:id, :fingerprint, :rule, :level, :state, :labels::jsonb, :summary, :runbook, :value, :opened,
                    :started, :fired, :resolved, :by, string_to_array(:sources, ','), string_to_array(:claims, ','),
                    :told, :toldOver, :notified, :notifications, :settled)
                ON CONFLICT (id) DO UPDATE SET state = excluded.state, summary = excluded.summary,
                    runbook = excluded.runbook, value = excluded.value, resolved_at = excluded.resolved_at,
                    resolved_by = excluded.resolved_by, sources = excluded.sources, claims = excluded.claims,
                    told = excluded.told, told_over = excluded.told_over, notified_at = excluded.notified_at,
                    notifications = excluded.notifications, settled = excluded.settled""")
            .param("id", episode.id())
            .param("fingerprint", episode.fingerprint())
            .param("rule", episode.claim().rule())
            .param("level", episode.level().label())
            .param("state", episode.state().name())
            .param("labels", this.json.writeValueAsString(episode.claim().labels()))
            .param("summary", episode.claim().summary())
            .param("runbook", episode.claim().runbook())
            .param("value", episode.claim().value())
            .param("opened", at(episode.openedAt()))
            .param("started", at(episode.claim().startedAt()))
            .param("fired", at(episode.claim().firedAt()))
            .param("resolved", at(episode.resolvedAt()))
            .param("by", episode.resolvedBy())
            .param("sources", join(episode.sources()))
            .param("claims", join(episode.claims().keySet()))
            .param("told", episode.told())
            .param("toldOver", episode.toldOver())
            .param("notified", at(episode.notifiedAt()))
            .param("notifications", episode.notifications())
            .param("settled", episode.isSettled())
            .update();
    }

    /** Those with which anything is still to happen. */
    List<Incident> unsettled() {
        return this.jdbc.sql("SELECT * FROM alert WHERE NOT settled ORDER BY number")
            .query((result, index) -> episode(result))
            .list();
    }

    Optional<Incident> find(String id) {
        return this.jdbc.sql("SELECT * FROM alert WHERE id = :id")
            .param("id", id)
            .query((result, index) -> episode(result))
            .optional();
    }

    /**
     * Episodes, the latest first.
     * @param cursor from the page before; {@code null} for the first
     * @throws ProblemException when the cursor is not one of this list
     */
    Page<Incident> page(AlertFilter filter, int limit, @Nullable String cursor) {
        List<Numbered> rows = this.jdbc.sql("""
                SELECT * FROM alert WHERE number < :before
                    AND (:state::text IS NULL OR state = :state)
                    AND (:level::text IS NULL OR level = :level)
                    AND (:rule::text IS NULL OR rule = :rule)
                    AND (:service::text IS NULL OR labels ->> 'service' = :service)
                ORDER BY number DESC LIMIT :limit""")
            .param("before", (cursor == null) ? Long.MAX_VALUE : position(cursor))
            .param("state", (filter.state() != null) ? filter.state().name() : null)
            .param("level", (filter.level() != null) ? filter.level().label() : null)
            .param("rule", filter.rule())
            .param("service", filter.service())
            .param("limit", limit + 1)
            .query((result, index) -> new Numbered(result.getLong("number"), episode(result)))
            .list();
        boolean more = rows.size() > limit;
        List<Numbered> page = more ? rows.subList(0, limit) : rows;
        return new Page<>(page.stream().map(Numbered::episode).toList(),
                more ? Long.toString(page.getLast().number(), Character.MAX_RADIX) : null);
    }

    /** Forgets what is over and was opened before. */
    void forget(Instant before) {
        this.jdbc.sql("DELETE FROM alert WHERE opened_at < :before AND settled").param("before", at(before)).update();
    }

    private Incident episode(ResultSet result) throws SQLException {
        AlertReport claim = new AlertReport(result.getString("fingerprint"), result.getString("rule"),
                AlertLevel.valueOf(result.getString("level").toUpperCase(java.util.Locale.ROOT)),
                this.json.readValue(result.getString("labels"), LABELS), result.getString("summary"),
                result.getString("runbook"), result.getObject("value", Double.class), required(result, "started_at"),
                required(result, "fired_at"));
        Instant now = this.clock.instant();
        Map<AlertSource, Instant> claims = new EnumMap<>(AlertSource.class);
        sources(result, "claims").forEach((source) -> claims.put(source, now));
        return new Incident(result.getString("id"), claim, AlertState.valueOf(result.getString("state")),
                required(result, "opened_at"), instant(result, "resolved_at"), result.getString("resolved_by"),
                sources(result, "sources"), claims, result.getBoolean("told"), result.getBoolean("told_over"),
                instant(result, "notified_at"), result.getInt("notifications"));
    }

    private static Set<AlertSource> sources(ResultSet result, String column) throws SQLException {
        Set<AlertSource> sources = EnumSet.noneOf(AlertSource.class);
        for (String label : (String[]) result.getArray(column).getArray()) {
            sources.add(AlertSource.of(label));
        }
        return sources;
    }

    private static Instant required(ResultSet result, String column) throws SQLException {
        return result.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet result, String column) throws SQLException {
        OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
        return (time != null) ? time.toInstant() : null;
    }

    private static String join(Set<AlertSource> sources) {
        return sources.stream().sorted().map(AlertSource::label).collect(Collectors.joining(","));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return (instant != null) ? instant.atOffset(ZoneOffset.UTC) : null;
    }

    private static long position(String cursor) {
        try {
            return Long.parseLong(cursor, Character.MAX_RADIX);
        }
        catch (NumberFormatException ex) {
            throw new ProblemException(ProblemType.INVALID_PAGE, "Use the nextCursor of this list.", ex);
        }
    }

    private record Numbered(long number, Incident episode) {
    }

}
