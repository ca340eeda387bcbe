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
 * Limits of uploads.
 *
 * @param maxSize Size limit of a file.
 * @param maxOpenPerUser Unfinished uploads of one user at a time, including partial tus
 * uploads.
 * @param diskReserve Space that remains free on the disk of unfinished uploads; requests
 * that would use it are rejected.
 * @param expiry Time until an unfinished upload expires after its last byte.
 * @param formExpiry Time until the bytes of an interrupted form, which cannot be resumed,
 * expire.
 * @param retention Time for which uploads that ended without being stored stay listed.
 * @param rejectedRetention Time for which the bytes of a rejected upload are kept, so
 * that its owner can have it verified again.
 * @param chunkSize Chunk size if the client chooses none.
 * @param maxChunks Number of chunks of one upload.
 * @param minBytesPerSecond Minimum rate of a request body over the slow-body window.
 * @param slowBodyWindow Period over which the rate of a request body is measured.
 * @param maxDuration Duration limit of a video.
 * @param maxPixels Picture size limit, width times height.
 * @param verificationConcurrency Files verified at the same time.
 * @param verificationWait Time for which a form or a complete request waits for the
 * verification before its reply has the state {@code verifying}.
 */
@Validated
@ConfigurationProperties("streamgate.upload")
public record UploadProperties(@DefaultValue("20GB") DataSize maxSize,
        @Positive @DefaultValue("100") int maxOpenPerUser, @DefaultValue("2GB") DataSize diskReserve,
        @DefaultValue("24h") Duration expiry, @DefaultValue("1h") Duration formExpiry,
        @DefaultValue("7d") Duration retention, @DefaultValue("24h") Duration rejectedRetention,
        @DefaultValue("8MB") DataSize chunkSize, @Min(1) @Max(100_000) @DefaultValue("10000") int maxChunks,
        @DefaultValue("1KB") DataSize minBytesPerSecond, @DefaultValue("30s") Duration slowBodyWindow,
        @DefaultValue("12h") Duration maxDuration, @Positive @DefaultValue("67108864") long maxPixels,
        @Positive @DefaultValue("2") int verificationConcurrency, @DefaultValue("10s") Duration verificationWait) {
}
