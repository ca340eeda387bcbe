/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Request bodies.
 *
 * @param total The maximum number of bodies that are received at once. Half of all
 * connections by default.
 * @param perAddress The maximum number of bodies from one client's address. A quarter of
 * all bodies by default.
 * @param minBytesPerSecond Minimum rate of a body over the slow-body window.
 * upload-service demands more.
 * @param slowBodyWindow Period over which the rate of a body is measured.
 */
@Validated
@ConfigurationProperties("streamgate.gateway.bodies")
record ForwardedBodyProperties(@Nullable @Min(1) Integer total, @Nullable @Min(1) Integer perAddress,
        @NotNull @DefaultValue("256B") DataSize minBytesPerSecond,
        @NotNull @DurationMin(seconds = 1) @DefaultValue("20s") Duration slowBodyWindow) {
}
