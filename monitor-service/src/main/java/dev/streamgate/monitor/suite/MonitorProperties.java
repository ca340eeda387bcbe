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
 * The instances to monitor and the stream of changes.
 *
 * @param interval Time between two polls of each instance.
 * @param timeout Maximum time to connect to an instance, and to wait for its response.
 * @param maxListeners Maximum number of clients of the stream of changes.
 * @param replay Number of changes kept for clients that reconnect.
 * @param instances Base addresses of the instances, by service.
 * @param resolveNames Services whose host names are resolved to one instance for each
 * address, named by that address.
 */
@Validated
@ConfigurationProperties("streamgate.monitor")
public record MonitorProperties(@DurationMin(millis = 100) @DefaultValue("10s") Duration interval,
        @DurationMin(millis = 100) @DefaultValue("3s") Duration timeout,
        @Min(1) @Max(10_000) @DefaultValue("64") int maxListeners,
        @Min(1) @Max(100_000) @DefaultValue("1000") int replay, @NotEmpty Map<String, @NotEmpty List<URI>> instances,
        @DefaultValue List<String> resolveNames) {
}
