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

/** Conversion between Java values and columns. Thread-safe. */
@Component
public class Columns {

    /** Maps the first column to a string. */
    public static final RowMapper<String> TEXT = (row, number) -> row.getString(1);

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
    };

    private final JsonMapper json;

    Columns(JsonMapper json) {
        this.json = json;
    }

    /** Converts an instant to a {@code timestamptz} parameter. */
    public static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** Converts a nullable instant to a {@code timestamptz} parameter. */
    public static @Nullable OffsetDateTime atOrNull(@Nullable Instant instant) {
        return (instant != null) ? at(instant) : null;
    }

    /** Reads a {@code timestamptz} that is not null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Reads a nullable {@code timestamptz}. */
    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return (value != null) ? value.toInstant() : null;
    }

    /** Writes a value as JSON, for a parameter that is cast to {@code jsonb}. */
    public @Nullable String json(@Nullable Object value) {
        return (value != null) ? this.json.writeValueAsString(value) : null;
    }

    /** Converts a value to a JSON object. */
    public Map<String, Object> object(Object value) {
        return this.json.convertValue(value, OBJECT);
    }

    /** Reads a {@code jsonb} object that is not null. */
    public Map<String, Object> object(ResultSet row, String column) throws SQLException {
        return this.json.readValue(row.getString(column), OBJECT);
    }

    /** Reads a nullable {@code jsonb} object. */
    public @Nullable Map<String, Object> objectOrNull(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return (text != null) ? this.json.readValue(text, OBJECT) : null;
    }

    /**
     * Converts JSON text or a JSON object to a record.
     * @throws tools.jackson.core.JacksonException if it has another shape
     */
    public <T> T as(Object value, Class<T> type) {
        return (value instanceof String text) ? this.json.readValue(text, type) : this.json.convertValue(value, type);
    }

}
