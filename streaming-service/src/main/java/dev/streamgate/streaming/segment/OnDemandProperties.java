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
 * On-demand encoding.
 *
 * @param maxWait How long a request waits for a segment to be encoded.
 * @param maxWaitingRequests How many requests may wait at once; further ones are rejected
 * with 503.
 * @param maxWaitingPerClient How many of them one client's address may have.
 * @param maxEncodesPerClient How many different segments are encoded at once because one
 * client's address requests them.
 */
@Validated
@ConfigurationProperties("streamgate.streaming.on-demand")
record OnDemandProperties(@DurationMin(millis = 0) @DurationMax(seconds = 30) @DefaultValue("20s") Duration maxWait,
        @Min(1) @Max(100_000) @DefaultValue("512") int maxWaitingRequests,
        @Min(1) @DefaultValue("64") int maxWaitingPerClient, @Min(1) @DefaultValue("8") int maxEncodesPerClient) {
}
