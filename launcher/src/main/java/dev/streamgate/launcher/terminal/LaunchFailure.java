/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.terminal;

import org.jspecify.annotations.Nullable;

/**
 * Something that the user has to know and can act upon. Its message is shown as it is,
 * without a stack trace.
 */
public final class LaunchFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates a failure.
     * @param message what went wrong and what to do about it
     */
    public LaunchFailure(String message) {
        this(message, null);
    }

    /**
     * Creates a failure with a cause, whose message is shown after the first.
     * @param message what went wrong and what to do about it
     * @param cause why; {@code null} if the message says it all
     */
    public LaunchFailure(String message, @Nullable Throwable cause) {
        super((cause != null) ? message + " (" + cause + ")" : message, cause);
    }

}
