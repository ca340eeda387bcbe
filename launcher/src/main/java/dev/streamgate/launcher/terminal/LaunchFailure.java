/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.terminal;

import org.jspecify.annotations.Nullable;

/**
 * A failure that the user can act upon. The launcher prints its message without a stack
 * trace.
 */
public final class LaunchFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates a failure.
     * @param message what happened, to what, and what to do
     */
    public LaunchFailure(String message) {
        this(message, null);
    }

    /**
     * Creates a failure with a cause, which is printed after the message.
     * @param message what happened, to what, and what to do
     * @param cause the cause; null without one
     */
    public LaunchFailure(String message, @Nullable Throwable cause) {
        super((cause != null) ? message + " (" + cause + ")" : message, cause);
    }

}
