/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits applied to handlers marked {@link RateLimited} and to routes.
 *
 * @param enabled Whether limits are enforced.
 * @param distributed Whether replicas consume from the same buckets, which the server of
 * streamgate.valkey.uri holds; local when that is not set.
 * @param maxBuckets Clients of each plan whose buckets are kept apart until they are full
 * again; sixteen bytes each at most, allocated as clients come.
 * @param plans Token buckets by plan name; each plan and key has one bucket. The plan
 * 'default' exists unless it is configured.
 */
@Validated
@ConfigurationProperties("streamgate.rate-limit")
public record RateLimitProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean distributed,
        @Min(64) @Max(16_777_216) @DefaultValue("131072") int maxBuckets,
        @DefaultValue Map<String, @Valid RateLimitPlan> plans) {

    /** Adds the plan 'default': 1000 tokens, of which 100 are refilled each second. */
    public RateLimitProperties {
        Map<String, RateLimitPlan> all = new LinkedHashMap<>(plans);
        all.putIfAbsent("default", RateLimitPlan.perSecond(1000, 100));
        plans = all;
    }

}
