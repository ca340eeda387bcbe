/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.tasks;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Partitioning of a video into tasks.
 *
 * @param firstSegments Number of segments of the first audio task and the first remux
 * task; few, so that playback starts early.
 * @param remuxLength Length of further remux tasks.
 * @param audioLength Length of further audio tasks.
 * @param encodeLengths Lengths of consecutive encode tasks; the last applies to all
 * further ones. Short first tasks let playback start early, long later ones cost less.
 */
@Validated
@ConfigurationProperties("streamgate.worker.tasks")
public record TaskProperties(@DefaultValue("2") @Positive int firstSegments, @DefaultValue("60s") Duration remuxLength,
        @DefaultValue("5m") Duration audioLength, @DefaultValue( {
                "4s", "8s", "16s", "32s" }) @NotEmpty List<Duration> encodeLengths){
}
