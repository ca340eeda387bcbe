/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.purge;

import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.worker.job.JobSubmissions;
import dev.streamgate.worker.media.MediaPackages;
import dev.streamgate.worker.queue.PackageTasks;

/**
 * Purges packages that no content uses any more, because the content got another video or
 * its job was cancelled. Concurrent runs purge a package once.
 */
@Component
class OrphanPackageCleaner {

    private static final String OWNER = "service:worker";

    private static final int BATCH_SIZE = 100;

    private final MediaPackages packages;

    private final PackageTasks tasks;

    private final JobSubmissions submissions;

    private final PurgeProperties properties;

    private final Clock clock;

    OrphanPackageCleaner(MediaPackages packages, PackageTasks tasks, JobSubmissions submissions,
            PurgeProperties properties, Clock clock) {
        this.packages = packages;
        this.tasks = tasks;
        this.submissions = submissions;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${streamgate.worker.purge.orphan-interval:5m}",
            initialDelayString = "${streamgate.worker.purge.orphan-interval:5m}")
    void purgeOrphans() {
        Set<String> orphans = new HashSet<>(
                this.packages.unreferenced(this.clock.instant().minus(this.properties.orphanAge()), BATCH_SIZE));
        orphans.removeAll(this.tasks.withRunningJobs(orphans));
        orphans.forEach((key) -> this.submissions.submit(MediaTask.PURGE, OWNER, null,
                Map.of(PurgeFlow.PACKAGE_KEY, key), 0, null));
    }

}
