/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.search;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.metadata.content.ContentText;
import dev.streamgate.suite.page.PageLimit;

/**
 * Filters, order and page size of a list. All filters must match; {@code null} matches
 * every content.
 *
 * @param text full-text search in the syntax of {@code websearch_to_tsquery}: quotes,
 * {@code or}, leading minus
 * @param tag a tag
 * @param category a category, case-insensitive
 * @param state a state
 * @param owner user id of the owner
 * @param sort the order
 * @param limit maximum number of items, 1 to 100
 */
record ContentQuery(@Nullable String text, @Nullable String tag, @Nullable String category,
        @Nullable ContentState state, @Nullable String owner, Sort sort, int limit) {

    /** Maximum length of a filter in characters. */
    static final int MAX_TEXT = 200;

    private static final int MAX_LIMIT = 100;

    private static final int DEFAULT_LIMIT = 20;

    /**
     * Reads the parameters of a request.
     * @throws ProblemException 400 that names the invalid parameter
     */
    static ContentQuery of(@Nullable String q, @Nullable String tag, @Nullable String category, @Nullable String state,
            @Nullable String owner, @Nullable String sort, @Nullable Integer limit) {
        String text = strip(q);
        String label = strip(tag);
        return new ContentQuery(text, (label != null) ? ContentText.tag(label) : null, strip(category), state(state),
                strip(owner), Sort.of(sort, text != null), PageLimit.of(limit, DEFAULT_LIMIT, MAX_LIMIT));
    }

    /** Identifies the list for cursors: filters, order and the caller's access. */
    String listName(@Nullable String callerId) {
        return String.join("\n", part(callerId), part(this.text), part(this.tag), part(this.category),
                part((this.state != null) ? this.state.name() : null), part(this.owner), this.sort.name());
    }

    private static String part(@Nullable String value) {
        return (value != null) ? "=" + value : "-";
    }

    private static @Nullable String strip(@Nullable String value) {
        return (value != null && !value.isBlank()) ? value.strip() : null;
    }

    private static @Nullable ContentState state(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        for (ContentState state : ContentState.values()) {
            if (value.equals(state.name().toLowerCase(Locale.ROOT))) {
                return state;
            }
        }
        throw invalid("state", "must be draft, processing, ready, published, archived or failed");
    }

    static ProblemException invalid(String name, String message) {
        return new ProblemException(ProblemType.INVALID_FIELDS, name + " " + message + ".").with("errors",
                List.of(Map.of("field", name, "message", message)));
    }

}
