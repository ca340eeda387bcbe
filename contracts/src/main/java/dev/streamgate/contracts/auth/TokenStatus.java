/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The status of an access token. The other values are absent unless it is active.
 *
 * @param active whether the token is valid and its session has not ended
 * @param subject the user's id, or {@code service:<name>}
 * @param roles roles that the token carries
 * @param expiresAt time of expiry
 */
public record TokenStatus(boolean active, @Nullable String subject, @Nullable List<String> roles,
        @Nullable Instant expiresAt) {
}
