/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;

import io.github.bucket4j.BucketConfiguration;
import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.digest.Sha256;

/**
 * A plan in force, as replicas agree on it.
 *
 * @param name the plan's name
 * @param configured the plan of the properties
 * @param plan the plan in force
 * @param version 0 for the configured plan; increases with each replacement at run time
 */
record VersionedPlan(String name, RateLimitPlan configured, RateLimitPlan plan, long version) {

    private static final int ENCODED_PARTS = 7;

    static VersionedPlan configured(String name, RateLimitPlan plan) {
        return new VersionedPlan(name, plan, plan, 0);
    }

    /** The next version of this plan. */
    VersionedPlan replacedBy(RateLimitPlan replacement) {
        return new VersionedPlan(this.name, this.configured, replacement,
                Math.max(this.version + 1, System.currentTimeMillis()));
    }

    /**
     * Identifies the configured plan. Replicas with other properties have other buckets,
     * so that an old and a new configuration do not mix.
     */
    String generation() {
        return Sha256.hex(this.configured.toString()).substring(0, 8);
    }

    BucketConfiguration bucketConfiguration() {
        return BucketConfiguration.builder()
            .addLimit((limit) -> limit.capacity(this.plan.capacity())
                .refillGreedy(this.plan.refill(), this.plan.period()))
            .build();
    }

    String encode() {
        return String.join(" ", generation(), Long.toString(this.version), Long.toString(this.plan.capacity()),
                Long.toString(this.plan.refill()), this.plan.period().toString(), Boolean.toString(this.plan.shadow()),
                this.plan.fallbackPolicy().name());
    }

    /**
     * Decodes another version of this plan.
     * @return null when it is not newer, or belongs to another generation
     */
    @Nullable VersionedPlan decodeNewer(String encoded) {
        String[] parts = encoded.split(" ", -1);
        if (parts.length != ENCODED_PARTS || !parts[0].equals(generation())
                || Long.parseLong(parts[1]) <= this.version) {
            return null;
        }
        return new VersionedPlan(
                this.name, this.configured, new RateLimitPlan(Long.parseLong(parts[2]), Long.parseLong(parts[3]),
                        Duration.parse(parts[4]), Boolean.parseBoolean(parts[5]), FallbackPolicy.valueOf(parts[6])),
                Long.parseLong(parts[1]));
    }

}
