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
 * The outbox to metadata-service.
 *
 * @param enabled Whether this instance delivers.
 * @param backOff Delay after the first failure; doubles with each further one.
 * @param maxBackOff Longest delay between two attempts.
 * @param batchSize Number of contents that are delivered at once.
 * @param claim Time for which a content is reserved for the instance that delivers it;
 * longer than a call can take.
 */
@Validated
@ConfigurationProperties("streamgate.worker.metadata-outbox")
public record MetadataOutboxProperties(@DefaultValue("true") boolean enabled, @DefaultValue("500ms") Duration backOff,
        @DefaultValue("15s") Duration maxBackOff, @DefaultValue("8") @Positive int batchSize,
        @DefaultValue("30s") Duration claim) {
}
