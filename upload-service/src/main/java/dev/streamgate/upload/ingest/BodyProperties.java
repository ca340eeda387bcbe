/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.ingest;

import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Request bodies that are received at once.
 *
 * @param total The maximum number of bodies. Three quarters of all connections by
 * default, so that other requests are answered.
 * @param perUser The maximum number of bodies of one user.
 */
@Validated
@ConfigurationProperties("streamgate.upload.bodies")
public record BodyProperties(@Nullable @Min(1) Integer total, @Min(1) @DefaultValue("32") int perUser) {
}
