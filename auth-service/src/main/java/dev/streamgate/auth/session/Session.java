/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.session;

import java.security.MessageDigest;
import java.time.Instant;

/**
 * A session as it is stored.
 *
 * @param id what {@code sid} says in its access tokens
 * @param accountId whose it is
 * @param secretHash hash of its latest refresh token's secret
 * @param renewedAt when that token was given out
 */
@SuppressWarnings("ArrayRecordComponent")
record Session(String id, String accountId, byte[] secretHash, Instant renewedAt) {

    /** Whether the token is the latest that was given out. */
    boolean accepts(RefreshToken token) {
        return MessageDigest.isEqual(this.secretHash, token.secretHash());
    }

}
