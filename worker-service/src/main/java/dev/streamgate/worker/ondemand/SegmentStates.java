/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.ondemand;

import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.OnDemandRequest;
import dev.streamgate.contracts.worker.OnDemandResult.State;
import dev.streamgate.worker.media.MediaPackages;
import dev.streamgate.worker.media.PackageState;
import dev.streamgate.worker.queue.PackageTasks;
import dev.streamgate.worker.queue.PackageTasks.SegmentTask;

/** Determines whether segments are published, pending or gone; two index lookups each. */
@Component
class SegmentStates {

    private final MediaPackages packages;

    private final PackageTasks tasks;

    SegmentStates(MediaPackages packages, PackageTasks tasks) {
        this.packages = packages;
        this.tasks = tasks;
    }

    State of(String packageKey, String rendition, int segment) {
        // Before the task: a package is inserted together with its tasks.
        PackageState media = this.packages.findState(packageKey).orElse(null);
        if (media == null || media == PackageState.PURGING) {
            return State.GONE;
        }
        boolean images = rendition.equals(OnDemandRequest.IMAGES);
        Optional<SegmentTask> task = images
                ? this.tasks.findState(packageKey, MediaTask.IMAGES).map((state) -> new SegmentTask(state, 0))
                : this.tasks.find(packageKey, rendition, segment);
        if (task.isEmpty()) {
            // The tasks of a ready package may have been deleted.
            return (media == PackageState.READY && (images || exists(packageKey, rendition, segment))) ? State.PUBLISHED
                    : State.GONE;
        }
        if (segment < task.get().next()) {
            return State.PUBLISHED;
        }
        return switch (task.get().state()) {
            case SUCCEEDED -> State.PUBLISHED;
            case QUEUED, RUNNING -> State.PENDING;
            case FAILED, CANCELLED -> State.GONE;
        };
    }

    private boolean exists(String packageKey, String rendition, int segment) {
        return this.packages.find(packageKey)
            .filter((media) -> segment < media.plan().segmentCount(rendition))
            .isPresent();
    }

}
