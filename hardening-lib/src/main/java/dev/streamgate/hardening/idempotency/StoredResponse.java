/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * A reply to be given again.
 *
 * @param status the HTTP status
 * @param location the header of that name
 * @param etag the header of that name
 * @param contentType the header of that name
 * @param body the body, not copied; never changed by who holds it
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredReply(int status, @Nullable String location, @Nullable String etag, @Nullable String contentType,
        byte[] body) {
}
