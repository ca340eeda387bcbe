/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Support of {@code Idempotency-Key}.
 *
 * @param enabled Whether the header is supported.
 * @param paths Path patterns of the supported writes.
 * @param excludedPaths Path patterns among these whose handlers implement idempotency
 * themselves.
 * @param identityHeaders Request headers that are part of a key's owner besides the
 * authenticated caller, for instance the user for whom a trusted service acts.
 * @param retention How long a response is stored.
 * @param claimTimeout How long a key stays claimed after its process died; longer than
 * any handler runs.
 * @param maxRequestBody Maximum body of a request with a key, which is held in memory; at
 * most 64 MB.
 * @param maxResponseBody Maximum body of a response that is stored, at most 16 MB; a
 * larger one is streamed to the client and not kept.
 * @param maxEntries Maximum number of stored responses; the oldest are removed first.
 */
@Validated
@ConfigurationProperties("streamgate.idempotency")
public record IdempotencyProperties(@DefaultValue("true") boolean enabled,
        @DefaultValue("/api/v1/**") List<@Pattern(regexp = "/\\S*") String> paths,
        @DefaultValue List<@Pattern(regexp = "/\\S*") String> excludedPaths,
        @DefaultValue List<@NotBlank String> identityHeaders,
        @DurationMin(minutes = 1) @DurationMax(days = 30) @DefaultValue("24h") Duration retention,
        @DurationMin(seconds = 1) @DurationMax(hours = 1) @DefaultValue("2m") Duration claimTimeout,
        @DefaultValue("1MB") DataSize maxRequestBody, @DefaultValue("256KB") DataSize maxResponseBody,
        @Min(1_000) @Max(10_000_000) @DefaultValue("100000") int maxEntries) {

    /** Whether the bounds of bodies, which are held in memory, are small enough. */
    @AssertTrue(message = "max-request-body must be at most 64MB and max-response-body at most 16MB")
    public boolean isBodyBounded() {
        return this.maxRequestBody.toMegabytes() <= 64 && this.maxResponseBody.toMegabytes() <= 16
                && !this.maxRequestBody.isNegative() && !this.maxResponseBody.isNegative();
    }

}
