/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.http.HttpHeaders;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * Requests whose bearer token would have to be verified: with their own plan, a flood of
 * invalid tokens is rejected at a rate that no user reaches, since a user's token is
 * verified once. Thread-safe.
 *
 * @param plan the plan of these requests
 * @param verified verified tokens
 */
record UnverifiedTokens(String plan, Cache verified) {

    private static final String SCHEME = "Bearer ";

    private static final String PROPERTY = "streamgate.rate-limit.before-authentication.verified-tokens";

    /**
     * Finds the cache.
     * @return null without a plan
     * @throws InvalidConfigurationException if the cache is unknown
     */
    static @Nullable UnverifiedTokens of(RateLimitProperties.BeforeAuthentication settings,
            ObjectProvider<CacheManager> caches) {
        String plan = settings.unverifiedPlan();
        if (plan == null) {
            return null;
        }
        String name = settings.verifiedTokens();
        CacheManager manager = caches.getIfAvailable();
        Cache cache = (manager != null && name != null) ? manager.getCache(name) : null;
        if (cache == null) {
            throw new InvalidConfigurationException("%s names the unknown cache '%s'.".formatted(PROPERTY, name),
                    "Set it to the cache of streamgate.security.resource-server.token-cache, or remove unverified-plan.");
        }
        return new UnverifiedTokens(plan, cache);
    }

    boolean matches(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && this.verified.get(header.substring(SCHEME.length()).strip()) == null;
    }

}
