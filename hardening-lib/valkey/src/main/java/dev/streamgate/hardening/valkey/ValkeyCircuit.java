/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.util.concurrent.TimeUnit;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker that consecutive failures open and a successful heartbeat closes:
 * calls never probe the server, so there is no half-open state. Thread-safe.
 */
final class ValkeyCircuit {

    private static final Logger log = LoggerFactory.getLogger(ValkeyCircuit.class);

    private final String address;

    private final CircuitBreaker breaker;

    /**
     * Creates a closed circuit.
     * @param address the address of the server, for log messages
     * @param failureThreshold the number of consecutive failures that opens the circuit
     */
    ValkeyCircuit(String address, int failureThreshold) {
        this.address = address;
        this.breaker = CircuitBreaker.of("valkey",
                CircuitBreakerConfig.custom()
                    .slidingWindowType(SlidingWindowType.COUNT_BASED)
                    .slidingWindowSize(failureThreshold)
                    .minimumNumberOfCalls(failureThreshold)
                    .failureRateThreshold(100)
                    .automaticTransitionFromOpenToHalfOpenEnabled(false)
                    .build());
    }

    boolean isOpen() {
        return this.breaker.getState() == State.OPEN;
    }

    void onSuccess() {
        this.breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    void onFailure(Throwable cause) {
        boolean open = isOpen();
        this.breaker.onError(0, TimeUnit.NANOSECONDS, cause);
        if (!open && isOpen()) {
            logOpen(cause);
        }
    }

    synchronized void open(Throwable cause) {
        if (!isOpen()) {
            this.breaker.transitionToOpenState();
            logOpen(cause);
        }
    }

    synchronized void close() {
        if (isOpen()) {
            this.breaker.transitionToClosedState();
            log.info("Valkey at {} has recovered; circuit closed", this.address);
        }
        else {
            this.breaker.reset();
        }
    }

    private void logOpen(Throwable cause) {
        log.warn("Valkey at {} is failing; circuit open until a heartbeat succeeds: {}", this.address,
                cause.toString());
    }

}
