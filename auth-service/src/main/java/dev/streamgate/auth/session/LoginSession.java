/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.session;

import java.security.MessageDigest;
import java.time.Instant;

/**
 * A stored login session.
 *
 * @param id the {@code sid} claim of its access tokens
 * @param accountId the account that logged in
 * @param secretHash hash of the secret of its latest refresh token
 * @param refreshedAt when that token was issued
 * @param tokenVersion version of the access tokens that are issued now
 */
@SuppressWarnings("ArrayRecordComponent")
record LoginSession(String id, String accountId, byte[] secretHash, Instant refreshedAt, int tokenVersion) {

    /** Whether the token is the latest one. */
    boolean isLatest(RefreshToken token) {
        return MessageDigest.isEqual(this.secretHash, token.secretHash());
    }

}
