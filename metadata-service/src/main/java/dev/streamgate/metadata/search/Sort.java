/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.search;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** The orders of a list, each a total one: the id decides between equals. */
enum Sort {

    /** Best match first; needs a text. */
    RANK("rank", "rank", "real", true),

    /** Newest first. */
    NEWEST("-createdAt", "created_at", "timestamptz", true),

    /** Oldest first. */
    OLDEST("createdAt", "created_at", "timestamptz", false),

    /** Changed last first. */
    CHANGED_LAST("-updatedAt", "updated_at", "timestamptz", true),

    /** Changed first first. */
    CHANGED_FIRST("updatedAt", "updated_at", "timestamptz", false),

    /** By title. */
    TITLE("title", "lower(title)", "text", false),

    /** By title, backwards. */
    TITLE_BACKWARDS("-title", "lower(title)", "text", true);

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
                    "must be createdAt, updatedAt or title, each with a minus for backwards, or, with q, rank"));
    }

    /** SQL: the sort key as text that keeps its value. */
    String key() {
        return "(" + this.expression + ")::text";
    }

    /** SQL: whether a row comes after the one whose key and id are bound. */
    String after() {
        return "(%s, id) %s (:key::%s, :id)".formatted(this.expression, this.descending ? "<" : ">", this.type);
    }

    /** SQL: the order. */
    String order() {
        String direction = this.descending ? " DESC" : "";
        return this.expression + direction + ", id" + direction;
    }

}
