/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.token;

/**
 * An issued token.
 *
 * @param value the signed JWT
 * @param expiresIn lifetime in seconds
 */
public record AccessToken(String value, long expiresIn) {

    /** Omits the token. */
    @Override
    public String toString() {
        return "AccessToken[expiresIn=" + this.expiresIn + "]";
    }

}
