/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.time.Instant;

/**
 * The end of a login session's tokens, as auth-service publishes it.
 *
 * @param number position in the feed; grows, possibly with gaps
 * @param sessionId id of the session
 * @param minimumVersion lowest version of a token that is still valid;
 * {@link Integer#MAX_VALUE} after the end of the session
 * @param expiresAt when everything that the tokens opened has expired, so that the entry
 * may be forgotten
 */
public record Revocation(long number, String sessionId, int minimumVersion, Instant expiresAt) {
}
