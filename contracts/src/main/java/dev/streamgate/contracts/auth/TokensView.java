/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

/**
 * The tokens of a session.
 *
 * @param accessToken a JWT to send as a bearer token
 * @param tokenType always {@code Bearer}
 * @param expiresIn seconds until the access token expires
 * @param refreshToken opaque; works once, and reuse ends the session
 * @param user the user who logged in
 */
public record TokensView(String accessToken, String tokenType, long expiresIn, String refreshToken, UserView user) {

    /** Omits the tokens. */
    @Override
    public String toString() {
        return "TokensView[user=" + this.user + "]";
    }

}
