/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an access token is worth at this moment. Of a token that does not hold nothing
 * else is told.
 *
 * @param active whether it is genuine, not expired, and its session has not ended
 * @param subject the user's id, or {@code service:<name>}
 * @param roles the roles it carries
 * @param expiresAt when it ends by itself
 */
public record TokenStatus(boolean active, @Nullable String subject, @Nullable List<String> roles,
        @Nullable Instant expiresAt) {
}
