/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.page;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/** Number of items on a page of a list. */
public final class PageLimit {

    /** Page size where the caller gives none. */
    public static final int DEFAULT = 50;

    /** Largest page size of most lists. */
    public static final int MAX = 200;

    private PageLimit() {
    }

    /**
     * Validates a page size against {@link #MAX}.
     * @param limit the query parameter {@code limit}; {@code null} for {@link #DEFAULT}
     * @return the page size, 1 to {@link #MAX}
     * @throws ProblemException 400 {@code invalid-page} if it is out of range
     */
    public static int of(@Nullable Integer limit) {
        return of(limit, DEFAULT, MAX);
    }

    /**
     * Validates a page size.
     * @param limit the query parameter {@code limit}; {@code null} for the default
     * @param defaultLimit page size where the caller gives none
     * @param max largest page size
     * @return the page size, 1 to {@code max}
     * @throws ProblemException 400 {@code invalid-page} if it is out of range
     */
    public static int of(@Nullable Integer limit, int defaultLimit, int max) {
        if (limit == null) {
            return defaultLimit;
        }
        if (limit < 1 || limit > max) {
            throw new ProblemException(ProblemType.INVALID_PAGE, "limit must be between 1 and " + max + ".");
        }
        return limit;
    }

}
