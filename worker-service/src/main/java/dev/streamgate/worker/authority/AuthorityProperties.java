/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.authority;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Rights of the users with unfinished jobs.
 *
 * @param checkInterval Interval at which they are compared with the jobs.
 */
@Validated
@ConfigurationProperties("streamgate.worker.authority")
public record AuthorityProperties(@DurationMin(millis = 100) @DefaultValue("4s") Duration checkInterval) {
}
