/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What one user may use, unless an administrator has decided otherwise.
 *
 * @param contents Contents of one owner.
 */
@Validated
@ConfigurationProperties("streamgate.metadata.quota")
public record ContentQuotaProperties(@PositiveOrZero @DefaultValue("20000") long contents) {
}
