/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Where keys and the replies to their requests are kept. All methods are atomic and safe
 * for threads; a store that several instances share is safe for those as well. Identities
 * and fingerprints are SHA-256 in hexadecimal.
 */
public interface IdempotencyStore {

    /**
     * Takes the key for a request, unless another one has it.
     * @param identity caller, method, path and key
     * @param fingerprint what the request asks for
     * @param now the present time
     * @param runningTimeout after which the claim ends if it is neither completed nor
     * released
     */
    Claim claim(String identity, String fingerprint, Instant now, Duration runningTimeout);

    /**
     * Keeps the reply to the request that made the claim; nothing when that claim has
     * ended.
     */
    void complete(String identity, String owner, StoredReply reply, Instant expiresAt);

    /** Gives the key up, so that the request can be sent again. */
    void release(String identity, String owner);

    /**
     * What became of an attempt to take a key.
     *
     * @param fingerprint of the request that has the key
     * @param owner what to complete or release the claim with; null when another request
     * has the key
     * @param reply the reply to that request; null while it is running, and in a new
     * claim
     */
    record Claim(String fingerprint, @Nullable String owner, @Nullable StoredReply reply) {
    }

}
