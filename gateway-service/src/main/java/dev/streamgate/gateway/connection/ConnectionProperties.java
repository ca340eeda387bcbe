/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.connection;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Connections of clients.
 *
 * @param perAddress The maximum number of connections from one address; further ones are
 * closed. Trusted proxies have no limit. A quarter of all connections by default.
 * @param headerTimeout How long the headers of a request may take from their first byte
 * to their last.
 */
@Validated
@ConfigurationProperties("streamgate.gateway.connections")
record ConnectionProperties(@Nullable @Min(1) Integer perAddress,
        @NotNull @DurationMin(seconds = 1) @DefaultValue("15s") Duration headerTimeout) {
}
