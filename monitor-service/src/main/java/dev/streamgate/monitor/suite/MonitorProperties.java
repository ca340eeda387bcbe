/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.suite;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is watched.
 *
 * @param interval How often each instance is asked.
 * @param timeout How long an instance may take to answer.
 * @param maxListeners How many clients may listen to changes at once.
 * @param replay How many changes are kept for listeners that come back.
 * @param instances Base addresses of the instances, by service.
 * @param resolveNames The services whose host names stand for as many instances as DNS
 * has addresses for them, each named by its address.
 */
@Validated
@ConfigurationProperties("streamgate.monitor")
public record MonitorProperties(@DurationMin(millis = 100) @DefaultValue("10s") Duration interval,
        @DurationMin(millis = 100) @DefaultValue("3s") Duration timeout,
        @Min(1) @Max(10_000) @DefaultValue("64") int maxListeners,
        @Min(1) @Max(100_000) @DefaultValue("1000") int replay, @NotEmpty Map<String, @NotEmpty List<URI>> instances,
        @DefaultValue List<String> resolveNames) {
}
