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
 * The witness of the audit journals.
 *
 * @param interval How often each service is asked for the signed end of its journal.
 * @param retention How long an end is kept; the newest of each journal for ever.
 */
@Validated
@ConfigurationProperties("streamgate.monitor.witness")
record WitnessProperties(@NotNull @DurationMin(millis = 100) @DefaultValue("60s") Duration interval,
        @NotNull @DurationMin(days = 31) @DefaultValue("40d") Duration retention) {
}
