/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.backlog;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;

/**
 * Gauges of the service; all but {@link #WAITING} have the same value at every instance.
 */
enum WorkerBacklogMeter implements DocumentedMeter {

    /** Jobs by type and state. */
    JOBS(MeterSpec
        .gauge("streamgate.worker.jobs", "Jobs and tasks that are queued, running or failed.", MeterTag.TYPE,
                MeterTag.STATE)
        .in("jobs")),

    /** Age of the oldest available job. */
    OLDEST(MeterSpec
        .gauge("streamgate.worker.oldest.queued.age", "Age of the oldest job that is available for a lease.",
                MeterTag.TYPE)
        .in("seconds")),

    /** Contents to deliver. */
    OUTBOX(MeterSpec
        .gauge("streamgate.worker.outbox", "Contents whose latest state has not been delivered to metadata-service.")
        .in("contents")),
    /** Waiting callers. */
    WAITING(MeterSpec.gauge("streamgate.worker.waiting", "Callers that wait for a task or for a segment.")
        .in("callers"));

    private final MeterSpec spec;

    WorkerBacklogMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
