/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import java.time.Instant;

/**
 * A login session.
 *
 * @param id constant; the {@code sid} claim of its access tokens
 * @param createdAt time of the login
 * @param refreshedAt time of the login or of the latest refresh
 * @param expiresAt when it ends, regardless of refreshes
 * @param current whether the request belongs to it
 */
public record LoginSessionView(String id, Instant createdAt, Instant refreshedAt, Instant expiresAt, boolean current) {
}
