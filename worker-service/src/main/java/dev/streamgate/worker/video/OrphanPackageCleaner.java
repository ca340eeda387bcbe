/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.time.Clock;
import java.util.Map;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.streamgate.worker.job.Submissions;

/**
 * Finds packages that no content uses any more (it got another video, or its job was
 * stopped) and has them deleted. Several instances at once ask for one deletion.
 */
@Component
class OrphanPackageCleaner {

    private static final String OWNER = "service:worker";

    private static final int BATCH = 100;

    private final Packages packages;

    private final Submissions submissions;

    private final VideoProperties properties;

    private final Clock clock;

    OrphanPackageCleaner(Packages packages, Submissions submissions, VideoProperties properties, Clock clock) {
        this.packages = packages;
        this.submissions = submissions;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${streamgate.worker.video.sweep:5m}",
            initialDelayString = "${streamgate.worker.video.sweep:5m}")
    void sweep() {
        this.packages.orphans(this.clock.instant().minus(this.properties.orphanAge()), BATCH)
            .forEach((key) -> this.submissions.submit(PurgeType.NAME, OWNER, null, Map.of(PurgeFlow.PACKAGE, key), 0,
                    null));
    }

}
