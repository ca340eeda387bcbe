/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import java.time.Instant;

/**
 * A key that signs access tokens.
 *
 * @param kid its id in the key set
 * @param createdAt time of its publication
 * @param signsFrom time from which it signs
 */
public record SigningKeyView(String kid, Instant createdAt, Instant signsFrom) {
}
