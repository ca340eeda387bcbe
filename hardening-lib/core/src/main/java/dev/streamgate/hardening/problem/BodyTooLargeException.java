/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** A request body exceeds its limit, detected while reading it. Rendered as 413. */
public class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String detail;

    /**
     * Creates the exception.
     * @param limit the largest accepted body, in bytes
     */
    public BodyTooLargeException(long limit) {
        super("JSON body exceeds " + limit + " bytes");
        this.detail = "The JSON body exceeds the limit of " + limit + " bytes.";
    }

    /** The problem detail for the client. */
    public String detail() {
        return this.detail;
    }

    /**
     * Finds this exception among the causes of another one, since parsers wrap it.
     * @param error the exception to search; may be null
     * @return the first one found; null otherwise
     */
    public static @Nullable BodyTooLargeException in(@Nullable Throwable error) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < 16; depth++) {
            if (cause instanceof BodyTooLargeException found) {
                return found;
            }
            cause = cause.getCause();
        }
        return null;
    }

}
