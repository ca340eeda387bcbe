/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import java.util.Objects;
import java.util.Set;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
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
 * @param maxUnfinishedPerUser Unfinished jobs that a user has submitted, unless an
 * administrator has decided otherwise; operators and services are not bounded.
 * @param maxUserPriority Highest priority of a user's jobs; a higher one is lowered to
 * it. Operators and services may use all.
 */
@Validated
@ConfigurationProperties("streamgate.worker.jobs")
public record JobProperties(@DefaultValue Set<String> types, @DefaultValue("transcode") Set<String> userTypes,
        @DefaultValue("64KB") DataSize maxPayload, @DefaultValue("200") @Positive long maxUnfinishedPerUser,
        @DefaultValue("5") @Min(0) @Max(10) int maxUserPriority) {

    /** The priority of a job without one. */
    private static final int DEFAULT_PRIORITY = 5;

    /**
     * The priority of a job.
     * @param requested the requested one; {@code null} for the default
     * @param trusted whether an operator or a service submits it
     */
    int priority(@Nullable Integer requested, boolean trusted) {
        int priority = Objects.requireNonNullElse(requested, DEFAULT_PRIORITY);
        return trusted ? priority : Math.min(priority, this.maxUserPriority);
    }

}
