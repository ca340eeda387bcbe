/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * One circuit breaker a service. A call's outcome is known when the reply's headers are
 * there. The first call after the pause decides: a circuit that nobody calls through does
 * not go on refusing what would be answered. Uploads, which may take hours until then,
 * are not what a half-open circuit waits for, but one that was answered closes it too.
 * Safe for threads.
 */
final class UpstreamCircuitBreakers {

    private final CircuitBreakerRegistry registry;

    private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();

    UpstreamCircuitBreakers(ProxyProperties.Circuit settings, MeterRegistry meters, Clock clock) {
        this.registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
            .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(settings.calls())
            .minimumNumberOfCalls(settings.minimumCalls())
            .failureRateThreshold(settings.failurePercent())
            .waitDurationInOpenState(settings.open())
            .permittedNumberOfCallsInHalfOpenState(1)
            .maxWaitDurationInHalfOpenState(settings.open().multipliedBy(5))
            .clock(clock)
            .build());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(this.registry).bindTo(meters);
    }

    /**
     * Asks whether a call may be made.
     * @param probe whether its outcome will be known soon
     */
    Ticket enter(Upstream upstream, boolean probe) {
        CircuitBreaker breaker = this.breakers.computeIfAbsent(upstream.name(), this.registry::circuitBreaker);
        boolean admitted = breaker.tryAcquirePermission();
        if (!probe && admitted) {
            breaker.releasePermission();
        }
        else if (!probe) {
            admitted = breaker.getState() == CircuitBreaker.State.HALF_OPEN;
        }
        return new Ticket(breaker, admitted, probe, System.nanoTime());
    }

    /**
     * The right to make one call, to be given back by one of its methods.
     *
     * @param admitted whether there is that right at all
     */
    record Ticket(CircuitBreaker breaker, boolean admitted, boolean probe, long since) {

        void answered() {
            this.breaker.onSuccess(System.nanoTime() - this.since, TimeUnit.NANOSECONDS);
        }

        void failed(Exception cause) {
            this.breaker.onError(System.nanoTime() - this.since, TimeUnit.NANOSECONDS, cause);
        }

        /** The call ended for a reason that says nothing about the service. */
        void withdrawn() {
            if (this.probe) {
                this.breaker.releasePermission();
            }
        }

    }

}
