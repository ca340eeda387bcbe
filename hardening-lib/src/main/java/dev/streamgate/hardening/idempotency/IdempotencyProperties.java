/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How {@code Idempotency-Key} is honoured.
 *
 * @param enabled Whether it is.
 * @param paths Path patterns of the writes that it is honoured on.
 * @param excludedPaths Path patterns among those whose handlers see to it themselves.
 * @param retention How long a reply is kept.
 * @param runningTimeout How long a key stays taken when the process that ran its request
 * has died.
 * @param maxBody Largest body of a request that a key is honoured on.
 * @param maxReply Largest body of a reply that is kept.
 * @param maxEntries How many keys are kept; beyond that the oldest go first.
 */
@Validated
@ConfigurationProperties("streamgate.idempotency")
public record IdempotencyProperties(@DefaultValue("true") boolean enabled,
        @DefaultValue("/api/v1/**") List<@Pattern(regexp = "/\\S*") String> paths,
        @DefaultValue List<@Pattern(regexp = "/\\S*") String> excludedPaths,
        @DurationMin(minutes = 1) @DurationMax(days = 30) @DefaultValue("24h") Duration retention,
        @DurationMin(seconds = 1) @DurationMax(hours = 1) @DefaultValue("2m") Duration runningTimeout,
        @DefaultValue("1MB") DataSize maxBody, @DefaultValue("256KB") DataSize maxReply,
        @Min(1_000) @Max(10_000_000) @DefaultValue("100000") int maxEntries) {
}
