/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.media;

import java.util.List;

/**
 * Everything that is produced from one source by one plan; shared by all contents with
 * that source and the same profiles.
 *
 * @param plan its plan
 * @param state its state
 * @param playable whether a player can start
 * @param progress share of all segments that are published, 0 to 1
 * @param notes what the owner should know of the source, by the plan and by tasks
 */
public record MediaPackage(PackagePlan plan, PackageState state, boolean playable, double progress,
        List<String> notes) {

    /** The presentation's key. */
    public String key() {
        return this.plan.packageKey();
    }

}
