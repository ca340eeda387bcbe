/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker that consecutive failures open and a successful heartbeat closes.
 * Thread-safe.
 */
final class ValkeyCircuit {

    private static final Logger log = LoggerFactory.getLogger(ValkeyCircuit.class);

    private final String address;

    private final int failureThreshold;

    private final AtomicInteger consecutiveFailures = new AtomicInteger();

    private volatile boolean open;

    /**
     * Creates a closed circuit.
     * @param address the address of the server, for log messages
     * @param failureThreshold the number of consecutive failures that opens the circuit
     */
    ValkeyCircuit(String address, int failureThreshold) {
        this.address = address;
        this.failureThreshold = failureThreshold;
    }

    boolean isOpen() {
        return this.open;
    }

    void onSuccess() {
        // Reads first, since a write would move the cache line between all callers.
        if (this.consecutiveFailures.get() != 0) {
            this.consecutiveFailures.set(0);
        }
    }

    void onFailure(Throwable cause) {
        if (this.consecutiveFailures.incrementAndGet() >= this.failureThreshold) {
            open(cause);
        }
    }

    void open(Throwable cause) {
        if (!this.open) {
            this.open = true;
            log.warn("Valkey at {} is failing; circuit open until a heartbeat succeeds: {}", this.address,
                    cause.toString());
        }
    }

    void close() {
        this.consecutiveFailures.set(0);
        if (this.open) {
            this.open = false;
            log.info("Valkey at {} has recovered; circuit closed", this.address);
        }
    }

}
