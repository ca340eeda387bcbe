/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.search;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.metadata.content.ContentText;

/**
 * What a list is asked for. Each filter that is present narrows it.
 *
 * @param text words as people type them: quotes, {@code or} and a leading minus work
 * @param tag one tag
 * @param category one category, upper and lower case are one
 * @param state one state
 * @param owner user id of the owner
 * @param sort the order
 * @param limit at most so many items, 1 to 100
 */
record ContentQuery(@Nullable String text, @Nullable String tag, @Nullable String category,
        @Nullable ContentState state, @Nullable String owner, Sort sort, int limit) {

    /** How long a filter may be, in characters. */
    static final int MAX_TEXT = 200;

    private static final int MAX_LIMIT = 100;

    private static final int DEFAULT_LIMIT = 20;

    /**
     * Reads the parameters of a request.
     * @throws ProblemException 400 that names the parameter which is not valid
     */
    static ContentQuery of(@Nullable String q, @Nullable String tag, @Nullable String category, @Nullable String state,
            @Nullable String owner, @Nullable String sort, @Nullable Integer limit) {
        String text = something(q);
        String label = something(tag);
        return new ContentQuery(text, (label != null) ? ContentText.tag(label) : null, something(category),
                state(state), something(owner), Sort.of(sort, text != null), limit(limit));
    }

    /** What a cursor is bound to: it continues this list and no other. */
    String fingerprint(@Nullable String viewer) {
        return String.join("\n", part(viewer), part(this.text), part(this.tag), part(this.category),
                part((this.state != null) ? this.state.name() : null), part(this.owner), this.sort.name());
    }

    private static String part(@Nullable String value) {
        return (value != null) ? "=" + value : "-";
    }

    private static @Nullable String something(@Nullable String value) {
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

    private static int limit(@Nullable Integer value) {
        if (value == null) {
            return DEFAULT_LIMIT;
        }
        if (value < 1 || value > MAX_LIMIT) {
            throw invalid("limit", "must be between 1 and " + MAX_LIMIT);
        }
        return value;
    }

    static ProblemException invalid(String name, String message) {
        return new ProblemException(ProblemType.INVALID_FIELDS, name + " " + message + ".").with("errors",
                java.util.List.of(java.util.Map.of("field", name, "message", message)));
    }

}
