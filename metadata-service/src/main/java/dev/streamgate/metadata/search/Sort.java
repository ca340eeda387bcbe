/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.search;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.streamgate.metadata.content.Content;
import dev.streamgate.suite.page.KeysetCursor;

/** Sort orders of a list; ties are broken by id, so that each is a total order. */
enum Sort {

    /** Best match first; requires a search text. */
    RANK("rank", "rank", "real", true),

    /** Newest first. */
    NEWEST("-createdAt", "created_at", "timestamptz", true),

    /** Oldest first. */
    OLDEST("createdAt", "created_at", "timestamptz", false),

    /** Last change first. */
    CHANGED_LAST("-updatedAt", "updated_at", "timestamptz", true),

    /** Earliest change first. */
    CHANGED_FIRST("updatedAt", "updated_at", "timestamptz", false),

    /** By title. */
    TITLE("title", "lower(title)", "text", false),

    /** By title, descending. */
    TITLE_DESCENDING("-title", "lower(title)", "text", true);

    /**
     * A rank as PostgreSQL writes it: not negative, and within the range of {@code real}.
     */
    private static final Pattern RANK_FORM = Pattern.compile("\\d(\\.\\d{1,9})?(e-([0-2]\\d|3[0-7]))?");

    private final String parameter;

    private final String expression;

    private final String type;

    private final boolean descending;

    Sort(String parameter, String expression, String type, boolean descending) {
        this.parameter = parameter;
        this.expression = expression;
        this.type = type;
        this.descending = descending;
    }

    static Sort of(@Nullable String parameter, boolean searching) {
        if (parameter == null || parameter.isBlank()) {
            return searching ? RANK : NEWEST;
        }
        return Arrays.stream(values())
            .filter((sort) -> sort.parameter.equals(parameter) && (sort != RANK || searching))
            .findFirst()
            .orElseThrow(() -> ContentQuery.invalid("sort",
                    "must be createdAt, updatedAt or title, each with an optional minus sign, or with q also rank"));
    }

    /** SQL: the sort key as text. */
    String keyColumn() {
        return "(" + this.expression + ")::text";
    }

    /**
     * The sort key of an item as a cursor holds it.
     * @param content the item
     * @param key value of {@link #keyColumn}
     */
    Object cursorValue(Content content, String key) {
        Function<Content, Instant> timestamp = timestamp();
        return (timestamp != null) ? timestamp.apply(content) : key;
    }

    /** The validated sort key of a cursor as an SQL parameter. */
    Object parameterValue(KeysetCursor cursor) {
        if (timestamp() != null) {
            return cursor.instant(0).atOffset(ZoneOffset.UTC);
        }
        return (this == RANK) ? cursor.id(0, RANK_FORM) : cursor.text(0);
    }

    private @Nullable Function<Content, Instant> timestamp() {
        return switch (this) {
            case NEWEST, OLDEST -> Content::createdAt;
            case CHANGED_LAST, CHANGED_FIRST -> Content::updatedAt;
            case RANK, TITLE, TITLE_DESCENDING -> null;
        };
    }

    /** SQL: whether a row sorts after the parameters {@code key} and {@code id}. */
    String afterCursor() {
        return "(%s, id) %s (CAST(:key AS %s), :id)".formatted(this.expression, this.descending ? "<" : ">", this.type);
    }

    /** SQL: the expressions of {@code ORDER BY}. */
    String orderBy() {
        String direction = this.descending ? " DESC" : "";
        return this.expression + direction + ", id" + direction;
    }

}
