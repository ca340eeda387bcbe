/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.cost;

import java.time.Duration;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.PositiveOrZero;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of what videos may cost, as estimated processor time of one core. Videos beyond
 * them fail before they are queued for encoding.
 *
 * @param maxPerVideo Largest cost of one video. A film of three hours in 4K at 60 frames
 * per second takes 32 hours with the default profiles.
 * @param maxUnfinishedPerOwner Largest cost of an owner's videos that are not finished.
 * @param maxDailyPerOwner Largest cost of an owner's videos of the last 24 hours.
 * @param freeFrames Number of frames that a file may have whatever its size.
 * @param bytesPerFrame Smallest size of a file for each frame beyond these. Recordings of
 * a still screen have about 25 bytes a frame.
 */
@Validated
@ConfigurationProperties("streamgate.worker.cost")
public record CostProperties(@DefaultValue("50h") @DurationMin(seconds = 1) Duration maxPerVideo,
        @DefaultValue("100h") @DurationMin(seconds = 1) Duration maxUnfinishedPerOwner,
        @DefaultValue("200h") @DurationMin(seconds = 1) Duration maxDailyPerOwner,
        @DefaultValue("216000") @PositiveOrZero long freeFrames,
        @DefaultValue("1") @DecimalMin("0") double bytesPerFrame) {
}
