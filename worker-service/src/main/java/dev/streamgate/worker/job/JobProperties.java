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
 * Which jobs are taken.
 *
 * @param types Types that runners of others do, besides those that are built in.
 * @param userTypes Types that users may submit; operators and services may submit all.
 * @param maxPayload The largest payload, as JSON.
 */
@Validated
@ConfigurationProperties("streamgate.worker.jobs")
public record JobProperties(@DefaultValue Set<String> types, @DefaultValue("transcode") Set<String> userTypes,
        @DefaultValue("64KB") DataSize maxPayload) {
}
