/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.http.client.ClientHttpRequestInterceptor;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * Limits of outgoing calls, for a {@code RestClient} that the application builds itself.
 * Those of {@code streamgate.rate-limit.clients} apply to each builder of Spring Boot.
 * Thread-safe.
 */
public final class ClientLimits {

    private final RateLimitEnforcer enforcer;

    ClientLimits(RateLimitEnforcer enforcer) {
        this.enforcer = enforcer;
    }

    /**
     * An interceptor that refuses the calls to a host that has no token left.
     * @throws InvalidConfigurationException when the plan is unknown
     */
    public RateLimitClientInterceptor plan(String plan) {
        return plan(plan, Duration.ZERO);
    }

    /**
     * An interceptor that delays the calls to a host that has no token left.
     * @param maxWait the longest delay; a call that needs a longer one is refused
     * @throws InvalidConfigurationException when the plan is unknown
     */
    public RateLimitClientInterceptor plan(String plan, Duration maxWait) {
        this.enforcer.requirePlan(plan, "An outgoing client");
        return new RateLimitClientInterceptor(this.enforcer, plan, Set.of(), maxWait);
    }

    List<ClientHttpRequestInterceptor> interceptors(List<RateLimitProperties.ClientLimit> clients) {
        return clients.stream().<ClientHttpRequestInterceptor>map((client) -> {
            this.enforcer.requirePlan(client.plan(), "streamgate.rate-limit.clients");
            return new RateLimitClientInterceptor(this.enforcer, client.plan(), client.hosts().contains("*") ? Set.of()
                    : client.hosts().stream().map((host) -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()),
                    (client.whenExceeded() == RateLimitProperties.WhenExceeded.WAIT) ? client.maxWait()
                            : Duration.ZERO);
        }).toList();
    }

}
