/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.ondemand;

import java.time.Duration;
import java.util.Optional;

import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.worker.OnDemandApi;
import dev.streamgate.contracts.worker.OnDemandRequest;
import dev.streamgate.contracts.worker.OnDemandResult;
import dev.streamgate.contracts.worker.OnDemandResult.State;
import dev.streamgate.hardening.metrics.LongRunning;
import dev.streamgate.worker.media.MediaPackages;
import dev.streamgate.worker.media.PackageState;
import dev.streamgate.worker.queue.NotificationHub;
import dev.streamgate.worker.queue.PackageTasks;
import dev.streamgate.worker.queue.PackageTasks.SegmentTask;

/**
 * {@code /internal/v1/on-demand-segments}, for streaming-service. Raises requested
 * segments and waits for their publication.
 */
@RestController
class OnDemandController implements OnDemandApi {

    private final MediaPackages packages;

    private final PackageTasks packageTasks;

    private final OnDemandTasks tasks;

    private final NotificationHub notifications;

    OnDemandController(MediaPackages packages, PackageTasks packageTasks, OnDemandTasks tasks,
            NotificationHub notifications) {
        this.packages = packages;
        this.packageTasks = packageTasks;
        this.tasks = tasks;
        this.notifications = notifications;
    }

    @LongRunning
    @Override
    public OnDemandResult request(OnDemandRequest request) {
        State current = state(request);
        if (current != State.PENDING) {
            return new OnDemandResult(current);
        }
        this.tasks.raise(request.packageKey(), request.rendition(), request.segment());
        return new OnDemandResult(this.notifications
            .await(NotificationHub.segments(request.packageKey()), Duration.ofMillis(request.waitMillis()),
                    () -> Optional.of(state(request)).filter((state) -> state != State.PENDING))
            .orElse(State.PENDING));
    }

    /** Whether the segment is published, pending or gone; two index lookups. */
    private State state(OnDemandRequest request) {
        String packageKey = request.packageKey();
        // Before the task: a package is inserted together with its tasks.
        PackageState media = this.packages.findState(packageKey).orElse(null);
        if (media == null || media == PackageState.PURGING) {
            return State.GONE;
        }
        String type = OnDemandTasks.WITHOUT_SEGMENTS.get(request.rendition());
        Optional<SegmentTask> task = (type != null)
                ? this.packageTasks.findState(packageKey, type).map((state) -> new SegmentTask(state, 0))
                : this.packageTasks.find(packageKey, request.rendition(), request.segment());
        if (task.isEmpty()) {
            // The tasks of a ready package may have been deleted.
            return (media == PackageState.READY && (type != null || exists(request))) ? State.PUBLISHED : State.GONE;
        }
        if (request.segment() < task.get().next()) {
            return State.PUBLISHED;
        }
        return switch (task.get().state()) {
            case SUCCEEDED -> State.PUBLISHED;
            case QUEUED, RUNNING -> State.PENDING;
            case FAILED, CANCELLED -> State.GONE;
        };
    }

    private boolean exists(OnDemandRequest request) {
        return this.packages.find(request.packageKey())
            .filter((media) -> request.segment() < media.plan().segmentCount(request.rendition()))
            .isPresent();
    }

}
