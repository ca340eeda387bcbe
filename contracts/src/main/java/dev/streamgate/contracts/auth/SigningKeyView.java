/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import java.time.Instant;

/**
 * A key that access tokens are signed with.
 *
 * @param kid its id in the key set
 * @param createdAt since when it is published
 * @param signsFrom from when on tokens are signed with it
 */
public record SigningKeyView(String kid, Instant createdAt, Instant signsFrom) {
}
