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
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How this instance leases and runs tasks.
 *
 * @param enabled Whether tasks are leased.
 * @param name Name of this runner, unique among live runners. Default: host name and a
 * random suffix.
 * @param slots Concurrent tasks. One encoder uses all cores, so more slots do not
 * increase throughput.
 * @param urgentSlots Additional concurrent tasks, only for tasks that a viewer or
 * uploader waits for.
 * @param leaseWait How long a lease request waits at the queue for a task.
 * @param heartbeatInterval Maximum interval between heartbeats of a running task.
 * @param diskReserve Free space of the disk of files in progress below which only tasks
 * are leased that delete files; larger than {@code streamgate.upload.disk-reserve}, since
 * running tasks still write.
 * @param retryDelay Delay after the first failed call to the queue; it doubles up to
 * maxRetryDelay.
 * @param maxRetryDelay Maximum delay after a failed call to the queue.
 */
@Validated
@ConfigurationProperties("streamgate.transcoder.runner")
public record RunnerProperties(@DefaultValue("true") boolean enabled, @Nullable String name,
        @Min(0) @Max(64) @DefaultValue("1") int slots, @Min(0) @Max(64) @DefaultValue("1") int urgentSlots,
        @DefaultValue("20s") Duration leaseWait, @DefaultValue("1s") Duration heartbeatInterval,
        @DefaultValue("3GB") DataSize diskReserve, @DefaultValue("200ms") Duration retryDelay,
        @DefaultValue("5s") Duration maxRetryDelay) {
}
