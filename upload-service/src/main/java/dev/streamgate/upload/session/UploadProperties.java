/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of uploads.
 *
 * @param maxSize Largest file that is taken.
 * @param maxOpenPerUser How many unfinished uploads one user may have at once, partial
 * ones of tus counted.
 * @param diskReserve Room that stays free on the disk of unfinished uploads; bytes that
 * would not leave it are refused.
 * @param expiry How long an unfinished upload is kept after its last byte.
 * @param formExpiry How long the bytes of a form are kept that broke off; they cannot be
 * resumed.
 * @param retention How long uploads that ended without being stored stay in the list.
 * @param chunkSize Size of a chunk where the client names none.
 * @param maxChunks How many chunks one upload may consist of.
 * @param minBytesPerSecond A body that stays below this rate for the slow-body window is
 * refused.
 * @param slowBodyWindow Over how long that rate is measured.
 * @param maxDuration Longest video that is taken.
 * @param maxPixels Largest picture that is taken, width times height.
 * @param verifications How many files are looked at at once.
 * @param completeWait How long a form or a complete call waits for the look at its file
 * before it answers {@code verifying}.
 */
@Validated
@ConfigurationProperties("streamgate.upload")
public record UploadProperties(@DefaultValue("20GB") DataSize maxSize,
        @Positive @DefaultValue("100") int maxOpenPerUser, @DefaultValue("2GB") DataSize diskReserve,
        @DefaultValue("24h") Duration expiry, @DefaultValue("1h") Duration formExpiry,
        @DefaultValue("7d") Duration retention, @DefaultValue("8MB") DataSize chunkSize,
        @Min(1) @Max(100_000) @DefaultValue("10000") int maxChunks, @DefaultValue("1KB") DataSize minBytesPerSecond,
        @DefaultValue("30s") Duration slowBodyWindow, @DefaultValue("12h") Duration maxDuration,
        @Positive @DefaultValue("67108864") long maxPixels, @Positive @DefaultValue("2") int verifications,
        @DefaultValue("10s") Duration completeWait) {
}
