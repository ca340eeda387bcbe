/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.purge;

import org.springframework.stereotype.Component;

/** Runs the purge of orphan packages in tests of other packages. */
@Component
public class OrphanPurges {

    private final OrphanPackageCleaner cleaner;

    OrphanPurges(OrphanPackageCleaner cleaner) {
        this.cleaner = cleaner;
    }

    /** Purges packages that have been orphans for long enough. */
    public void run() {
        this.cleaner.purgeOrphans();
    }

}
