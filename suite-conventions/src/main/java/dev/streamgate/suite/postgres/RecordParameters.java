/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.postgres;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.util.ReflectionUtils;

/**
 * The components of records as named parameters of a statement, in types that
 * PostgreSQL's driver accepts: {@code timestamptz} for instants, the name for constants
 * of enums, {@code text[]} for lists of strings. Values that are added later replace
 * components of the same name. For one thread.
 */
public final class RecordParameters extends MapSqlParameterSource {

    /**
     * Creates the parameters.
     * @param records the records; a component replaces one of the same name in an earlier
     * record
     */
    public RecordParameters(Record... records) {
        for (Record record : records) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                Method accessor = component.getAccessor();
                ReflectionUtils.makeAccessible(accessor);
                addValue(component.getName(), ReflectionUtils.invokeMethod(accessor, record));
            }
        }
    }

    @Override
    public RecordParameters addValue(String name, @Nullable Object value) {
        super.addValue(name, switch (value) {
            case null -> null;
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Enum<?> constant -> constant.name();
            case List<?> list when list.stream().allMatch(String.class::isInstance) -> list.toArray(String[]::new);
            default -> value;
        });
        return this;
    }

}
