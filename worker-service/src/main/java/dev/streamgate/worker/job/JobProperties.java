/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Submissions.
 *
 * @param types Job types of external runners, in addition to the built-in ones.
 * @param userTypes Job types that users may submit; operators and services may submit
 * all.
 * @param maxPayload Maximum size of a payload as JSON.
 */
@Validated
@ConfigurationProperties("streamgate.worker.jobs")
public record JobProperties(@DefaultValue Set<String> types, @DefaultValue("transcode") Set<String> userTypes,
        @DefaultValue("64KB") DataSize maxPayload) {
}
