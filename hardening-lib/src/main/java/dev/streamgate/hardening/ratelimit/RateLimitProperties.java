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
 * @param shared Whether replicas draw from the same buckets, where streamgate.valkey.uri
 * names a server that keeps them.
 * @param clients How many clients that have not paid off their debt a plan keeps apart;
 * memory is eight bytes for each, taken once.
 * @param plans Token buckets by plan name; one bucket is kept per plan and client. The
 * plan 'default' is there unless given otherwise.
 */
@Validated
@ConfigurationProperties("streamgate.rate-limit")
public record RateLimitProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean shared,
        @Min(64) @Max(16_777_216) @DefaultValue("131072") int clients,
        @DefaultValue Map<String, @Valid RateLimitPlan> plans) {

    /** Adds the plan 'default' of 1000 tokens, 100 of which come back each second. */
    public RateLimitProperties {
        Map<String, RateLimitPlan> all = new LinkedHashMap<>(plans);
        all.putIfAbsent("default", RateLimitPlan.perSecond(1000, 100));
        plans = all;
    }

}
