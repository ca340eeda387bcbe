/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.ondemand;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * On-demand encoding.
 *
 * @param copiedSegments Number of segments of a task that is split off for a requested
 * segment of audio or of a remuxed rendition. Encoded ones are split off one by one.
 * @param prefetch Number of encoded segments after a requested one that are moved forward
 * as well; 0 for none.
 * @param encodeLead Distance to the first unpublished segment from which a requested
 * segment is split off a running encode task; a closer one is left to the runner.
 * @param copyLead The same for running audio and remux tasks.
 * @param maxMerged Maximum number of segments of a task that remainders of splits are
 * merged into.
 */
@Validated
@ConfigurationProperties("streamgate.worker.on-demand")
public record OnDemandTaskProperties(@DefaultValue("4") @Positive int copiedSegments,
        @DefaultValue("1") @PositiveOrZero int prefetch, @DefaultValue("2") @Min(1) int encodeLead,
        @DefaultValue("15") @Min(1) int copyLead, @DefaultValue("8") @Positive int maxMerged) {
}
