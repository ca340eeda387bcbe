/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Turns values into what the driver takes, and back. Safe for threads. */
@Component
public class Columns {

    /** Reads the first column as text. */
    public static final RowMapper<String> TEXT = (row, number) -> row.getString(1);

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
    };

    private final JsonMapper json;

    Columns(JsonMapper json) {
        this.json = json;
    }

    /** An instant for a {@code timestamptz} parameter. */
    public static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return (instant != null) ? instant.atOffset(ZoneOffset.UTC) : null;
    }

    /** Reads a {@code timestamptz} that is never null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Reads a {@code timestamptz} that may be null. */
    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return (value != null) ? value.toInstant() : null;
    }

    /** Writes a value as JSON text, to be cast to {@code jsonb}. */
    public @Nullable String json(@Nullable Object value) {
        return (value != null) ? this.json.writeValueAsString(value) : null;
    }

    /** Turns a value into a JSON object. */
    public Map<String, Object> object(Object value) {
        return this.json.convertValue(value, OBJECT);
    }

    /** Reads a {@code jsonb} object that is never null. */
    public Map<String, Object> object(ResultSet row, String column) throws SQLException {
        return this.json.readValue(row.getString(column), OBJECT);
    }

    /** Reads a {@code jsonb} object that may be null. */
    public @Nullable Map<String, Object> objectOrNull(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return (text != null) ? this.json.readValue(text, OBJECT) : null;
    }

    /**
     * Turns JSON text or a JSON object into a record.
     * @throws tools.jackson.core.JacksonException if it has another shape
     */
    public <T> T as(Object value, Class<T> type) {
        return (value instanceof String text) ? this.json.readValue(text, type) : this.json.convertValue(value, type);
    }

}
