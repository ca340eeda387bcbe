/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of request metrics.
 *
 * @param enabled Whether requests and operations are measured, and series bounded.
 * @param window Length of the sliding window of rates.
 * @param latencyBuckets Upper bounds of the latency histograms' buckets.
 * @param maxSeries Maximum number of series of one meter; further ones are not recorded
 * until others are removed.
 * @param limitedMeters Names of the meters that maxSeries applies to, with the wildcard
 * *; by default the library's own.
 */
@Validated
@ConfigurationProperties("streamgate.metrics")
public record MetricsProperties(@DefaultValue("true") boolean enabled,
        @DurationMin(seconds = 5) @DurationMax(hours = 1) @DefaultValue("1m") Duration window,
        @Size(min = 1, max = 30) @DefaultValue( {
                "5ms", "10ms", "25ms", "50ms", "100ms", "250ms", "500ms", "1s", "2s", "5s",
                "10s" }) List<@DurationMin(nanos = 1) Duration> latencyBuckets,
        @Min(10) @Max(100_000) @DefaultValue("1000") int maxSeries,
        @DefaultValue("streamgate.*") List<@NotBlank String> limitedMeters){
}
