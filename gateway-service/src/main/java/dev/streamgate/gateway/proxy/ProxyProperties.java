/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the gateway talks to the services behind it.
 *
 * @param connectTimeout How long a connection may take to be made, and how long a call
 * may wait for a free one.
 * @param connectionsPerService How many connections one service gets at most; what is
 * beyond waits for the connect time-out and is then refused.
 * @param circuit When a service is no longer asked for a while.
 */
@Validated
@ConfigurationProperties("streamgate.gateway.proxy")
public record ProxyProperties(@NotNull @DefaultValue("2s") Duration connectTimeout,
        @Min(1) @DefaultValue("1000") int connectionsPerService, @NotNull @DefaultValue Circuit circuit) {

    /**
     * A circuit breaker's settings.
     *
     * @param calls How many calls are looked back on.
     * @param minimumCalls How many calls it takes before it may open.
     * @param failurePercent How many in a hundred must fail to open it. A failure is a
     * service that cannot be reached, falls silent or hangs up; an error that it answers
     * is none.
     * @param open How long it stays open before a call is tried.
     */
    public record Circuit(@Min(1) @DefaultValue("20") int calls, @Min(1) @DefaultValue("5") int minimumCalls,
            @Min(1) @Max(100) @DefaultValue("50") int failurePercent, @NotNull @DefaultValue("2s") Duration open) {
    }

}
