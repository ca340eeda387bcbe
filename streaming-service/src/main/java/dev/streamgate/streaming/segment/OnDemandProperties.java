/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.segment;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Waiting for what is not there yet.
 *
 * @param maxWait How long a request waits for a segment to be made.
 * @param maxWaiting How many requests may wait at once; one more is told to come back.
 */
@Validated
@ConfigurationProperties("streamgate.streaming.demand")
record OnDemandProperties(@DurationMin(millis = 0) @DurationMax(seconds = 30) @DefaultValue("20s") Duration maxWait,
        @Min(1) @Max(100_000) @DefaultValue("512") int maxWaiting) {
}
