/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.token;

/**
 * A token as it was issued.
 *
 * @param value the signed JWT
 * @param expiresIn seconds that it holds
 */
public record AccessToken(String value, long expiresIn) {

    /** Leaves the token out. */
    @Override
    public String toString() {
        return "AccessToken[expiresIn=" + this.expiresIn + "]";
    }

}
