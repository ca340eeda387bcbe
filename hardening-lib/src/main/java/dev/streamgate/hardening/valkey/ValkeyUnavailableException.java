/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

/** The server did not answer in time, refused, or has been given up for the moment. */
public final class ValkeyUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ValkeyUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Thrown for each request while the server is down, so it is made once. */
    ValkeyUnavailableException(String message) {
        super(message, null, false, false);
    }

}
