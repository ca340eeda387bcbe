/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import org.hibernate.validator.constraints.time.DurationMax;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits applied to methods marked {@link RateLimited}, to routes, to URLs and to
 * outgoing calls.
 *
 * @param enabled Whether limits are enforced.
 * @param distributed Whether replicas consume from the same buckets, which the server of
 * streamgate.valkey.uri holds; local when that is not set.
 * @param maxBuckets Clients of each plan whose buckets are kept apart until they are full
 * again; sixteen bytes each at most, allocated as clients come.
 * @param exemptAuthorities Authorities of Spring Security whose holders are not limited,
 * for instance ROLE_ADMIN.
 * @param beforeAuthentication Limit by address before Spring Security.
 * @param plans Token buckets by plan name; each plan and key has one bucket. The plan
 * 'default' exists unless it is configured.
 * @param urls Limits by URL, after Spring Security. All that match a request apply, in
 * their order.
 * @param clients Limits of outgoing calls by RestClient.
 */
@Validated
@ConfigurationProperties("streamgate.rate-limit")
public record RateLimitProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean distributed,
        @Min(64) @Max(16_777_216) @DefaultValue("131072") int maxBuckets, @DefaultValue Set<String> exemptAuthorities,
        @DefaultValue BeforeAuthentication beforeAuthentication, @DefaultValue Map<String, @Valid RateLimitPlan> plans,
        @DefaultValue List<@Valid UrlLimit> urls, @DefaultValue List<@Valid ClientLimit> clients) {

    /** Adds the plan 'default': 1000 tokens, of which 100 are refilled each second. */
    public RateLimitProperties {
        Map<String, RateLimitPlan> all = new LinkedHashMap<>(plans);
        all.putIfAbsent("default", RateLimitPlan.perSecond(1000, 100));
        plans = all;
    }

    /**
     * A limit by the client's address, checked before authentication, so that a flood of
     * invalid credentials is rejected without their verification.
     *
     * @param plan Name of the plan; no limit without it. All users behind one address
     * share its bucket.
     * @param patterns Patterns of the limited paths, without the context path.
     * @param unverifiedPlan Name of the plan for requests whose bearer token is not in
     * the cache of verified tokens; no such limit without it. Users whose tokens have
     * been verified consume nothing from it.
     * @param verifiedTokens Name of the cache of verified tokens, with the encoded token
     * as the key, as streamgate.security.resource-server.token-cache fills it.
     */
    public record BeforeAuthentication(@Nullable String plan, @DefaultValue("/**") List<String> patterns,
            @Nullable String unverifiedPlan, @Nullable String verifiedTokens) {
    }

    /**
     * A limit of the requests to a URL.
     *
     * @param pattern Pattern of the path, without the context path, for instance
     * /orders/{id}.
     * @param methods Limited HTTP methods; all when empty.
     * @param plan Name of the plan.
     * @param key Expression for the key of the bucket, for instance #id; by default the
     * user or the client's address.
     * @param condition Expression for whether the limit applies.
     */
    public record UrlLimit(@NotBlank String pattern, @DefaultValue Set<String> methods,
            @DefaultValue("default") String plan, @DefaultValue("") String key, @DefaultValue("") String condition) {
    }

    /**
     * A limit of the outgoing calls to a host. Each host has a bucket.
     *
     * @param hosts Limited host names; * for all.
     * @param plan Name of the plan.
     * @param whenExceeded Whether a call without a token is refused or waits.
     * @param maxWait Longest time that a call waits before it is refused.
     */
    public record ClientLimit(@NotEmpty Set<String> hosts, @DefaultValue("default") String plan,
            @DefaultValue("refuse") WhenExceeded whenExceeded,
            @DurationMax(minutes = 10) @DefaultValue("5s") Duration maxWait) {
    }

    /** What happens to an outgoing call without a token. */
    public enum WhenExceeded {

        /** It is refused. */
        REFUSE,

        /** It waits for a token. */
        WAIT

    }

}
