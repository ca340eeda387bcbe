/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Connections to the services behind the gateway.
 *
 * @param connectTimeout How long establishing a connection may take, and how long a
 * request waits for a free connection.
 * @param connectionsPerService The maximum number of connections to one service, half of
 * all connections by default. Requests beyond it wait for the connect timeout and are
 * then rejected with 503.
 * @param circuitBreaker When requests to a failing service are rejected immediately.
 */
@Validated
@ConfigurationProperties("streamgate.gateway.proxy")
public record ProxyProperties(@NotNull @DefaultValue("2s") Duration connectTimeout,
        @Nullable @Min(1) Integer connectionsPerService, @NotNull @DefaultValue CircuitBreakerSettings circuitBreaker) {

    /**
     * Settings of the circuit breakers; each service has one. A call fails when the
     * service cannot be reached, does not respond in time or closes the connection. An
     * error status is a response, not a failure.
     *
     * @param slidingWindowSize The number of latest calls that the failure rate is
     * computed from.
     * @param minimumCalls The number of calls below which the circuit stays closed.
     * @param failureRateThreshold The failure rate in percent at which the circuit opens.
     * @param openDuration How long an open circuit rejects calls before it lets a probe
     * through.
     */
    public record CircuitBreakerSettings(@Min(1) @DefaultValue("20") int slidingWindowSize,
            @Min(1) @DefaultValue("5") int minimumCalls, @Min(1) @Max(100) @DefaultValue("50") int failureRateThreshold,
            @NotNull @DefaultValue("2s") Duration openDuration) {
    }

}
