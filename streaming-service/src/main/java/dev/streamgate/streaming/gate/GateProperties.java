/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.gate;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The gate.
 *
 * @param verdictTtl How long what metadata-service said of a content is relied on.
 */
@Validated
@ConfigurationProperties("streamgate.streaming.gate")
record GateProperties(@DurationMax(seconds = 10) @DefaultValue("1s") Duration verdictTtl) {
}
