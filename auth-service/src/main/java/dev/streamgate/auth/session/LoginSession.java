/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.session;

import java.security.MessageDigest;
import java.time.Instant;

import dev.streamgate.contracts.auth.LoginSessionView;

/**
 * A stored login session.
 *
 * @param id the {@code sid} claim of its access tokens
 * @param accountId the account that logged in
 * @param secretHash hash of the secret of its latest refresh token
 * @param createdAt when its user logged in
 * @param refreshedAt when that token was issued
 * @param expiresAt when it ends
 * @param tokenVersion version of the access tokens that are issued now
 */
@SuppressWarnings("ArrayRecordComponent")
record LoginSession(String id, String accountId, byte[] secretHash, Instant createdAt, Instant refreshedAt,
        Instant expiresAt, int tokenVersion) {

    /**
     * The wire representation.
     * @param currentId id of the session that the request belongs to
     */
    LoginSessionView toView(String currentId) {
        return new LoginSessionView(this.id, this.createdAt, this.refreshedAt, this.expiresAt,
                this.id.equals(currentId));
    }

    /** Whether the token is the latest one. */
    boolean isLatest(RefreshToken token) {
        return MessageDigest.isEqual(this.secretHash, token.secretHash());
    }

}
