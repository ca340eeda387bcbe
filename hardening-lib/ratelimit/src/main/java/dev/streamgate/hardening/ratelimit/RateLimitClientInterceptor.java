/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

import dev.streamgate.hardening.problem.ProblemType;

/**
 * Limits the outgoing calls of a {@code RestClient} by host:
 * {@code builder.requestInterceptor(limits.plan("partner"))}, see {@link ClientLimits}. A
 * call without a token throws {@link RateLimitExceededException}, or waits. Thread-safe.
 */
public final class RateLimitClientInterceptor implements ClientHttpRequestInterceptor {

    private final RateLimitEnforcer enforcer;

    private final String plan;

    private final Set<String> hosts;

    private final Duration maxWait;

    /**
     * Creates an interceptor.
     * @param hosts the limited hosts, in lower case; all when empty
     * @param maxWait the longest time that a call waits for a token; zero refuses it at
     * once
     */
    RateLimitClientInterceptor(RateLimitEnforcer enforcer, String plan, Set<String> hosts, Duration maxWait) {
        this.enforcer = enforcer;
        this.plan = plan;
        this.hosts = Set.copyOf(hosts);
        this.maxWait = maxWait;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        String host = Objects.requireNonNullElse(request.getURI().getHost(), "").toLowerCase(Locale.ROOT);
        if (this.hosts.isEmpty() || this.hosts.contains(host)) {
            awaitToken(host);
        }
        return execution.execute(request, body);
    }

    private void awaitToken(String host) throws InterruptedIOException {
        RateLimitKey key = RateLimitKey.value("host " + host);
        long deadline = System.nanoTime() + this.maxWait.toNanos();
        long nanos = this.enforcer.tryConsume(this.plan, key);
        while (nanos < 0) {
            if (System.nanoTime() - nanos > deadline) {
                throw new RateLimitExceededException(ProblemType.UNAVAILABLE,
                        "The limit of calls to an upstream service is exceeded. Retry later.", this.plan,
                        Duration.ofNanos(-nanos));
            }
            sleep(-nanos);
            nanos = this.enforcer.tryConsume(this.plan, key);
        }
    }

    private static void sleep(long nanos) throws InterruptedIOException {
        try {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for a rate limit");
        }
    }

}
