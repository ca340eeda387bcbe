/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.resource;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The budget from which the number of connections is derived.
 *
 * @param enabled Whether {@code server.tomcat.max-connections} is derived from the heap,
 * or checked against it if it is set.
 * @param base Heap that the service needs without any connection: classes, caches, pools.
 * @param perConnection Heap that a connection may take: the buffers of its headers and
 * bodies, and those of the call to another service that its request causes.
 * @param heapPercent Part of the heap that may be filled by what lives long; the
 * collector needs the rest.
 * @param maxConnections The largest number of connections, however large the heap is.
 */
@Validated
@ConfigurationProperties("streamgate.resources")
public record ResourceProperties(@DefaultValue("true") boolean enabled, @NotNull @DefaultValue("48MB") DataSize base,
        @NotNull @DefaultValue("96KB") DataSize perConnection, @Min(10) @Max(90) @DefaultValue("65") int heapPercent,
        @Min(1) @DefaultValue("8192") int maxConnections) {
}
