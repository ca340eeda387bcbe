/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.witness;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Witness of the audit journals.
 *
 * @param interval Time between two collections of the heads.
 * @param retention How long heads are kept; the latest of each journal is kept forever.
 */
@Validated
@ConfigurationProperties("streamgate.monitor.witness")
record WitnessProperties(@NotNull @DurationMin(millis = 100) @DefaultValue("60s") Duration interval,
        @NotNull @DurationMin(days = 31) @DefaultValue("40d") Duration retention) {
}
