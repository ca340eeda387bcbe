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
 * One Resilience4j circuit breaker per service. The outcome of a call is known when the
 * response's headers have been received. A half-open circuit admits one probe, whose
 * outcome closes or opens it. An upload may take hours until its response and therefore
 * never occupies the place of the probe; a half-open circuit admits it, and its success
 * closes the circuit, too. Thread-safe.
 */
final class UpstreamCircuitBreakers {

    private final CircuitBreakerRegistry registry;

    private final Map<String, CircuitBreaker> circuitBreakers = new ConcurrentHashMap<>();

    UpstreamCircuitBreakers(ProxyProperties.CircuitBreakerSettings settings, MeterRegistry meters, Clock clock) {
        this.registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
            .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(settings.slidingWindowSize())
            .minimumNumberOfCalls(settings.minimumCalls())
            .failureRateThreshold(settings.failureRateThreshold())
            .waitDurationInOpenState(settings.openDuration())
            .permittedNumberOfCallsInHalfOpenState(1)
            .maxWaitDurationInHalfOpenState(settings.openDuration().multipliedBy(5))
            .clock(clock)
            .build());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(this.registry).bindTo(meters);
    }

    /**
     * Requests permission for one call. The caller must end a granted permit with one of
     * its methods.
     * @param probe whether the call may be a half-open circuit's probe; {@code false} for
     * calls whose outcome may take long
     */
    CallPermit acquire(Upstream upstream, boolean probe) {
        CircuitBreaker circuitBreaker = this.circuitBreakers.computeIfAbsent(upstream.name(),
                this.registry::circuitBreaker);
        boolean granted = circuitBreaker.tryAcquirePermission();
        if (!probe && granted) {
            circuitBreaker.releasePermission();
        }
        else if (!probe) {
            granted = circuitBreaker.getState() == CircuitBreaker.State.HALF_OPEN;
        }
        return new CallPermit(circuitBreaker, granted, probe, System.nanoTime());
    }

    /**
     * Permission for one call.
     *
     * @param granted whether the call may be made; {@code false} while the circuit is
     * open
     */
    record CallPermit(CircuitBreaker circuitBreaker, boolean granted, boolean probe, long startNanos) {

        void onSuccess() {
            this.circuitBreaker.onSuccess(System.nanoTime() - this.startNanos, TimeUnit.NANOSECONDS);
        }

        void onError(Exception cause) {
            this.circuitBreaker.onError(System.nanoTime() - this.startNanos, TimeUnit.NANOSECONDS, cause);
        }

        /**
         * Ends the call without an outcome, because the service did not cause its end.
         */
        void release() {
            if (this.probe) {
                this.circuitBreaker.releasePermission();
            }
        }

    }

}
