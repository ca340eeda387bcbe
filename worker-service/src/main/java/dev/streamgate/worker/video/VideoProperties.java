/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a video is cut into tasks.
 *
 * @param firstSegments How many segments the first task of sound and of the repackaged
 * rendition has; few, so that play starts early.
 * @param remuxRun How long the further tasks of the repackaged rendition are.
 * @param audioRun How long the further tasks of sound are.
 * @param encodeRuns How long the tasks of the encoded renditions are, one after the
 * other; the last length goes on to the end. Short ones first start play early, long ones
 * later cost less.
 * @param cheapDemand How many segments a demanded segment of a rendition that need not be
 * encoded takes along.
 * @param prefetch How many segments after a demanded one are encoded next; 0 for none.
 * @param lead How far ahead of what is published a running encoder is left to come to a
 * demanded segment by itself.
 * @param cheapLead The same for tasks that do not encode.
 * @param joined How many segments a task may hold that is put together from what demands
 * have left over.
 * @param purgeDelay How long a deleted package's folder is kept, so that runners which
 * still work on it have heard of their end; longer than the lease.
 * @param orphanAge How long a package that no content uses any more is kept.
 * @param sweep How often such packages are looked for.
 */
@Validated
@ConfigurationProperties("streamgate.worker.video")
public record VideoProperties(@DefaultValue("2") @Positive int firstSegments, @DefaultValue("60s") Duration remuxRun,
        @DefaultValue("5m") Duration audioRun, @DefaultValue( {
                "4s", "8s", "16s", "32s" }) @NotEmpty List<Duration> encodeRuns,
        @DefaultValue("4") @Positive int cheapDemand, @DefaultValue("1") @PositiveOrZero int prefetch,
        @DefaultValue("2") @Min(1) int lead, @DefaultValue("15") @Min(1) int cheapLead,
        @DefaultValue("8") @Positive int joined, @DefaultValue("30s") Duration purgeDelay,
        @DefaultValue("1h") Duration orphanAge, @DefaultValue("5m") Duration sweep){
}
