/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.planning;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.worker.cost.CostBounds;
import dev.streamgate.worker.media.ContentProgress;
import dev.streamgate.worker.media.MediaPackages;
import dev.streamgate.worker.media.PackagePlan;
import dev.streamgate.worker.media.PackageState;
import dev.streamgate.worker.media.VideoSource;
import dev.streamgate.worker.purge.PackagePurger;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobFlow;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.queue.Locks;
import dev.streamgate.worker.sql.Columns;
import dev.streamgate.worker.tasks.PackageLifecycle;

/** Flow of plan tasks: their result determines the package of the job. */
@Component
class PlanTaskFlow implements JobFlow {

    /** Delay of a plan whose package is being purged. */
    private static final Duration PURGE_DELAY = Duration.ofSeconds(2);

    private final JobStore jobs;

    private final Locks locks;

    private final MediaPackages packages;

    private final PackageLifecycle lifecycle;

    private final ContentProgress contents;

    private final PlanReader plans;

    private final PackagePurger purger;

    private final CostBounds bounds;

    private final Columns columns;

    private final Clock clock;

    PlanTaskFlow(JobStore jobs, Locks locks, MediaPackages packages, PackageLifecycle lifecycle,
            ContentProgress contents, PlanReader plans, PackagePurger purger, CostBounds bounds, Columns columns,
            Clock clock) {
        this.jobs = jobs;
        this.locks = locks;
        this.packages = packages;
        this.lifecycle = lifecycle;
        this.contents = contents;
        this.plans = plans;
        this.purger = purger;
        this.bounds = bounds;
        this.columns = columns;
        this.clock = clock;
    }

    @Override
    public boolean handles(Job job) {
        return job.isTask() && job.type().equals(MediaTask.PLAN);
    }

    @Override
    public void succeeded(Job task, @Nullable Map<String, Object> result) {
        this.plans.read(result).ifPresentOrElse((plan) -> planned(task, plan), () -> {
            String error = "The video could not be planned.";
            this.jobs.fail(task.id(), error, task.failures());
            failed(task, error);
        });
    }

    @Override
    public void failed(Job task, String error) {
        String jobId = Objects.requireNonNull(task.parentId());
        this.jobs.fail(jobId, error, 0);
        this.contents.setState(Objects.requireNonNull(task.contentId()), jobId, ContentState.FAILED, error);
    }

    private void planned(Job task, PackagePlan plan) {
        String key = plan.packageKey();
        this.locks.lockPackage(key);
        if (this.packages.isPurging(key) && !this.purger.cancelPurge(key)) {
            // The package's files are being deleted, the new presentation among them.
            this.jobs.requeue(task.id(), null, task.failures(), this.clock.instant().plus(PURGE_DELAY));
        }
        else if (this.purger.wasPurgedSince(key, task.runAfter())) {
            // The presentation may have been deleted with the earlier package.
            this.jobs.requeue(task.id(), null, task.failures(), this.clock.instant());
        }
        else {
            Job job = this.jobs.find(Objects.requireNonNull(task.parentId())).orElseThrow();
            VideoSource source = this.columns.as(job.payload(), VideoSource.class);
            refusal(job, plan, source).ifPresentOrElse((reason) -> refuse(task, plan, source, reason), () -> {
                // Replaces the presentation, which is in the blob store.
                this.jobs.succeed(task.id(), Map.of("packageKey", key));
                this.lifecycle.attach(job, plan);
            });
        }
    }

    /** Why the package must not be made; empty if it may or is made already. */
    private Optional<String> refusal(Job job, PackagePlan plan, VideoSource source) {
        boolean made = this.packages.findState(plan.packageKey())
            .filter((state) -> state == PackageState.RUNNING || state == PackageState.READY)
            .isPresent();
        return made ? Optional.empty() : this.bounds.refusal(job, plan, source.size());
    }

    private void refuse(Job task, PackagePlan plan, VideoSource source, String reason) {
        if (this.packages.find(plan.packageKey()).isEmpty()) {
            // Its files are purged like those of any package that no content uses.
            this.packages.insert(plan, source);
            this.packages.setState(plan.packageKey(), PackageState.CANCELLED);
        }
        this.jobs.fail(task.id(), reason, task.failures());
        failed(task, reason);
    }

}
