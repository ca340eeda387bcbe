/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** A body turned out to be larger than is taken while it was read. Rendered as 413. */
public class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String detail;

    /**
     * A body went beyond the limit.
     * @param limit in bytes
     */
    public BodyTooLargeException(long limit) {
        super("A JSON body of more than " + limit + " bytes");
        this.detail = "A JSON body may have at most " + limit + " bytes.";
    }

    /** What to tell the caller. */
    public String detail() {
        return this.detail;
    }

    /** Finds such a cause, since readers wrap it in errors of their own. */
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
