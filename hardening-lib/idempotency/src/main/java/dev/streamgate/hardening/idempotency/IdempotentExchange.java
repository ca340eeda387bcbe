/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.time.Instant;

/**
 * A request that holds its key, and what is known of its effect. Thread-safe.
 */
final class IdempotentExchange {

    /** Request attribute of the exchange. */
    static final String ATTRIBUTE = IdempotentExchange.class.getName();

    private final IdempotencyStore store;

    private final String identity;

    private final String owner;

    private final BufferedResponse response;

    private volatile boolean handlerCalled;

    private volatile boolean transactional;

    IdempotentExchange(IdempotencyStore store, String identity, String owner, BufferedResponse response) {
        this.store = store;
        this.identity = identity;
        this.owner = owner;
        this.response = response;
    }

    String identity() {
        return this.identity;
    }

    String owner() {
        return this.owner;
    }

    BufferedResponse response() {
        return this.response;
    }

    /** The handler is about to be called. */
    void callHandler() {
        this.handlerCalled = true;
    }

    /** The handler began a transaction, which marks the key when it commits. */
    void beginTransaction() {
        this.transactional = true;
    }

    /** The handler's transaction is about to commit. */
    void markExecuted(Instant expiresAt) {
        this.store.markExecuted(this.identity, this.owner, expiresAt);
    }

    /**
     * Whether a failed request may have had an effect that the store does not know of:
     * its handler was called and used no transaction.
     */
    boolean mayHaveHadAnEffect() {
        return this.handlerCalled && !this.transactional;
    }

}
