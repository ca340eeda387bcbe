/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.gate;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Authorization of viewers.
 *
 * @param contentTtl How long the state and rule of a content are cached, hence how long a
 * change may take to become effective.
 * @param outageLease How long the last known state and rule of a content decide for open
 * playback sessions while metadata-service does not respond; 0 for not at all.
 */
@Validated
@ConfigurationProperties("streamgate.streaming.gate")
record GateProperties(@DurationMax(seconds = 10) @DefaultValue("1s") Duration contentTtl,
        @DurationMin(seconds = 0) @DurationMax(hours = 1) @DefaultValue("5m") Duration outageLease) {
}
