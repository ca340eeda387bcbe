/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

/**
 * What signing in gives.
 *
 * @param accessToken a JWT to send as a bearer token
 * @param tokenType always {@code Bearer}
 * @param expiresIn seconds until the access token ends
 * @param refreshToken opaque; works once, and a second use ends the session
 * @param user who has signed in
 */
public record TokensView(String accessToken, String tokenType, long expiresIn, String refreshToken, UserView user) {

    /** Leaves the tokens out. */
    @Override
    public String toString() {
        return "TokensView[user=" + this.user + "]";
    }

}
