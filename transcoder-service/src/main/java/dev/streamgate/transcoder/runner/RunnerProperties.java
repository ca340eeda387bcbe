/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How tasks are taken.
 *
 * @param enabled Whether tasks are taken at all.
 * @param name Name of this runner, unique among those that live; made up when absent.
 * @param slots Tasks at a time. One encoder uses all cores, so more do not go faster.
 * @param urgentSlots Further tasks at a time, of those only that somebody waits for.
 * @param leaseWait How long the queue is asked to wait for a task.
 * @param heartbeat Longest silence towards the queue while a task runs.
 * @param retry First pause when the queue does not answer; it doubles up to retryLimit.
 * @param retryLimit Longest pause when the queue does not answer.
 */
@Validated
@ConfigurationProperties("streamgate.transcoder.runner")
public record RunnerProperties(@DefaultValue("true") boolean enabled, @Nullable String name,
        @Min(0) @Max(64) @DefaultValue("1") int slots, @Min(0) @Max(64) @DefaultValue("1") int urgentSlots,
        @DefaultValue("20s") Duration leaseWait, @DefaultValue("1s") Duration heartbeat,
        @DefaultValue("200ms") Duration retry, @DefaultValue("5s") Duration retryLimit) {
}
