/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.time.Duration;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What one user may use, unless an administrator has decided otherwise.
 *
 * @param bytes Size of all stored and unfinished uploads.
 * @param announcedBytes Size of the unfinished uploads, received or not.
 * @param diskShare Share of the free disk space beyond the reserve that the bytes not yet
 * received of one user's uploads may claim.
 * @param duration Duration of all stored videos.
 */
@Validated
@ConfigurationProperties("streamgate.upload.quota")
public record QuotaProperties(@DefaultValue("500GB") DataSize bytes, @DefaultValue("100GB") DataSize announcedBytes,
        @DecimalMin("0.01") @DecimalMax("1") @DefaultValue("0.5") double diskShare,
        @DefaultValue("1000h") Duration duration) {
}
