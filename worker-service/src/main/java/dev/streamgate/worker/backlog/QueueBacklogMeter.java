/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.backlog;

import dev.streamgate.hardening.metrics.DocumentedMeter;
import dev.streamgate.hardening.metrics.MeterSpec;
import dev.streamgate.hardening.metrics.MeterTag;

/** What the tables of the queue show; the same at every instance. */
enum QueueBacklogMeter implements DocumentedMeter {

    /** Jobs. */
    JOBS(MeterSpec
        .gauge("streamgate.worker.jobs", "Jobs and tasks, of those that have not ended or have failed.", MeterTag.TYPE,
                MeterTag.STATE)
        .in("jobs")),

    /** The oldest. */
    OLDEST(MeterSpec
        .gauge("streamgate.worker.oldest.queued.age", "Age of the oldest job that could be leased now.", MeterTag.TYPE)
        .in("seconds")),

    /** Callers. */
    WAITING(MeterSpec.gauge("streamgate.worker.waiting", "Callers that wait for work or for a segment.").in("callers")),

    /** Not told yet. */
    UNTOLD(MeterSpec.gauge("streamgate.worker.untold", "Contents that metadata has not been told the newest of.")
        .in("contents"));

    private final MeterSpec spec;

    QueueBacklogMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
