/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.notification;

import java.time.Duration;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How metadata is told about media.
 *
 * @param enabled Whether it is told at all by this instance.
 * @param backOff The wait after the first failure; it doubles with each further one.
 * @param maxBackOff The longest wait between two tries.
 * @param atOnce How many contents are told about at the same time.
 * @param claim How long a content is left to the instance that tells about it; longer
 * than a call can take.
 */
@Validated
@ConfigurationProperties("streamgate.worker.notices")
public record NotificationProperties(@DefaultValue("true") boolean enabled, @DefaultValue("500ms") Duration backOff,
        @DefaultValue("15s") Duration maxBackOff, @DefaultValue("8") @Positive int atOnce,
        @DefaultValue("30s") Duration claim) {
}
