/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Stores idempotency keys and the responses to their requests. All methods are atomic,
 * among threads and among all instances that use the same store. Identities and
 * fingerprints are SHA-256 digests in hexadecimal.
 */
public interface IdempotencyStore {

    /**
     * Claims the key for a request, unless another request holds it.
     * @param identity digest of caller, method, path and key
     * @param fingerprint digest of query and body
     * @param now the current time
     * @param claimTimeout the time after which the claim expires, unless it is completed
     * or released
     * @throws RuntimeException when the store is unavailable or full; the request gets
     * status 503
     */
    Claim claim(String identity, String fingerprint, Instant now, Duration claimTimeout);

    /**
     * Stores the response of a claim. Does nothing when the claim has expired.
     * @param owner the owner of the claim
     */
    void complete(String identity, String owner, StoredResponse response, Instant expiresAt);

    /**
     * Records that the request of a claim has taken effect, in the current transaction if
     * there is one: until {@link #complete}, a retry gets no other response.
     * {@link #release} has no effect afterwards. Does nothing when the claim has expired.
     * @param owner the owner of the claim
     * @param expiresAt when the key expires unless the request is completed
     */
    default void markExecuted(String identity, String owner, Instant expiresAt) {
        complete(identity, owner, StoredResponse.executed(), expiresAt);
    }

    /**
     * Releases the key of a claim without a response, so that a retry runs the handler.
     */
    void release(String identity, String owner);

    /**
     * The result of a claim.
     *
     * @param fingerprint the fingerprint of the request that holds the key
     * @param owner identifies the new claim; null when another request holds the key
     * @param response the response to that request; null while it is running, and in a
     * new claim
     */
    record Claim(String fingerprint, @Nullable String owner, @Nullable StoredResponse response) {
    }

}
