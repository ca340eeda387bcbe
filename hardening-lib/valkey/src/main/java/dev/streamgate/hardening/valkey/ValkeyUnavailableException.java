/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

/** A call to Valkey failed, timed out or was rejected by the open circuit. */
public final class ValkeyUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ValkeyUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Without a stack trace: thrown for each call while the server is down. */
    ValkeyUnavailableException(String message) {
        super(message, null, false, false);
    }

}
